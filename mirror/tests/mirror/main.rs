//! `sajam-mirror` against a real HTTP server, and `sajam-verify` with an address.

#[cfg(test)]
mod copy;
#[cfg(test)]
mod fetch;
#[cfg(test)]
mod log;
#[cfg(test)]
mod run;
#[cfg(test)]
mod server;
#[cfg(test)]
mod verify;
