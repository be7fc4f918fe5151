//! What a server has left, and what it does. In coarse steps: a report must not show in any of it.

use nix::sys::statvfs::statvfs;
use prometheus_client::registry::Registry;

use super::{MetricsSource, gauge};
use crate::database;
use crate::sequencer::Publication;

/// Free space is told in steps of this many bytes.
const STEP: u64 = 256 << 20;

/// Tells of them.
pub(super) async fn tell(registry: &mut Registry, source: &MetricsSource) {
    let context = &source.context;
    gauge(
        registry,
        "leads",
        "1 while this server leads the sequencer",
        i64::from(source.publication.now() != Publication::Elsewhere),
    );
    let folder = context.secrets.folder();
    if let Ok(found) = statvfs(folder) {
        let free = found.blocks_available() * found.fragment_size() / STEP * STEP;
        gauge(
            registry,
            "disk_free_bytes",
            "Free space where the keys are, and a private database; in steps of 256 MiB",
            i64::try_from(free).unwrap_or(i64::MAX),
        );
    }
    let pool = &context.pool;
    let is_exhausted = pool.num_idle() == 0 && pool.size() >= pool.options().get_max_connections();
    gauge(
        registry,
        "database_connections_exhausted",
        "1 while every connection for requests is in use",
        i64::from(is_exhausted),
    );
    if let Ok(Some(backup)) = last_backup(source).await {
        gauge(
            registry,
            "backup_timestamp_seconds",
            "The moment of the newest backup that sajam backup made",
            backup.as_second(),
        );
    }
}

async fn last_backup(source: &MetricsSource) -> Result<Option<jiff::Timestamp>, sqlx::Error> {
    let mut connection = source.context.pool.acquire().await?;
    database::last_backup(&mut connection).await
}
