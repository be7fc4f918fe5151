//! `/staff/releases`: publishing statistics, and saying that published ones are wrong.
//!
//! Nobody sees a true count here: before publication there are cells and margins, after it what everybody sees.

mod act;
mod form;
mod list;
mod one;

pub use act::act;
pub use list::list;
pub use one::one;
