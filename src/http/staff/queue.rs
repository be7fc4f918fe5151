//! `/staff/queues/…`: what waits for whom. No word of what a report says, and no name of a reporter.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use sajam_aggregates::{Priority, Status};
use sajam_projections::queues::{self, Case, Column};

use super::short_id;
use super::timeline::label;
use crate::clock::HourStamp;
use crate::context::Context;
use crate::http::Web;
use crate::http::input::queue_query::{LAST, PER_PAGE, QueueKind, QueueQuery};
use crate::http::layout::{Frame, Paging, Sort};
use crate::http::shared::extract::Query;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::page;
use crate::http::shared::staff_roles::CaseWorker;
use crate::locale::Translator;
use crate::service::ServiceError;
use crate::service::accounts::{self, StaffSession};
use crate::service::case;

#[derive(Template)]
#[template(path = "staff/queue.html")]
struct QueuePage {
    frame: Frame,
    about: String,
    done: String,
    sort: Sort,
    /// What it can be sorted by, for narrow screens, which have no head of a table.
    columns: Vec<(&'static str, String)>,
    rows: Vec<Row>,
    has_units: bool,
    summary: String,
    paging: Paging,
}

/// A report in a queue, in the reader's words.
struct Row {
    href: String,
    short: String,
    status: &'static str,
    status_label: String,
    category: String,
    province: String,
    priority: &'static str,
    priority_label: String,
    unit: String,
    investigator: String,
    received: String,
    updated: String,
}

/// One page of a queue.
pub async fn show(
    State(web): State<Web>,
    signed: CaseWorker,
    Extension(kind): Extension<QueueKind>,
    RequestLocale(words): RequestLocale,
    Query(asked): Query<QueueQuery>,
) -> Response {
    match view(&web.server, &signed.session, kind, words, &asked).await {
        Ok(view) => page::html(view.render()),
        Err(fault) => fault.page(words),
    }
}

async fn view(
    context: &Context,
    session: &StaffSession,
    kind: QueueKind,
    words: Translator,
    asked: &QueueQuery,
) -> Result<QueuePage, Fault> {
    let queue = kind.of(session).ok_or(Fault::NotFound)?;
    let sort = asked.sort();
    let found = queues::page(&context.pool, &queue, sort, &asked.cursor(), PER_PAGE)
        .await
        .map_err(|error| Fault::from(ServiceError::from(error)))?;
    let logins = accounts::logins(context).await?;
    let rows = found
        .cases
        .iter()
        .map(|case| {
            let investigator = case.investigator.as_ref().and_then(|id| logins.get(id));
            row(
                context,
                words,
                case,
                investigator.cloned().unwrap_or_default(),
            )
        })
        .collect();
    let order = if sort.descending { "desc" } else { "asc" };
    let path = words.locale().href(&kind.path());
    let sorted = format!("{path}?sort={}&order={order}", sort.column.code());
    let number = asked.number(&found);
    let paging = Paging {
        first: found.previous.as_ref().map(|_| sorted.clone()),
        previous: found
            .previous
            .as_ref()
            .map(|key| format!("{sorted}&before={key}&page={}", number.saturating_sub(1))),
        next: found
            .next
            .as_ref()
            .map(|key| format!("{sorted}&after={key}&page={}", number + 1)),
        last: found.next.as_ref().map(|_| format!("{sorted}&page={LAST}")),
    };
    let frame = Frame::new(words, kind.path(), kind.title(words));
    Ok(QueuePage {
        frame: frame.staff(session.login.clone(), session.roles()),
        about: kind.explanation(words),
        done: asked
            .done()
            .and_then(case::find)
            .map(|action| words.term("staff-done", action.code()).into_owned())
            .unwrap_or_default(),
        rows,
        columns: Column::ALL
            .into_iter()
            .filter(|column| *column != Column::Unit || kind != QueueKind::Intake)
            .map(|column| (column.code(), label(words, column.code())))
            .collect(),
        has_units: kind != QueueKind::Intake,
        summary: summary(words, &found, number),
        paging,
        sort: Sort {
            path,
            keep: String::new(),
            by: sort.column.code().to_owned(),
            descending: sort.descending,
        },
    })
}

/// Which cases a page shows. The list is read by its order and the counts apart from it, so that they may be an event apart.
fn summary(words: Translator, found: &queues::QueuePage, number: u64) -> String {
    if found.previous.is_none() && found.next.is_none() {
        return words.count("staff-queue-total", found.total).into_owned();
    }
    let first = (number - 1) * PER_PAGE + 1;
    let last = (first + found.cases.len() as u64)
        .saturating_sub(1)
        .max(first);
    words
        .args(
            "staff-queue-range",
            &[
                ("first", words.number(first).as_str()),
                ("last", words.number(last).as_str()),
                ("total", words.number(found.total.max(last)).as_str()),
            ],
        )
        .into_owned()
}

fn row(context: &Context, words: Translator, case: &Case, investigator: String) -> Row {
    Row {
        href: words.locale().href(&format!("/staff/reports/{}", case.id)),
        short: short_id(case.id.as_str()).to_owned(),
        status: status_tone(case.status),
        status_label: words.term("status", case.status.code()).into_owned(),
        category: words.term("category", case.category.code()).into_owned(),
        province: words.term("province", case.province.code()).into_owned(),
        priority: case.priority.map_or("plain", priority_tone),
        priority_label: case
            .priority
            .map(|priority| words.term("priority", priority.code()).into_owned())
            .unwrap_or_default(),
        unit: case
            .unit
            .as_ref()
            .map(|unit| context.directory.unit_name(unit, words.locale()))
            .unwrap_or_default(),
        investigator,
        received: words.hour(HourStamp::of(case.received)),
        updated: words.date(case.updated),
    }
}

/// The tag that a status is shown as.
pub(super) fn status_tone(status: Status) -> &'static str {
    match status {
        Status::Investigating => "active",
        Status::AwaitingReporter | Status::Appealed => "waiting",
        Status::Resolved => "good",
        Status::Received
        | Status::Acknowledged
        | Status::Triaged
        | Status::Assigned
        | Status::Withdrawn => "plain",
    }
}

/// The tag that a priority is shown as.
pub(super) fn priority_tone(priority: Priority) -> &'static str {
    match priority {
        Priority::Urgent => "bad",
        Priority::High => "waiting",
        Priority::Normal | Priority::Low => "plain",
    }
}
