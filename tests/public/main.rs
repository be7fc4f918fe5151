//! What everybody may read, through a real server on a real PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests stop at the first surprise"
)]

#[path = "../support/mod.rs"]
mod support;

mod api;
mod attacks;
mod away;
mod explained;
mod feed;
mod hand_over;
mod kept;
mod pages;
mod publishing;
mod renamed;
mod reports;
mod screens;
mod untold;
