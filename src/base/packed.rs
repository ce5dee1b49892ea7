//! Values as bytes: what is kept between builds, what waits on the disk, what digests are taken of.

use postcard::ser_flavors::Flavor;
use serde::Serialize;

/// Writes a value down after other bytes, in postcard's format.
///
/// # Errors
/// When a value does not say how many parts it has.
pub fn append(value: &(impl Serialize + ?Sized), after: Vec<u8>) -> postcard::Result<Vec<u8>> {
    postcard::serialize_with_flavor(value, Bytes(after))
}

/// Takes texts as they are, while postcard's own takes any list byte by byte.
struct Bytes(Vec<u8>);

impl Flavor for Bytes {
    type Output = Vec<u8>;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0.push(byte);
        Ok(())
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        // Half of them are the length of a text, one byte: as a list it takes three times as long.
        match bytes {
            [byte] => self.0.push(*byte),
            _ => self.0.extend_from_slice(bytes),
        }
        Ok(())
    }

    fn finalize(self) -> postcard::Result<Vec<u8>> {
        Ok(self.0)
    }
}
