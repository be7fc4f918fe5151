//! What people come for, one file a use case. Pages and API call these and nothing below them.

pub mod accounts;
pub mod auditing;
mod case_file;
pub mod export;
pub mod feed_address;
pub mod filing;
pub mod following;
pub mod handling;
pub mod histories;
pub mod lookup;
pub mod progress;
pub mod releases;
mod sign_in_failures;
pub mod written;

pub use case_file::{CaseFile, Entry, OpenedText};

use crate::seal::SealError;
use crate::sequencer::SequencerError;
use crate::store::CommandError;

/// Why a use case did not do what was asked. `R` is the domain's refusal.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError<R: std::error::Error = std::convert::Infallible> {
    /// The domain refused it, in its own words.
    #[error(transparent)]
    Refused(R),
    /// It changed while it was being decided. The page it was sent from can be shown again with what is new.
    #[error("another change came first")]
    Conflict,
    /// There is nothing under that id or number.
    #[error("there is no such report")]
    NotFound,
    /// The database is away; asking again later may work.
    #[error("the database is not available")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// What is stored does not read back: a fault, or an altered database.
    #[error("what is stored does not read back")]
    Corrupt(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl<R: std::error::Error> From<CommandError<R>> for ServiceError<R> {
    fn from(error: CommandError<R>) -> Self {
        match error {
            CommandError::Refused(refusal) => Self::Refused(refusal),
            CommandError::Conflict => Self::Conflict,
            CommandError::Unavailable(source) => Self::Unavailable(source),
            CommandError::Corrupt(source) => Self::Corrupt(source),
        }
    }
}

impl<R: std::error::Error> From<sqlx::Error> for ServiceError<R> {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. } => {
                Self::Corrupt(Box::new(error))
            }
            _ => Self::Unavailable(Box::new(error)),
        }
    }
}

impl<R: std::error::Error> From<SealError> for ServiceError<R> {
    fn from(error: SealError) -> Self {
        Self::Corrupt(Box::new(error))
    }
}

impl<R: std::error::Error> From<SequencerError> for ServiceError<R> {
    fn from(error: SequencerError) -> Self {
        match error {
            SequencerError::Sql(error) => error.into(),
            other => Self::Corrupt(Box::new(other)),
        }
    }
}

/// Lifts an error that carries no refusal into one that could.
pub(crate) fn lift<R: std::error::Error>(error: ServiceError) -> ServiceError<R> {
    match error {
        ServiceError::Refused(never) => match never {},
        ServiceError::Conflict => ServiceError::Conflict,
        ServiceError::NotFound => ServiceError::NotFound,
        ServiceError::Unavailable(source) => ServiceError::Unavailable(source),
        ServiceError::Corrupt(source) => ServiceError::Corrupt(source),
    }
}
