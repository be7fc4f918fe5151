//! What integration tests stand on: a real PostgreSQL with a database for each test, and a real server on a port.

#![allow(
    clippy::zombie_processes,
    reason = "what is started here is ended by whoever drops it"
)]

mod browser;
mod cluster;
pub mod filings;
pub mod months;
pub mod people;
mod process;
mod server;
mod verifier;
mod wait;
pub mod witness;

pub use browser::Browser;
pub use cluster::TestDatabase;
pub use process::{Data, Process, copy_folder, program, sajam};
pub use server::{TestOptions, TestServer};
pub use verifier::{found, sajam_verify, verified};
pub use wait::{PATIENCE, until, wait_for};
