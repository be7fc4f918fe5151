//! Reads fields one by one and notes everything that is wrong, so that all of it is told at once.

use sajam_aggregates::{Text, TextError, TrackingNumber};

use super::{FieldError, FieldFault, FieldSpec, FieldValues, PlainField};

/// Reads the fields of one action.
pub struct Validator<'a> {
    values: &'a dyn FieldValues,
    errors: Vec<FieldError>,
}

impl<'a> Validator<'a> {
    /// Over what was given.
    pub fn new(values: &'a dyn FieldValues) -> Self {
        Self {
            values,
            errors: Vec::new(),
        }
    }

    /// What was given for a field, as it came.
    pub fn raw(&self, field: &FieldSpec) -> &'a str {
        self.values.value(field.name)
    }

    /// A field's value; `None` when something is wrong with it, which is then noted.
    pub fn required<F: PlainField>(&mut self, field: &F) -> Option<F::Value> {
        let raw = self.raw(&field.spec());
        let read = if raw.is_empty() {
            Err(FieldFault::Missing)
        } else {
            field.parse(raw)
        };
        self.accept(&field.spec(), read)
    }

    /// The value of a field that may be left empty; `None` also when something is wrong with it, which is then noted.
    pub fn optional<F: PlainField>(&mut self, field: &F) -> Option<F::Value> {
        match field.parse(self.raw(&field.spec())) {
            Err(FieldFault::Missing) => None,
            read => self.accept(&field.spec(), read),
        }
    }

    /// Notes what is wrong with a field.
    pub fn refuse<T>(&mut self, field: &FieldSpec, fault: FieldFault) -> Option<T> {
        self.errors.push(FieldError {
            field: field.name,
            fault,
        });
        None
    }

    /// Notes what is wrong with a field, unless something is already.
    pub fn refuse_also(&mut self, field: &FieldSpec, fault: FieldFault) {
        if self.errors.iter().all(|error| error.field != field.name) {
            self.refuse::<()>(field, fault);
        }
    }

    fn accept<T>(&mut self, field: &FieldSpec, read: Result<T, FieldFault>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(fault) => self.refuse(field, fault),
        }
    }

    /// What was read, if nothing is wrong with any field.
    ///
    /// # Errors
    /// Everything that is wrong, in the order in which the fields were read.
    pub fn finish<T>(self, read: Option<T>) -> Result<T, Vec<FieldError>> {
        match read {
            Some(read) if self.errors.is_empty() => Ok(read),
            _ => Err(self.errors),
        }
    }
}

/// A single text.
///
/// # Errors
/// What is wrong with it.
pub fn parse_text<const MIN: usize, const MAX: usize, const ONE_LINE: bool>(
    raw: &str,
) -> Result<Text<MIN, MAX, ONE_LINE>, FieldFault> {
    if raw.contains('\u{FFFD}') {
        return Err(FieldFault::Unreadable);
    }
    if TrackingNumber::is_in(raw) {
        return Err(FieldFault::TrackingNumber);
    }
    Text::parse(raw).map_err(|error| match error {
        TextError::Empty => FieldFault::Missing,
        TextError::NothingVisible => FieldFault::NothingVisible,
        TextError::TooShort { min, actual } => FieldFault::TooShort { min, actual },
        TextError::TooLong { max, actual } => FieldFault::TooLong { max, actual },
        TextError::ControlCharacter => FieldFault::ControlCharacter,
        TextError::BidiControl => FieldFault::BidiControl,
        TextError::LineBreak => FieldFault::LineBreak,
        TextError::PiledMarks => FieldFault::PiledMarks,
    })
}

/// `raw` without what [`FieldFault::is_invisible`] speaks of.
pub fn without_invisible(raw: &str) -> String {
    raw.chars()
        .filter(|char| {
            let is_line = matches!(char, '\n' | '\r' | '\t');
            (is_line || !char.is_control())
                && !matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFD}')
        })
        .collect()
}
