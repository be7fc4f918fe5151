//! Why a use case did not do what was asked.

use std::error::Error;

use crate::seal::SealError;
use crate::sequencer::SequencerError;
use crate::store::CommandError;

/// The system failed, or there is nothing to read.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// There is nothing under that id or number.
    #[error("there is no such report")]
    NotFound,
    /// The database is away; asking again later may work.
    #[error("the database is not available")]
    Unavailable(#[source] Box<dyn Error + Send + Sync>),
    /// Too many others want the same at this moment; asking again soon will work.
    #[error("too much is asked for at once")]
    Busy,
    /// What is stored does not read back: a fault, or an altered database.
    #[error("what is stored does not read back")]
    Corrupt(#[source] Box<dyn Error + Send + Sync>),
}

/// An action was not carried out. `R` is the domain's refusal.
#[derive(Debug, thiserror::Error)]
pub enum ActionError<R: Error> {
    /// The domain refused it, in its own words.
    #[error(transparent)]
    Refused(R),
    /// It changed while it was being decided. The page it was sent from can be shown again with what is new.
    #[error("another change came first")]
    Conflict,
    /// The system failed.
    #[error(transparent)]
    Service(ServiceError),
}

impl ServiceError {
    pub(crate) fn corrupt(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Corrupt(cause.into())
    }
}

impl From<sqlx::Error> for ServiceError {
    fn from(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. } => Self::corrupt(error),
            _ => Self::Unavailable(Box::new(error)),
        }
    }
}

impl From<SealError> for ServiceError {
    fn from(error: SealError) -> Self {
        Self::corrupt(error)
    }
}

impl From<SequencerError> for ServiceError {
    fn from(error: SequencerError) -> Self {
        match error {
            SequencerError::Sql(error) => error.into(),
            other => Self::corrupt(other),
        }
    }
}

/// Whatever a service's failure can be made of is one of an action too, so that `?` works in both.
impl<R: Error, E: Into<ServiceError>> From<E> for ActionError<R> {
    fn from(error: E) -> Self {
        Self::Service(error.into())
    }
}

impl<R: Error> From<CommandError<R>> for ActionError<R> {
    fn from(error: CommandError<R>) -> Self {
        match error {
            CommandError::Refused(refusal) => Self::Refused(refusal),
            CommandError::Conflict => Self::Conflict,
            CommandError::Unavailable(cause) => Self::Service(ServiceError::Unavailable(cause)),
            CommandError::Corrupt(cause) => Self::Service(ServiceError::Corrupt(cause)),
        }
    }
}
