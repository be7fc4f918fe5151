//! What the component macros are given.

/// One option of a select or a group of radio cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What a person reads.
    pub label: String,
    /// A line below it; may be empty.
    pub hint: String,
    /// Whether it is chosen now.
    pub selected: bool,
    /// Whether it is shown and cannot be chosen; the label says why.
    pub disabled: bool,
}

impl Choice {
    /// An option; `current` is what the form holds now.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>, current: &str) -> Self {
        let value = value.into();
        Self {
            selected: value == current,
            value,
            label: label.into(),
            hint: String::new(),
            disabled: false,
        }
    }

    /// The same, shown and not to be chosen.
    #[must_use]
    pub fn disabled(self) -> Self {
        Self {
            disabled: true,
            ..self
        }
    }

    /// The same with a line below it.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: hint.into(),
            ..self
        }
    }
}

/// What is wrong with a field, in the reader's language; the summary above a form links to the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The field's name.
    pub field: &'static str,
    /// What to do about it.
    pub message: String,
}

/// How a table is sorted, and the addresses that sort it otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The table's address without the question mark.
    pub path: String,
    /// What else of the query has to be kept, as in `province=IR-23`; may be empty.
    pub keep: String,
    /// The column it is sorted by.
    pub by: String,
    /// The largest, the latest first.
    pub descending: bool,
}

impl Sort {
    /// The address that sorts by `column`; by the current column, the other way round.
    #[must_use]
    pub fn href(&self, column: &str) -> String {
        let order = if self.by == column && !self.descending {
            "desc"
        } else {
            "asc"
        };
        let keep = if self.keep.is_empty() {
            String::new()
        } else {
            format!("&{}", self.keep)
        };
        format!("{}?sort={column}&order={order}{keep}", self.path)
    }

    /// For `aria-sort`.
    #[must_use]
    pub fn aria(&self, column: &str) -> &'static str {
        match (self.by == column, self.descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        }
    }
}

/// The neighbours of one page of a list. Pages are reached by the key of their first row, not by number: the cost of the
/// hundredth is that of the first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paging {
    /// The address of the page before, if there is one.
    pub previous: Option<String>,
    /// The address of the page after, if there is one.
    pub next: Option<String>,
    /// The address of the first page, where a list offers it.
    pub first: Option<String>,
    /// The address of the last page, where a list offers it.
    pub last: Option<String>,
}

/// Everything wrong with a form, in the order of its fields.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormErrors {
    /// What goes before the names of the form's fields in their ids, where a page has several forms: `triage-`.
    pub form: String,
    errors: Vec<FieldError>,
}

impl FormErrors {
    /// Of one of several forms on a page.
    #[must_use]
    pub fn of_form(code: &str) -> Self {
        Self {
            form: format!("{code}-"),
            errors: Vec::new(),
        }
    }

    /// Adds what is wrong with a field.
    pub fn add(&mut self, field: &'static str, message: impl Into<String>) {
        self.errors.push(FieldError {
            field,
            message: message.into(),
        });
    }

    /// What is wrong with `field`; empty if nothing is.
    #[must_use]
    pub fn of(&self, field: &str) -> &str {
        self.errors
            .iter()
            .find(|error| error.field == field)
            .map_or("", |error| &error.message)
    }

    /// Whether the form may be accepted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// Each error.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.errors.iter()
    }
}
