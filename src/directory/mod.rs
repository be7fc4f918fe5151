//! The directory: which institutions can be complained of, and which units handle reports.
//!
//! It is configuration, not history: events keep codes, and a code is never given to another body. The built-in
//! directory is `default.toml`; an operator names their own file.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sajam_aggregates::{InstitutionCode, UnitCode};
use serde::Deserialize;

use crate::locale::{Locale, Translator};

/// Institutions and units, in the order of the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Directory {
    institutions: Vec<Institution>,
    units: Vec<Unit>,
}

/// A body that can be complained of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Institution {
    /// Its code in events.
    pub code: InstitutionCode,
    /// Its name in each language.
    pub name: Name,
}

/// A unit that handles reports.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its code in events.
    pub code: UnitCode,
    /// Its name in each language.
    pub name: Name,
    /// The institution it belongs to: complaints about that one never go to this unit.
    pub institution: Option<InstitutionCode>,
}

/// A name in each language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    fa: String,
    en: String,
}

impl Name {
    /// The name in the reader's language.
    pub fn of(&self, locale: Locale) -> &str {
        match locale {
            Locale::Fa => &self.fa,
            Locale::En => &self.en,
        }
    }
}

/// Why a directory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// The file cannot be read.
    #[error("it cannot be read")]
    Io(#[from] std::io::Error),
    /// A name is empty.
    #[error("{0} has no name in one of the two languages: give it `name.fa` and `name.en`")]
    Nameless(String),
    /// It is not what a directory looks like.
    #[error("{0}")]
    Form(#[from] toml::de::Error),
    /// A code stands twice.
    #[error("the code {0} stands twice: each needs one of its own")]
    Twice(String),
    /// A unit belongs to an institution that is not listed.
    #[error(
        "the unit {unit} belongs to {institution}, which is not listed: list that institution, or correct the unit's `institution`"
    )]
    Unlisted {
        /// The unit.
        unit: UnitCode,
        /// The institution.
        institution: InstitutionCode,
    },
}

/// The operator's directory cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the directory {file} cannot be used")]
pub struct DirectoryFileError {
    file: PathBuf,
    source: DirectoryError,
}

impl Directory {
    /// The directory in `file`, or the built-in one.
    ///
    /// # Errors
    /// [`DirectoryFileError`], with what to change in it.
    pub fn open(file: Option<&Path>) -> Result<Self, DirectoryFileError> {
        let read = match file {
            Some(file) => std::fs::read_to_string(file)
                .map_err(DirectoryError::from)
                .and_then(|text| Self::parse(&text)),
            None => Self::parse(include_str!("default.toml")),
        };
        read.map_err(|source| DirectoryFileError {
            file: file.unwrap_or(Path::new("built in")).to_owned(),
            source,
        })
    }

    fn parse(text: &str) -> Result<Self, DirectoryError> {
        let directory: Self = toml::from_str(text)?;
        let mut seen = BTreeMap::new();
        let codes = directory
            .institutions
            .iter()
            .map(|institution| ("institution", institution.code.as_str()));
        for (kind, code) in codes.chain(
            directory
                .units
                .iter()
                .map(|unit| ("unit", unit.code.as_str())),
        ) {
            if seen.insert((kind, code), ()).is_some() {
                return Err(DirectoryError::Twice(code.to_owned()));
            }
        }
        let names = directory
            .institutions
            .iter()
            .map(|one| (one.code.as_str(), &one.name));
        let units = directory
            .units
            .iter()
            .map(|one| (one.code.as_str(), &one.name));
        for (code, name) in names.chain(units) {
            if name.fa.trim().is_empty() || name.en.trim().is_empty() {
                return Err(DirectoryError::Nameless(code.to_owned()));
            }
        }
        for unit in &directory.units {
            if let Some(institution) = &unit.institution
                && directory.institution(institution).is_none()
            {
                return Err(DirectoryError::Unlisted {
                    unit: unit.code.clone(),
                    institution: institution.clone(),
                });
            }
        }
        Ok(directory)
    }

    /// All institutions.
    pub fn institutions(&self) -> impl Iterator<Item = &Institution> {
        self.institutions.iter()
    }

    /// All units.
    pub fn units(&self) -> impl Iterator<Item = &Unit> {
        self.units.iter()
    }

    /// An institution by its code.
    pub fn institution(&self, code: &InstitutionCode) -> Option<&Institution> {
        self.institutions
            .iter()
            .find(|institution| institution.code == *code)
    }

    /// A unit by its code.
    pub fn unit(&self, code: &UnitCode) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.code == *code)
    }

    /// The institution that a unit belongs to.
    pub fn institution_of(&self, unit: &UnitCode) -> Option<&InstitutionCode> {
        self.unit(unit).and_then(|unit| unit.institution.as_ref())
    }

    /// An institution's name; that the directory no longer lists it, with its code, where it does not.
    pub fn institution_name(&self, code: &InstitutionCode, locale: Locale) -> String {
        self.institution(code).map_or_else(
            || no_longer_listed(code.as_str(), locale),
            |institution| institution.name.of(locale).to_owned(),
        )
    }

    /// A unit's name; that the directory no longer lists it, with its code, where it does not.
    pub fn unit_name(&self, code: &UnitCode, locale: Locale) -> String {
        self.unit(code).map_or_else(
            || no_longer_listed(code.as_str(), locale),
            |unit| unit.name.of(locale).to_owned(),
        )
    }

    /// The units whose codes are not in the directory.
    pub fn unknown_units<'a>(&self, codes: &'a [UnitCode]) -> Vec<&'a UnitCode> {
        let is_unknown = |code: &&UnitCode| self.unit(code).is_none();
        codes.iter().filter(is_unknown).collect()
    }
}

/// What is said of a code that was taken out of the directory: reports keep it.
fn no_longer_listed(code: &str, locale: Locale) -> String {
    Translator::of(locale)
        .t1("directory-no-longer-listed", "code", code)
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_directory_is_whole() {
        let directory = Directory::open(None).unwrap();
        assert!(directory.units().count() >= 5);
        assert!(directory.units().any(|unit| unit.institution.is_some()));
    }

    #[test]
    fn what_was_taken_out_is_said_to_be() {
        let directory = Directory::parse("units = []\ninstitutions = []").unwrap();
        let code: InstitutionCode = "old-body".parse().unwrap();
        assert_eq!(
            directory.institution_name(&code, Locale::En),
            "no longer listed (old-body)"
        );
        assert!(
            directory
                .institution_name(&code, Locale::Fa)
                .contains("old-body")
        );
    }

    #[test]
    fn faults_are_named() {
        let institution = "[[institutions]]\ncode = \"a\"\nname = { fa = \"الف\", en = \"A\" }\n";
        let unit =
            "[[units]]\ncode = \"u\"\nname = { fa = \"ی\", en = \"U\" }\ninstitution = \"b\"\n";
        assert!(matches!(
            Directory::parse(&format!("{institution}{institution}units = []")),
            Err(DirectoryError::Form(_) | DirectoryError::Twice(_))
        ));
        assert!(matches!(
            Directory::parse(&format!("{institution}{unit}")),
            Err(DirectoryError::Unlisted { .. })
        ));
        let nameless = institution.replace("\"A\"", "\" \"");
        assert!(matches!(
            Directory::parse(&format!("units = []\n{nameless}")),
            Err(DirectoryError::Nameless(code)) if code == "a"
        ));
        assert!(matches!(
            Directory::parse("x = 1"),
            Err(DirectoryError::Form(_))
        ));
    }
}
