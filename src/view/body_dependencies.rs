//! What the body of a document shows that its own file does not say.

use super::Scope;
use crate::catalog::{DocId, Resolved};
use crate::data::column::Column;
use crate::source::picture::Size;
use serde::Serialize;

/// With equal ones, two bodies of one document are equal: whoever knows that need not make them.
#[derive(Serialize)]
pub struct BodyDependencies<'a> {
    links: Vec<Lead<'a>>,
    tables: Vec<Option<&'a [Column]>>,
}

/// Where a link leads, with all that is shown of that.
#[derive(Serialize)]
enum Lead<'a> {
    Doc {
        url: &'a str,
        anchor: &'a str,
        title: &'a str,
        has_page: bool,
    },
    Away {
        url: &'a str,
        title: &'a str,
    },
    Attachment {
        url: &'a str,
        tail: &'a str,
        size: Option<Size>,
    },
    Made(&'a str, &'a str),
    Collection(usize),
    Home,
    Broken,
}

/// What the body of a document shows beside what is written in it.
pub fn body_dependencies(scope: &Scope, id: DocId) -> BodyDependencies<'_> {
    let catalog = &scope.catalog;
    let links = catalog.links[id as usize].iter().map(|link| match link {
        Resolved::Doc(to, anchor) => {
            let card = &catalog.doc(*to).card;
            Lead::Doc {
                url: &card.url,
                anchor,
                title: &card.title,
                has_page: catalog.has_page(*to, &scope.site),
            }
        }
        Resolved::Away(away) => Lead::Away {
            url: &away.url,
            title: &away.title,
        },
        Resolved::Attachment(at, tail) => {
            let file = &catalog.attachments[*at as usize];
            Lead::Attachment {
                url: &file.url,
                tail,
                size: file.picture.as_ref().and_then(|picture| picture.size),
            }
        }
        Resolved::Made(to, tail) => Lead::Made(to, tail),
        Resolved::Collection(at) => Lead::Collection(*at),
        Resolved::Home => Lead::Home,
        Resolved::Broken => Lead::Broken,
    });
    let tables = catalog.tables[id as usize].iter();
    BodyDependencies {
        links: links.collect(),
        tables: tables
            .map(|table| table.as_ref().map(|columns| &columns[..]))
            .collect(),
    }
}
