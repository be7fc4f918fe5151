//! `/audit`: finding a stream, and the newest entries of the log.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use sajam_projections::Position;
use serde::Deserialize;

use super::stream;
use crate::clock::{HourStamp, from_at};
use crate::context::Context;
use crate::http::Web;
use crate::http::layout::{FormErrors, Frame, Paging};
use crate::http::shared::extract::Query;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::page;
use crate::http::shared::staff_roles::Auditor;
use crate::http::view::actor::who;
use crate::locale::Translator;
use crate::service::{accounts, auditing};

/// Entries on a page.
const PER_PAGE: u32 = 25;

/// What is looked for.
#[derive(Debug, Deserialize)]
pub struct ListQuery {
    find: Option<String>,
    before: Option<String>,
}

#[derive(Template)]
#[template(path = "auditor/log.html")]
struct LogPage {
    frame: Frame,
    find: String,
    errors: FormErrors,
    rows: Vec<Row>,
    paging: Paging,
    is_first: bool,
}

struct Row {
    position: String,
    event_type: String,
    name: String,
    stream: String,
    short: String,
    kind: String,
    href: String,
    number: String,
    at: String,
    who: String,
}

/// The log; or the stream that was looked for.
pub async fn show(
    State(web): State<Web>,
    signed: Auditor,
    Query(asked): Query<ListQuery>,
    RequestLocale(words): RequestLocale,
) -> Response {
    match answer(&web.server, &signed, &asked, words).await {
        Ok(response) => response,
        Err(fault) => fault.page(words),
    }
}

async fn answer(
    context: &Context,
    signed: &Auditor,
    asked: &ListQuery,
    words: Translator,
) -> Result<Response, Fault> {
    let find = asked.find.as_deref().unwrap_or_default();
    let mut fault = None;
    if !find.trim().is_empty() {
        let meant = auditing::meant(find);
        fault = Some(if meant.is_empty() {
            Fault::Invalid
        } else {
            Fault::NotFound
        });
        for one in meant {
            if let Some(path) = stream::path(&one)
                && auditing::exists(context, &one).await?
            {
                return Ok(Redirect::to(&words.locale().href(&path)).into_response());
            }
        }
    }
    let view = view(context, signed, asked, words, fault).await?;
    let rendered = page::html(view.render());
    Ok(fault.map_or_else(|| rendered, |fault| fault.dress(page::html(view.render()))))
}

async fn view(
    context: &Context,
    signed: &Auditor,
    asked: &ListQuery,
    words: Translator,
    fault: Option<Fault>,
) -> Result<LogPage, Fault> {
    let before: Option<Position> = asked
        .before
        .as_deref()
        .and_then(|before| before.parse().ok());
    let mut lines = auditing::newest(context, before, PER_PAGE + 1).await?;
    let has_more = lines.len() > PER_PAGE as usize;
    lines.truncate(PER_PAGE as usize);
    let logins = accounts::logins(context).await?;
    let next = lines.last().filter(|_| has_more).map(|last| last.position);
    let path = words.locale().href("/audit");
    let rows = lines
        .iter()
        .map(|line| {
            let stream = line.stream.as_ref();
            let id = stream.map_or("", |stream| stream.aggregate_id());
            Row {
                position: words.number(line.position.index()),
                name: line
                    .event_type
                    .as_deref()
                    .map(|event_type| words.term("staff-event", event_type).into_owned())
                    .unwrap_or_else(|| words.t("audit-event-gone").into_owned()),
                event_type: line.event_type.clone().unwrap_or_default(),
                stream: stream.map(ToString::to_string).unwrap_or_default(),
                short: id.get(..8).unwrap_or(id).to_owned(),
                kind: stream
                    .map(|stream| {
                        words
                            .term("audit-kind", stream.aggregate_type())
                            .into_owned()
                    })
                    .unwrap_or_default(),
                href: stream
                    .and_then(stream::path)
                    .map(|path| words.locale().href(&path))
                    .unwrap_or_default(),
                number: words.number(line.sequence),
                at: line
                    .at
                    .map(|at| match line.actor {
                        Some(sajam_aggregates::Actor::Reporter) => {
                            words.hour(HourStamp::of(from_at(at)))
                        }
                        _ => words.datetime(from_at(at)),
                    })
                    .unwrap_or_else(|| words.t("audit-unreadable").into_owned()),
                who: line
                    .actor
                    .as_ref()
                    .map(|actor| who(words, actor, &logins))
                    .unwrap_or_else(|| words.t("audit-unreadable").into_owned()),
            }
        })
        .collect();
    let session = &signed.session;
    let mut errors = FormErrors::default();
    match fault {
        Some(Fault::Invalid) => errors.add("find", words.t("audit-find-malformed")),
        Some(_) => errors.add("find", words.t("audit-find-nothing")),
        None => {}
    }
    let frame = Frame::new(words, "/audit", words.t("audit-title")).with_errors(&errors);
    Ok(LogPage {
        frame: frame.staff(session.login.clone(), session.roles()),
        find: asked.find.clone().unwrap_or_default(),
        errors,
        rows,
        is_first: before.is_none(),
        paging: Paging {
            previous: before.map(|_| path.clone()),
            next: next.map(|position| format!("{path}?before={position}")),
            ..Paging::default()
        },
    })
}
