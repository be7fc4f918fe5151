//! `sajam-witness` from outside, mostly by a client that knows nothing but the specifications.

#[cfg(test)]
mod concurrent;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod plain;
#[cfg(test)]
mod program;
#[cfg(test)]
mod server;
#[cfg(test)]
mod state;
#[cfg(test)]
mod statuses;
