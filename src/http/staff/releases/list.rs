//! What is due, what comes, what is out, and the budget.

use std::error::Error;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sajam_statistics::family::{BUDGET_MILLI, FAMILIES};
use sajam_statistics::{FamilyId, ReleaseId};
use serde::Deserialize;

use crate::http::Web;
use crate::http::layout::Frame;
use crate::http::shared::extract::Query;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::page;
use crate::http::shared::staff_roles::Publisher;
use crate::http::staff::frame;
use crate::locale::Translator;
use crate::service::ServiceError;
use crate::service::releases::{
    self, PublishError, Published, ReleaseSet, budget, due_at, schedule,
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

/// What is due, what comes, what is out, and the budget.
pub async fn list(
    State(web): State<Web>,
    signed: Publisher,
    Query(seen): Query<Seen>,
    RequestLocale(words): RequestLocale,
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
    signed: &Publisher,
    words: Translator,
    done: String,
) -> Result<ListPage, Fault> {
    let planned = releases::plan(&web.server).await;
    let planned = planned.map_err(|error| read_fault(&error))?;
    let release_set = web.server.catalogue.current().await.map_err(Fault::from)?;
    let balance = budget::balance(&web.server.pool).await.map_err(away)?;
    let line = |id: ReleaseId, when: String, note: String| Line {
        href: words.locale().href(&format!("/staff/releases/{id}")),
        title: words.term("family", id.family().code()).into_owned(),
        period: words.period(id.period()),
        when,
        note,
    };
    let now = web.server.clock.now();
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
                line(id, words.date(due_at(due.period)), note)
            })
            .collect(),
        next: FAMILIES
            .iter()
            .map(|family| {
                let (period, due) = schedule::next(family.cadence, now);
                let id = ReleaseId::first(family.id, period);
                line(id, words.date(due), String::new())
            })
            .collect(),
        published: out(&release_set)
            .map(|published| {
                let release = &published.release;
                let day = words.date(schedule::came_out(release.metadata()));
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
fn out(release_set: &ReleaseSet) -> impl Iterator<Item = &Published> {
    let mut releases: Vec<&Published> = release_set.releases.iter().collect();
    releases.sort_by_key(|published| {
        let release = &published.release;
        std::cmp::Reverse((release.metadata().published_on, release.period()))
    });
    releases.into_iter().take(100)
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
