//! The forms of a case page, from what the domain allows and what was typed.

use sajam_aggregates::{ActionKind, Category, Institution, Priority, Province, Report, Status};
use sajam_projections::staff::Holder;
use zeroize::Zeroizing;

use super::timeline::label;
use crate::context::Context;
use crate::http::layout::{Choice, FormErrors};
use crate::http::shared::form::Form;
use crate::http::view::field_message;
use crate::locale::Translator;
use crate::service::action::Action;
use crate::service::input::{FieldError, FieldKind, FieldSpec};

/// The hidden field that says how far a form with a confirmation has come.
pub(super) const STAGE: &str = "stage";

/// One action's form.
pub(super) struct ActionForm {
    pub(super) code: &'static str,
    pub(super) title: String,
    pub(super) about: String,
    pub(super) is_open: bool,
    pub(super) errors: FormErrors,
    pub(super) fields: Vec<FieldView>,
    pub(super) button: String,
}

/// One field of a form.
pub(super) struct FieldView {
    pub(super) name: &'static str,
    pub(super) control: Control,
    pub(super) label: String,
    pub(super) hint: String,
    pub(super) is_required: bool,
    pub(super) value: Zeroizing<String>,
    pub(super) choices: Vec<Choice>,
}

/// How a field is filled in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    Select,
    Radios,
    Line,
    Area(usize),
}

/// A longer list than this is folded into a menu.
const MOST_RADIOS: usize = 8;

/// What forms are made from.
pub(super) struct FormMaker<'a> {
    pub(super) context: &'a Context,
    pub(super) words: Translator,
    pub(super) report: &'a Report,
    /// What the current institution is called.
    pub(super) institution: String,
    /// The login of the current investigator.
    pub(super) investigator: String,
    pub(super) investigators: &'a [Holder],
    /// What was sent, and for which action.
    pub(super) typed: Option<(&'a Action, &'a Form)>,
    pub(super) wrong: &'a [FieldError],
}

impl FormMaker<'_> {
    /// The form of an allowed action.
    pub(super) fn form(&self, action: &Action) -> ActionForm {
        let is_typed = self.typed.is_some_and(|(typed, _)| typed == action);
        let mut errors = FormErrors::of_form(action.code());
        if is_typed {
            for wrong in self.wrong {
                errors.add(wrong.field, field_message::for_staff(self.words, *wrong));
            }
        }
        ActionForm {
            code: action.code(),
            title: self.words.term("action", action.code()).into_owned(),
            about: self.words.term("staff-about", action.code()).into_owned(),
            is_open: match self.typed {
                Some(_) => is_typed,
                None => self.next() == Some(action.kind),
            },
            errors,
            fields: action
                .fields
                .iter()
                .map(|field| self.field(action, field))
                .collect(),
            button: self.words.term("staff-button", action.code()).into_owned(),
        }
    }

    /// What usually comes next, and so is open from the start.
    fn next(&self) -> Option<ActionKind> {
        match self.report.status()? {
            Status::Received | Status::Acknowledged => Some(ActionKind::Triage),
            Status::Triaged => Some(ActionKind::Assign),
            Status::Assigned | Status::Investigating => Some(ActionKind::Investigate),
            Status::AwaitingReporter | Status::Resolved | Status::Appealed | Status::Withdrawn => {
                None
            }
        }
    }

    fn field(&self, action: &Action, field: &FieldSpec) -> FieldView {
        let value = match self.typed {
            Some((typed, form)) if typed == action => form.get(field.name).to_owned(),
            _ => self.current(field.name),
        };
        let words = self.words;
        let (control, choices) = match field.kind {
            FieldKind::Code(codes) => {
                let codes = codes();
                let control = if codes.len() > MOST_RADIOS {
                    Control::Select
                } else {
                    Control::Radios
                };
                let choice = |code| Choice::new(code, words.term(field.name, code), &value);
                (control, codes.into_iter().map(choice).collect())
            }
            FieldKind::Institution => (Control::Select, self.institutions(&value)),
            FieldKind::Unit => (Control::Select, self.units(&value)),
            FieldKind::Investigator => (Control::Select, self.holders(&value)),
            FieldKind::Line { .. } => (Control::Line, Vec::new()),
            FieldKind::Area { max, .. } => (Control::Area(max), Vec::new()),
        };
        FieldView {
            name: field.name,
            control,
            label: label(words, field.name),
            hint: words.term_hint("staff-field", field.name).into_owned(),
            is_required: field.is_required,
            value: Zeroizing::new(value),
            choices,
        }
    }

    /// What a form holds before anything was typed.
    fn current(&self, name: &str) -> String {
        let report = self.report;
        let code = match name {
            "category" => report.category().map(Category::code),
            "province" => report.province().map(Province::code),
            "priority" => report.priority().map(Priority::code),
            "institution" => Some("unchanged"),
            "unit" => report.unit().map(|unit| unit.as_str()),
            "investigator" => Some(self.investigator.as_str()),
            _ => None,
        };
        code.unwrap_or_default().to_owned()
    }

    fn institutions(&self, current: &str) -> Vec<Choice> {
        let words = self.words;
        let unchanged = words.t1("staff-institution-unchanged", "name", &self.institution);
        let special = [
            ("unchanged", unchanged),
            ("described", words.t("staff-institution-describe")),
            ("unknown", words.t("staff-institution-unknown")),
        ];
        let listed = self.context.directory.institutions().map(|institution| {
            let value = format!("listed:{}", institution.code);
            Choice::new(value, institution.name.of(words.locale()), current)
        });
        special
            .into_iter()
            .map(|(code, name)| Choice::new(code, name, current))
            .chain(listed)
            .collect()
    }

    /// Units of the institution complained of are shown, with the reason why they cannot be chosen.
    fn units(&self, current: &str) -> Vec<Choice> {
        let accused = self.report.institution().and_then(Institution::listed);
        self.context
            .directory
            .units()
            .map(|unit| {
                let name = unit.name.of(self.words.locale());
                if unit.institution.is_some() && unit.institution.as_ref() == accused {
                    let label = self.words.t1("staff-unit-of-accused", "unit", name);
                    return Choice::new(unit.code.as_str(), label, "").disabled();
                }
                Choice::new(unit.code.as_str(), name, current)
            })
            .collect()
    }

    fn holders(&self, current: &str) -> Vec<Choice> {
        let locale = self.words.locale();
        let every = self.context.directory.units().count();
        let label = |holder: &Holder| {
            let units: Vec<String> = holder
                .units
                .iter()
                .map(|unit| self.context.directory.unit_name(unit, locale))
                .collect();
            let units = if units.len() == every {
                self.words.t("staff-every-unit").into_owned()
            } else {
                self.words.list(&units)
            };
            let args = [("login", holder.login.as_str()), ("units", units.as_str())];
            self.words.args("staff-investigator", &args)
        };
        self.investigators
            .iter()
            .map(|holder| Choice::new(holder.login.as_str(), label(holder), current))
            .collect()
    }
}
