//! Who may learn who a reporter is.

use super::coded;

coded! {
    /// Who may learn who the reporter is.
    pub enum Anonymity in "anonymity" {
        /// Nobody: the report carries no name.
        Anonymous = "anonymous",
        /// Those who handle the report, if the reporter says; never those complained of.
        Confidential = "confidential",
        /// The reporter stands by the report with their name.
        Named = "named",
    }
}
