//! Requests that failed, gathered and told together: a line at the moment of each would tell when somebody asked something.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

/// What failed, and how often. Causes are few: each is the text of an error without its input.
static FAILURES: Mutex<BTreeMap<(&'static str, String), u64>> = Mutex::new(BTreeMap::new());

/// Past this many different ones, only that there are others is told.
const MOST_CAUSES: usize = 50;

/// Counts a failure: what it means for the service, and why.
pub fn note(failure: &'static str, cause: String) {
    let mut failures = FAILURES.lock().unwrap_or_else(PoisonError::into_inner);
    let cause = if failures.len() < MOST_CAUSES {
        cause
    } else {
        "other causes".to_owned()
    };
    *failures.entry((failure, cause)).or_default() += 1;
}

/// Tells, once every so often, what failed since, until `stop`.
pub async fn tell(every: Duration, stop: CancellationToken) {
    loop {
        let is_over = tokio::select! {
            () = tokio::time::sleep(every) => false,
            () = stop.cancelled() => true,
        };
        let failures = {
            let mut failures = FAILURES.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::take(&mut *failures)
        };
        for ((failure, cause), requests) in failures {
            tracing::warn!(requests, %cause, "{failure}");
        }
        if is_over {
            return;
        }
    }
}
