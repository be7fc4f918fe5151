//! Time as a parameter: the one place that reads the system's clock, handed down from start-up.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Where "now" comes from. Cheap to clone; every server, job and test is given one.
#[derive(Clone)]
pub struct Clock(Source);

#[derive(Clone)]
enum Source {
    System,
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// The operating system's clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands still until it is [set](Self::set): for tests, and for `sajam demo`, which files reports in months gone by.
    pub fn set_to(unix_ms: i64) -> Self {
        Self(Source::Set(Arc::new(AtomicI64::new(unix_ms))))
    }

    /// Moves a set clock. A system clock stays what it is.
    pub fn set(&self, unix_ms: i64) {
        if let Source::Set(now) = &self.0 {
            now.store(unix_ms, Ordering::SeqCst);
        }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everything else is given"
    )]
    pub fn now_ms(&self) -> i64 {
        match &self.0 {
            Source::System => jiff::Timestamp::now().as_millisecond(),
            Source::Set(now) => now.load(Ordering::SeqCst),
        }
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Source::System => "Clock(system)",
            Source::Set(_) => "Clock(set)",
        })
    }
}
