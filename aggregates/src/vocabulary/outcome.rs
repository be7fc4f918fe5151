//! What handling a report came to.

use super::coded;

coded! {
    /// What handling a report came to. A withdrawal is an event of its own, not an outcome.
    pub enum Outcome in "outcome" {
        /// What was reported was found.
        Substantiated = "substantiated",
        /// Some of what was reported was found.
        PartlySubstantiated = "partly-substantiated",
        /// What was reported was not found.
        NotSubstantiated = "not-substantiated",
        /// Handed to the body whose matter it is.
        Referred = "referred",
        /// Not a matter of the justice system.
        OutsideCompetence = "outside-competence",
    }
}
