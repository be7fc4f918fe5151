//! `/staff/releases`: publishing statistics, and saying that published ones are wrong.
//!
//! Nobody sees a true count here: before publication there are cells and margins, after it what everybody sees.

use std::error::Error;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use sajam_aggregates::{By, ReleaseRefusal, Role};
use serde::Deserialize;

use super::release_form::{self, Action};
use crate::calendar::JalaliDate;
use crate::disclosure::family::{BUDGET_MILLI, FAMILIES};
use crate::disclosure::margin::margin95;
use crate::disclosure::{FamilyId, ReleaseId};
use crate::http::Web;
use crate::http::foundation::fault::Fault;
use crate::http::foundation::form::Form;
use crate::http::foundation::language::Reader;
use crate::http::foundation::session::Signed;
use crate::http::foundation::{kept, page};
use crate::http::layout::{Choice, FormErrors, Frame};
use crate::locale::{Locale, Words};
use crate::service::ServiceError;
use crate::service::releases::{
    self, CorrectError, Correction, PublishError, Published, Shelf, due_ms, ledger, schedule,
};

/// What was just done.
#[derive(Debug, Deserialize)]
pub struct Seen {
    done: Option<String>,
}

#[derive(Template)]
#[template(path = "staff/releases.html")]
struct ListPage {
    frame: Frame,
    done: String,
    due: Vec<Line>,
    next: Vec<Line>,
    published: Vec<Line>,
    budget: Vec<Spent>,
    total: u32,
    left: i64,
}

/// A table in a list.
struct Line {
    href: String,
    title: String,
    period: String,
    when: String,
    note: String,
}

/// A line of the budget.
struct Spent {
    title: String,
    share: i64,
    dearest: i64,
    draws: i64,
}

#[derive(Template)]
#[template(path = "staff/release.html")]
struct OnePage {
    frame: Frame,
    fault: String,
    period: String,
    span: String,
    epsilon: u32,
    margin: u64,
    /// Labels, one for each dimension.
    dimensions: Vec<String>,
    cells: Vec<Vec<String>>,
    stage: Stage,
    actions: Vec<Choice>,
    reason_fa: String,
    reason_en: String,
    errors: FormErrors,
}

/// How far a table is.
enum Stage {
    /// From this day on it can be published.
    Waits(String),
    /// It can be published.
    Due,
    /// It is out, under this address, with what was said to be wrong.
    Out { href: String, wrong: Vec<String> },
}

impl Stage {
    const fn is_out(&self) -> bool {
        matches!(self, Self::Out { .. })
    }
}

#[derive(Template)]
#[template(path = "staff/release_confirm.html")]
struct ConfirmPage {
    frame: Frame,
    lead: String,
    /// In Persian and in English; none for a publication.
    reason: Option<(String, String)>,
    hidden: Vec<(String, String)>,
}

fn frame(signed: &Signed, words: Words, path: impl Into<String>, title: &str) -> Frame {
    let session = &signed.session;
    Frame::new(words, path, title).staff(session.login.clone(), session.roles())
}

/// What is due, what comes, what is out, and the budget.
pub async fn list(
    State(web): State<Web>,
    signed: Signed,
    Query(seen): Query<Seen>,
    Reader(words): Reader,
) -> Response {
    let done = match seen.done.as_deref() {
        Some("published") => words.t("staff-release-done-published").into_owned(),
        Some("corrected") => words.t("staff-release-done-corrected").into_owned(),
        _ => String::new(),
    };
    match list_page(&web, &signed, words, done).await {
        Ok(page) => page::html(page.render()),
        Err(fault) => fault.page(words),
    }
}

async fn list_page(
    web: &Web,
    signed: &Signed,
    words: Words,
    done: String,
) -> Result<ListPage, Fault> {
    let planned = releases::plan(&web.app).await;
    let planned = planned.map_err(|error| read_fault(&error))?;
    let shelf = web.app.catalogue.shelf().await.map_err(Fault::from)?;
    let balance = ledger::balance(&web.app.pool).await.map_err(away)?;
    let line = |id: ReleaseId, when: String, note: String| Line {
        href: words.locale().href(&format!("/staff/releases/{id}")),
        title: words.term("family", id.family().code()).into_owned(),
        period: words.period(id.period()),
        when,
        note,
    };
    let now_ms = web.app.clock.now_ms();
    Ok(ListPage {
        done,
        due: planned
            .iter()
            .map(|due| {
                let note = if due.drawn {
                    words.t("staff-releases-drawn").into_owned()
                } else {
                    String::new()
                };
                let id = ReleaseId::first(due.family, due.period);
                line(id, words.date_ms(due_ms(due.period)), note)
            })
            .collect(),
        next: FAMILIES
            .iter()
            .map(|family| {
                let (period, due_ms) = schedule::next(family.cadence, now_ms);
                let id = ReleaseId::first(family.id, period);
                line(id, words.date_ms(due_ms), String::new())
            })
            .collect(),
        published: out(&shelf)
            .map(|published| {
                let release = &published.release;
                let day = words.date_ms(schedule::published_ms(release.metadata()));
                let note = if published.corrections.is_empty() {
                    String::new()
                } else {
                    words.t("staff-release-correct").into_owned()
                };
                line(release.id(), day, note)
            })
            .collect(),
        left: i64::from(BUDGET_MILLI) - balance.committed_milli,
        budget: balance
            .families
            .into_iter()
            .map(|spent| Spent {
                title: match spent.family.parse::<FamilyId>() {
                    Ok(family) => words.term("family", family.code()).into_owned(),
                    Err(_) => spent.family,
                },
                share: spent.share_milli,
                dearest: spent.dearest_milli,
                draws: spent.draws,
            })
            .collect(),
        total: BUDGET_MILLI,
        frame: frame(
            signed,
            words,
            "/staff/releases",
            &words.t("staff-releases-title"),
        ),
    })
}

/// The newest first, whatever the family: the last hundred.
fn out(shelf: &Shelf) -> impl Iterator<Item = &Published> {
    let mut releases: Vec<&Published> = shelf.releases.iter().collect();
    releases.sort_by_key(|published| {
        let release = &published.release;
        std::cmp::Reverse((release.metadata().published_on, release.period()))
    });
    releases.into_iter().take(100)
}

/// One table: its cells before it is out, what can be said of it after.
pub async fn one(
    State(web): State<Web>,
    signed: Signed,
    Path(id): Path<String>,
    Reader(words): Reader,
) -> Response {
    let page = one_page(&web, &signed, words, &id, None, FormErrors::default()).await;
    match page {
        Ok(page) => page::html(page.render()),
        Err(fault) => fault.page(words),
    }
}

async fn one_page(
    web: &Web,
    signed: &Signed,
    words: Words,
    id: &str,
    form: Option<&Form>,
    errors: FormErrors,
) -> Result<OnePage, Fault> {
    let id: ReleaseId = id.parse().map_err(|_| Fault::NotFound)?;
    let shelf = web.app.catalogue.shelf().await.map_err(Fault::from)?;
    let family = id.family().family();
    let stage = match shelf.find(id) {
        Some(published) => Stage::Out {
            href: words.locale().href(&format!("/statistics/{id}")),
            wrong: published
                .corrections
                .iter()
                .map(|correction| match words.locale() {
                    Locale::Fa => correction.said.reason.fa.as_str().to_owned(),
                    Locale::En => correction.said.reason.en.as_str().to_owned(),
                })
                .collect(),
        },
        // A correction that is not out is nothing yet.
        None if id.previous().is_some() => return Err(Fault::NotFound),
        None if due_ms(id.period()) > web.app.clock.now_ms() => {
            Stage::Waits(words.date_ms(due_ms(id.period())))
        }
        None => Stage::Due,
    };
    let get = |name| form.map_or("", |form| form.get(name)).to_owned();
    let day = |date: JalaliDate| words.civil_day(date.to_civil());
    Ok(OnePage {
        fault: String::new(),
        period: words.period(id.period()),
        span: words
            .args(
                "staff-release-period",
                &[
                    ("first", &day(id.period().first_day())),
                    ("last", &day(id.period().last_day())),
                ],
            )
            .into_owned(),
        epsilon: family.epsilon_milli,
        margin: margin95(family.scale(), 1),
        dimensions: family
            .dimensions
            .iter()
            .map(|dimension| words.term("dimension", dimension.code()).into_owned())
            .collect(),
        cells: cells(words, id.family()),
        actions: release_form::actions(words, &get("action")),
        stage,
        reason_fa: get("reason_fa"),
        reason_en: get("reason_en"),
        errors,
        frame: frame(
            signed,
            words,
            format!("/staff/releases/{id}"),
            &words.term("family", id.family().code()),
        ),
    })
}

/// Every cell of the grid, in words.
fn cells(words: Words, family: FamilyId) -> Vec<Vec<String>> {
    let mut cells: Vec<Vec<String>> = vec![Vec::new()];
    for dimension in family.family().dimensions {
        let codes = releases::codes(*dimension);
        cells = cells
            .iter()
            .flat_map(|cell| {
                codes.iter().map(|code| {
                    let label = words.term(&dimension.vocabulary(), code).into_owned();
                    cell.iter().cloned().chain([label]).collect()
                })
            })
            .collect();
    }
    cells
}

/// Publishes or corrects, after it was shown.
pub async fn act(
    State(web): State<Web>,
    signed: Signed,
    Path(id): Path<String>,
    form: Form,
) -> Response {
    let words = form.words;
    match try_act(&web, &signed, &id, &form).await {
        Ok(response) => response,
        Err(Fault::NotFound) => Fault::NotFound.page(words),
        Err(fault) => kept::page(fault, words, &format!("/staff/releases/{id}"), &form),
    }
}

async fn try_act(web: &Web, signed: &Signed, text: &str, form: &Form) -> Result<Response, Fault> {
    let words = form.words;
    let id: ReleaseId = text.parse().map_err(|_| Fault::NotFound)?;
    let action = match release_form::read(form) {
        Ok(action) if form.get("stage") != "edit" => action,
        read => {
            let errors = read.err().unwrap_or_default();
            let is_wrong = !errors.is_empty();
            let page = one_page(web, signed, words, text, Some(form), errors).await?;
            let response = page::html(page.render());
            return Ok(if is_wrong {
                Fault::Invalid.dress(response)
            } else {
                response
            });
        }
    };
    if form.get("stage") != "send" {
        return Ok(confirm(signed, form, id, action));
    }
    let by = by(signed)?;
    let (result, done) = match action {
        Action::Publish if id.previous().is_some() => return Err(Fault::NotFound),
        Action::Publish => {
            let published = releases::publish(&web.app, id.family(), id.period(), &by).await;
            (published.map(drop).map_err(CorrectError::from), "published")
        }
        Action::Correct(correction, reason) => {
            let corrected = releases::correct(&web.app, id, reason, correction, &by).await;
            (corrected.map(drop), "corrected")
        }
    };
    match result {
        Ok(()) => {
            let path = words.locale().href("/staff/releases");
            Ok(Redirect::to(&format!("{path}?done={done}")).into_response())
        }
        Err(error) => {
            let told = told(words, &error)?;
            let mut page =
                one_page(web, signed, words, text, Some(form), FormErrors::default()).await?;
            page.fault = told;
            Ok(Fault::Conflict.dress(page::html(page.render())))
        }
    }
}

/// Whoever came this far is a publisher: the route is theirs alone.
fn by(signed: &Signed) -> Result<By, Fault> {
    let capacities = signed.session.capacities();
    let publisher = capacities
        .into_iter()
        .find(|staff| staff.role == Role::Publisher);
    publisher.map(By::Staff).ok_or(Fault::NotFound)
}

fn confirm(signed: &Signed, form: &Form, id: ReleaseId, action: Action) -> Response {
    let words = form.words;
    let title = words.term("family", id.family().code());
    let (lead, reason) = match action {
        Action::Publish => {
            let period = words.period(id.period());
            let values = [("title", &*title), ("period", period.as_str())];
            (words.args("staff-release-confirm-publish", &values), None)
        }
        Action::Correct(correction, reason) => {
            let lead = match correction {
                Correction::Replace => words.t("staff-release-confirm-replace"),
                Correction::Withdraw => words.t("staff-release-confirm-withdraw"),
            };
            let texts = [reason.fa, reason.en].map(|text| text.as_str().to_owned());
            (lead, Some(texts.into()))
        }
    };
    let hidden = form
        .pairs()
        .filter(|(name, _)| *name != "stage")
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let title = words.t("staff-release-confirm");
    let page = ConfirmPage {
        lead: lead.into_owned(),
        reason,
        hidden,
        frame: frame(signed, words, format!("/staff/releases/{id}"), &title),
    };
    page::html(page.render())
}

fn away(error: sqlx::Error) -> Fault {
    let error: ServiceError = error.into();
    error.into()
}

fn read_fault(error: &PublishError) -> Fault {
    match error {
        PublishError::Service(ServiceError::Unavailable(_))
        | PublishError::Projection(_)
        | PublishError::Behind { .. } => Fault::Unavailable,
        error => {
            tracing::error!(%error, cause = error.source(), "what is due cannot be read");
            Fault::Internal
        }
    }
}

/// Why nothing was done, in the reader's words.
fn told(words: Words, error: &CorrectError) -> Result<String, Fault> {
    let code = match error {
        CorrectError::Refused(refusal) => match refusal {
            ReleaseRefusal::AlreadyReplaced => "already-replaced",
            ReleaseRefusal::NotPublished => "not-published",
            _ => "other",
        },
        CorrectError::Service(ServiceError::Unavailable(_))
        | CorrectError::Replacement(PublishError::Service(ServiceError::Unavailable(_))) => {
            return Err(Fault::Unavailable);
        }
        CorrectError::Service(_) => "other",
        CorrectError::Begun(_) => "begun",
        CorrectError::Replacement(error) => match error {
            PublishError::NotClosed { .. } => "not-closed",
            PublishError::BeforeFirst(_) => "before-first",
            PublishError::AlreadyPublished(_) => "already-published",
            PublishError::NotPublished(_) => "not-published",
            PublishError::DrawnElsewhere(_) => "drawn-elsewhere",
            PublishError::Overspent(_) => "overspent",
            PublishError::Behind { .. } | PublishError::Waiting(_) => "behind",
            PublishError::Forked(_) => "forked",
            _ => "other",
        },
    };
    if code == "other" {
        tracing::error!(%error, cause = error.source(), "statistics are not published");
    }
    Ok(words.term("release-refusal", code).into_owned())
}
