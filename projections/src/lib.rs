//! The read models of Sajam.
//!
//! Each projection says what it keeps, how an event changes it and what it answers; all of them follow the log by
//! position ([`follow`]) and can be rebuilt beside the live one ([`rebuild`]). None keeps a word of what anybody wrote.
//!
//! | projection | keeps | answers |
//! |---|---|---|
//! | [`queues`] | one row a report: state, place, unit | the staff's queues |
//! | [`staff`] | one row a member of the staff, one a role | whom forms offer |
//! | [`statistics`] | one row a report: when, category, province, outcome | what a release of statistics counts, once |

mod event;
mod follow;
mod instant;
mod position;
pub mod queues;
mod rebuild;
pub mod staff;
pub mod statistics;

use async_trait::async_trait;
use sqlx::PgConnection;

pub use event::LogEvent;
pub use follow::{Progress, catch_up, follow, positions};
pub use instant::from_ms;
pub use position::Position;
pub use rebuild::{Difference, check, rebuild};

/// Why a projection stands still. Nothing of the failed batch is kept; it is tried again.
#[derive(Debug, thiserror::Error)]
pub enum ProjectionError {
    /// The database is away, or a statement failed.
    #[error("the database is not available")]
    Sql(#[from] sqlx::Error),
    /// An event of the log does not read back.
    #[error("the event at position {position} does not read back")]
    Event {
        /// Its position in the log.
        position: Position,
        /// Why.
        source: sajam_aggregates::EventDecodeError,
    },
    /// No projection has that name.
    #[error("there is no projection named {0}")]
    Unknown(String),
}

/// A read model that follows the log.
#[async_trait]
pub trait Projection: Send + Sync {
    /// Its name in `projection_positions` and on the command line.
    fn name(&self) -> &'static str;

    /// The tables it owns: nobody else writes to them.
    fn tables(&self) -> &'static [&'static str];

    /// Changes the tables as the events demand, in order, in the caller's transaction. Must depend on nothing but the
    /// events and the tables, and not on where one batch ends and the next begins.
    async fn apply(
        &self,
        connection: &mut PgConnection,
        events: &[LogEvent],
    ) -> Result<(), ProjectionError>;
}

/// Every projection there is.
pub fn all() -> [&'static dyn Projection; 3] {
    [&queues::Queues, &staff::Staff, &statistics::Statistics]
}

/// The projection of that name.
///
/// # Errors
/// [`ProjectionError::Unknown`].
pub fn by_name(name: &str) -> Result<&'static dyn Projection, ProjectionError> {
    all()
        .into_iter()
        .find(|projection| projection.name() == name)
        .ok_or_else(|| ProjectionError::Unknown(name.to_owned()))
}
