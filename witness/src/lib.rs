//! A witness (C2SP tlog-witness): it cosigns a log's checkpoint if, and only if, the log has only grown since the last one.
//!
//! - [`State`]: the folder that must never be lost nor go back: key, latest checkpoints, evidence;
//! - [`Witness`]: what is asked, decided (by `sajam-ledger`), stored and only then answered;
//! - [`router`] and [`serve`]: the same over HTTP, bounded in size, time and number.

mod http;
mod serve;
mod state;
mod witness;

pub use http::router;
pub use serve::{Limits, serve};
pub use state::{KeptEvidence, Record, State, StateError, init, read_key};
pub use witness::{Answer, Clock, Witness};
