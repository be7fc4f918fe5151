//! Parts of views that several audiences share.

pub mod field_message;
