//! Faults at every write of sequencing and publication: after each the server goes on by itself, nothing is lost, and
//! every checkpoint that was ever let out is a beginning of the newest.

mod guard;
mod kills;
mod observed;
mod triggers;
mod writes;
