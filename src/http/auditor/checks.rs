//! `/audit/checks`: what the checks of the whole history found, in full. Auditors and administrators read it: a
//! finding names streams and positions, which the public is not told.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use crate::http::Web;
use crate::http::layout::{Frame, Paging};
use crate::http::shared::extract::Query;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::page;
use crate::http::shared::staff_roles::CheckReader;
use crate::service::ServiceError;
use crate::status::checks;

/// Checks on a page.
const PER_PAGE: usize = 30;

/// Which page.
#[derive(Debug, Deserialize)]
pub struct ListQuery {
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "auditor/checks.html")]
struct ChecksPage {
    frame: Frame,
    rows: Vec<Row>,
    paging: Paging,
}

struct Row {
    at: String,
    seconds: String,
    entries: String,
    /// Empty when everything held.
    finding: String,
}

/// The checks, the newest first.
pub async fn show(
    State(web): State<Web>,
    signed: CheckReader,
    Query(asked): Query<ListQuery>,
    RequestLocale(words): RequestLocale,
) -> Response {
    let most = i64::try_from(PER_PAGE).unwrap_or(i64::MAX) + 1;
    let mut checks = match checks::before(&web.server.pool, asked.before, most).await {
        Ok(checks) => checks,
        Err(error) => {
            let error: ServiceError = error.into();
            return Fault::from(error).page(words);
        }
    };
    let has_more = checks.len() > PER_PAGE;
    checks.truncate(PER_PAGE);
    let path = words.locale().href("/audit/checks");
    let next = checks.last().filter(|_| has_more);
    let paging = Paging {
        previous: asked.before.map(|_| path.clone()),
        next: next.map(|check| format!("{path}?before={}", check.number)),
        ..Paging::default()
    };
    let rows = checks
        .into_iter()
        .map(|check| Row {
            at: words.datetime(check.started),
            seconds: words.number(check.took.as_secs()),
            entries: words.number(check.entries),
            finding: check.finding.unwrap_or_default(),
        })
        .collect();
    let session = &signed.session;
    let frame = Frame::new(words, "/audit/checks", words.t("audit-checks-title"));
    page::html(
        ChecksPage {
            frame: frame.staff(session.login.clone(), session.roles()),
            rows,
            paging,
        }
        .render(),
    )
}
