//! Connections and pools.

use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, PgPool};
use tracing::log::LevelFilter;

/// Connections for requests of one server.
pub(super) const SERVER_CONNECTIONS: u32 = 16;

/// No statement is ever logged: its text is ours, but what a slow one worked on could be told from the time.
pub(super) fn quiet(options: PgConnectOptions) -> PgConnectOptions {
    options
        .application_name("sajam")
        .log_statements(LevelFilter::Off)
        .log_slow_statements(LevelFilter::Off, Duration::ZERO)
}

/// A statement that takes longer would be answered after its reader has gone; one that waits for a lock holds up others.
const DEADLINES: [(&str, &str); 3] = [
    ("statement_timeout", "30s"),
    ("lock_timeout", "5s"),
    ("idle_in_transaction_session_timeout", "60s"),
];

/// A pool that connects on first use, and looks before it hands a connection out: after PostgreSQL was away, only what was under way fails.
pub(super) fn pool(options: &PgConnectOptions, connections: u32) -> PgPool {
    PgPoolOptions::new()
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(5))
        .test_before_acquire(true)
        .connect_lazy_with(options.clone().options(DEADLINES))
}
