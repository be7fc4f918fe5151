//! The history of Sajam: canonical JSON, commitments, chain, log, verification.
