//! What each tag of a body does to its HTML, outline and prose.

use super::Walk;
use crate::parse::RawHtml;
use pulldown_cmark::{HeadingLevel, Tag, TagEnd};
use std::ops::Range;

impl Walk<'_> {
    pub(super) fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.writer.paragraph();
                self.prose.paragraph();
            }
            Tag::Heading { level, .. } => {
                self.writer.end_label();
                self.writer.line();
                // One that nobody closed.
                self.in_table = false;
                let span = self.span(range);
                if level == HeadingLevel::H1 {
                    self.top = self.top.or(Some(span));
                }
                let level = (level as u8 + u8::from(self.shift)).min(6);
                self.heading = Some((level, String::new(), span));
                self.writer.open();
            }
            Tag::BlockQuote(_) => self.writer.quote(),
            Tag::CodeBlock(kind) => {
                self.plain.code = true;
                self.check_fence(&kind, &range);
                self.writer.code_block(&kind);
                self.prose.block();
            }
            Tag::HtmlBlock => {
                self.writer.end_label();
                self.writer.line();
                self.html_reported = false;
                self.in_comment = self.is_comment(range.clone());
                if self.raw_html == RawHtml::Sanitize {
                    self.hear(&self.body()[range]);
                }
            }
            Tag::List(start) => self.writer.list(start),
            Tag::Item => self.writer.item(),
            Tag::FootnoteDefinition(name) => self.open_note(&name, range),
            Tag::Table(alignments) => {
                let section = self.outline.headings.last();
                self.writer
                    .table(alignments, section.map_or("", |h| &h.text));
            }
            Tag::TableHead => self.writer.row(true),
            Tag::TableRow => {
                self.check_row(&range);
                self.writer.row(false);
            }
            Tag::TableCell => self.writer.cell(),
            Tag::Emphasis => self.writer.push("<em>"),
            Tag::Strong => self.writer.push("<strong>"),
            Tag::Strikethrough => self.writer.push("<del>"),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.link(link_type, &dest_url, &title, range),
            Tag::Image {
                link_type,
                dest_url,
                title,
                ..
            } => self.image(link_type, &dest_url, &title, range),
            // Tags of extensions that are not in use.
            _ => {}
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                self.writer.end_label();
                self.writer.push("</p>\n");
                self.prose.end_paragraph();
                self.prose.block();
            }
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => self.writer.push("</blockquote>\n"),
            TagEnd::CodeBlock => {
                self.plain.code = false;
                self.writer.push("</code></pre>\n");
                self.prose.block();
            }
            TagEnd::List(ordered) => self
                .writer
                .push(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => {
                self.writer.end_item();
                self.prose.block();
            }
            TagEnd::FootnoteDefinition => self.close_note(),
            TagEnd::Table => {
                self.writer.end_table();
                self.prose.block();
            }
            TagEnd::TableHead => {
                self.writer.end_row(true);
                self.prose.block();
            }
            TagEnd::TableRow => {
                self.writer.end_row(false);
                self.prose.block();
            }
            TagEnd::TableCell => {
                self.writer.end_cell();
                self.prose.cell();
            }
            TagEnd::Emphasis => self.writer.push("</em>"),
            TagEnd::Strong => self.writer.push("</strong>"),
            TagEnd::Strikethrough => self.writer.push("</del>"),
            TagEnd::Link => self.end_link(),
            TagEnd::HtmlBlock => self.in_comment = false,
            // The end of an image is that of its text; others are of extensions that are not in use.
            _ => {}
        }
    }
}
