//! Faults at every write of sequencing and publication: after each the server goes on by itself, nothing is lost, and
//! every checkpoint that was ever let out is a beginning of the newest.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests stop at the first surprise"
)]

mod guard;
mod kills;
mod observed;
#[path = "../support/mod.rs"]
mod support;
mod triggers;
mod writes;
