//! Who may go where and who sees what, of all audiences.

mod routes;
mod visibility;
