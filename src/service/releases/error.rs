//! Why a table is not published.

use std::path::PathBuf;

use jiff::civil::DateTime;
use sajam_aggregates::ReleaseRefusal;
use sajam_projections::{Position, ProjectionError};
use sajam_statistics::calendar::Period;
use sajam_statistics::{FamilyId, ReleaseId, TableError};

use crate::durable_file::DurableFileError;
use crate::sequencer::SequencerError;
use crate::service::{ActionError, ServiceError};

/// The SQLSTATE of a draw that the privacy ledger refuses (migration 0009).
const OVERSPENT: &str = "SJ001";

/// Why a table is not published. Says nothing of what was counted.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// It is not over, or has not been for long enough.
    #[error("{period} can be published from {from} in Tehran on")]
    NotClosed {
        /// The period.
        period: Period,
        /// From when on (Gregorian, in Tehran) it can be.
        from: DateTime,
    },
    /// It was over before the log began.
    #[error("{0} was over before the log began")]
    BeforeFirst(Period),
    /// It is out; a release never changes.
    #[error("{0} is published already and never changes")]
    AlreadyPublished(ReleaseId),
    /// A correction of what was never published.
    #[error("{0} is not published: there is nothing to correct")]
    NotPublished(ReleaseId),
    /// It was published, and this database does not know.
    #[error(
        "{0} was published from another copy of this database: a second draw of its noise could be averaged with the first. \
         Restore the newest copy; docs/operations.md, \"A database older than the log\""
    )]
    DrawnElsewhere(ReleaseId),
    /// A report would spend more than it may.
    #[error(
        "the privacy budget does not allow {0}: every report in it would have spent more than it may, over everything that was published"
    )]
    Overspent(ReleaseId),
    /// The read model that is counted from does not hold everything yet.
    #[error(
        "the statistics have read the log up to {position} of {size}: try again in a moment, or look at `sajam projections check`"
    )]
    Behind {
        /// How far it is.
        position: Position,
        /// How far it has to be.
        size: u64,
    },
    /// Events from before the period's end are not in the log yet.
    #[error("events of {0} wait for their place in the log: they get it while a server is running")]
    Waiting(Period),
    /// The database is a copy that nobody has compared with what was published.
    #[error(
        "this database is held: compare it with what was published first (sajam ledger resume)"
    )]
    Held,
    /// The log was not published since the period's end.
    #[error(
        "the log was not published since {0} was over: start a server; if one runs, look whether its clock is right"
    )]
    Uncovered(Period),
    /// The period is not one of the family's, or not over.
    #[error(transparent)]
    Refused(#[from] sajam_statistics::PublishError),
    /// What was counted does not fit the family's grid.
    #[error("the counts do not make a table")]
    Table(#[from] TableError),
    /// The database may be older than what was published.
    #[error("this may not be the database that was published from")]
    Forked(#[source] SequencerError),
    /// Witnesses are to cosign the log, and none has for a while: it may be an older copy, or the clock may be wrong.
    #[error(
        "no witness has cosigned the log lately: only they can tell that it is the newest, and that the clock is right"
    )]
    Unwitnessed,
    /// By the witnesses' clocks it is earlier.
    #[error("this clock is ahead of the witnesses': a period may not be over yet")]
    ClockAhead,
    /// What was published cannot be remembered outside the database.
    #[error("what was published cannot be remembered")]
    Remembered(#[from] DurableFileError),
    /// The file that remembers it does not read back.
    #[error("the file {} is damaged: restore it from a copy of the folder of keys", .0.display())]
    Malformed(PathBuf),
    /// The statistics stand still.
    #[error("the statistics cannot be read")]
    Projection(#[from] ProjectionError),
    /// The release refuses its event.
    #[error(transparent)]
    Announcement(ReleaseRefusal),
    /// Something else was said of it meanwhile.
    #[error("another change came first")]
    Conflict,
    /// The store.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl PublishError {
    /// What refused entry `id` into the privacy ledger.
    pub(super) fn of_ledger(error: sqlx::Error, id: ReleaseId) -> Self {
        let code = error.as_database_error().and_then(|error| error.code());
        if code.as_deref() == Some(OVERSPENT) {
            Self::Overspent(id)
        } else {
            error.into()
        }
    }

    /// Of another cadence than the family's periods.
    pub(super) fn other_cadence(family: FamilyId, period: Period) -> Self {
        sajam_statistics::PublishError::OtherCadence { family, period }.into()
    }
}

impl From<ActionError<ReleaseRefusal>> for PublishError {
    fn from(error: ActionError<ReleaseRefusal>) -> Self {
        match error {
            ActionError::Refused(refusal) => Self::Announcement(refusal),
            ActionError::Conflict => Self::Conflict,
            ActionError::Service(error) => Self::Service(error),
        }
    }
}

impl From<sqlx::Error> for PublishError {
    fn from(error: sqlx::Error) -> Self {
        Self::Service(error.into())
    }
}
