//! Columns hold Unix milliseconds, the program points in time.

use jiff::Timestamp;

/// The point in time of a column that holds Unix milliseconds. One out of reach is read as the nearer end of time.
#[must_use]
pub fn from_ms(unix_ms: i64) -> Timestamp {
    let end = if unix_ms < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    Timestamp::from_millisecond(unix_ms).unwrap_or(end)
}
