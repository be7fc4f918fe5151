//! The program.

pub mod disclosure;
