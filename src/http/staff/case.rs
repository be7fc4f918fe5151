//! `/staff/reports/{id}`: a case's whole story on one page, and what can be done with it now.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sajam_aggregates::{ActionKind, Institution, Refusal, Role, SealedField, Status};
use sajam_projections::staff;
use serde::Deserialize;
use zeroize::Zeroizing;

use super::forms::{ActionForm, FormMaker, STAGE};
use super::login::first_page;
use super::queue::{priority_tone, status_tone};
use super::short_id;
use super::timeline::{CaseTimeline, SealedText, TimelineItem, label};
use crate::clock::{HourStamp, from_at};
use crate::context::Context;
use crate::http::Web;
use crate::http::layout::Frame;
use crate::http::shared::case::open;
use crate::http::shared::extract::{Path, Query};
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::page;
use crate::http::shared::staff_roles::CaseWorker;
use crate::locale::Translator;
use crate::service::action::Action;
use crate::service::case;
use crate::service::input::FieldError;
use crate::service::{CaseFile, OpenedText, ServiceError, accounts};

/// What a case page has to tell above the case.
#[derive(Default)]
pub(super) struct CaseNotice<'a> {
    /// What was just done.
    pub(super) done: Option<&'static Action>,
    /// What was sent and stays on the page.
    pub(super) typed: Option<(&'static Action, &'a Form)>,
    /// What is wrong with it.
    pub(super) wrong: &'a [FieldError],
    /// Why it was not done.
    pub(super) fault: Option<Fault>,
    /// The revision it was sent from.
    pub(super) seen: Option<u64>,
    /// The reporter's name and contact, where they were just opened.
    pub(super) identity: Vec<(SealedField, OpenedText)>,
}

#[derive(Template)]
#[template(path = "staff/case.html")]
struct CasePage {
    frame: Frame,
    back: String,
    action: String,
    /// The same in the other language.
    other_action: String,
    revision: u64,
    tags: Vec<(&'static str, String)>,
    notice: Option<Notice>,
    /// The form that what was sent stands in; empty when there is none.
    jump: &'static str,
    /// What happened since the page was made that something was sent from.
    changes: Vec<TimelineItem>,
    /// What was typed for an action that is not there any more.
    typed: Vec<(String, Zeroizing<String>)>,
    /// The reporter's name and contact, shown this once.
    identity: Vec<SealedText>,
    narrative: Option<SealedText>,
    written: Vec<SealedText>,
    facts: Vec<(String, String)>,
    forms: Vec<ActionForm>,
    /// Actions and why not.
    refused: Vec<(String, String)>,
    moments: Vec<TimelineItem>,
}

struct Notice {
    kind: &'static str,
    title: String,
    text: String,
}

/// The address' query.
#[derive(Debug, Deserialize)]
pub struct CaseQuery {
    done: Option<String>,
}

/// The case, which thereby is recorded as read.
pub async fn show(
    State(web): State<Web>,
    signed: CaseWorker,
    Path(id): Path<String>,
    Query(asked): Query<CaseQuery>,
    RequestLocale(words): RequestLocale,
) -> Response {
    let told = CaseNotice {
        done: asked.done.as_deref().and_then(case::find),
        ..CaseNotice::default()
    };
    match page_of(&web.server, &signed, &id, words, &told).await {
        Ok(response) => response,
        Err(fault) => fault.page(words),
    }
}

async fn page_of(
    context: &Context,
    signed: &CaseWorker,
    id: &str,
    words: Translator,
    told: &CaseNotice<'_>,
) -> Result<Response, Fault> {
    let id = id.parse().map_err(|_| Fault::NotFound)?;
    let case = open(context, signed, &id).await?;
    render(context, signed, words, &case, told).await
}

/// The case page with what it has to tell.
pub(super) async fn render(
    context: &Context,
    signed: &CaseWorker,
    words: Translator,
    file: &CaseFile,
    told: &CaseNotice<'_>,
) -> Result<Response, Fault> {
    let session = &signed.session;
    let logins = accounts::logins(context).await?;
    let teller = CaseTimeline {
        context,
        words,
        case: file,
        logins: &logins,
    };
    let verdicts = case::verdicts(session, file);
    let may_assign = verdicts
        .iter()
        .any(|(action, verdict)| action.kind == ActionKind::Assign && verdict.is_ok());
    let investigators = if may_assign {
        staff::holders(&context.pool, Role::Investigator)
            .await
            .map_err(ServiceError::from)?
    } else {
        Vec::new()
    };
    let current = file.report.institution().unwrap_or(&Institution::Unknown);
    let maker = FormMaker {
        context,
        words,
        report: &file.report,
        institution: teller.institution(current),
        investigator: file
            .report
            .investigator()
            .map(|id| teller.login(id))
            .unwrap_or_default(),
        investigators: &investigators,
        typed: told.typed,
        wrong: told.wrong,
    };
    let mut forms = Vec::new();
    // What is refused for one reason stands on one line.
    let mut refused: Vec<(&Refusal, Vec<String>)> = Vec::new();
    for (action, verdict) in &verdicts {
        match verdict {
            Ok(()) => forms.push(maker.form(action)),
            // Where no appeal waits, that it cannot be decided is nothing to tell.
            Err(_) if action.decides_appeal() && file.report.status() != Some(Status::Appealed) => {
            }
            Err(refusal) => {
                let action = words.term("action", action.code()).into_owned();
                match refused.iter_mut().find(|(known, _)| *known == refusal) {
                    Some((_, actions)) => actions.push(action),
                    None => refused.push((refusal, vec![action])),
                }
            }
        }
    }
    let mut written = teller.written()?;
    let narrative = (!written.is_empty()).then(|| written.remove(0));
    let short = short_id(file.id.as_str());
    let path = format!("/staff/reports/{}", file.id);
    let title = words.t1("staff-case-title", "id", short);
    let wrong = forms.iter().find(|form| !form.errors.is_empty());
    let wrong = wrong.map(|form| form.errors.clone()).unwrap_or_default();
    let jump = forms
        .iter()
        .map(|form| form.code)
        .find(|code| told.typed.is_some_and(|(action, _)| action.code() == *code))
        .unwrap_or_default();
    let mut frame = Frame::new(words, path.clone(), title)
        .staff(session.login.clone(), session.roles())
        .with_errors(&wrong);
    if !jump.is_empty() {
        // What was typed goes along into the other language.
        let target = format!("{path}/{jump}");
        frame = frame.language_by(format!("form-{jump}"), target, (STAGE, "edit"), ("", ""));
    }
    let view = CasePage {
        back: words.locale().href(first_page(session)),
        action: words.locale().href(&path),
        other_action: words.locale().other().href(&path),
        frame,
        revision: file.report.revision(),
        tags: tags(words, file),
        notice: notice(words, told),
        jump,
        changes: changes(&teller, told)?,
        typed: typed_in_vain(words, told, &forms),
        identity: told
            .identity
            .iter()
            .map(|(field, text)| SealedText::of(words, *field, text))
            .collect(),
        narrative,
        written,
        facts: facts(&teller),
        forms,
        refused: refused
            .into_iter()
            .map(|(refusal, actions)| {
                let reason = words.term("refusal", refusal.code()).into_owned();
                (words.list(&actions), reason)
            })
            .collect(),
        moments: teller.moments()?,
    };
    let rendered = page::html(view.render());
    Ok(match (told.fault, told.wrong) {
        (Some(fault), _) => fault.dress(rendered),
        (None, []) => rendered,
        (None, _) => Fault::Invalid.dress(rendered),
    })
}

fn notice(words: Translator, told: &CaseNotice<'_>) -> Option<Notice> {
    let of = |kind, title: String, text: String| Some(Notice { kind, title, text });
    match (told.done, told.fault) {
        (_, Some(Fault::Conflict)) => of(
            "warning",
            words.t("staff-changed-title").into_owned(),
            words.t("staff-changed-text").into_owned(),
        ),
        (_, Some(fault)) => of("error", fault.title(words), fault.advice(words)),
        (Some(done), None) => {
            let title = words.term("staff-done", done.code()).into_owned();
            of("success", title, String::new())
        }
        (None, None) if !told.wrong.is_empty() => {
            let fault = Fault::Invalid;
            of("error", fault.title(words), fault.advice(words))
        }
        (None, None) => None,
    }
}

/// What others did since the page was made that the form was sent from.
fn changes(
    teller: &CaseTimeline<'_>,
    told: &CaseNotice<'_>,
) -> Result<Vec<TimelineItem>, ServiceError> {
    let (Some(Fault::Conflict), Some(seen)) = (told.fault, told.seen) else {
        return Ok(Vec::new());
    };
    let mut moments = teller.moments()?;
    moments.retain(|moment| moment.changes && moment.number > seen);
    Ok(moments)
}

/// What was typed, when there is no form left that would hold it.
fn typed_in_vain(
    words: Translator,
    told: &CaseNotice<'_>,
    forms: &[ActionForm],
) -> Vec<(String, Zeroizing<String>)> {
    let Some((action, form)) = told.typed else {
        return Vec::new();
    };
    if forms.iter().any(|form| form.code == action.code()) {
        return Vec::new();
    }
    action
        .fields
        .iter()
        .filter(|field| field.sealed.is_some() && !form.get(field.name).is_empty())
        .map(|field| {
            (
                label(words, field.name),
                Zeroizing::new(form.get(field.name).to_owned()),
            )
        })
        .collect()
}

fn tags(words: Translator, case: &CaseFile) -> Vec<(&'static str, String)> {
    let report = &case.report;
    let mut tags = Vec::new();
    if let Some(status) = report.status() {
        tags.push((
            status_tone(status),
            words.term("status", status.code()).into(),
        ));
    }
    if let Some(priority) = report.priority() {
        let name = words.term("priority", priority.code());
        let label = words.t1("staff-priority-tag", "priority", &name);
        tags.push((priority_tone(priority), label.into()));
    }
    if let Some(anonymity) = report.anonymity() {
        tags.push(("plain", words.term("anonymity", anonymity.code()).into()));
    }
    tags
}

/// What the case stands at, without anything a person wrote.
fn facts(teller: &CaseTimeline<'_>) -> Vec<(String, String)> {
    let (words, report) = (teller.words, &teller.case.report);
    let term = |vocabulary: &str, code: &str| words.term(vocabulary, code).into_owned();
    let received = teller
        .case
        .entries
        .first()
        .map(|entry| words.hour(HourStamp::of(from_at(entry.at))));
    let facts = [
        ("received", received),
        (
            "category",
            report.category().map(|one| term("category", one.code())),
        ),
        (
            "province",
            report.province().map(|one| term("province", one.code())),
        ),
        (
            "institution",
            report.institution().map(|one| teller.institution(one)),
        ),
        (
            "unit",
            report
                .unit()
                .map(|unit| teller.context.directory.unit_name(unit, words.locale())),
        ),
        (
            "investigator",
            report.investigator().map(|id| teller.login(id)),
        ),
        (
            "identity",
            Some(if report.has_identity() {
                words.t("staff-identity-sealed").into_owned()
            } else {
                words.t("staff-identity-none").into_owned()
            }),
        ),
        (
            "outcome",
            report.outcome().map(|one| term("outcome", one.code())),
        ),
        (
            "language",
            report.language().map(|one| term("language", one.code())),
        ),
        (
            "channel",
            report.channel().map(|one| term("channel", one.code())),
        ),
        ("id", Some(teller.case.id.to_string())),
    ];
    facts
        .into_iter()
        .filter_map(|(name, value)| Some((label(words, name), value?)))
        .collect()
}
