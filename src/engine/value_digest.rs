//! Digests of values: of what a page is made from, of options.

use crate::base::digest::Digest;
use crate::base::packed;
use serde::Serialize;

/// Room for a value that is written down to be hashed.
const BYTES: usize = 16 * 1024;

/// Digest of all that a value says of itself; `None` when that cannot be written.
///
/// Only values of one type are told apart: what is hashed are its parts, without their names.
pub(super) fn digest_of(value: &impl Serialize) -> Option<Digest> {
    // Written down whole, and the texts as they are: that takes a third of what JSON takes, and long
    // runs are hashed many times faster than the small pieces in which a value comes.
    let bytes = packed::append(value, Vec::with_capacity(BYTES)).ok()?;
    Some(Digest::of(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_the_digest_of_what_it_says() {
        let of = |words: &[&str], n: Option<u64>| digest_of(&(words, n));
        let some = of(&["ab", "c"], Some(1));
        assert!(some.is_some());
        assert_eq!(some, of(&["ab", "c"], Some(1)));
        // The cut between texts counts, and so does whether a part is there.
        for other in [
            of(&["a", "bc"], Some(1)),
            of(&["abc"], Some(1)),
            of(&["ab", "c"], None),
        ] {
            assert_ne!(some, other);
        }
        let large = vec!["palabra"; 10_000];
        assert_ne!(digest_of(&large), digest_of(&large[1..].to_vec()));
    }
}
