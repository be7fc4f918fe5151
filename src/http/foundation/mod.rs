//! What all audiences share: language, faults, forms, headers, sessions, the reader's address.

pub mod access;
pub mod fault;
pub mod form;
pub mod headers;
pub mod kept;
pub mod language;
pub mod origin;
pub mod page;
pub mod session;
pub mod setting;
pub mod source;
pub mod still;
