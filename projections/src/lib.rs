//! The read models of Sajam.
