//! How the service itself is doing, and what the public is told of it.
//!
//! Nothing in here depends on a report: states come from the clock, the beat and the result of a check; times that
//! leave the house are whole hours or the log's beats.

pub mod checks;
pub mod incident;
pub mod incidents;
pub mod latest;
mod latest_cell;
mod log;
mod overview;
mod store;
pub mod words;

pub use incident::{Bilingual, Change, Incident, IncidentId, Kind, Said, Step};
pub use incidents::{IncidentError, Incidents};
pub use latest_cell::Latest;
pub use log::LogState;
pub use overview::{CheckState, DatabaseState, Known, Overall, Overview};
