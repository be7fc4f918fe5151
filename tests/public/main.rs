//! What everybody may read, through a real server on a real PostgreSQL.

#[path = "../support/mod.rs"]
mod support;

mod api;
mod away;
mod pages;
mod publishing;
mod reports;
mod untold;
