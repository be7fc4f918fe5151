//! Languages: which one a page speaks, its texts, and how it writes numbers, days and lists.
//!
//! Texts are Fluent files in `locales/<language>/`, one for each audience, compiled into the program.

use std::{fmt, str::FromStr};

mod integer;
#[cfg(test)]
mod tests;
mod texts;
mod translator;

pub use integer::Integer;
pub use translator::Translator;

/// A language of the pages. Persian lives at `/…`, English at `/en/…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    /// Persian, the default.
    #[default]
    Fa,
    /// English.
    En,
}

/// A language the pages do not speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the languages are fa and en")]
pub struct UnknownLocale;

impl Locale {
    /// Every language, the default first.
    pub const ALL: [Self; 2] = [Self::Fa, Self::En];

    /// The language of a request's path, and the path without the language: `/en/track` is English, `/track`.
    #[must_use]
    pub fn from_path(path: &str) -> (Self, &str) {
        match path.strip_prefix("/en") {
            Some("") => (Self::En, "/"),
            Some(rest) if rest.starts_with('/') => (Self::En, rest),
            _ => (Self::Fa, path),
        }
    }

    /// What comes before a path in this language: nothing, or `/en`.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Fa => "",
            Self::En => "/en",
        }
    }

    /// BCP 47, for `lang` attributes and stored records.
    #[must_use]
    pub const fn lang(self) -> &'static str {
        match self {
            Self::Fa => "fa",
            Self::En => "en",
        }
    }

    /// For `dir` attributes: `rtl` or `ltr`.
    #[must_use]
    pub const fn dir(self) -> &'static str {
        match self {
            Self::Fa => "rtl",
            Self::En => "ltr",
        }
    }

    /// The other language: where the switch on every page leads.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Fa => Self::En,
            Self::En => Self::Fa,
        }
    }

    /// The address of a page in this language; `path` carries no language: `/track` becomes `/en/track`.
    #[must_use]
    pub fn href(self, path: &str) -> String {
        match (self, path) {
            (Self::En, "/") => self.prefix().to_owned(),
            _ => format!("{}{path}", self.prefix()),
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.lang())
    }
}

impl FromStr for Locale {
    type Err = UnknownLocale;

    fn from_str(lang: &str) -> Result<Self, UnknownLocale> {
        Self::ALL
            .into_iter()
            .find(|locale| locale.lang() == lang)
            .ok_or(UnknownLocale)
    }
}
