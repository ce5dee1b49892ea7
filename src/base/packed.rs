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

/// A long text (`serde(with)`). Whether its bytes are text is asked of many at a time when they are read
/// back; postcard asks byte by byte where there are accents, which took a twentieth of a build of 100,000
/// documents.
pub mod text {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};

    /// Written like any text.
    ///
    /// # Errors
    /// The errors of the serializer.
    pub fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(text.as_bytes())
    }

    /// From a format that lends its bytes.
    ///
    /// # Errors
    /// When they are no text.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
        let bytes = <&[u8]>::deserialize(from)?;
        let text = simdutf8::basic::from_utf8(bytes);
        text.map(str::to_owned).map_err(D::Error::custom)
    }
}
