//! What staff touch, through a real server on a real PostgreSQL.

mod api;
mod appeals;
mod counted;
mod handling;
mod identity;
mod incidents;
mod input;
mod own_password;
mod queue_plans;
mod queues;
mod recusing;
mod releases;
mod screens;
mod signing_in;
mod statements;
mod together;
