//! Which connections are open, which of them are idle, and which goes when there are too many.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// All that are open.
pub(super) struct OpenConnections {
    most: usize,
    most_of_source: usize,
    begun: Instant,
    open: Mutex<Registry>,
}

#[derive(Default)]
struct Registry {
    next: u64,
    by_number: HashMap<u64, Entry>,
    of_source: HashMap<[u8; 8], usize>,
}

struct Entry {
    source: [u8; 8],
    activity: Activity,
    close: CancellationToken,
}

/// What a connection does.
#[derive(Clone)]
pub(super) struct Activity(Arc<State>);

struct State {
    begun: Instant,
    requests: AtomicUsize,
    /// Milliseconds since `begun` when something last moved.
    moved: AtomicU64,
}

/// A request that is being worked on, until it is dropped.
pub(super) struct RequestGuard(Activity);

/// One open connection. It is closed, for the count, when this is dropped.
pub(super) struct OpenConnection {
    number: u64,
    activity: Activity,
    close: CancellationToken,
    all: Arc<OpenConnections>,
}

/// An answer that is still being sent moves; one that has stood still for so long has been taken, or never will be.
const IDLE_AFTER_MS: u64 = 1000;

impl OpenConnections {
    pub(super) fn new(most: usize, most_of_source: usize) -> Self {
        Self {
            most,
            most_of_source,
            begun: Instant::now(),
            open: Mutex::default(),
        }
    }

    /// Room for one more from `source`; none when all that are open are busy.
    pub(super) fn open(self: &Arc<Self>, source: [u8; 8]) -> Option<OpenConnection> {
        let now = milliseconds_since(self.begun);
        let mut registry = self.lock();
        let of_source = registry.of_source.get(&source).copied().unwrap_or(0);
        if of_source >= self.most_of_source {
            registry.close_idle(now, |entry| entry.source == source)?;
        } else if registry.by_number.len() >= self.most {
            registry.close_idle(now, |_| true)?;
        }
        let activity = Activity(Arc::new(State {
            begun: self.begun,
            requests: AtomicUsize::new(0),
            moved: AtomicU64::new(0),
        }));
        activity.moved();
        let (number, close) = (registry.next, CancellationToken::new());
        registry.next += 1;
        *registry.of_source.entry(source).or_default() += 1;
        registry.by_number.insert(
            number,
            Entry {
                source,
                activity: activity.clone(),
                close: close.clone(),
            },
        );
        drop(registry);
        Some(OpenConnection {
            number,
            activity,
            close,
            all: self.clone(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Registry> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Registry {
    /// Closes the one that has been idle longest.
    fn close_idle(&mut self, now: u64, of: impl Fn(&Entry) -> bool) -> Option<()> {
        let idle = self
            .by_number
            .iter()
            .filter(|(_, entry)| of(entry))
            .filter_map(|(number, entry)| Some((entry.activity.idle_since(now)?, *number)))
            .min()?;
        self.remove(idle.1).map(|entry| entry.close.cancel())
    }

    fn remove(&mut self, number: u64) -> Option<Entry> {
        let entry = self.by_number.remove(&number)?;
        if let Some(count) = self.of_source.get_mut(&entry.source) {
            *count -= 1;
            if *count == 0 {
                self.of_source.remove(&entry.source);
            }
        }
        Some(entry)
    }
}

impl Activity {
    /// Something was read or written.
    pub(super) fn moved(&self) {
        self.0
            .moved
            .store(milliseconds_since(self.0.begun), Ordering::Relaxed);
    }

    /// A request begins.
    pub(super) fn busy(&self) -> RequestGuard {
        self.0.requests.fetch_add(1, Ordering::Relaxed);
        RequestGuard(self.clone())
    }

    /// Since when nothing moves, in milliseconds of the server's life; none while something does.
    fn idle_since(&self, now: u64) -> Option<u64> {
        let moved = self.0.moved.load(Ordering::Relaxed);
        let is_working = self.0.requests.load(Ordering::Relaxed) > 0;
        // One that has just been opened has not asked yet; among idle ones it is the youngest.
        (!is_working && now >= moved + IDLE_AFTER_MS).then_some(moved)
    }
}

fn milliseconds_since(begun: Instant) -> u64 {
    u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX)
}

impl Drop for RequestGuard {
    fn drop(&mut self) {
        self.0.moved();
        self.0.0.requests.fetch_sub(1, Ordering::Relaxed);
    }
}

impl OpenConnection {
    pub(super) fn activity(&self) -> Activity {
        self.activity.clone()
    }

    /// When another one takes its place.
    pub(super) async fn must_close(&self) {
        self.close.cancelled().await;
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.all.lock().remove(self.number);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const A: [u8; 8] = [1; 8];
    const B: [u8; 8] = [2; 8];

    /// One that last moved so many seconds after the server began, a minute ago.
    fn open(all: &Arc<OpenConnections>, source: [u8; 8], seconds: u64) -> OpenConnection {
        let open = all.open(source).unwrap();
        let moved = &open.activity.0.moved;
        moved.store(seconds * 1000, Ordering::Relaxed);
        open
    }

    #[test]
    fn the_one_that_was_idle_longest_makes_room_and_a_busy_one_never() {
        let mut all = OpenConnections::new(3, 2);
        all.begun -= Duration::from_secs(60);
        let all = Arc::new(all);
        let oldest = open(&all, A, 2);
        let busy = open(&all, A, 1);
        let _request = busy.activity().busy();
        let of_another = open(&all, B, 3);
        // A third of the same source: its own oldest goes, though there is another idle one.
        let third = open(&all, A, 4);
        assert!(oldest.close.is_cancelled() && !busy.close.is_cancelled());
        assert!(!of_another.close.is_cancelled());
        // The fourth of all.
        let _fourth = open(&all, B, 5);
        assert!(of_another.close.is_cancelled() && !third.close.is_cancelled());
        // Whoever comes while all are busy is turned away.
        let _second_request = third.activity().busy();
        assert!(all.open(A).is_none());
        drop(busy);
        assert!(all.open(A).is_some());
    }
}
