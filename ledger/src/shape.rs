//! Reading a JSON value as exactly the shape the format gives: every key, no other.
//!
//! Written by hand because serde's derived readers take an array for a struct and a missing key for `null`.

use serde_json::{Map, Value};

/// What is wrong with the shape of a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    /// An object was expected.
    #[error("{0} is not an object")]
    NotAnObject(&'static str),
    /// A key is missing.
    #[error("{0} has no \"{1}\"")]
    Missing(&'static str, &'static str),
    /// A key does not belong there.
    #[error("{what} has the unknown key \"{}\"", shown(key))]
    Unknown {
        /// What has the key.
        what: &'static str,
        /// The key.
        key: String,
    },
    /// A value has the wrong type or is outside its grammar; the text says what was expected.
    #[error("its \"{0}\" is not {1}")]
    Expected(&'static str, &'static str),
    /// More items than any honest document holds.
    #[error("its \"{0}\" has more than {1} items")]
    TooMany(&'static str, usize),
}

/// An object with exactly the named keys.
pub(crate) struct Object<'a>(&'a Map<String, Value>);

impl<'a> Object<'a> {
    pub(crate) fn new(
        what: &'static str,
        value: &'a Value,
        keys: &[&'static str],
    ) -> Result<Self, ShapeError> {
        let map = value.as_object().ok_or(ShapeError::NotAnObject(what))?;
        if let Some(missing) = keys.iter().find(|key| !map.contains_key(**key)) {
            return Err(ShapeError::Missing(what, missing));
        }
        if let Some(unknown) = map.keys().find(|key| !keys.contains(&key.as_str())) {
            let key = unknown.clone();
            return Err(ShapeError::Unknown { what, key });
        }
        Ok(Self(map))
    }

    pub(crate) fn value(&self, key: &'static str) -> &'a Value {
        &self.0[key]
    }

    pub(crate) fn text(&self, key: &'static str) -> Result<&'a str, ShapeError> {
        let text = self.value(key).as_str();
        text.ok_or(ShapeError::Expected(key, "a string"))
    }

    pub(crate) fn natural(&self, key: &'static str) -> Result<u64, ShapeError> {
        let number = self.value(key).as_u64();
        number.ok_or(ShapeError::Expected(key, "a whole number"))
    }

    pub(crate) fn items(&self, key: &'static str, most: usize) -> Result<&'a [Value], ShapeError> {
        let items = self.value(key).as_array();
        let items = items.ok_or(ShapeError::Expected(key, "an array"))?;
        if items.len() > most {
            return Err(ShapeError::TooMany(key, most));
        }
        Ok(items)
    }

    /// A string that parses, or what it should have been.
    pub(crate) fn parsed<T: std::str::FromStr>(
        &self,
        key: &'static str,
        expected: &'static str,
    ) -> Result<T, ShapeError> {
        let parsed = self.text(key)?.parse();
        parsed.map_err(|_| ShapeError::Expected(key, expected))
    }
}

/// Foreign text made fit for one line of a terminal: escaped, and cut after 64 characters.
pub(crate) fn shown(text: &str) -> String {
    const MOST: usize = 64;
    let mut line: String = text
        .chars()
        .take(MOST)
        .flat_map(char::escape_debug)
        .collect();
    if text.chars().nth(MOST).is_some() {
        line.push('…');
    }
    line
}
