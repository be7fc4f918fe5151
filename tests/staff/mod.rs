//! What staff and auditors touch, through a real server on a real PostgreSQL.

mod api;
mod appeals;
mod audit;
mod counted;
mod export;
mod handling;
mod incidents;
mod input;
mod queues;
mod recusing;
mod releases;
mod routes;
mod screens;
mod signing_in;
mod statements;
mod together;
mod visibility;
