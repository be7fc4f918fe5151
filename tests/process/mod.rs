//! The real program and its own PostgreSQL, as an operator runs them.

mod crash;
mod keys;
mod lifecycle;
