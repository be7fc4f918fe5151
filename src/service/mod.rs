//! What people come for, one file a use case. Pages and API call these and nothing below them.

pub mod accounts;
pub mod auditing;
pub mod case;
mod case_file;
mod error;
pub mod export;
pub mod feed_address;
pub mod filing;
pub mod following;
pub mod histories;
pub mod input;
pub mod lookup;
pub mod progress;
pub mod releases;
mod sign_in_failures;
pub mod written;

pub use case_file::{CaseFile, Entry, OpenedText};

pub use error::{ActionError, ServiceError};
