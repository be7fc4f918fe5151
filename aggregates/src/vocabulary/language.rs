//! The language of a report.

use super::coded;

coded! {
    /// The language the reporter writes in and is answered in (ISO 639-1).
    pub enum Language in "language" {
        /// Persian.
        Persian = "fa",
        /// English.
        English = "en",
    }
}
