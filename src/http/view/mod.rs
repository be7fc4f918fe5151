//! Parts of views that several audiences share.

pub mod actor;
pub mod bundle_file;
pub(in crate::http) mod disruption;
pub mod export_file;
pub mod feed_address;
pub mod field_message;
pub mod incident;
pub mod lookup_message;
pub mod problems;
