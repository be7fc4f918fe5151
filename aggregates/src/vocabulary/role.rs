//! What a staff member may do.

use super::coded;

coded! {
    /// What a staff member may do.
    pub enum Role in "role" {
        /// Receives reports, corrects what they are filed under, hands them to units.
        Intake = "intake",
        /// Handles the reports of their units.
        Investigator = "investigator",
        /// Answers for the work of units.
        Supervisor = "supervisor",
        /// Verifies how reports were handled, without reading what reporters wrote.
        Auditor = "auditor",
        /// Publishes statistics.
        Publisher = "publisher",
        /// Invites staff and grants roles. Cannot read reports.
        Administrator = "administrator",
    }
}
