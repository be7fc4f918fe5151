//! Single changes to bytes and to lists, and the count of what became of them.

use std::collections::BTreeMap;

use crate::logs::Numbers;

/// What was done, and how often it was reported.
#[derive(Default)]
pub(crate) struct Score {
    pub(crate) reported: BTreeMap<(&'static str, &'static str), usize>,
    /// Changes that left what the document says: between the tokens of JSON, or a signature line more that nobody asked for.
    pub(crate) same: usize,
}

impl Score {
    /// Counts a change that was reported, and fails on one that was not.
    pub(crate) fn count(&mut self, document: &'static str, change: &'static str, reported: bool) {
        assert!(reported, "{document}: {change} was not reported");
        *self.reported.entry((document, change)).or_default() += 1;
    }
}

/// Changes the bytes in one way; `other` is a document of the same kind to take a piece from.
pub(crate) fn change_bytes(
    bytes: &[u8],
    other: &[u8],
    numbers: &mut Numbers,
) -> (&'static str, Vec<u8>) {
    loop {
        let (change, changed) = try_change(bytes, other, numbers);
        if changed != bytes {
            return (change, changed);
        }
    }
}

fn try_change(bytes: &[u8], other: &[u8], numbers: &mut Numbers) -> (&'static str, Vec<u8>) {
    let mut changed = bytes.to_vec();
    let at = numbers.below(bytes.len());
    let length = 1 + numbers.below(40);
    let end = (at + length).min(bytes.len());
    let change = match numbers.below(12) {
        0..6 => {
            changed[at] ^= 1 << numbers.below(8);
            "a bit flipped"
        }
        6 => {
            changed.drain(at..end);
            "bytes dropped"
        }
        7 => {
            let with = numbers.below(bytes.len());
            changed.swap(at, with);
            "two bytes swapped"
        }
        8 => {
            let piece = changed[at..end].to_vec();
            changed.splice(at..at, piece);
            "bytes duplicated"
        }
        9 => {
            changed.truncate(at);
            "truncated"
        }
        10 => {
            let from = at.min(other.len());
            let piece = other[from..(from + length).min(other.len())].to_vec();
            changed.splice(at..end, piece);
            "bytes of another spliced in"
        }
        _ => {
            changed[at] = (numbers.next() & 0xff) as u8;
            "a byte replaced"
        }
    };
    (change, changed)
}

/// Changes the order or number of the items in one way; not the first `keep`, and never just the tail cut off.
pub(crate) fn change_items<T: Clone>(
    items: &[T],
    other: &[T],
    keep: usize,
    numbers: &mut Numbers,
) -> (&'static str, Vec<T>) {
    let mut changed = items.to_vec();
    let at = keep + numbers.below(items.len() - keep);
    let with = keep + numbers.below(items.len() - keep);
    let change = match numbers.below(4) {
        0 if at + 1 < items.len() => {
            changed.remove(at);
            "an item dropped"
        }
        1 if at != with => {
            changed.swap(at, with);
            "two items swapped"
        }
        2 if at < other.len() => {
            changed[at] = other[at].clone();
            "an item of another spliced in"
        }
        _ => {
            changed.insert(with, items[at].clone());
            "an item duplicated"
        }
    };
    (change, changed)
}
