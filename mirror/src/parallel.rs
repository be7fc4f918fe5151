//! Doing the same for many, several at a time.

use std::sync::Mutex;
use std::thread;

use crate::outcome::Failure;

/// Calls `work` for every item on so many threads, until one fails. Items are taken in order, one when a thread is free.
///
/// # Errors
/// The first failure.
pub(crate) fn for_each<T: Send>(
    threads: u8,
    items: impl Iterator<Item = Result<T, Failure>> + Send,
    work: impl Fn(T) -> Result<(), Failure> + Sync,
) -> Result<(), Failure> {
    // `None` for the items once one has failed: nothing more is begun.
    let items = Mutex::new((Some(items), None));
    let fail = |failure| {
        let mut state = items.lock().unwrap_or_else(|poison| poison.into_inner());
        state.0 = None;
        state.1.get_or_insert(failure);
    };
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let next = {
                        let mut state = items.lock().unwrap_or_else(|poison| poison.into_inner());
                        state.0.as_mut().and_then(Iterator::next)
                    };
                    match next {
                        None => return,
                        Some(Err(failure)) => fail(failure),
                        Some(Ok(item)) => {
                            if let Err(failure) = work(item) {
                                fail(failure);
                            }
                        }
                    }
                }
            });
        }
    });
    let (_, failure) = items
        .into_inner()
        .unwrap_or_else(|poison| poison.into_inner());
    failure.map_or(Ok(()), Err)
}
