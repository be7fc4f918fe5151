//! What is wrong with a field.

/// What is wrong with what was given for a field. It never repeats what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFault {
    /// It is needed and not there.
    Missing,
    /// No code of its list.
    UnknownCode,
    /// A body of the list and another in words.
    ListedAndNamed,
    /// Fewer characters than needed.
    TooShort {
        /// The fewest taken.
        min: usize,
        /// How many there are.
        actual: usize,
    },
    /// More characters than taken.
    TooLong {
        /// The most taken.
        max: usize,
        /// How many there are.
        actual: usize,
    },
    /// A control character.
    ControlCharacter,
    /// It has characters, and none that anybody can see.
    NothingVisible,
    /// More lines than the one it may have.
    LineBreak,
    /// More combining marks on one letter than any language has.
    PiledMarks,
    /// A character that reorders the text around it.
    BidiControl,
    /// The replacement character U+FFFD: somewhere on the way, bytes were lost that were no UTF-8.
    Unreadable,
    /// A tracking number stands in it, or what looks like one: whoever reads the text could act as the reporter.
    TrackingNumber,
    /// A report with a name lacks it.
    IdentityMissing,
    /// A report without a name has one.
    IdentityOnAnonymous,
    /// A report without a name says how to reach whoever files it.
    ContactOnAnonymous,
    /// The investigator does not work for the unit.
    NotOfTheUnit,
}

impl FieldFault {
    /// The stable code; where the domain refuses the same, its code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::UnknownCode => "unknown-code",
            Self::ListedAndNamed => "listed-and-named",
            Self::TooShort { .. } => "too-short",
            Self::TooLong { .. } => "too-long",
            Self::ControlCharacter => "control-character",
            Self::BidiControl => "bidi-control",
            Self::NothingVisible => "nothing-visible",
            Self::LineBreak => "line-break",
            Self::PiledMarks => "piled-marks",
            Self::Unreadable => "unreadable",
            Self::TrackingNumber => "tracking-number",
            Self::IdentityMissing => "identity-missing",
            Self::IdentityOnAnonymous => "identity-on-anonymous",
            Self::ContactOnAnonymous => "contact-on-anonymous",
            Self::NotOfTheUnit => "not-of-the-unit",
        }
    }

    /// Whether it is something that nobody can see in the text, and that taking out changes nothing one can read.
    pub fn is_invisible(self) -> bool {
        matches!(
            self,
            Self::ControlCharacter | Self::BidiControl | Self::Unreadable
        )
    }
}

/// A field and what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name.
    pub field: &'static str,
    /// What is wrong.
    pub fault: FieldFault,
}
