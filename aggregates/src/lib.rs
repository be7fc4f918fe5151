//! The domain of Sajam: commands, events, decisions, refusals.
