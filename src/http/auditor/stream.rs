//! `/audit/{kind}/{id}`: one stream's headers, who acted, and what checking all of it found.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sajam_aggregates::StaffId;
use sajam_ledger::Stream;

use crate::context::Context;
use crate::http::Web;
use crate::http::layout::Frame;
use crate::http::shared::extract::Path;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::page;
use crate::http::shared::staff_roles::Auditor;
use crate::http::view::actor::who;
use crate::http::view::bundle_file::{bundle, file_name};
use crate::locale::Translator;
use crate::service::accounts;
use crate::service::auditing::{self, Included, Inspected, Inspection};

/// What streams of a kind are called in addresses.
const KINDS: [(&str, &str); 3] = [
    ("report", "reports"),
    ("staff", "staff"),
    ("release", "releases"),
];

/// The page of a stream.
pub(super) fn path(stream: &Stream) -> Option<String> {
    let (_, place) = KINDS
        .iter()
        .find(|(kind, _)| *kind == stream.aggregate_type())?;
    Some(format!("/audit/{place}/{}", stream.aggregate_id()))
}

fn stream_at(place: &str, id: &str) -> Option<Stream> {
    let (kind, _) = KINDS.iter().find(|(_, name)| *name == place)?;
    Stream::parse(&format!("{kind}/{id}")).ok()
}

#[derive(Template)]
#[template(path = "auditor/stream.html")]
struct StreamPage {
    frame: Frame,
    is_whole: bool,
    /// Which events are broken: number and what is wrong.
    broken: Vec<(String, Vec<String>)>,
    /// Sequence and position of events that only the log still knows.
    missing: Vec<(String, String)>,
    is_checkpoint_forged: bool,
    summary: Vec<(String, String)>,
    head: String,
    events: Vec<EventView>,
    download: String,
    file: String,
    verifier_key: String,
    command: String,
}

struct EventView {
    number: u64,
    number_label: String,
    event_type: String,
    name: String,
    at: String,
    who: String,
    position: String,
    inclusion: (&'static str, String),
    faults: Vec<String>,
    hash: String,
    prev: String,
    payload: String,
    context: String,
    header: String,
}

/// A stream, checked on the spot.
pub async fn show(
    State(web): State<Web>,
    signed: Auditor,
    Path((kind, id)): Path<(String, String)>,
    RequestLocale(words): RequestLocale,
) -> Response {
    match view(&web.server, &signed, &kind, &id, words).await {
        Ok(view) => page::html(view.render()),
        Err(fault) => fault.page(words),
    }
}

async fn view(
    context: &Context,
    signed: &Auditor,
    kind: &str,
    id: &str,
    words: Translator,
) -> Result<StreamPage, Fault> {
    let stream = stream_at(kind, id).ok_or(Fault::NotFound)?;
    let inspection = auditing::inspect(context, &stream).await?;
    let logins = accounts::logins(context).await?;
    let path = path(&stream).ok_or(Fault::NotFound)?;
    let short = id.get(..8).unwrap_or(id);
    let title = words.args(
        "audit-stream-title",
        &[("kind", &words.term("audit-kind", kind)), ("id", short)],
    );
    let session = &signed.session;
    let events: Vec<EventView> = inspection
        .events
        .iter()
        .map(|event| event_view(words, event, &logins))
        .collect();
    let head = inspection
        .events
        .last()
        .map(|event| event.stored.hash.to_string());
    let file = file_name(&stream);
    let verifier_key = context.secrets.log.verifier_key().to_string();
    Ok(StreamPage {
        command: format!("sajam-verify bundle {file} --key '{verifier_key}'"),
        is_whole: inspection.is_whole(),
        broken: events
            .iter()
            .filter(|event| !event.faults.is_empty())
            .map(|event| (event.heading(words), event.faults.clone()))
            .collect(),
        missing: inspection
            .missing
            .iter()
            .map(|one| {
                (
                    words.number(one.sequence),
                    words.number(one.position.index()),
                )
            })
            .collect(),
        is_checkpoint_forged: inspection.is_checkpoint_forged,
        summary: summary(words, &inspection),
        head: head.unwrap_or_default(),
        events,
        download: words.locale().href(&format!("{path}/history")),
        file,
        verifier_key,
        frame: Frame::new(words, path, title).staff(session.login.clone(), session.roles()),
    })
}

fn summary(words: Translator, inspection: &Inspection) -> Vec<(String, String)> {
    let events = words.number(inspection.events.len());
    let proved = words.args(
        "audit-proved",
        &[
            ("proved", words.number(inspection.proved()).as_str()),
            ("events", &events),
        ],
    );
    let checkpoint = match (&inspection.checkpoint, inspection.published) {
        (Some(checkpoint), Some(at)) => words.args(
            "audit-checkpoint",
            &[
                ("size", words.number(checkpoint.size).as_str()),
                ("at", &words.datetime(at)),
            ],
        ),
        _ => words.t("audit-checkpoint-none"),
    };
    vec![
        (
            words.t("audit-stream").into_owned(),
            inspection.stream.to_string(),
        ),
        (words.t("audit-events").into_owned(), events),
        (words.t("audit-in-log").into_owned(), proved.into_owned()),
        (
            words.t("audit-newest-checkpoint").into_owned(),
            checkpoint.into_owned(),
        ),
    ]
}

impl EventView {
    fn heading(&self, words: Translator) -> String {
        words
            .args(
                "audit-event",
                &[
                    ("number", self.number_label.as_str()),
                    ("type", &self.event_type),
                ],
            )
            .into_owned()
    }
}

fn event_view(
    words: Translator,
    event: &Inspected,
    logins: &BTreeMap<StaffId, String>,
) -> EventView {
    let stored = &event.stored;
    let header = event.header.as_ref();
    let unknown = || words.t("audit-unreadable").into_owned();
    let inclusion = match event.inclusion {
        Included::NotSequenced => ("plain", words.t("audit-not-sequenced")),
        Included::NotPublished => ("plain", words.t("audit-not-published")),
        Included::Proved => ("good", words.t("audit-is-proved")),
        Included::Broken => ("bad", words.t("audit-not-proved")),
    };
    EventView {
        number: stored.sequence,
        number_label: words.number(stored.sequence),
        event_type: stored.event_type.clone(),
        name: words.term("staff-event", &stored.event_type).into_owned(),
        at: header.map_or_else(unknown, |header| header.at.to_string()),
        who: event
            .actor
            .as_ref()
            .map_or_else(unknown, |actor| who(words, actor, logins)),
        position: stored
            .position
            .map_or_else(String::new, |position| words.number(position.index())),
        inclusion: (inclusion.0, inclusion.1.into_owned()),
        faults: event
            .faults
            .iter()
            .map(|fault| words.term("audit-fault", fault.code()).into_owned())
            .collect(),
        hash: stored.hash.to_string(),
        prev: header.map_or_else(unknown, |header| header.prev.to_string()),
        payload: header.map_or_else(unknown, |header| header.payload.to_string()),
        context: header.map_or_else(unknown, |header| header.context.to_string()),
        header: stored.header.clone(),
    }
}

/// The auditor's bundle, as a file.
pub async fn history(
    State(web): State<Web>,
    auditor: Auditor,
    Path((kind, id)): Path<(String, String)>,
    RequestLocale(words): RequestLocale,
) -> Response {
    let Some(stream) = stream_at(&kind, &id) else {
        return Fault::NotFound.page(words);
    };
    match bundle(&web.server, &auditor, &stream).await {
        Ok(response) => response,
        Err(fault) => fault.page(words),
    }
}
