//! The codes of cells and totals.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What a code calls a sum over a dimension; no code may be this.
pub const TOTAL: &str = "total";

/// The code of one value of one dimension, e.g. `bribery` or `IR-23`: an ASCII letter, then letters, digits, `-` or `_`,
/// at most 64 characters, and not `total`. So no spreadsheet takes one for a formula or a number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Code(String);

/// The code of a cell or of a total: one [`Code`] for each of the family's dimensions, joined by `/`; in a total,
/// `total` in place of each dimension that is added up.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct CellCode(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Part {
    Is(Code),
    Total,
}

/// Not a code.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a code: expected ASCII letters, digits, - and _, beginning with a letter, and not `total`"
)]
pub struct NotACode;

impl Code {
    /// The code's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl CellCode {
    /// The code of no dimension yet.
    pub(super) const fn empty() -> Self {
        Self(Vec::new())
    }

    /// The cell of these codes, one for each dimension of its family, in their order.
    pub fn new(codes: impl IntoIterator<Item = Code>) -> Self {
        Self(codes.into_iter().map(Part::Is).collect())
    }

    /// The text of each dimension's code, `total` where it is added up.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|part| match part {
            Part::Is(code) => code.as_str(),
            Part::Total => TOTAL,
        })
    }

    /// Whether this is a cell of a table with so many dimensions, not a total or another table's.
    pub(super) fn is_cell_of(&self, dimensions: usize) -> bool {
        self.0.len() == dimensions && !self.0.contains(&Part::Total)
    }

    pub(super) fn followed_by(&self, code: &Code) -> Self {
        let mut parts = self.0.clone();
        parts.push(Part::Is(code.clone()));
        Self(parts)
    }

    /// The total this cell belongs to when the dimensions whose bit is set, the last one's lowest, are added up.
    pub(super) fn added_up(&self, dimensions: u32) -> Self {
        let last = self.0.len().saturating_sub(1);
        let parts = self.0.iter().enumerate();
        Self(
            parts
                .map(|(index, part)| {
                    if dimensions >> (last - index) & 1 == 1 {
                        Part::Total
                    } else {
                        part.clone()
                    }
                })
                .collect(),
        )
    }
}

impl From<Code> for CellCode {
    fn from(code: Code) -> Self {
        Self(vec![Part::Is(code)])
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for CellCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.parts().enumerate() {
            if index > 0 {
                f.write_str("/")?;
            }
            f.write_str(part)?;
        }
        Ok(())
    }
}

impl FromStr for Code {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let first = text
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_alphabetic());
        if first
            && text.len() <= 64
            && !text.eq_ignore_ascii_case(TOTAL)
            && text.bytes().all(allowed)
        {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotACode)
        }
    }
}

impl FromStr for CellCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        text.split('/')
            .map(|part| {
                if part == TOTAL {
                    Ok(Part::Total)
                } else {
                    part.parse().map(Part::Is)
                }
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.0
    }
}

impl TryFrom<String> for Code {
    type Error = NotACode;

    fn try_from(text: String) -> Result<Self, NotACode> {
        text.parse()
    }
}

impl From<CellCode> for String {
    fn from(code: CellCode) -> Self {
        code.to_string()
    }
}

impl TryFrom<String> for CellCode {
    type Error = NotACode;

    fn try_from(text: String) -> Result<Self, NotACode> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_hold_nothing_a_spreadsheet_would_run_or_convert() {
        for text in ["bribery", "IR-23", "public_health", "a"] {
            assert_eq!(text.parse::<Code>().unwrap().to_string(), text);
        }
        for text in [
            "", "=1+1", "+a", "-a", "@a", "\ta", "\ra", "a b", "a,b", "a\"b", "a\n", "a/b", "12",
            "1e5", "رشوه", "total", "Total",
        ] {
            assert_eq!(text.parse::<Code>(), Err(NotACode), "{text:?}");
        }
        assert!("a".repeat(64).parse::<Code>().is_ok());
        assert!("a".repeat(65).parse::<Code>().is_err());
    }
}
