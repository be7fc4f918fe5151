//! Every test of the whole program, in one binary: what tests stand on is compiled and linked once. A room for each
//! audience, and rooms for what is of no audience; `cargo test --test integration citizen::` runs one.
//!
//! | room | what is tried there |
//! |---|---|
//! | `citizen`, `staff`, `auditor`, `public`, `status` | what each audience meets: pages, API, files, with a browser where it matters |
//! | `access` | who may go where, and who sees what |
//! | `attacks` | what somebody does who means harm: many requests at once, many sources, odd characters |
//! | `store` | the event store: exact bytes, the chain, append-only |
//! | `log` | the public log: sequencing, publication, witnesses, a new key, an older database, export, the monitor |
//! | `faults` | what fails in the middle of sequencing and publication |
//! | `process` | the program as its operator meets it: started, stopped, killed |
//! | `browser` | the whole loop of all audiences, charts, and the tests' own browser |
//! | `independent` | Sajam against implementations that others wrote |
//! | `support` | what tests stand on: database, server, process, browser, people, reports |

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    unreachable_pub,
    reason = "helpers of tests stop at the first surprise, and nobody else sees them"
)]

mod access;
mod attacks;
mod auditor;
mod browser;
mod citizen;
mod faults;
mod independent;
mod log;
mod process;
mod public;
mod staff;
mod status;
mod store;
mod support;
