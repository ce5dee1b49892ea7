//! Numbers and texts as the store of the index keeps them, byte by byte.

/// Growing bytes.
#[derive(Default)]
pub struct Bytes {
    pub bytes: Vec<u8>,
}

impl Bytes {
    /// A number, seven bits a byte, the lowest first; the high bit says that more follow.
    #[inline]
    pub fn number(&mut self, number: usize) {
        let mut rest = number;
        while rest >= 0x80 {
            self.bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.bytes.push(rest as u8);
    }

    /// A text: its length in bytes and its UTF-8.
    pub fn text(&mut self, text: &str) {
        self.number(text.len());
        self.bytes.extend(text.as_bytes());
    }
}

/// Reads what [`Bytes`] wrote; nothing comes from bytes that are not there.
pub struct Reader<'a> {
    left: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { left: bytes }
    }

    /// A number that fits in 32 bits.
    pub fn number(&mut self) -> Option<u32> {
        let mut value = 0_u64;
        for shift in (0..35).step_by(7) {
            let (&byte, left) = self.left.split_first()?;
            self.left = left;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return u32::try_from(value).ok();
            }
        }
        None
    }

    pub fn text(&mut self) -> Option<String> {
        let size = self.number()?;
        let (taken, left) = self.left.split_at_checked(size as usize)?;
        self.left = left;
        String::from_utf8(taken.to_vec()).ok()
    }

    pub fn many<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        (0..count).map(|_| read(self)).collect()
    }
}
