//! Readers of requests that several audiences share.

pub mod queue_query;
