//! What a picture costs and how large it is, from the first bytes of its file; of a drawing and of a page,
//! which may run something, from all.

use super::regular_file::RegularFile;
use super::scan;
use crate::data::drawing::{self, Code};
use crate::data::page;
use exif::{In, Reader, Tag};
use imagesize::{ImageType, reader_size, reader_type};
use serde::Serialize;
use std::io::{BufReader, Seek};
use std::path::Path;

/// In pixels, as browsers show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Size {
    pub width: usize,
    pub height: usize,
}

/// What is known of a picture without showing it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// `None` of what is damaged, and of formats that are not read.
    pub size: Option<Size>,
    pub bytes: u64,
    /// What of a drawing or a page a browser would run.
    pub code: Option<Code>,
}

/// Formats that browsers show as an image.
pub const SHOWN: [&str; 11] = [
    "jpg", "jpeg", "jfif", "png", "apng", "gif", "svg", "webp", "avif", "bmp", "ico",
];

/// From this orientation on, of the eight of EXIF, a telephone was held on its side.
const ON_ITS_SIDE: u32 = 5;

/// Whether a file has the name of a picture.
pub fn is_picture(file: &str) -> bool {
    format(file).is_some_and(|format| SHOWN.contains(&&*format))
}

/// Whether a file has the name of something that browsers show as a page.
pub fn is_page(file: &str) -> bool {
    let pages = ["html", "htm", "shtml", "xhtml", "xht", "xml"];
    format(file).is_some_and(|format| pages.contains(&&*format))
}

/// What a file is by its name: `jpg`.
pub fn format(file: &str) -> Option<String> {
    let name = file.rsplit('/').next()?;
    name.rsplit_once('.').map(|(_, end)| end.to_lowercase())
}

/// Looks at a picture of the project; `None` when it cannot be read.
pub fn look(root: &Path, file: &str) -> Option<Picture> {
    let path = root.join(file);
    if scan::leaves(root, &path) {
        return None;
    }
    let found = RegularFile::open(&path).ok()?;
    let bytes = found.size;
    let (size, code) = match format(file).as_deref() {
        Some("svg") => {
            let (size, code) = drawing::look(&found.read().ok()?);
            (size.map(|(width, height)| Size { width, height }), code)
        }
        Some("xhtml" | "xht" | "xml") => (None, drawing::look(&found.read().ok()?).1),
        _ if is_page(file) => (None, page::look(&found.read().ok()?)),
        _ => (size(found), None),
    };
    Some(Picture { size, bytes, code })
}

fn size(photo: RegularFile) -> Option<Size> {
    let mut bytes = BufReader::new(photo.pieces());
    let kind = reader_type(&mut bytes).ok()?;
    bytes.rewind().ok()?;
    let found = reader_size(&mut bytes).ok()?;
    bytes.rewind().ok()?;
    let (width, height) = match kind == ImageType::Jpeg && is_on_its_side(&mut bytes) {
        true => (found.height, found.width),
        false => (found.width, found.height),
    };
    (width > 0 && height > 0).then_some(Size { width, height })
}

fn is_on_its_side(photo: &mut BufReader<std::fs::File>) -> bool {
    let read = Reader::new().read_from_container(photo);
    let turned = read.ok().and_then(|exif| {
        let field = exif.get_field(Tag::Orientation, In::PRIMARY)?;
        field.value.get_uint(0)
    });
    turned.is_some_and(|turned| turned >= ON_ITS_SIDE)
}
