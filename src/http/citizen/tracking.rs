//! The tracking page: where a report stands, what happened, what the reporter can do.

use std::borrow::Cow;

use askama::Template;
use axum::response::Response;
use sajam_aggregates::{ReportEventKind, Status};

use crate::http::layout::{Choice, FormErrors, Frame};
use crate::http::shared::form::Form;
use crate::http::shared::{page, report_token};
use crate::http::view::disruption::disruptions;
use crate::http::view::field_message;
use crate::locale::Translator;
use crate::server::Server;
use crate::service::input::FieldError;
use crate::service::reporter::timeline::{FiledInstitution, Publication, Step, Timeline, When};
use crate::service::{CaseFile, OpenedText, ServiceError};

/// What was typed and is still to be sent, or sent again.
#[derive(Clone, Copy, Default)]
pub(super) struct Draft<'a> {
    /// An answer.
    pub(super) message: &'a str,
    /// What is wrong with it.
    pub(super) error: Option<FieldError>,
    /// Why the answer is not accepted.
    pub(super) grounds: &'a str,
    /// A reason for withdrawing.
    pub(super) reason: &'a str,
}

impl<'a> Draft<'a> {
    pub(super) fn of(typed: &'a Form) -> Self {
        Self {
            message: typed.get("message"),
            error: None,
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
    pub(super) fn changed(words: Translator, timeline: &Timeline, seen: Option<u64>) -> Self {
        Self {
            kind: "warning",
            title: words.t("reporter-changed-title"),
            text: words.t("reporter-changed-text"),
            steps: timeline
                .since(seen.unwrap_or(timeline.revision))
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
    draft: Draft<'a>,
    errors: FormErrors,
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
    server: &Server,
    words: Translator,
    case: &CaseFile,
    notice: Option<Notice>,
    draft: Draft<'_>,
) -> Result<Response, ServiceError> {
    let timeline = Timeline::of(server, case).await?;
    Ok(page_of(server, words, case, &timeline, notice, draft))
}

/// The same from what was read already.
pub(super) fn page_of(
    server: &Server,
    words: Translator,
    case: &CaseFile,
    timeline: &Timeline,
    notice: Option<Notice>,
    draft: Draft<'_>,
) -> Response {
    let mut errors = FormErrors::default();
    if let Some(error) = draft.error {
        errors.add(error.field, field_message::for_reporter(words, error));
    }
    let page = Tracking {
        frame: Frame::new(words, "/track", words.t("reporter-tracking-title"))
            .telling(disruptions(server, words))
            .noindex()
            .language_by(
                if timeline.question().is_some() {
                    "answer"
                } else {
                    "refresh"
                },
                "/track",
                ("step", "change"),
                ("", ""),
            )
            .with_errors(&errors),
        notice,
        status: words.term("reporter-status", timeline.status.code()),
        tone: tone(timeline.status),
        explained: explained(words, timeline.status),
        question: timeline.question().and_then(|step| step.text.as_ref()),
        end: end(words, timeline),
        unsent: [
            (draft.message, timeline.question().is_none()),
            (draft.grounds, timeline.appeal.is_err()),
        ]
        .into_iter()
        .filter(|(text, has_no_form)| *has_no_form && !text.trim().is_empty())
        .map(|(text, _)| text)
        .collect(),
        items: items(words, timeline),
        filed: filed(server, words, timeline),
        has_reach: timeline.filed.has_reach,
        published: published(words, timeline.publication),
        provable: provable(words, timeline),
        may_appeal: timeline.appeal.is_ok(),
        may_withdraw: timeline.withdrawal.is_ok(),
        has_feed: timeline.has_feed,
        access: report_token::issue(server, &case.id),
        seen: timeline.revision,
        errors,
        draft,
    };
    page::html(page.render())
}

/// What holds of the answer, each part under its title.
pub(super) fn end(words: Translator, timeline: &Timeline) -> Vec<(Cow<'static, str>, &OpenedText)> {
    let part = |step: &'_ Step| match step.outcome {
        Some(outcome) => words.term("outcome", outcome.code()),
        None => title(words, step),
    };
    timeline
        .end()
        .filter_map(|step| Some((part(step), step.text.as_ref()?)))
        .collect()
}

fn items<'a>(words: Translator, timeline: &'a Timeline) -> Vec<Item<'a>> {
    let last = timeline.steps.len().saturating_sub(1);
    let item = |(index, step): (usize, &'a Step)| Item {
        title: title(words, step),
        when: match step.when {
            When::Hour(hour) => words.hour(hour),
            When::Day(at) => words.date(at),
        },
        tone: match step.event {
            ReportEventKind::Resolved
            | ReportEventKind::AppealDismissed
            | ReportEventKind::Withdrawn => "end",
            _ if step.text.is_some() => "message",
            _ if index == last => "current",
            _ => "plain",
        },
        outcome: step
            .outcome
            .map(|outcome| words.term("outcome", outcome.code())),
        text: step.text.as_ref(),
    };
    timeline.steps.iter().enumerate().map(item).collect()
}

pub(super) fn title(words: Translator, step: &Step) -> Cow<'static, str> {
    match step.event {
        ReportEventKind::Assigned if !step.has_investigator => words.t("reporter-assigned-to-unit"),
        event => words.term("event", event.name()),
    }
}

fn filed<'a>(server: &Server, words: Translator, timeline: &'a Timeline) -> Vec<Filed<'a>> {
    let filed = &timeline.filed;
    let ours = |field, value| {
        Some(Filed {
            label: field_message::reporter_label(words, field),
            value: FiledValue::Ours(value),
        })
    };
    let theirs = |field, value: Option<&'a OpenedText>| {
        Some(Filed {
            label: field_message::reporter_label(words, field),
            value: FiledValue::Theirs(value?),
        })
    };
    let institution = match &filed.institution {
        FiledInstitution::Listed(code) => ours(
            "institution",
            server
                .directory
                .institution_name(code, words.locale())
                .into(),
        ),
        FiledInstitution::Described(text) => theirs("institution", Some(text)),
        FiledInstitution::Unknown => ours("institution", words.t("reporter-institution-unknown")),
    };
    [
        ours("category", words.term("category", filed.category.code())),
        ours("province", words.term("province", filed.province.code())),
        institution,
        theirs("narrative", Some(&filed.narrative)),
        theirs("subject", filed.subject.as_ref()),
        theirs("place", filed.place.as_ref()),
        theirs("occurred", filed.occurred.as_ref()),
        ours("anonymity", words.term("anonymity", filed.anonymity.code())),
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
fn explained(words: Translator, status: Status) -> Cow<'static, str> {
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

fn published(words: Translator, publication: Publication) -> String {
    match publication {
        // The day only: the filing itself is told no closer than its hour.
        Publication::Covered {
            since, since_size, ..
        } => words.args(
            "reporter-history-covered",
            &[
                ("day", words.date(since).as_str()),
                ("size", &words.number(since_size)),
            ],
        ),
        Publication::Awaited { by } => {
            words.t1("reporter-history-awaited", "time", &words.datetime(by))
        }
    }
    .into_owned()
}

/// The steps, numbered as they are shown; the first, the filing, is chosen until another is.
fn provable(words: Translator, timeline: &Timeline) -> Vec<Choice> {
    let first = timeline
        .steps
        .first()
        .map_or_else(String::new, |step| step.sequence.to_string());
    (1_usize..)
        .zip(&timeline.steps)
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
