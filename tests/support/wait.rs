//! Waiting for what is awaited, and not for a time in which a fast machine has it.

use std::time::{Duration, Instant};

/// Many times what a loaded machine takes for anything: only what never comes is awaited for so long.
pub const PATIENCE: Duration = Duration::from_secs(120);

const POLL: Duration = Duration::from_millis(10);

/// Looks again and again until something is there; nothing after [`PATIENCE`].
pub async fn wait_for<T, F: Future<Output = Option<T>>>(look: impl Fn() -> F) -> Option<T> {
    let started = Instant::now();
    loop {
        if let Some(found) = look().await {
            return Some(found);
        }
        if started.elapsed() > PATIENCE {
            return None;
        }
        tokio::time::sleep(POLL).await;
    }
}

/// Looks again and again until it is so.
///
/// # Panics
///
/// If it is not so within [`PATIENCE`].
pub async fn until<F: Future<Output = bool>>(what: &str, holds: impl Fn() -> F) {
    let held = wait_for(|| async { holds().await.then_some(()) }).await;
    assert!(held.is_some(), "not within {PATIENCE:?}: {what}");
}
