//! `sajam doctor`: what to look at when something is wrong, and before. One line each, with what to do.

use std::io::Write;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use nix::sys::statvfs::statvfs;
use sqlx::Connection;
use sqlx::postgres::PgConnection;

use super::{Outcome, start};
use crate::clock::{Clock, from_ms};
use crate::config::Installation;
use crate::database::{self, Hold};
use crate::sequencer;
use crate::status::{CheckState, Known, LogState, Overview};

/// Clocks may be so far apart before it matters.
const APART: SignedDuration = SignedDuration::from_secs(60);

/// A backup is to be made every night.
const BACKUP_AGE: SignedDuration = SignedDuration::from_hours(48);

/// Less than this is nearly nothing, for PostgreSQL and its log of changes.
const LEAST_SPACE: u64 = 2 << 30;

/// What was found, line by line.
#[derive(Default)]
struct Findings {
    lines: Vec<String>,
    wrong: usize,
}

impl Findings {
    fn good(&mut self, what: impl AsRef<str>) {
        self.lines.push(format!("ok     {}", what.as_ref()));
    }

    /// Nobody must act on it now.
    fn note(&mut self, what: impl AsRef<str>) {
        self.lines.push(format!("note   {}", what.as_ref()));
    }

    fn wrong(&mut self, what: impl AsRef<str>, to_do: &str) {
        self.lines
            .push(format!("WRONG  {}\n       → {to_do}", what.as_ref()));
        self.wrong += 1;
    }
}

pub(super) async fn run(place: &Installation) -> Outcome {
    // That keys, addresses and database fit each other is found out here, and told with what to do.
    let started = start::command(place, Clock::system()).await?;
    let mut findings = Findings::default();
    findings.good("the keys are this database's");
    let looked = look(&started, place, &mut findings).await;
    started.database.close().await;
    looked?;
    let mut out = std::io::stdout();
    for line in &findings.lines {
        writeln!(out, "{line}")?;
    }
    match findings.wrong {
        0 => Ok(()),
        1 => Err("one thing is wrong".into()),
        more => Err(format!("{more} things are wrong").into()),
    }
}

async fn look(started: &start::Started, place: &Installation, findings: &mut Findings) -> Outcome {
    let server = &started.server;
    server.write_probe.probe(&server.pool).await;
    if server.write_probe.fails() {
        findings.wrong(
            "the database takes nothing",
            "make room on its disk, or see its log: nothing can be filed until then",
        );
    } else {
        findings.good("the database can be written to");
    }
    disk(started.folder.path(), findings);
    let mut owner = PgConnection::connect_with(started.database.owner_options()).await?;
    clock(&mut owner, server.clock.now(), findings).await?;
    held(&mut owner, started, findings).await?;
    backup(&mut owner, server.clock.now(), findings).await?;
    owner.close().await?;
    let overview = Overview::look(server, &server.incidents).await;
    match &overview.known {
        Some(known) => status(known, findings),
        None => findings.wrong(
            "the database does not answer in time",
            "see how busy it is: pg_stat_activity, and its log",
        ),
    }
    leader(started, findings).await?;
    defaults(started, place, findings);
    Ok(())
}

fn disk(data: &Path, findings: &mut Findings) {
    let Ok(found) = statvfs(data) else {
        return findings.note(format!("the free space of {} is not known", data.display()));
    };
    let free = found.blocks_available() * found.fragment_size();
    let text = format!("{} MiB are free at {}", free >> 20, data.display());
    if free < LEAST_SPACE {
        findings.wrong(text, "make room, before PostgreSQL has to stop");
    } else {
        findings.good(text);
    }
}

async fn clock(
    connection: &mut PgConnection,
    here: Timestamp,
    findings: &mut Findings,
) -> Result<(), sqlx::Error> {
    let there = sqlx::query_scalar!(
        r#"select (extract(epoch from clock_timestamp()) * 1000)::bigint as "now!""#
    )
    .fetch_one(connection)
    .await?;
    let apart = here.duration_since(from_ms(there));
    if apart.abs() > APART {
        findings.wrong(
            format!("this machine's clock and the database's are {apart:#} apart"),
            "set both by NTP: times of events, promises and statistics follow this clock",
        );
    } else {
        findings.good("this machine's clock and the database's agree");
    }
    Ok(())
}

async fn held(
    connection: &mut PgConnection,
    started: &start::Started,
    findings: &mut Findings,
) -> Result<(), sqlx::Error> {
    match started.database.copy_id().hold(connection).await? {
        None => findings.good("the database is where it last published from"),
        Some(Hold::Elsewhere) => findings.wrong(
            "the database is held: it is not where it last published from",
            "if it is the only one now: sajam ledger resume; if it is a copy, leave it held",
        ),
        Some(Hold::ByHand) => findings.wrong(
            "the database is held: it was restored, or somebody said so",
            "compare it with what was published: sajam ledger resume",
        ),
    }
    Ok(())
}

async fn backup(
    connection: &mut PgConnection,
    now: Timestamp,
    findings: &mut Findings,
) -> Result<(), sqlx::Error> {
    let to_do = "sajam backup FOLDER --recipient age1…, every night";
    match database::last_backup(connection).await? {
        None => findings.wrong("no backup was ever made with sajam backup", to_do),
        Some(at) if now.duration_since(at) > BACKUP_AGE => {
            findings.wrong(format!("the last backup is of {at}"), to_do);
        }
        Some(at) => findings.good(format!("the last backup is of {at}")),
    }
    Ok(())
}

fn status(known: &Known, findings: &mut Findings) {
    match known.log {
        LogState::NotYet => findings.note("nothing was published yet"),
        LogState::OnBeat { published } => {
            findings.good(format!("the log was last published at {published}"));
        }
        LogState::Late {
            is_ahead: true,
            published,
            ..
        } => findings.wrong(
            format!("the newest checkpoint, of {published}, lies ahead of this clock"),
            "set the clock: nothing is published until it has caught up",
        ),
        LogState::Late { published, .. } => findings.wrong(
            format!("the log was last published at {published}"),
            "see the server's log for why: \"the log is not published\"",
        ),
    }
    match known.check {
        CheckState::NotYet => findings.note("the history was not checked yet: sajam ledger check"),
        CheckState::Held {
            started,
            is_overdue: false,
        } => {
            findings.good(format!("the history held at {started}"));
        }
        CheckState::Held { started, .. } => findings.wrong(
            format!("the history was last checked at {started}"),
            "sajam ledger check, and see why no server does it at night",
        ),
        CheckState::Differs { started } => findings.wrong(
            format!("the history did not hold at {started}"),
            "sajam ledger check names the first difference; then a backup",
        ),
    }
    for incident in &known.open {
        findings.note(format!(
            "the public is told of an incident: {} ({})",
            incident.kind.code(),
            incident.id
        ));
    }
}

async fn leader(started: &start::Started, findings: &mut Findings) -> Result<(), sqlx::Error> {
    let server = &started.server;
    match sequencer::leader(&server.pool).await? {
        Some(leader) => findings.good(format!("{leader} leads the sequencer")),
        None => findings.wrong(
            "no server leads the sequencer",
            "start one: nothing gets its place in the log, and lists stand still",
        ),
    }
    let Some(policy) = &server.policy else {
        findings.note("no witness is asked: an older copy of everything could fork the log unseen (--log-witnesses)");
        return Ok(());
    };
    let recent = server.checkpoints.cosigners(1).await?;
    for witness in policy.witnesses() {
        let key = witness.key.to_string();
        if recent.iter().any(|keys| keys.contains(&key)) {
            findings.good(format!(
                "the witness {} cosigned the newest checkpoint",
                witness.name
            ));
        } else {
            findings.wrong(
                format!(
                    "the witness {} did not cosign the newest checkpoint",
                    witness.name
                ),
                "see whether it is up, and whether it can be reached from here",
            );
        }
    }
    Ok(())
}

/// What a trial begins with and an installation should not keep.
fn defaults(started: &start::Started, place: &Installation, findings: &mut Findings) {
    if started
        .server
        .secrets
        .log
        .origin()
        .starts_with("sajam.local/")
    {
        findings.note("the log has a name that was drawn: a new log takes --log-origin NAME");
    }
    if place.directory.is_none() {
        findings.note("institutions and units are the built-in ones (--directory FILE)");
    }
    if place.database_url.is_some() && place.database_owner_url.is_none() {
        findings.note("the server owns its tables: give it a role of its own (DATABASE_OWNER_URL), which cannot rewrite history");
    }
}
