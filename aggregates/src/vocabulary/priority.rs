//! How soon a report is to be handled.

use super::coded;

coded! {
    /// How soon a report is to be handled, least first.
    pub enum Priority in "priority" {
        /// It can wait for the others.
        Low = "low",
        /// In turn.
        Normal = "normal",
        /// Before the others.
        High = "high",
        /// Now: waiting does harm.
        Urgent = "urgent",
    }
}
