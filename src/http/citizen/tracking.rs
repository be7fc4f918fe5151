//! The tracking page: where a report stands, what happened, what the reporter can do.

use std::borrow::Cow;

use askama::Template;
use axum::response::Response;
use sajam_aggregates::Status;

use super::field_text;
use crate::app::App;
use crate::http::foundation::form::Form;
use crate::http::foundation::{access, page};
use crate::http::layout::{Choice, Frame};
use crate::locale::Words;
use crate::service::progress::{FiledInstitution, Progress, Publication, Step, When};
use crate::service::written::{Field, FieldFault};
use crate::service::{CaseFile, OpenedText, ServiceError};

/// What was typed and is still to be sent, or sent again.
#[derive(Clone, Copy, Default)]
pub(super) struct Kept<'a> {
    /// An answer.
    pub(super) message: &'a str,
    /// What is wrong with it.
    pub(super) fault: Option<FieldFault>,
    /// Why the answer is not accepted.
    pub(super) grounds: &'a str,
    /// A reason for withdrawing.
    pub(super) reason: &'a str,
}

impl<'a> Kept<'a> {
    pub(super) fn of(typed: &'a Form) -> Self {
        Self {
            message: typed.get("message"),
            fault: None,
            grounds: typed.get("grounds"),
            reason: typed.get("reason"),
        }
    }

    pub(super) fn is_some(&self) -> bool {
        [self.message, self.grounds, self.reason]
            .iter()
            .any(|text| !text.trim().is_empty())
    }
}

/// What came of what the reporter just did.
pub(super) struct Notice {
    /// As the notice component has it.
    pub(super) kind: &'static str,
    pub(super) title: Cow<'static, str>,
    pub(super) text: Cow<'static, str>,
    /// What happened in the meantime.
    pub(super) steps: Vec<Cow<'static, str>>,
}

impl Notice {
    pub(super) fn new(
        kind: &'static str,
        title: Cow<'static, str>,
        text: Cow<'static, str>,
    ) -> Self {
        Self {
            kind,
            title,
            text,
            steps: Vec::new(),
        }
    }

    /// Something happened while the page was open.
    pub(super) fn changed(words: Words, progress: &Progress, seen: Option<u64>) -> Self {
        Self {
            kind: "warning",
            title: words.t("reporter-changed-title"),
            text: words.t("reporter-changed-text"),
            steps: progress
                .since(seen.unwrap_or(progress.revision))
                .map(|step| title(words, step))
                .collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "citizen/tracking.html")]
struct Tracking<'a> {
    frame: Frame,
    notice: Option<Notice>,
    status: Cow<'static, str>,
    tone: &'static str,
    explained: Cow<'static, str>,
    question: Option<&'a OpenedText>,
    /// What handling came to and why, and what came of an appeal.
    end: Vec<(Cow<'static, str>, &'a OpenedText)>,
    /// What was typed and has no form any more.
    unsent: Vec<&'a str>,
    items: Vec<Item<'a>>,
    filed: Vec<Filed<'a>>,
    has_reach: bool,
    published: String,
    /// Steps whose proof can be asked for.
    provable: Vec<Choice>,
    may_appeal: bool,
    may_withdraw: bool,
    has_feed: bool,
    access: String,
    seen: u64,
    kept: Kept<'a>,
    message_error: String,
}

struct Item<'a> {
    title: Cow<'static, str>,
    when: String,
    tone: &'static str,
    outcome: Option<Cow<'static, str>>,
    text: Option<&'a OpenedText>,
}

struct Filed<'a> {
    label: Cow<'static, str>,
    value: FiledValue<'a>,
}

enum FiledValue<'a> {
    Ours(Cow<'static, str>),
    Theirs(&'a OpenedText),
}

/// The tracking page of a report.
pub(super) async fn page(
    app: &App,
    words: Words,
    case: &CaseFile,
    notice: Option<Notice>,
    kept: Kept<'_>,
) -> Result<Response, ServiceError> {
    let progress = Progress::of(app, case).await?;
    Ok(page_of(app, words, case, &progress, notice, kept))
}

/// The same from what was read already.
pub(super) fn page_of(
    app: &App,
    words: Words,
    case: &CaseFile,
    progress: &Progress,
    notice: Option<Notice>,
    kept: Kept<'_>,
) -> Response {
    let page = Tracking {
        frame: Frame::new(words, "/track", words.t("reporter-tracking-title")).noindex(),
        notice,
        status: words.term("status", progress.status.code()),
        tone: tone(progress.status),
        explained: explained(words, progress.status),
        question: progress.question().and_then(|step| step.text.as_ref()),
        end: end(words, progress),
        unsent: [
            (kept.message, progress.question().is_none()),
            (kept.grounds, progress.appeal.is_err()),
        ]
        .into_iter()
        .filter(|(text, has_no_form)| *has_no_form && !text.trim().is_empty())
        .map(|(text, _)| text)
        .collect(),
        items: items(words, progress),
        filed: filed(app, words, progress),
        has_reach: progress.filed.has_reach,
        published: published(words, progress.publication),
        provable: provable(words, progress),
        may_appeal: progress.appeal.is_ok(),
        may_withdraw: progress.withdrawal.is_ok(),
        has_feed: progress.has_feed,
        access: access::issue(app, &case.id),
        seen: progress.revision,
        message_error: kept.fault.map_or_else(String::new, |fault| {
            field_text::text_message(words, &words.t("reporter-label-answer"), fault)
        }),
        kept,
    };
    page::html(page.render())
}

/// What holds of the answer, each part under its title.
pub(super) fn end(words: Words, progress: &Progress) -> Vec<(Cow<'static, str>, &OpenedText)> {
    let part = |step: &'_ Step| match step.outcome {
        Some(outcome) => words.term("outcome", outcome.code()),
        None => title(words, step),
    };
    progress
        .end()
        .filter_map(|step| Some((part(step), step.text.as_ref()?)))
        .collect()
}

fn items<'a>(words: Words, progress: &'a Progress) -> Vec<Item<'a>> {
    let last = progress.steps.len().saturating_sub(1);
    let item = |(index, step): (usize, &'a Step)| Item {
        title: title(words, step),
        when: match step.when {
            When::Hour(at_ms) => words.hour_ms(at_ms),
            When::Day(at_ms) => words.date_ms(at_ms),
        },
        tone: match step.event {
            "Resolved" | "AppealDismissed" | "Withdrawn" => "end",
            _ if step.text.is_some() => "message",
            _ if index == last => "current",
            _ => "plain",
        },
        outcome: step
            .outcome
            .map(|outcome| words.term("outcome", outcome.code())),
        text: step.text.as_ref(),
    };
    progress.steps.iter().enumerate().map(item).collect()
}

pub(super) fn title(words: Words, step: &Step) -> Cow<'static, str> {
    match step.event {
        "Assigned" if !step.has_investigator => words.t("reporter-assigned-to-unit"),
        event => words.term("event", event),
    }
}

fn filed<'a>(app: &App, words: Words, progress: &'a Progress) -> Vec<Filed<'a>> {
    let filed = &progress.filed;
    let ours = |field, value| {
        Some(Filed {
            label: field_text::label(words, field),
            value: FiledValue::Ours(value),
        })
    };
    let theirs = |field, value: Option<&'a OpenedText>| {
        Some(Filed {
            label: field_text::label(words, field),
            value: FiledValue::Theirs(value?),
        })
    };
    let institution = match &filed.institution {
        FiledInstitution::Listed(code) => ours(
            Field::Institution,
            app.directory.institution_name(code, words.locale()).into(),
        ),
        FiledInstitution::Described(text) => theirs(Field::Institution, Some(text)),
        FiledInstitution::Unknown => {
            ours(Field::Institution, words.t("reporter-institution-unknown"))
        }
    };
    [
        ours(
            Field::Category,
            words.term("category", filed.category.code()),
        ),
        ours(
            Field::Province,
            words.term("province", filed.province.code()),
        ),
        institution,
        theirs(Field::Narrative, Some(&filed.narrative)),
        theirs(Field::Subject, filed.subject.as_ref()),
        theirs(Field::Place, filed.place.as_ref()),
        theirs(Field::Occurred, filed.occurred.as_ref()),
        ours(
            Field::Anonymity,
            words.term("anonymity", filed.anonymity.code()),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn tone(status: Status) -> &'static str {
    match status {
        Status::Received | Status::Withdrawn => "plain",
        Status::Acknowledged | Status::Triaged | Status::Assigned | Status::Investigating => {
            "active"
        }
        Status::AwaitingReporter | Status::Appealed => "waiting",
        Status::Resolved => "good",
    }
}

/// Where it stands in plain words, and what happens next.
fn explained(words: Words, status: Status) -> Cow<'static, str> {
    match status {
        Status::Received => words.t("reporter-next-received"),
        Status::Acknowledged => words.t("reporter-next-acknowledged"),
        Status::Triaged => words.t("reporter-next-triaged"),
        Status::Assigned => words.t("reporter-next-assigned"),
        Status::Investigating => words.t("reporter-next-investigating"),
        Status::AwaitingReporter => words.t("reporter-next-awaiting-reporter"),
        Status::Resolved => words.t("reporter-next-resolved"),
        Status::Appealed => words.t("reporter-next-appealed"),
        Status::Withdrawn => words.t("reporter-next-withdrawn"),
    }
}

fn published(words: Words, publication: Publication) -> String {
    match publication {
        // The day only: the filing itself is told no closer than its hour.
        Publication::Covered {
            since_ms,
            since_size,
            ..
        } => words.args(
            "reporter-history-covered",
            &[
                ("day", words.date_ms(since_ms).as_str()),
                ("size", &words.number(since_size)),
            ],
        ),
        Publication::Awaited { by_ms } => words.t1(
            "reporter-history-awaited",
            "time",
            &words.datetime_ms(by_ms),
        ),
    }
    .into_owned()
}

/// The steps, numbered as they are shown; the first, the filing, is chosen until another is.
fn provable(words: Words, progress: &Progress) -> Vec<Choice> {
    let first = progress
        .steps
        .first()
        .map_or_else(String::new, |step| step.sequence.to_string());
    (1_usize..)
        .zip(&progress.steps)
        .map(|(number, step)| {
            let label = words.args(
                "reporter-proof-step",
                &[
                    ("number", words.number(number).as_str()),
                    ("title", &title(words, step)),
                ],
            );
            Choice::new(step.sequence.to_string(), label, &first)
        })
        .collect()
}
