//! Long texts, and what is only read with them, that wait on the disk until somebody reads them.
//!
//! A large site's bodies and prose are most of what a build holds in memory, and each is read once or
//! twice. The first ones stay in memory; when they are more than the room for them, the others go to
//! a file without a name, which is gone when the process is.

use super::at;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fs::File;
use std::io::{Error, ErrorKind, Result};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

/// What shares a room in memory; the rest of it waits.
#[derive(Clone, Copy, Debug)]
pub enum Share {
    /// Long texts, read once or twice.
    Texts,
    /// Fields, terms, links: short, and read a few times.
    Data,
}

impl Share {
    /// Bytes that stay in memory: the texts of some ten thousand pages, the data of a hundred thousand.
    fn room(self) -> usize {
        match self {
            Share::Texts => 96 * 1024 * 1024,
            Share::Data => 192 * 1024 * 1024,
        }
    }
}

/// Something, in memory or aside.
#[derive(Debug)]
pub enum Waiting<T> {
    Held(Box<T>),
    Aside(Slot),
}

/// A text, in memory or aside.
pub type Text = Waiting<String>;

/// Where something waits.
#[derive(Debug)]
pub struct Slot {
    shelf: Arc<Shelf>,
    at: u64,
    size: usize,
}

/// Where texts are put aside.
#[derive(Debug, Clone)]
pub struct Aside(Arc<Shelf>);

#[derive(Debug)]
struct Shelf {
    folder: PathBuf,
    /// By share.
    rooms: [usize; 2],
    held: [AtomicUsize; 2],
    /// Made when it is needed; `None` when that cannot be.
    file: OnceLock<Option<File>>,
    /// Where the next text goes.
    end: AtomicU64,
    /// Why a text could not be read back: what was made with it is worth nothing.
    broken: OnceLock<Error>,
}

impl<T: Default> Default for Waiting<T> {
    fn default() -> Waiting<T> {
        Waiting::from(T::default())
    }
}

impl<T> From<T> for Waiting<T> {
    fn from(value: T) -> Waiting<T> {
        Waiting::Held(Box::new(value))
    }
}

impl<T: Clone + Default + DeserializeOwned> Waiting<T> {
    /// What waits. What cannot be read back is empty, and [`Aside::broken`] says why.
    pub fn read(&self) -> Cow<'_, T> {
        match self {
            Waiting::Held(value) => Cow::Borrowed(value),
            Waiting::Aside(slot) => Cow::Owned(slot.read().unwrap_or_else(|why| {
                let _ = slot.shelf.broken.set(why);
                T::default()
            })),
        }
    }
}

impl<T: Clone + Default + PartialEq + DeserializeOwned> PartialEq for Waiting<T> {
    fn eq(&self, other: &Waiting<T>) -> bool {
        self.read() == other.read()
    }
}

/// It is written down as what it is, wherever it waits.
impl<T: Clone + Default + Serialize + DeserializeOwned> Serialize for Waiting<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.read().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Waiting<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Waiting<T>, D::Error> {
        T::deserialize(from).map(Waiting::from)
    }
}

impl Slot {
    fn read<T: DeserializeOwned>(&self) -> Result<T> {
        let bytes = at::read(self.shelf.file()?, self.at, self.size)?;
        postcard::from_bytes(&bytes).map_err(Error::other)
    }
}

impl Aside {
    /// Nothing is put aside yet; `folder` is made when the first text is.
    pub fn new(folder: &Path) -> Aside {
        Aside::with_rooms(folder, [Share::Texts, Share::Data].map(Share::room))
    }

    /// The same with room for so many bytes of each share in memory.
    pub fn with_rooms(folder: &Path, rooms: [usize; 2]) -> Aside {
        Aside(Arc::new(Shelf {
            folder: folder.to_owned(),
            rooms,
            held: Default::default(),
            file: OnceLock::new(),
            end: AtomicU64::new(0),
            broken: OnceLock::new(),
        }))
    }

    /// Puts something of so many bytes aside when its share has no room for it. Where that is not
    /// possible it stays.
    pub fn put<T: Serialize>(&self, share: Share, waiting: &mut Waiting<T>, bytes: usize) {
        let Waiting::Held(value) = waiting else {
            return;
        };
        let held = &self.0.held[share as usize];
        if held.fetch_add(bytes, Ordering::Relaxed) + bytes <= self.0.rooms[share as usize] {
            return;
        }
        let written = postcard::to_extend(value, Vec::with_capacity(2 * bytes));
        let written = written.map_err(Error::other);
        if let Ok((at, size)) = written.and_then(|bytes| Ok((self.0.write(&bytes)?, bytes.len()))) {
            *waiting = Waiting::Aside(Slot {
                shelf: self.0.clone(),
                at,
                size,
            });
        }
    }

    /// Bytes that wait.
    #[cfg(test)]
    pub fn used(&self) -> u64 {
        self.0.end.load(Ordering::Relaxed)
    }

    /// Why a text that was put aside could not be read back, if one could not.
    pub fn broken(&self) -> Option<&Error> {
        self.0.broken.get()
    }
}

impl Shelf {
    fn file(&self) -> Result<&File> {
        let file = self.file.get_or_init(|| {
            std::fs::create_dir_all(&self.folder).ok()?;
            tempfile::tempfile_in(&self.folder).ok()
        });
        file.as_ref().ok_or_else(|| ErrorKind::NotFound.into())
    }

    /// Where the bytes are now.
    fn write(&self, bytes: &[u8]) -> Result<u64> {
        let file = self.file()?;
        let at = self.end.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        at::write(file, at, bytes)?;
        Ok(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_whether_there_was_room_for_them_or_not() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("sub");
        let aside = Aside::with_rooms(&place, [10, 0]);
        let words = ["cinco", "ñandú", "", "una frase más larga"];
        let mut texts: Vec<Text> = words.iter().map(|w| Text::from(w.to_string())).collect();
        for (text, word) in texts.iter_mut().zip(words) {
            aside.put(Share::Texts, text, word.len());
        }
        assert!(matches!(texts[0], Text::Held(_)));
        assert!(matches!(texts[3], Text::Aside(_)));
        for (text, word) in texts.iter().zip(words).rev() {
            assert_eq!(*text.read(), word);
        }
        assert!(aside.broken().is_none());
        let left = std::fs::read_dir(&place).unwrap().count();
        assert_eq!(left, 0, "the file has no name");
    }

    #[test]
    fn a_text_stays_where_it_is_when_the_disk_does_not_take_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let aside = Aside::with_rooms(&file, [0, 0]);
        let mut text = Text::from("texto".to_owned());
        aside.put(Share::Texts, &mut text, 5);
        assert_eq!(*text.read(), "texto");
        assert!(aside.broken().is_none());
    }

    #[test]
    fn what_cannot_be_read_back_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let aside = Aside::with_rooms(folder.path(), [0, 0]);
        let mut text = Text::from("texto".to_owned());
        aside.put(Share::Texts, &mut text, 5);
        aside.0.file().unwrap().set_len(2).unwrap();
        assert_eq!(*text.read(), "");
        assert!(aside.broken().is_some());
    }
}
