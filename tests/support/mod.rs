//! What integration tests stand on: a real PostgreSQL with a database for each test, and a real server on a port.

#![allow(
    clippy::zombie_processes,
    dead_code,
    unused_imports,
    unreachable_pub,
    missing_docs,
    reason = "every test file uses its own part of this"
)]

mod browser;
mod cluster;
pub mod filings;
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
