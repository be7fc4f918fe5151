//! The program.

pub mod calendar;
pub mod http;
pub mod locale;
