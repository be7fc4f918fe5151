//! Entry bundles (C2SP tlog-tiles): up to 256 log entries, each after its length as a big-endian u16.

use super::TILE_WIDTH;
use crate::EventHash;

/// An entry of this log is an event's or a cover's hash.
const ENTRY: [u8; 2] = 32_u16.to_be_bytes();
const STEP: usize = 2 + 32;

/// Why bytes are not an entry bundle of this log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntriesError {
    /// None, more than 256, or cut off within one.
    #[error("an entry bundle of {0} bytes does not hold 1 to 256 entries of 32 bytes")]
    Length(usize),
    /// An entry has another length than 32 bytes.
    #[error("the bundle's entry {0} is not 32 bytes long")]
    Entry(usize),
}

/// The bundle of these entries, 1 to 256 of them.
#[must_use]
pub fn entries_to_bytes(entries: &[EventHash]) -> Vec<u8> {
    let entries = entries.iter();
    entries
        .flat_map(|entry| ENTRY.iter().chain(entry.as_bytes()))
        .copied()
        .collect()
}

/// Reads a bundle of 1 to 256 entries, each of exactly 32 bytes.
///
/// # Errors
/// [`EntriesError`] for any other bytes.
pub fn entries_from_bytes(bytes: &[u8]) -> Result<Vec<EventHash>, EntriesError> {
    let most = STEP * TILE_WIDTH as usize;
    if bytes.is_empty() || bytes.len() > most || !bytes.len().is_multiple_of(STEP) {
        return Err(EntriesError::Length(bytes.len()));
    }
    let entries = bytes.chunks_exact(STEP).enumerate().map(|(number, entry)| {
        let (length, entry) = entry.split_at(ENTRY.len());
        match <[u8; 32]>::try_from(entry) {
            Ok(entry) if length == ENTRY => Ok(EventHash::from_bytes(entry)),
            _ => Err(EntriesError::Entry(number)),
        }
    });
    entries.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let entries: Vec<EventHash> = (0..=255).map(|n| EventHash::from_bytes([n; 32])).collect();
        for count in [1, 2, 256] {
            let bytes = entries_to_bytes(&entries[..count]);
            assert_eq!(bytes.len(), count * 34);
            assert_eq!(bytes[..3], [0, 32, 0]);
            assert_eq!(entries_from_bytes(&bytes), Ok(entries[..count].to_vec()));
        }
    }

    #[test]
    fn nothing_else_is_a_bundle() {
        let whole = entries_to_bytes(&[EventHash::ZERO; 2]);
        for end in 0..whole.len() {
            let cut = entries_from_bytes(&whole[..end]);
            assert_eq!(cut.is_ok(), end == 34, "{end}");
        }
        let mut other = whole.clone();
        other[34 + 1] = 31;
        assert_eq!(entries_from_bytes(&other), Err(EntriesError::Entry(1)));
        other[34] = 1;
        assert_eq!(entries_from_bytes(&other), Err(EntriesError::Entry(1)));
        let many = whole.repeat(129);
        assert_eq!(
            entries_from_bytes(&many),
            Err(EntriesError::Length(many.len()))
        );
    }
}
