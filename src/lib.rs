//! The program: command line, configuration, HTTP, storage, jobs.
//!
//! | folder | what is in it |
//! |---|---|
//! | `cli` | the commands of `sajam` |
//! | `config`, `secrets`, `directory` | what the operator sets, keeps secret, lists |
//! | `http` | pages and API, one folder an audience |
//! | `service` | what people come for, one file a use case |
//! | `store`, `sequencer` | the road of a command: append, position, tree, checkpoint |
//! | `seal` | what a person wrote, encrypted |
//! | `chart` | published figures as drawings |
//! | `monitor`, `jobs` | the check of the whole history; what a server does besides answering |
//! | `status`, `feed`, `metrics` | how the service is doing: for the public, for readers of feeds, for operators |
//! | `database` | the private PostgreSQL, connections, migrations |
//! | `password_hashing`, `rate_limit` | what keeps those who try passwords and numbers from trying many |
//! | `locale` | languages |

// What tests of both sides of this crate share names it alike.
#[cfg(test)]
extern crate self as sajam;

pub mod backup;
pub mod chart;
pub mod cli;
pub mod clock;
pub mod config;
pub mod context;
pub mod database;
pub mod directory;
pub mod durable_file;
pub mod entropy;
pub mod failure_log;
pub mod feed;
pub mod figures;
pub mod http;
pub mod jobs;
pub mod locale;
pub mod metrics;
pub mod monitor;
pub mod password_hashing;
pub mod rate_limit;
pub mod seal;
pub mod secrets;
pub mod sequencer;
pub mod server;
pub mod service;
pub mod status;
pub mod store;
pub mod write_probe;
