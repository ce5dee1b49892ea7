//! Codes of symbols by how often they come: the shortest for the most frequent (Huffman), and told by no more than
//! how many bits each symbol has (canonical).
//! <https://en.wikipedia.org/wiki/Canonical_Huffman_code>

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// No symbol has more bits: what comes once in a million is rare enough.
const LONGEST: usize = 20;

/// A symbol's number is its place: by how many bits it has, and then in the order of symbols.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Code {
    /// Symbols by how many bits they have, from one.
    by_length: Vec<Vec<Box<str>>>,
    /// By symbol, its bits and how many they are.
    bits: Vec<(u32, u8)>,
    symbols: Vec<Box<str>>,
}

impl Code {
    /// The best code of symbols that come so many times, each once at least. Those of one length are in the order of
    /// their keys.
    pub fn of_times<K: Ord>(times: Vec<(Box<str>, u64)>, key: impl Fn(&str) -> K) -> Code {
        let mut times: Vec<(u64, Box<str>)> = times
            .into_iter()
            .map(|(symbol, times)| (times.max(1), symbol))
            .collect();
        times.sort_unstable();
        loop {
            let lengths = lengths(&times);
            let longest = lengths.iter().max().copied().unwrap_or_default();
            if longest <= LONGEST {
                let mut by_length = vec![Vec::new(); longest];
                for ((_, symbol), length) in times.into_iter().zip(lengths) {
                    by_length[length - 1].push(symbol);
                }
                for symbols in &mut by_length {
                    symbols.sort_by_cached_key(|symbol| key(symbol));
                }
                return Code::new(by_length);
            }
            // Who comes least comes somewhat more.
            for (times, _) in &mut times {
                *times = *times / 2 + 1;
            }
        }
    }

    /// The code of symbols by how many bits they have; nothing when there is none of these lengths.
    pub fn of_lengths(by_length: Vec<Vec<String>>) -> Option<Code> {
        let boxed =
            |symbols: Vec<String>| symbols.into_iter().map(String::into_boxed_str).collect();
        let code = Code::new(by_length.into_iter().map(boxed).collect());
        code.is_whole().then_some(code)
    }

    fn new(by_length: Vec<Vec<Box<str>>>) -> Code {
        let (mut bits, mut next) = (Vec::new(), 0_u64);
        for (symbols, size) in by_length.iter().zip(1_u8..) {
            next <<= 1;
            for _ in symbols {
                bits.push((next as u32, size));
                next += 1;
            }
        }
        let symbols = by_length.concat();
        Code {
            by_length,
            bits,
            symbols,
        }
    }

    /// Whether each row of bits that is long enough begins with a symbol, and only with one.
    fn is_whole(&self) -> bool {
        let short = self.by_length.len() <= LONGEST;
        let all: u64 = self
            .by_length
            .iter()
            .zip(1..)
            .map(|(symbols, size)| (symbols.len() as u64) << (LONGEST as u64).saturating_sub(size))
            .sum();
        short && all == 1 << LONGEST
    }

    pub fn by_length(&self) -> &[Vec<Box<str>>] {
        &self.by_length
    }

    /// All symbols by their numbers.
    pub fn symbols(&self) -> &[Box<str>] {
        &self.symbols
    }

    pub fn symbol(&self, symbol: usize) -> &str {
        &self.symbols[symbol]
    }

    /// The bits of a symbol, and how many they are.
    #[inline]
    pub fn bits(&self, symbol: usize) -> (u32, u8) {
        self.bits[symbol]
    }
}

/// How many bits each symbol has, the rarest first as they come; one for the only one.
fn lengths(times: &[(u64, Box<str>)]) -> Vec<usize> {
    let mut above: Vec<usize> = vec![0; times.len()];
    let mut left: BinaryHeap<Reverse<(u64, usize)>> = BinaryHeap::new();
    left.extend(
        times
            .iter()
            .enumerate()
            .map(|(at, &(times, _))| Reverse((times, at))),
    );
    while let Some(Reverse(first)) = left.pop()
        && let Some(Reverse(second)) = left.pop()
    {
        let both = above.len();
        above.push(0);
        above[first.1] = both;
        above[second.1] = both;
        left.push(Reverse((first.0 + second.0, both)));
    }
    // Whatever is above another comes after it.
    let mut depths = vec![0; above.len()];
    for at in (0..above.len().saturating_sub(1)).rev() {
        depths[at] = depths[above[at]] + 1;
    }
    depths.truncate(times.len());
    if let [only] = &mut depths[..] {
        *only = 1;
    }
    depths
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_code_is_whole_and_gives_fewer_bits_to_what_comes_more(
            times in prop::collection::vec(0..u64::MAX >> 24, 2..300)
        ) {
            let named = times.iter().enumerate().map(|(at, &times)| (at.to_string().into(), times));
            let code = Code::of_times(named.collect(), str::to_owned);
            prop_assert!(code.is_whole());
            let size = |at: usize| {
                let place = code.symbols().iter().position(|symbol| **symbol == *at.to_string());
                code.bits(place.unwrap()).1
            };
            for at in 1..times.len() {
                if times[at] > times[at - 1] {
                    prop_assert!(size(at) <= size(at - 1));
                }
            }
        }
    }

    #[test]
    fn bits_are_nearly_as_few_as_times_allow() {
        let times: Vec<u64> = (1..500).map(|rank| 100_000 / rank).collect();
        let all: u64 = times.iter().sum();
        let named = times
            .iter()
            .enumerate()
            .map(|(at, &times)| (at.to_string().into(), times));
        let code = Code::of_times(named.collect(), str::to_owned);
        let (mut used, mut least) = (0.0, 0.0);
        for (place, symbol) in code.symbols().iter().enumerate() {
            let times = times[symbol.parse::<usize>().unwrap()] as f64;
            used += times * f64::from(code.bits(place).1);
            least += times * (all as f64 / times).log2();
        }
        assert!(used < 1.01 * least, "{used} bits, {least} at least");
    }
}
