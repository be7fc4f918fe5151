//! How everything stands now, in one look.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::checks::{self, Check};
use super::{Incident, Incidents, Kind, LogState};
use crate::context::Context;

/// Shorter than what somebody waits for a page when the database does not answer.
const LONGEST: Duration = Duration::from_secs(2);

/// A check is to be made every day; past this, it is said that none was.
const OVERDUE: SignedDuration = SignedDuration::from_hours(2 * 24);

/// Whether reports can be filed and followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseState {
    /// They can.
    Works,
    /// They can be followed; nothing can be written.
    ReadOnly,
    /// Neither.
    Away,
}

/// The last check of the whole history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckState {
    /// None was made yet.
    NotYet,
    /// Everything held.
    Held {
        /// When it began.
        started: Timestamp,
        /// Whether it is too long ago.
        is_overdue: bool,
    },
    /// Something did not.
    Differs {
        /// When it began.
        started: Timestamp,
    },
}

impl CheckState {
    fn of(newest: Option<&Check>, now: Timestamp) -> Self {
        match newest {
            None => Self::NotYet,
            Some(check) if check.finding.is_some() => Self::Differs {
                started: check.started,
            },
            Some(check) => Self::Held {
                started: check.started,
                is_overdue: now.duration_since(check.started) > OVERDUE,
            },
        }
    }
}

/// Everything in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overall {
    /// Everything works.
    Works,
    /// Something does not.
    Trouble,
    /// Nothing can be filed or followed.
    Away,
}

impl Overall {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Trouble => "trouble",
            Self::Away => "away",
        }
    }
}

/// What is known while the database answers.
#[derive(Clone, Debug)]
pub struct Known {
    /// Whether it can be written to.
    pub is_writable: bool,
    /// The public log.
    pub log: LogState,
    /// The last check.
    pub check: CheckState,
    /// Open incidents, the newest first.
    pub open: Vec<Incident>,
}

/// How everything stands.
#[derive(Clone, Debug)]
pub struct Overview {
    /// None while the database is away: then only that is known.
    pub known: Option<Known>,
}

impl Overview {
    /// Looks. A database that does not answer in two seconds is away.
    pub async fn look(context: &Context, incidents: &Incidents) -> Self {
        let known = tokio::time::timeout(LONGEST, known(context, incidents)).await;
        Self {
            known: known.ok().and_then(Result::ok),
        }
    }

    /// Whether reports can be filed and followed.
    #[must_use]
    pub fn database(&self) -> DatabaseState {
        match &self.known {
            None => DatabaseState::Away,
            Some(known) if known.is_writable => DatabaseState::Works,
            Some(_) => DatabaseState::ReadOnly,
        }
    }

    /// Everything in one word. Announced work is no trouble.
    #[must_use]
    pub fn overall(&self) -> Overall {
        let Some(known) = &self.known else {
            return Overall::Away;
        };
        let is_wrong = !known.is_writable
            || known.log.is_late()
            || matches!(known.check, CheckState::Differs { .. })
            || known
                .open
                .iter()
                .any(|incident| incident.kind != Kind::Maintenance);
        if is_wrong {
            Overall::Trouble
        } else {
            Overall::Works
        }
    }
}

async fn known(context: &Context, incidents: &Incidents) -> Result<Known, sqlx::Error> {
    let is_writable = sqlx::query_scalar!(
        r#"select current_setting('transaction_read_only') = 'off' as "is_writable!""#
    )
    .fetch_one(&context.pool)
    .await?;
    let published = context.checkpoints.newest().await?;
    let now = context.clock.now();
    Ok(Known {
        is_writable: is_writable && !context.write_probe.fails(),
        log: LogState::of(published.map(|newest| newest.beat), context.beat, now),
        check: CheckState::of(checks::newest(&context.pool).await?.as_ref(), now),
        open: incidents.open_now().await?,
    })
}
