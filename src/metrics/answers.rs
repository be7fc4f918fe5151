//! How many answers the server gave, by class of status and kind of page, told so coarsely that nobody who reads the
//! counts can tell when somebody filed or looked up a report.
//!
//! * Counts move once a beat of the public log, however often they are read.
//! * Of what reporters do, only the server's own failures are counted: no success, no mistyped number.
//! * What remains is rounded down to whole blocks; failures are not, because one must be seen.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use axum::http::StatusCode;
use jiff::Timestamp;

/// Counts of successes and refusals are told in whole blocks of so many.
const BLOCK: u64 = 64;

/// A kind of page or file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteFamily {
    /// Pages and files for everybody.
    Public,
    /// The published log.
    Log,
    /// Filing a report.
    Filing,
    /// Following one.
    Tracking,
    /// Staff and auditors.
    Staff,
}

impl RouteFamily {
    /// Every family.
    pub const ALL: [Self; 5] = [
        Self::Public,
        Self::Log,
        Self::Filing,
        Self::Tracking,
        Self::Staff,
    ];

    /// The family of a path without its language.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let path = path.strip_prefix("/api/v1").unwrap_or(path);
        let first = path.split('/').nth(1).unwrap_or_default();
        match first {
            "report" | "reports" => Self::Filing,
            "track" | "following" | "shown" => Self::Tracking,
            "staff" | "audit" | "session" => Self::Staff,
            "ledger" => Self::Log,
            _ => Self::Public,
        }
    }

    /// Its label.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Log => "log",
            Self::Filing => "filing",
            Self::Tracking => "tracking",
            Self::Staff => "staff",
        }
    }

    fn is_reporters(self) -> bool {
        matches!(self, Self::Filing | Self::Tracking)
    }
}

/// A class of statuses; 1xx is never an answer.
const CLASSES: [&str; 4] = ["2xx", "3xx", "4xx", "5xx"];
const FAILURE: usize = 3;

type Table = [[u64; CLASSES.len()]; RouteFamily::ALL.len()];

/// The counts of one server since it started.
#[derive(Debug, Default)]
pub struct AnswerCounts {
    live: [[AtomicU64; CLASSES.len()]; RouteFamily::ALL.len()],
    has_unreadable_address: AtomicBool,
    refused_sign_ins: [AtomicU64; SignInRefusal::ALL.len()],
    told: Mutex<Option<(Timestamp, Table)>>,
}

/// Why a member of the staff was not signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInRefusal {
    /// Login or password is wrong.
    Password,
    /// Too many were wrong before.
    Wait,
}

impl SignInRefusal {
    /// Each.
    pub const ALL: [Self; 2] = [Self::Password, Self::Wait];

    /// Its name in labels.
    pub fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Wait => "wait",
        }
    }
}

/// One count as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerTotals {
    /// Of what.
    pub family: RouteFamily,
    /// With which class of status.
    pub class: &'static str,
    /// How many.
    pub count: u64,
}

impl AnswerCounts {
    /// Counts an answer.
    pub fn note(&self, family: RouteFamily, status: StatusCode) {
        let class = usize::from(status.as_u16() / 100).saturating_sub(2);
        let is_told = class == FAILURE || !family.is_reporters();
        if let Some(count) = self.live[family as usize].get(class).filter(|_| is_told) {
            count.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Notes that a request came from an address that could not be read. Which and how many is not told: a number would
    /// move with somebody's request.
    pub fn note_unreadable_address(&self) {
        if !self.has_unreadable_address.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                "a request does not say where it came from: limits take all such requests for one source. Behind a proxy, \
                 see --behind-proxy"
            );
        }
    }

    /// Whether there was such a request since this server started.
    pub fn has_unreadable_address(&self) -> bool {
        self.has_unreadable_address.load(Ordering::Relaxed)
    }

    /// Counts that somebody was not signed in.
    pub fn note_refused_sign_in(&self, why: SignInRefusal) {
        self.refused_sign_ins[why as usize].fetch_add(1, Ordering::Relaxed);
    }

    /// How often somebody was not signed in. No reporter signs in, so it is told as it is.
    pub fn refused_sign_ins(&self) -> [(SignInRefusal, u64); SignInRefusal::ALL.len()] {
        SignInRefusal::ALL.map(|why| {
            let count = self.refused_sign_ins[why as usize].load(Ordering::Relaxed);
            (why, count)
        })
    }

    /// The counts as they stood when the first reader of this beat asked; nothing before the second beat.
    pub fn told(&self, beat: Timestamp) -> Vec<AnswerTotals> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let (told_beat, table) = told.get_or_insert((beat, Table::default()));
        if *told_beat < beat {
            *told_beat = beat;
            for (told, live) in table.iter_mut().zip(&self.live) {
                for (told, live) in told.iter_mut().zip(live) {
                    *told = live.load(Ordering::Relaxed);
                }
            }
        }
        let cells = RouteFamily::ALL.into_iter().flat_map(|family| {
            let row = table[family as usize];
            let cell = move |class: usize| (family, class, row[class]);
            (0..CLASSES.len()).map(cell).collect::<Vec<_>>()
        });
        cells
            .filter(|(family, class, _)| *class == FAILURE || !family.is_reporters())
            .map(|(family, class, count)| AnswerTotals {
                family,
                class: CLASSES[class],
                count: match class {
                    FAILURE => count,
                    _ => count - count % BLOCK,
                },
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(told: &[AnswerTotals], family: RouteFamily, class: &str) -> Option<u64> {
        let cell = told
            .iter()
            .find(|told| told.family == family && told.class == class);
        cell.map(|told| told.count)
    }

    const FIRST: Timestamp = Timestamp::UNIX_EPOCH;
    const SECOND: Timestamp = Timestamp::constant(1, 0);
    const THIRD: Timestamp = Timestamp::constant(2, 0);

    #[test]
    fn paths_have_their_families() {
        for (path, family) in [
            ("/", RouteFamily::Public),
            ("/assets/x.css", RouteFamily::Public),
            ("/reporting", RouteFamily::Public),
            ("/report/receipt", RouteFamily::Filing),
            ("/api/v1/reports", RouteFamily::Filing),
            ("/track", RouteFamily::Tracking),
            ("/api/v1/track/history", RouteFamily::Tracking),
            ("/following/x.atom", RouteFamily::Tracking),
            ("/staff", RouteFamily::Staff),
            ("/api/v1/session", RouteFamily::Staff),
            ("/audit/reports/x", RouteFamily::Staff),
            ("/ledger/tile/0/000", RouteFamily::Log),
        ] {
            assert_eq!(RouteFamily::of(path), family, "{path}");
        }
    }

    #[test]
    fn counts_move_on_the_beat_and_in_blocks() {
        let counts = AnswerCounts::default();
        assert_eq!(of(&counts.told(FIRST), RouteFamily::Public, "2xx"), Some(0));
        for _ in 0..BLOCK + 5 {
            counts.note(RouteFamily::of("/"), StatusCode::OK);
        }
        counts.note(RouteFamily::of("/"), StatusCode::INTERNAL_SERVER_ERROR);
        let same_beat = counts.told(FIRST);
        assert_eq!(of(&same_beat, RouteFamily::Public, "2xx"), Some(0));
        assert_eq!(of(&same_beat, RouteFamily::Public, "5xx"), Some(0));
        let next = counts.told(SECOND);
        assert_eq!(of(&next, RouteFamily::Public, "2xx"), Some(BLOCK));
        assert_eq!(of(&next, RouteFamily::Public, "5xx"), Some(1));
        counts.note(RouteFamily::of("/"), StatusCode::BAD_GATEWAY);
        // The clock was set back: nothing moves until it has caught up.
        assert_eq!(of(&counts.told(FIRST), RouteFamily::Public, "5xx"), Some(1));
        assert_eq!(of(&counts.told(THIRD), RouteFamily::Public, "5xx"), Some(2));
    }

    #[test]
    fn of_reporters_only_our_failures_are_told() {
        let counts = AnswerCounts::default();
        counts.told(FIRST);
        for path in ["/report", "/track", "/api/v1/reports", "/api/v1/track"] {
            for _ in 0..10 * BLOCK {
                counts.note(RouteFamily::of(path), StatusCode::OK);
                counts.note(RouteFamily::of(path), StatusCode::NOT_FOUND);
            }
            counts.note(RouteFamily::of(path), StatusCode::SERVICE_UNAVAILABLE);
        }
        let told = counts.told(SECOND);
        for family in [RouteFamily::Filing, RouteFamily::Tracking] {
            for class in ["2xx", "3xx", "4xx"] {
                assert_eq!(of(&told, family, class), None);
            }
            assert_eq!(of(&told, family, "5xx"), Some(2));
        }
    }
}
