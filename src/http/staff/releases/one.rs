//! One table: its cells before it is out, what can be said of it after.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sajam_statistics::calendar::JalaliDate;
use sajam_statistics::margin::margin95;
use sajam_statistics::{FamilyId, ReleaseId};

use super::form;
use crate::figures;
use crate::http::Web;
use crate::http::layout::{Choice, FormErrors, Frame};
use crate::http::shared::extract::Path;
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::page;
use crate::http::shared::staff_roles::Publisher;
use crate::http::staff::frame;
use crate::locale::{Locale, Translator};
use crate::service::releases::{self, due_at};

#[derive(Template)]
#[template(path = "staff/release.html")]
pub(super) struct OnePage {
    frame: Frame,
    pub(super) fault: String,
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

/// The page.
pub async fn one(
    State(web): State<Web>,
    signed: Publisher,
    Path(id): Path<String>,
    RequestLocale(words): RequestLocale,
) -> Response {
    let page = one_page(&web, &signed, words, &id, None, FormErrors::default()).await;
    match page {
        Ok(page) => page::html(page.render()),
        Err(fault) => fault.page(words),
    }
}

pub(super) async fn one_page(
    web: &Web,
    signed: &Publisher,
    words: Translator,
    id: &str,
    typed: Option<&Form>,
    errors: FormErrors,
) -> Result<OnePage, Fault> {
    let id: ReleaseId = id.parse().map_err(|_| Fault::NotFound)?;
    let release_set = web.server.catalogue.current().await.map_err(Fault::from)?;
    let family = id.family().family();
    let stage = match release_set.find(id) {
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
        None if due_at(id.period()) > web.server.clock.now() => {
            Stage::Waits(words.date(due_at(id.period())))
        }
        None => Stage::Due,
    };
    let path = format!("/staff/releases/{id}");
    let title = words.term("family", id.family().code());
    let mut frame = frame(signed, words, path.clone(), &title).with_errors(&errors);
    if stage.is_out() {
        frame = frame.language_by("release", path, ("stage", "edit"), ("", ""));
    }
    let get = |name| typed.map_or("", |form| form.get(name)).to_owned();
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
        actions: form::actions(words, &get("action")),
        stage,
        reason_fa: get("reason_fa"),
        reason_en: get("reason_en"),
        frame,
        errors,
    })
}

/// Every cell of the grid, in words.
fn cells(words: Translator, family: FamilyId) -> Vec<Vec<String>> {
    let mut cells: Vec<Vec<String>> = vec![Vec::new()];
    for dimension in family.family().dimensions {
        let codes = releases::codes(*dimension);
        cells = cells
            .iter()
            .flat_map(|cell| {
                codes.iter().map(|code| {
                    let label = figures::label(words, *dimension, code);
                    cell.iter().cloned().chain([label]).collect()
                })
            })
            .collect();
    }
    cells
}
