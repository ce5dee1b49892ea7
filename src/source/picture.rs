//! How large a picture is, from the first bytes of its file.

use super::plain::Plain;
use super::scan;
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

/// From this orientation on, of the eight of EXIF, a telephone was held on its side.
const ON_ITS_SIDE: u32 = 5;

/// Whether a file has the name of a picture that has a size.
pub fn is_picture(file: &str) -> bool {
    let format = file.rsplit_once('.').map(|(_, end)| end.to_lowercase());
    let known = ["jpg", "jpeg", "png", "gif", "webp"];
    format.is_some_and(|format| known.contains(&&*format))
}

/// The size of a picture of the project; `None` of what is no picture, or damaged.
pub fn size(root: &Path, file: &str) -> Option<Size> {
    let path = root.join(file);
    if scan::leaves(root, &path) {
        return None;
    }
    let mut bytes = BufReader::new(Plain::open(&path).ok()?.pieces());
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
