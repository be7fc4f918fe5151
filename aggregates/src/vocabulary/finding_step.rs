//! What an investigator did to find out.

use super::coded;

coded! {
    /// What an investigator did to find out.
    pub enum FindingStep in "finding-step" {
        /// Read files or records.
        DocumentReview = "document-review",
        /// Went and looked.
        SiteVisit = "site-visit",
        /// Heard somebody.
        Interview = "interview",
        /// Asked an expert.
        ExpertOpinion = "expert-opinion",
        /// Wrote to a body or a person.
        Correspondence = "correspondence",
        /// Something else.
        Other = "other",
    }
}
