//! One reading of what staff ask for: the same fields, checks and codes for pages and API.

use std::collections::BTreeMap;

use sajam_aggregates::{ActionKind, InstitutionCode, Message, ShortText, Text, UnitCode};

use crate::app::App;
use crate::http::citizen::field_text;
use crate::http::foundation::form::Form;
use crate::locale::Words;
use crate::service::ServiceError;
use crate::service::handling::{self, StaffRequest, TriageInstitution};
use crate::service::written::{self, FieldFault};

/// What staff can do with a report through a form or a command, in the order a case goes through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Tell the reporter that it arrived.
    Acknowledge,
    /// Settle what it is filed under.
    Triage,
    /// Hand it to a unit.
    Assign,
    /// Record a step.
    Investigate,
    /// Ask the reporter.
    AskQuestion,
    /// Answer the report.
    Resolve,
    /// Accept the reporter's appeal.
    Reopen,
    /// Do not accept it.
    DismissAppeal,
}

impl Command {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Acknowledge,
        Self::Triage,
        Self::Assign,
        Self::Investigate,
        Self::AskQuestion,
        Self::Resolve,
        Self::Reopen,
        Self::DismissAppeal,
    ];

    /// The domain's name for it.
    pub fn kind(self) -> ActionKind {
        match self {
            Self::Acknowledge => ActionKind::Acknowledge,
            Self::Triage => ActionKind::Triage,
            Self::Assign => ActionKind::Assign,
            Self::Investigate => ActionKind::Investigate,
            Self::AskQuestion => ActionKind::AskQuestion,
            Self::Resolve => ActionKind::Resolve,
            Self::Reopen => ActionKind::Reopen,
            Self::DismissAppeal => ActionKind::DismissAppeal,
        }
    }

    /// The stable code, in addresses too.
    pub fn code(self) -> &'static str {
        self.kind().code()
    }

    /// The command of that code.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|command| command.code() == code)
    }

    /// The fields it takes.
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Acknowledge => &[],
            Self::Triage => &[
                "category",
                "province",
                "institution",
                "institution_text",
                "priority",
            ],
            Self::Assign => &["unit", "investigator"],
            Self::Investigate => &["step", "note"],
            Self::AskQuestion => &["message"],
            Self::Resolve => &["outcome", "explanation", "reasons"],
            Self::Reopen | Self::DismissAppeal => &["explanation"],
        }
    }

    /// Whether it decides an appeal.
    pub fn decides_appeal(self) -> bool {
        matches!(self, Self::Reopen | Self::DismissAppeal)
    }

    /// Whether it is shown once more before it is sent: what it tells the reporter cannot be taken back.
    pub fn is_confirmed(self) -> bool {
        self == Self::Resolve || self.decides_appeal()
    }
}

/// Fields by name; empty where nothing was given.
pub trait Fields: Sync {
    /// What was given.
    fn field(&self, name: &str) -> &str;
}

impl Fields for Form {
    fn field(&self, name: &str) -> &str {
        self.get(name)
    }
}

impl Fields for BTreeMap<&'static str, String> {
    fn field(&self, name: &str) -> &str {
        self.get(name).map_or("", String::as_str)
    }
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// As with any answer.
    Answer(FieldFault),
    /// The investigator does not work for the unit.
    NotOfTheUnit,
}

impl Wrong {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Answer(fault) => fault.code(),
            Self::NotOfTheUnit => "not-of-the-unit",
        }
    }

    fn message(self, words: Words, field: &str) -> String {
        match self {
            // What is missing is told by what to do: choose this, write that.
            Self::Answer(FieldFault::Missing) => words.term("staff-missing", field).into_owned(),
            Self::Answer(fault) => {
                field_text::text_message(words, &words.term("staff-field", field), fault)
            }
            Self::NotOfTheUnit => words.t("staff-wrong-not-of-the-unit").into_owned(),
        }
    }
}

/// A field that is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrongField {
    /// Its name.
    pub field: &'static str,
    /// What is wrong.
    pub wrong: Wrong,
}

impl WrongField {
    /// What to do about it.
    pub fn message(&self, words: Words) -> String {
        self.wrong.message(words, self.field)
    }
}

/// Why fields are no request.
#[derive(Debug)]
pub enum NotAsked {
    /// Some are wrong.
    Fields(Vec<WrongField>),
    /// They could not be checked.
    Service(ServiceError),
}

impl From<ServiceError> for NotAsked {
    fn from(error: ServiceError) -> Self {
        Self::Service(error)
    }
}

/// Reads the fields of a command.
///
/// # Errors
/// See [`NotAsked`]; every wrong field is told at once.
pub async fn read(
    app: &App,
    command: Command,
    fields: &dyn Fields,
) -> Result<StaffRequest, NotAsked> {
    let mut reading = Reading {
        fields,
        wrong: Vec::new(),
    };
    let asked = reading.request(app, command).await?;
    match asked {
        Some(asked) if reading.wrong.is_empty() => Ok(asked),
        _ => Err(NotAsked::Fields(reading.wrong)),
    }
}

struct Reading<'a> {
    fields: &'a dyn Fields,
    wrong: Vec<WrongField>,
}

impl Reading<'_> {
    /// `None` when something is wrong, which is then noted. Each field is read whatever the others hold.
    async fn request(
        &mut self,
        app: &App,
        command: Command,
    ) -> Result<Option<StaffRequest>, ServiceError> {
        Ok(match command {
            Command::Acknowledge => Some(StaffRequest::Acknowledge),
            Command::Triage => {
                let (category, province) = (self.code("category"), self.code("province"));
                let (institution, priority) = (self.institution(app), self.code("priority"));
                (|| {
                    Some(StaffRequest::Triage {
                        category: category?,
                        province: province?,
                        institution: institution?,
                        priority: priority?,
                    })
                })()
            }
            Command::Assign => self.assignment(app).await?,
            Command::Investigate => {
                let (step, note) = (self.code("step"), self.message("note"));
                step.zip(note)
                    .map(|(step, note)| StaffRequest::Investigate { step, note })
            }
            Command::AskQuestion => self
                .message("message")
                .map(|message| StaffRequest::AskQuestion { message }),
            Command::Reopen => self
                .message("explanation")
                .map(|explanation| StaffRequest::Reopen { explanation }),
            Command::DismissAppeal => self
                .message("explanation")
                .map(|explanation| StaffRequest::DismissAppeal { explanation }),
            Command::Resolve => {
                let (outcome, explanation) = (self.code("outcome"), self.message("explanation"));
                let reasons = if self.fields.field("reasons").trim().is_empty() {
                    None
                } else {
                    self.message("reasons")
                };
                outcome
                    .zip(explanation)
                    .map(|(outcome, explanation)| StaffRequest::Resolve {
                        outcome,
                        explanation,
                        reasons,
                    })
            }
        })
    }

    async fn assignment(&mut self, app: &App) -> Result<Option<StaffRequest>, ServiceError> {
        let unit: Option<UnitCode> = self.code("unit");
        let Some(unit) = self.known("unit", unit, |unit| app.directory.unit(unit).is_some()) else {
            return Ok(None);
        };
        let login = self.fields.field("investigator").trim();
        if login.is_empty() {
            return Ok(Some(StaffRequest::Assign {
                unit,
                investigator: None,
            }));
        }
        let investigator = handling::investigator(app, &unit, login).await?;
        if investigator.is_none() {
            return Ok(self.note("investigator", Wrong::NotOfTheUnit));
        }
        Ok(investigator.map(|investigator| StaffRequest::Assign {
            unit,
            investigator: Some(investigator),
        }))
    }

    /// `unchanged`, `unknown`, `described` with `institution_text`, or `listed:` and a code of the directory.
    fn institution(&mut self, app: &App) -> Option<TriageInstitution> {
        match self.fields.field("institution") {
            "unchanged" => Some(TriageInstitution::Unchanged),
            "unknown" => Some(TriageInstitution::Unknown),
            "described" => self
                .text("institution_text")
                .map(|text: ShortText| TriageInstitution::Described(text)),
            "" => self.note("institution", Wrong::Answer(FieldFault::Missing)),
            other => {
                let code: Option<InstitutionCode> = other
                    .strip_prefix("listed:")
                    .and_then(|code| code.parse().ok());
                let known = code.filter(|code| app.directory.institution(code).is_some());
                match known {
                    Some(code) => Some(TriageInstitution::Listed(code)),
                    None => self.note("institution", Wrong::Answer(FieldFault::UnknownCode)),
                }
            }
        }
    }

    fn code<T: std::str::FromStr>(&mut self, field: &'static str) -> Option<T> {
        match self.fields.field(field) {
            "" => self.note(field, Wrong::Answer(FieldFault::Missing)),
            code => match code.parse() {
                Ok(code) => Some(code),
                Err(_) => self.note(field, Wrong::Answer(FieldFault::UnknownCode)),
            },
        }
    }

    fn known<T>(
        &mut self,
        field: &'static str,
        value: Option<T>,
        is_known: impl Fn(&T) -> bool,
    ) -> Option<T> {
        match value {
            Some(value) if !is_known(&value) => {
                self.note(field, Wrong::Answer(FieldFault::UnknownCode))
            }
            other => other,
        }
    }

    fn message(&mut self, field: &'static str) -> Option<Message> {
        self.text(field)
    }

    fn text<const MIN: usize, const MAX: usize>(
        &mut self,
        field: &'static str,
    ) -> Option<Text<MIN, MAX>> {
        match written::text(self.fields.field(field)) {
            Ok(text) => Some(text),
            Err(fault) => self.note(field, Wrong::Answer(fault)),
        }
    }

    fn note<T>(&mut self, field: &'static str, wrong: Wrong) -> Option<T> {
        self.wrong.push(WrongField { field, wrong });
        None
    }
}
