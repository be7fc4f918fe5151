//! What all audiences share: language, faults, forms, headers, sessions, the reader's address.

pub mod case;
pub mod client_address;
mod compression;
pub mod extract;
pub mod fault;
pub mod feed_cache;
pub mod form;
pub mod language;
pub mod origin;
pub mod page;
pub mod page_cache;
#[cfg(debug_assertions)]
mod page_check;
pub mod report_token;
pub mod resubmit_page;
pub mod security_headers;
pub mod session;
pub mod site_address;
pub mod site_settings;
pub mod staff_roles;
pub mod static_response;
pub mod tracked_report;
pub mod web;
