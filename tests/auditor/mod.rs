//! What auditors see and take along, through a real server on a real PostgreSQL.

mod export;
mod history;
