//! Metrics for whoever runs the server, in the OpenMetrics text format, on an address of their own.
//!
//! Whoever reads metrics must not see when somebody filed: nothing here moves with a single report. What is told comes
//! from the clock, the published log (which is padded, see docs/history-format.md) and the checks; counts of answers
//! are coarse ([`AnswerCounts`]). Lengths of queues, numbers of events, commands, conflicts and sessions are left out.

mod answers;
mod resources;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use sajam_projections::Position;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

pub use answers::{AnswerCounts, AnswerTotals, RouteFamily, SignInRefusal};

use crate::context::Context;
use crate::sequencer::{self, PublicationState};
use crate::status::{CheckState, Incidents, Kind, Known, LogState, Overview};

type Labels = Vec<(&'static str, String)>;

/// What metrics are told from. Cheap to clone.
#[derive(Clone)]
pub struct MetricsSource {
    /// The database, the log, the time.
    pub context: Context,
    /// What the public is told when something is wrong.
    pub incidents: Incidents,
    /// How publishing goes.
    pub publication: PublicationState,
    /// Answers.
    pub counts: Arc<AnswerCounts>,
}

/// Serves `/metrics` until `stop`.
pub async fn serve(source: MetricsSource, listener: TcpListener, stop: CancellationToken) {
    let router = Router::new()
        .route("/metrics", get(show))
        .with_state(source);
    let served = axum::serve(listener, router)
        .with_graceful_shutdown(stop.cancelled_owned())
        .await;
    if let Err(error) = served {
        tracing::error!(%error, "metrics are no longer served");
    }
}

async fn show(State(source): State<MetricsSource>) -> Response {
    match text(&source).await {
        Ok(text) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(CONTENT_TYPE, HeaderValue::from_static(kind))], text).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "metrics do not encode");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// All metrics.
///
/// # Errors
/// When they do not encode: a fault of ours.
pub async fn text(source: &MetricsSource) -> Result<String, std::fmt::Error> {
    let mut registry = Registry::with_prefix("sajam");
    let version = Info::new(vec![("version", env!("CARGO_PKG_VERSION"))]);
    registry.register("build", "The program", version);
    let overview = Overview::look(&source.context, &source.incidents).await;
    gauge(
        &mut registry,
        "database_up",
        "1 while the database answers",
        i64::from(overview.known.is_some()),
    );
    // What is not known is left out rather than told as nought.
    if let Some(known) = &overview.known {
        tell(&mut registry, known);
        resources::tell(&mut registry, source).await;
        if let Ok(followed) = Followed::read(&source.context).await {
            followed.tell(&mut registry);
        }
    }
    tell_answers(&mut registry, source);
    tell_refused_sign_ins(&mut registry, source);
    gauge(
        &mut registry,
        "client_addresses_readable",
        "0 once a request did not say where it came from: limits take all such requests for one source",
        i64::from(!source.counts.has_unreadable_address()),
    );
    let mut text = String::new();
    encode(&mut text, &registry)?;
    Ok(text)
}

fn gauge(registry: &mut Registry, name: &str, help: &str, value: i64) {
    let gauge: Gauge = Gauge::default();
    gauge.set(value);
    registry.register(name, help, gauge);
}

/// What the status page knows, too.
fn tell(registry: &mut Registry, known: &Known) {
    let writable = i64::from(known.is_writable);
    gauge(
        registry,
        "database_writable",
        "1 while it can be written to",
        writable,
    );
    if let Some(published) = known.log.published() {
        gauge(
            registry,
            "log_published_timestamp_seconds",
            "The beat of the newest publication of the log",
            published.as_second(),
        );
        let late = match known.log {
            LogState::Late { beats, .. } => i64::try_from(beats).unwrap_or(i64::MAX),
            LogState::OnBeat { .. } | LogState::NotYet => 0,
        };
        gauge(
            registry,
            "log_late_beats",
            "Beats without a publication; 0 while the log is on time",
            late,
        );
    }
    let (checked, holds) = match known.check {
        CheckState::NotYet => (None, true),
        CheckState::Held { started, .. } => (Some(started), true),
        CheckState::Differs { started } => (Some(started), false),
    };
    if let Some(checked) = checked {
        gauge(
            registry,
            "ledger_check_timestamp_seconds",
            "When the last check of the whole history began",
            checked.as_second(),
        );
        gauge(
            registry,
            "ledger_check_holds",
            "0 when the last check found a difference",
            i64::from(holds),
        );
    }
    let open: Family<Labels, Gauge> = Family::default();
    for kind in Kind::ALL {
        let count = known
            .open
            .iter()
            .filter(|incident| incident.kind == kind)
            .count();
        let labels = vec![("kind", kind.code().to_owned())];
        open.get_or_create(&labels)
            .set(i64::try_from(count).unwrap_or(i64::MAX));
    }
    registry.register("incidents_open", "Open incidents", open);
}

fn tell_answers(registry: &mut Registry, source: &MetricsSource) {
    let answers: Family<Labels, Counter<u64, AtomicU64>> = Family::default();
    for told in source
        .counts
        .told(source.context.beat.at(source.context.clock.now()))
    {
        let labels = vec![
            ("family", told.family.code().to_owned()),
            ("class", told.class.to_owned()),
        ];
        answers.get_or_create(&labels).inc_by(told.count);
    }
    registry.register(
        "http_answers",
        "Answers of this server, as of the newest beat, in blocks; of filing and tracking the server's failures alone",
        answers,
    );
}

fn tell_refused_sign_ins(registry: &mut Registry, source: &MetricsSource) {
    let refused: Family<Labels, Counter<u64, AtomicU64>> = Family::default();
    for (why, count) in source.counts.refused_sign_ins() {
        let labels = vec![("why", why.code().to_owned())];
        refused.get_or_create(&labels).inc_by(count);
    }
    registry.register(
        "sign_ins_refused",
        "Staff who were not signed in by this server: a wrong password, or too many before",
        refused,
    );
}

/// How sequencer and projections follow.
struct Followed {
    has_leader: bool,
    published: i64,
    projections: Vec<(String, Position)>,
}

impl Followed {
    async fn read(context: &Context) -> Result<Self, sqlx::Error> {
        let has_leader = sequencer::has_leader(&context.pool).await?;
        let published = context.checkpoints.newest().await?;
        let projections = sajam_projections::positions(&context.pool).await?;
        Ok(Self {
            has_leader,
            published: published.map_or(0, |newest| i64::try_from(newest.size).unwrap_or(i64::MAX)),
            projections,
        })
    }

    fn tell(&self, registry: &mut Registry) {
        gauge(
            registry,
            "sequencer_has_leader",
            "1 while some server leads the sequencer",
            i64::from(self.has_leader),
        );
        gauge(
            registry,
            "log_published_entries",
            "Entries of the published log, padded",
            self.published,
        );
        let behind: Family<Labels, Gauge> = Family::default();
        for (projection, position) in &self.projections {
            // Against the published log, which grows on the beat alone: against the newest event it would tell of it.
            let labels = vec![("projection", projection.clone())];
            behind
                .get_or_create(&labels)
                .set((self.published - position.column()).max(0));
        }
        registry.register(
            "projection_behind_entries",
            "Published entries a projection has yet to read",
            behind,
        );
    }
}
