//! The ZIP file that a Word document is, and what its parts say of one another (ECMA-376 part 2).

use roxmltree::{Document, Node};
use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// No part of a document that people wrote is larger; a larger one is made to fill the memory.
const MOST: u64 = 128 << 20;

/// Elements stand so deep in one another at most; a table in a table takes four more.
const DEPTH: usize = 300;

/// What older versions of Word, and those that keep a document behind a password, begin a file with.
const OLD: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// Why a file is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Some other kind of file.
    Other,
    /// A `.doc` of older versions, or a document with a password.
    Old,
    /// A `.docx` that is not whole.
    Damaged,
    TooLarge,
}

pub(super) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
}

/// What the relations of a part are: where each leads, and whether that is outside of the file.
pub(super) type Relations = HashMap<String, Target>;

pub(super) enum Target {
    /// The path of a part.
    Part(String),
    /// An address.
    Outside(String),
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, Refused> {
        match bytes {
            _ if bytes.starts_with(OLD) => return Err(Refused::Old),
            _ if !bytes.starts_with(b"PK") => return Err(Refused::Other),
            _ => {}
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refused::Damaged)?;
        Ok(Package { zip })
    }

    /// The path of the part that holds the text.
    pub(super) fn main(&mut self) -> Result<String, Refused> {
        let text = self.text("_rels/.rels")?.ok_or(Refused::Other)?;
        let xml = parse(&text)?;
        let all = xml.root_element().children();
        let is_main = |node: &Node<'_, '_>| {
            attribute(*node, "Type").is_some_and(|of| of.ends_with("/officeDocument"))
        };
        let target = all
            .filter(is_main)
            .find_map(|node| attribute(node, "Target"));
        let path = inside("", target.ok_or(Refused::Other)?);
        // Workbooks and slides are such packages, too.
        match path.starts_with("word/") {
            true => Ok(path),
            false => Err(Refused::Other),
        }
    }

    /// The text of a part; nothing where there is none of that name.
    pub(super) fn text(&mut self, path: &str) -> Result<Option<String>, Refused> {
        if self.zip.index_for_name(path).is_none() {
            return Ok(None);
        }
        let bytes = self.bytes(path)?;
        let text = String::from_utf8(bytes).map_err(|_| Refused::Damaged)?;
        Ok(Some(text))
    }

    pub(super) fn bytes(&mut self, path: &str) -> Result<Vec<u8>, Refused> {
        let part = self.zip.by_name(path).map_err(|error| match error {
            ZipError::UnsupportedArchive(_) => Refused::Old,
            _ => Refused::Damaged,
        })?;
        let mut bytes = Vec::new();
        let read = part.take(MOST + 1).read_to_end(&mut bytes);
        read.map_err(|_| Refused::Damaged)?;
        match bytes.len() as u64 > MOST {
            true => Err(Refused::TooLarge),
            false => Ok(bytes),
        }
    }

    /// The paths of all parts.
    pub(super) fn names(&self) -> HashSet<String> {
        let names = self.zip.file_names().flatten();
        names.map(std::borrow::Cow::into_owned).collect()
    }

    /// Where the relations of a part lead.
    pub(super) fn relations(&mut self, path: &str) -> Result<Relations, Refused> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let Some(text) = self.text(&format!("{folder}/_rels/{name}.rels"))? else {
            return Ok(Relations::new());
        };
        let xml = parse(&text)?;
        let relation = |node: Node<'_, '_>| {
            let target = attribute(node, "Target")?;
            let target = match attribute(node, "TargetMode") {
                Some("External") => Target::Outside(target.to_owned()),
                _ => Target::Part(inside(folder, target)),
            };
            Some((attribute(node, "Id")?.to_owned(), target))
        };
        Ok(xml.root_element().children().filter_map(relation).collect())
    }
}

/// The tree of a part. It is walked by functions that call themselves, so it may not be too deep.
pub(super) fn parse(text: &str) -> Result<Document<'_>, Refused> {
    let xml = Document::parse(text).map_err(|_| Refused::Damaged)?;
    let mut depths = Vec::new();
    for node in xml.descendants() {
        // A node has its number after all that it stands in.
        let around = node.parent().map(|parent| depths[parent.id().get_usize()]);
        depths.push(around.map_or(0, |depth: usize| depth + 1));
    }
    match depths.iter().all(|depth| *depth < DEPTH) {
        true => Ok(xml),
        false => Err(Refused::Damaged),
    }
}

/// An attribute by its local name.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let mut all = node.attributes();
    all.find(|a| a.name() == name).map(|a| a.value())
}

/// The first element of that name right inside another.
pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    let mut all = node.children();
    all.find(|child| child.tag_name().name() == name)
}

/// The value (`w:val`) of an element right inside another.
pub(super) fn value<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    attribute(child(node, name)?, "val")
}

/// The ending of a part's name, in small letters.
pub(super) fn ending(path: &str) -> String {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.to_lowercase()
}

/// The path that a target has inside of the package, seen from a folder.
fn inside(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
