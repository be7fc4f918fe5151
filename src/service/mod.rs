//! What people come for, one file a use case. Pages and API call these and nothing below them.

pub mod accounts;
pub mod action;
pub mod auditing;
mod carry_out;
pub mod case;
mod case_file;
mod error;
pub mod export;
pub mod history_bundle;
pub mod input;
pub mod releases;
pub mod reporter;

pub use case_file::{CaseFile, Entry, OpenedText};

pub use error::{ActionError, ServiceError};
