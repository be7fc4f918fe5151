//! Where an entry stands in the log.

use std::fmt;
use std::num::ParseIntError;
use std::str::FromStr;

/// An entry's place in the log, from 0 without a gap: the index of its leaf. How many entries there are, or a tree's size,
/// is a number and not one of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position(u64);

impl Position {
    /// The first entry's.
    pub const FIRST: Self = Self(0);

    /// The position of the leaf with this index; a log of so many entries goes on there.
    #[must_use]
    pub const fn new(index: u64) -> Self {
        Self(index)
    }

    /// The index of its leaf; as many entries are before it.
    #[must_use]
    pub const fn index(self) -> u64 {
        self.0
    }

    /// The position after it.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Whether a log of `size` entries has an entry there.
    #[must_use]
    pub const fn is_under(self, size: u64) -> bool {
        self.0 < size
    }

    /// As a column has it. What is beyond a column stands after everything in it.
    #[must_use]
    pub fn column(self) -> i64 {
        i64::try_from(self.0).unwrap_or(i64::MAX)
    }

    /// From a column, which holds none before the first.
    #[must_use]
    pub fn from_column(column: i64) -> Self {
        Self(u64::try_from(column).unwrap_or(0))
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Position {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        text.parse().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_hold_every_position_that_there_can_be() {
        for index in [0, 1, 255, i64::MAX.unsigned_abs()] {
            let position = Position::new(index);
            assert_eq!(Position::from_column(position.column()), position);
        }
        assert_eq!(Position::new(u64::MAX).column(), i64::MAX);
        assert_eq!(Position::new(u64::MAX).next(), Position::new(u64::MAX));
        assert_eq!(Position::from_column(-1), Position::FIRST);
    }
}
