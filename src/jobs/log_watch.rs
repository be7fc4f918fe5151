//! Watches whether the public log keeps its beat, and says so when it does not.
//!
//! One server watches, by an advisory lock on a connection of its own: two whose clocks differ would contradict each
//! other. The status page looks for itself; this is what makes an incident of it.

use std::time::Duration;

use sajam_ledger::PolicyWitness;
use sqlx::Connection;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use tokio_util::sync::CancellationToken;

use crate::sequencer::Publication;
use crate::server::Server;
use crate::status::{Kind, LogState};

/// Any number, the same for all servers: "sjwtch" in ASCII.
const LOCK: i64 = 0x73_6a_77_74_63_68;

/// How often a server looks.
pub const POLL: Duration = Duration::from_secs(10);

/// Watches, or stands ready to, until `stop`.
pub async fn watch_log(
    server: Server,
    options: PgConnectOptions,
    poll: Duration,
    stop: CancellationToken,
) {
    while waited(poll, &stop).await {
        if let Err(error) = stand(&server, &options, poll, &stop).await {
            tracing::warn!(%error, "the watch over the log was interrupted; trying again");
        }
    }
}

/// Whether the witnesses that the policy demands cosign. One checkpoint that lacks them may be waiting for an answer.
async fn watch_witnesses(server: &Server) -> Result<(), sqlx::Error> {
    let Some(policy) = &server.policy else {
        return server.incidents.set(Kind::Witnesses, false).await.map(drop);
    };
    let recent = server.checkpoints.cosigners(2).await?;
    let is_met = |keys: &Vec<String>| {
        let cosigned = |witness: &&PolicyWitness| keys.contains(&witness.key.to_string());
        let cosigned = policy.witnesses().iter().filter(cosigned);
        policy.is_met(&cosigned.map(|witness| &witness.key).collect::<Vec<_>>())
    };
    let is_wrong = recent.len() == 2 && !recent.iter().any(is_met);
    server
        .incidents
        .set(Kind::Witnesses, is_wrong)
        .await
        .map(drop)
}

/// Tells of it when this server leads the log and must not publish it, and when it does again, until `stop`.
pub async fn tell_publication(server: Server, poll: Duration, stop: CancellationToken) {
    while waited(poll, &stop).await {
        let is_halted = match server.publication.now() {
            Publication::Elsewhere => continue,
            Publication::Published => false,
            // What is merely broken is told as late, when it is.
            Publication::Halted { contradicts, .. } => contradicts,
        };
        if let Err(error) = server.incidents.set(Kind::LogHalted, is_halted).await {
            tracing::warn!(%error, "how publishing goes could not be told; trying again");
        }
    }
}

/// Whether to go on.
async fn waited(wait: Duration, stop: &CancellationToken) -> bool {
    tokio::select! {
        () = stop.cancelled() => false,
        () = tokio::time::sleep(wait) => true,
    }
}

async fn stand(
    server: &Server,
    options: &PgConnectOptions,
    poll: Duration,
    stop: &CancellationToken,
) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect_with(options).await?;
    while !sqlx::query_scalar!(r#"select pg_try_advisory_lock($1) as "watches!""#, LOCK)
        .fetch_one(&mut connection)
        .await?
    {
        if !waited(poll, stop).await {
            return Ok(());
        }
    }
    let mut was_late = false;
    loop {
        let newest = server.checkpoints.newest().await?;
        let state = LogState::of(
            newest.map(|newest| newest.beat),
            server.beat,
            server.clock.now(),
        );
        // Late at two looks: a server that has just started, or a machine that has just woken, publishes at once.
        let is_late = state.is_late();
        if is_late == was_late {
            server.incidents.set(Kind::LogLate, is_late).await?;
        }
        was_late = is_late;
        watch_witnesses(server).await?;
        if !waited(poll, stop).await {
            return connection.close().await;
        }
        // The lock is this connection's: when it is gone, another server watches.
        connection.ping().await?;
    }
}
