//! What a publisher asks of a release, read from the form.

use sajam_aggregates::Message;
use sajam_aggregates::release::{Notice, NoticeText};

use crate::http::layout::{Choice, FormErrors};
use crate::http::shared::form::Form;
use crate::locale::Translator;
use crate::service::releases::Correction;

/// What is asked.
pub(super) enum Action {
    /// To publish it.
    Publish,
    /// To say that it is wrong.
    Correct(Correction, Notice),
}

/// The choices of a correction.
pub(super) fn actions(words: Translator, current: &str) -> Vec<Choice> {
    vec![
        Choice::new("replace", words.t("staff-release-replace"), current)
            .hint(words.t("staff-release-replace-hint")),
        Choice::new("withdraw", words.t("staff-release-withdraw"), current)
            .hint(words.t("staff-release-withdraw-hint")),
    ]
}

/// Reads the form.
///
/// # Errors
/// What is missing, field by field.
pub(super) fn read(form: &Form) -> Result<Action, FormErrors> {
    let words = form.words;
    let mut errors = FormErrors::default();
    let correction = match form.get("action") {
        "publish" => return Ok(Action::Publish),
        "replace" => Some(Correction::Replace),
        "withdraw" => Some(Correction::Withdraw),
        _ => {
            errors.add("action", words.t("staff-release-missing-action"));
            None
        }
    };
    let mut reason = |name| {
        let text = notice(form.get(name));
        if text.is_none() {
            errors.add(name, words.t("staff-release-missing-reason"));
        }
        text
    };
    match (correction, reason("reason_fa"), reason("reason_en")) {
        (Some(correction), Some(fa), Some(en)) => {
            Ok(Action::Correct(correction, Notice { en, fa }))
        }
        _ => Err(errors),
    }
}

/// As typed, with its line ends made one kind and no space around it.
fn notice(typed: &str) -> Option<NoticeText> {
    let text = Message::parse(typed).ok()?;
    text.as_str().parse().ok()
}
