//! What auditors see: the log, and every stream's headers with what checking them found. Never what a person wrote.

pub mod checks;
pub mod export;
pub mod log;
pub mod stream;
