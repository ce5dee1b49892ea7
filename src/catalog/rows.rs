//! A list of each document, in one piece of memory: hundreds of them are looked at for each page.

use super::DocId;

/// The lists of all documents one after the other, cut by a table of ends.
pub struct Rows<T> {
    /// Where each list ends.
    ends: Vec<u32>,
    all: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Rows<T> {
        Rows {
            ends: Vec::new(),
            all: Vec::new(),
        }
    }
}

impl<T> Rows<T> {
    /// Cuts a list at these places, the last of which is its end.
    pub fn cut(all: Vec<T>, ends: Vec<u32>) -> Rows<T> {
        Rows { ends, all }
    }

    /// Adds the list of the next document.
    pub fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.all.extend(row);
        self.ends.push(self.all.len() as u32);
    }

    /// The list of a document; empty when it has none.
    pub fn of(&self, id: DocId) -> &[T] {
        let at = id as usize;
        let start = at.checked_sub(1).and_then(|at| self.ends.get(at));
        let start = start.map_or(0, |start| *start as usize);
        let end = self.ends.get(at).map_or(start, |end| *end as usize);
        self.all.get(start..end).unwrap_or_default()
    }

    /// The lists of all documents, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &[T]> {
        (0..self.ends.len() as DocId).map(|id| self.of(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_document_has_its_own_list() {
        let mut rows = Rows::default();
        for row in [&[1, 2][..], &[], &[3]] {
            rows.push(row.iter().copied());
        }
        assert_eq!(
            (rows.of(0), rows.of(1), rows.of(2)),
            (&[1, 2][..], &[][..], &[3][..])
        );
        assert!(rows.of(3).is_empty());
        assert_eq!(rows.iter().map(<[i32]>::len).collect::<Vec<_>>(), [2, 0, 1]);
    }
}
