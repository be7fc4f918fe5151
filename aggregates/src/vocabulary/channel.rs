//! How a report came in.

use super::coded;

coded! {
    /// How a report came in.
    pub enum Channel in "channel" {
        /// The web form.
        Web = "web",
        /// The programming interface.
        Api = "api",
        /// At a counter, with somebody typing for the reporter.
        Counter = "counter",
    }
}
