//! Fields: one constant each, from which everything that shows, reads or seals the field is derived.

use std::marker::PhantomData;

use sajam_aggregates::vocabulary::Coded;
use sajam_aggregates::{SealedField, Text};

use super::FieldFault;
use super::validator::parse_text;

/// What is known of a field without knowing the type of its value.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// Its name in forms and JSON. What it is called on pages is the term of this name.
    pub name: &'static str,
    /// What it takes.
    pub kind: FieldKind,
    /// Whether it may not be left empty.
    pub is_required: bool,
    /// What its text is sealed as.
    pub sealed: Option<SealedField>,
    /// What it is, for programs.
    pub about: &'static str,
}

/// What a field takes.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    /// One code of a closed list; which ones there are.
    Code(fn() -> Vec<&'static str>),
    /// A body: `unchanged`, `unknown`, `described`, or `listed:` and its code.
    Institution,
    /// The code of a unit.
    Unit,
    /// The login of somebody who investigates for the unit.
    Investigator,
    /// Text of one line.
    Line {
        /// The fewest characters taken.
        min: usize,
        /// The most characters taken.
        max: usize,
    },
    /// Text of several lines.
    Area {
        /// The fewest characters taken.
        min: usize,
        /// The most characters taken.
        max: usize,
    },
}

/// Fields by name; empty where nothing was given.
pub trait FieldValues: Sync {
    /// What was given.
    fn value(&self, name: &str) -> &str;
}

/// A field whose value is told by itself alone.
pub trait PlainField {
    /// What it holds.
    type Value;

    /// What is known of it.
    fn spec(&self) -> FieldSpec;

    /// Reads what was given, which is not empty.
    ///
    /// # Errors
    /// What is wrong with it.
    fn parse(&self, raw: &str) -> Result<Self::Value, FieldFault>;
}

/// A field that takes one code of a vocabulary.
pub struct CodeField<T> {
    spec: FieldSpec,
    value: PhantomData<fn() -> T>,
}

impl<T: Coded> CodeField<T> {
    /// A required field.
    pub const fn new(name: &'static str, about: &'static str) -> Self {
        Self {
            spec: FieldSpec {
                name,
                kind: FieldKind::Code(|| T::ALL.iter().map(|one| one.code()).collect()),
                is_required: true,
                sealed: None,
                about,
            },
            value: PhantomData,
        }
    }

    /// What is known of it.
    pub const fn spec(&self) -> FieldSpec {
        self.spec
    }
}

impl<T: Coded> PlainField for CodeField<T> {
    type Value = T;

    fn spec(&self) -> FieldSpec {
        self.spec
    }

    fn parse(&self, raw: &str) -> Result<T, FieldFault> {
        raw.parse().map_err(|_| FieldFault::UnknownCode)
    }
}

/// A field that takes what a person writes, `MIN` to `MAX` characters, and is sealed before anything else sees it.
pub struct TextField<const MIN: usize, const MAX: usize, const ONE_LINE: bool = false> {
    spec: FieldSpec,
    sealed: SealedField,
}

impl<const MIN: usize, const MAX: usize> TextField<MIN, MAX> {
    /// A required field of several lines.
    pub const fn area(sealed: SealedField, name: &'static str, about: &'static str) -> Self {
        Self::new(sealed, name, about, FieldKind::Area { min: MIN, max: MAX })
    }
}

impl<const MIN: usize, const MAX: usize> TextField<MIN, MAX, true> {
    /// A required field of one line.
    pub const fn line(sealed: SealedField, name: &'static str, about: &'static str) -> Self {
        Self::new(sealed, name, about, FieldKind::Line { min: MIN, max: MAX })
    }
}

impl<const MIN: usize, const MAX: usize, const ONE_LINE: bool> TextField<MIN, MAX, ONE_LINE> {
    const fn new(
        sealed: SealedField,
        name: &'static str,
        about: &'static str,
        kind: FieldKind,
    ) -> Self {
        Self {
            spec: FieldSpec {
                name,
                kind,
                is_required: true,
                sealed: Some(sealed),
                about,
            },
            sealed,
        }
    }

    /// The same field, which may be left empty.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.spec.is_required = false;
        self
    }

    /// What is known of it.
    pub const fn spec(&self) -> FieldSpec {
        self.spec
    }

    /// What its text is sealed as.
    pub const fn sealed(&self) -> SealedField {
        self.sealed
    }
}

impl<const MIN: usize, const MAX: usize, const ONE_LINE: bool> PlainField
    for TextField<MIN, MAX, ONE_LINE>
{
    type Value = Text<MIN, MAX, ONE_LINE>;

    fn spec(&self) -> FieldSpec {
        self.spec
    }

    fn parse(&self, raw: &str) -> Result<Self::Value, FieldFault> {
        parse_text(raw)
    }
}

/// A field of up to 5 000 characters: a question, an answer, a note, an explanation.
pub type MessageField = TextField<1, 5_000>;
/// A field of one line that says who somebody is or how to reach them.
pub type ContactField = TextField<1, 500, true>;
/// A field of one line.
pub type ShortTextField = TextField<1, 300, true>;
