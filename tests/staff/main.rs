//! What staff and auditors touch, through a real server on a real PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    unreachable_pub,
    reason = "helpers of tests stop at the first surprise and serve every file"
)]

#[path = "../support/mod.rs"]
mod support;

mod api;
mod appeals;
mod audit;
mod counted;
mod export;
mod handling;
mod identity;
mod incidents;
mod input;
mod people;
mod queues;
mod recusing;
mod releases;
mod routes;
mod screens;
mod signing_in;
mod statements;
mod together;
mod visibility;
