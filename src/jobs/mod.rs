//! What a server does besides answering.

mod daily;
mod ledger_check;
mod log_watch;
mod projections;
mod releases;
mod shown_pages;
mod write_probe;

use std::sync::Arc;

use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::context::Context;
use crate::database::Database;
use crate::sequencer::{Sequencer, SequencerSettings, Witnesses};
use crate::server::Server;
use crate::service::releases::catalogue;
use crate::status::latest;

pub use daily::{Daily, NotATime};
pub use ledger_check::{LedgerCheckSettings, check_daily};
pub use log_watch::{POLL as WATCH_POLL, tell_publication, watch_log};
pub use releases::{RELEASES_POLL, publish_due};

/// Starts what every server does: the sequencer, the projections, and what keeps the memory up to date. They end at
/// `stop`. The log is published by `clock`, which is not the server's own where that one plays the past.
pub fn start(
    server: &Server,
    database: &Database,
    clock: Clock,
    stop: &CancellationToken,
) -> JoinSet<()> {
    let sequenced = Arc::new(Notify::new());
    let sequencer = Sequencer::new(SequencerSettings {
        options: database.options().clone(),
        copy_id: database.copy_id().clone(),
        pool: server.pool.clone(),
        keys: server.secrets.log.clone(),
        published_file: server.secrets.published_file(),
        beat: server.beat,
        nudge: server.committed.clone(),
        sequenced: sequenced.clone(),
        clock,
        entropy: server.entropy,
        publication: server.publication.clone(),
        witnesses: server.policy.clone().and_then(|policy| {
            Witnesses::new(policy, database.reserved_pool(Witnesses::CONNECTIONS))
        }),
    });
    let mut jobs = JoinSet::new();
    jobs.spawn(sequencer.run(stop.clone()));
    jobs.spawn(catalogue::follow(server.catalogue.clone(), stop.clone()));
    jobs.spawn(latest::follow(server.incidents.clone(), stop.clone()));
    jobs.spawn(write_probe::probe_writing(
        Context::clone(server),
        stop.clone(),
    ));
    jobs.spawn(shown_pages::delete_expired(
        Context::clone(server),
        stop.clone(),
    ));
    jobs.spawn(projections::follow_projections(
        server.pool.clone(),
        sequenced,
        stop.clone(),
    ));
    jobs
}
