//! The real program and its own PostgreSQL, as an operator runs them.

mod backup;
mod chaos;
mod connections;
mod crash;
mod first_start;
mod keys;
mod lifecycle;
mod operations_page;
