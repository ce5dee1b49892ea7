//! Long texts, and what is only read with them, that wait on the disk until somebody reads them.
//!
//! A large site's bodies and prose are most of what a build holds in memory, and each is read once or
//! twice. The first ones stay in memory; when they are more than the room for them, the others wait in
//! files without a name, which are gone when the process is. Data wait in the file in which they are kept
//! for the next build, if there is one. Texts of documents that an earlier build read are made again from
//! their files by whoever asks.

use super::spill_file::{Broken, Slot, SpillFile};
use crate::base::packed;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::fmt;
use std::fs::File;
use std::io::{Error, ErrorKind, Result};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

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

/// Something in memory, on the disk, or still to be made.
#[derive(Debug)]
pub enum Waiting<T> {
    Held(Box<T>),
    Spilled(Slot),
    Unmade(Unmade<T>),
}

/// Makes something anew each time that somebody reads it.
pub struct Unmade<T> {
    make: Box<dyn Fn() -> Option<T> + Send + Sync>,
    broken: Broken,
}

/// A text that may wait.
pub type Text = Waiting<String>;

/// Where things go for which there is no room in memory.
#[derive(Debug, Clone)]
pub struct Spill {
    /// Bytes that may stay in memory, by share.
    rooms: [usize; 2],
    held: Arc<[AtomicUsize; 2]>,
    /// One for each thread: in one file they would wait for each other.
    files: Arc<[SpillFile]>,
    broken: Broken,
}

/// Something that may be spilled to the disk, whatever its type.
pub trait Piece {
    /// Appends its bytes to `after`.
    ///
    /// # Errors
    /// When it cannot be written as bytes.
    fn encode(&self, after: Vec<u8>) -> Result<Vec<u8>>;

    /// Takes its value from these bytes.
    ///
    /// # Errors
    /// When they say nothing; then it stays as it was.
    fn decode(&mut self, bytes: &[u8]) -> Result<()>;

    /// From now on it is read from there.
    fn wait(&mut self, slot: Slot);
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

impl<T> Waiting<T> {
    /// What is in memory.
    pub fn held(&self) -> Option<&T> {
        match self {
            Waiting::Held(value) => Some(value),
            Waiting::Spilled(_) | Waiting::Unmade(_) => None,
        }
    }

    /// What is in memory, to own it.
    pub fn into_held(self) -> Option<T> {
        match self {
            Waiting::Held(value) => Some(*value),
            Waiting::Spilled(_) | Waiting::Unmade(_) => None,
        }
    }
}

impl<T: Clone + Default + DeserializeOwned> Waiting<T> {
    /// What waits. What cannot be read back is empty, and [`Spill::broken`] says why.
    pub fn read(&self) -> Cow<'_, T> {
        let (read, broken) = match self {
            Waiting::Held(value) => return Cow::Borrowed(value),
            Waiting::Spilled(slot) => (slot.read().and_then(decoded), slot.broken()),
            Waiting::Unmade(it) => {
                let made = (it.make)().ok_or_else(|| ErrorKind::InvalidData.into());
                (made, &it.broken)
            }
        };
        Cow::Owned(read.unwrap_or_else(|why| {
            let _ = broken.set(why);
            T::default()
        }))
    }
}

impl<T: Clone + Default + PartialEq + DeserializeOwned> PartialEq for Waiting<T> {
    fn eq(&self, other: &Waiting<T>) -> bool {
        self.read() == other.read()
    }
}

impl<T: Clone + Default + Serialize + DeserializeOwned> Piece for Waiting<T> {
    fn encode(&self, after: Vec<u8>) -> Result<Vec<u8>> {
        packed::append(&*self.read(), after).map_err(Error::other)
    }

    fn decode(&mut self, bytes: &[u8]) -> Result<()> {
        let value: T = decoded(bytes)?;
        *self = Waiting::from(value);
        Ok(())
    }

    fn wait(&mut self, slot: Slot) {
        *self = Waiting::Spilled(slot);
    }
}

fn decoded<T: DeserializeOwned>(bytes: impl AsRef<[u8]>) -> Result<T> {
    postcard::from_bytes(bytes.as_ref()).map_err(Error::other)
}

impl<T> fmt::Debug for Unmade<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Unmade")
    }
}

impl Spill {
    /// Nothing is on the disk yet; `folder` is made when the first text is.
    pub fn new(folder: &Path) -> Spill {
        Spill::with_rooms(folder, [Share::Texts, Share::Data].map(Share::room))
    }

    /// Like [`Spill::new`], with room in memory for this many bytes of each share.
    pub fn with_rooms(folder: &Path, rooms: [usize; 2]) -> Spill {
        let broken = Broken::default();
        let file = |_| SpillFile::unnamed(folder, &broken);
        Spill {
            rooms,
            held: Arc::default(),
            files: (0..rayon::current_num_threads()).map(file).collect(),
            broken,
        }
    }

    /// A file of its own for what is kept, of which so many bytes are used.
    pub fn file(&self, file: File, used: u64) -> SpillFile {
        SpillFile::of(file, used, &self.broken)
    }

    /// Takes room for this many bytes, if the share still has it.
    pub fn has_room(&self, share: Share, bytes: usize) -> bool {
        let held = &self.held[share as usize];
        held.fetch_add(bytes, Ordering::Relaxed) + bytes <= self.rooms[share as usize]
    }

    /// Writes something of so many bytes to the disk when its share has no room for it. Where that is
    /// not possible it stays.
    pub fn put(&self, share: Share, piece: &mut dyn Piece, bytes: usize) {
        if self.has_room(share, bytes) {
            return;
        }
        let thread = rayon::current_thread_index().unwrap_or(0);
        let file = &self.files[thread % self.files.len()];
        let encoded = piece.encode(Vec::with_capacity(2 * bytes));
        if let Ok((at, size)) = encoded.and_then(|all| Ok((file.write(&all)?, all.len()))) {
            piece.wait(file.slot(at, size));
        }
    }

    /// What `make` gives whenever somebody reads it; nothing is what cannot be made any more.
    pub fn unmade<T>(&self, make: impl Fn() -> Option<T> + Send + Sync + 'static) -> Waiting<T> {
        Waiting::Unmade(Unmade {
            make: Box::new(make),
            broken: self.broken.clone(),
        })
    }

    /// Bytes on the disk.
    #[cfg(test)]
    pub fn used(&self) -> u64 {
        self.files.iter().map(SpillFile::used).sum()
    }

    /// Why something that waits could not be read back, if that happened.
    pub fn broken(&self) -> Option<&Error> {
        self.broken.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_whether_there_was_room_for_them_or_not() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("sub");
        let spill = Spill::with_rooms(&place, [10, 0]);
        let words = ["cinco", "ñandú", "", "una frase más larga"];
        let mut texts: Vec<Text> = words.iter().map(|w| Text::from(w.to_string())).collect();
        for (text, word) in texts.iter_mut().zip(words) {
            spill.put(Share::Texts, text, word.len());
        }
        assert!(matches!(texts[0], Text::Held(_)));
        assert!(matches!(texts[3], Text::Spilled(_)));
        for (text, word) in texts.iter().zip(words).rev() {
            assert_eq!(*text.read(), word);
        }
        assert!(spill.broken().is_none());
        let left = std::fs::read_dir(&place).unwrap().count();
        assert_eq!(left, 0, "the file has no name");
    }

    #[test]
    fn a_text_stays_where_it_is_when_the_disk_does_not_take_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "").unwrap();
        let spill = Spill::with_rooms(&file, [0, 0]);
        let mut text = Text::from("texto".to_owned());
        spill.put(Share::Texts, &mut text, 5);
        assert_eq!(*text.read(), "texto");
        assert!(spill.broken().is_none());
    }

    #[test]
    fn what_is_not_made_yet_is_made_by_whoever_reads_it() {
        let spill = Spill::with_rooms(Path::new("nowhere"), [0, 0]);
        let there = Arc::new(std::sync::OnceLock::new());
        let text: Text = {
            let there = there.clone();
            spill.unmade(move || there.get().cloned())
        };
        assert_eq!(*text.read(), "");
        assert!(spill.broken().is_some());
        there.set("texto".to_owned()).unwrap();
        assert_eq!(*text.read(), "texto");
    }

    #[test]
    fn what_cannot_be_read_back_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let spill = Spill::with_rooms(folder.path(), [0, 0]);
        let mut text = Text::from("texto".to_owned());
        spill.put(Share::Texts, &mut text, 5);
        spill.files[0].file().unwrap().set_len(2).unwrap();
        assert_eq!(*text.read(), "");
        assert!(spill.broken().is_some());
    }
}
