//! The public log, from the order of events to what others can check.

mod adopt;
mod campaign_database;
mod export;
mod interop;
mod key_change;
mod monitor;
mod observer;
mod publication;
mod sequencer;
mod tiles;
mod witnesses;
