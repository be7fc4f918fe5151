//! Where a report stands.

use crate::vocabulary::coded;

coded! {
    /// Where a report stands.
    pub enum Status in "status" {
        /// Filed; nobody has looked at it yet.
        Received = "received",
        /// The reporter was told that it arrived.
        Acknowledged = "acknowledged",
        /// Its category, province, institution and priority are settled.
        Triaged = "triaged",
        /// A unit has it.
        Assigned = "assigned",
        /// Somebody works on it.
        Investigating = "investigating",
        /// A question waits for the reporter.
        AwaitingReporter = "awaiting-reporter",
        /// Answered.
        Resolved = "resolved",
        /// Answered, and the reporter's appeal against the answer waits for a decision.
        Appealed = "appealed",
        /// Taken back by the reporter.
        Withdrawn = "withdrawn",
    }
}

impl Status {
    /// Whether nothing but reading can still happen, unless the reporter appeals.
    #[must_use]
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Resolved | Self::Withdrawn)
    }
}
