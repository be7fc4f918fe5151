//! Closed lists with stable codes, and the codes of institutions and units.
//!
//! A code is what history, addresses and statistics hold: it never changes its meaning. Names in a person's
//! language are the program's matter.

mod anonymity;
mod category;
mod channel;
mod coded;
mod finding_step;
mod institution;
mod language;
mod outcome;
mod priority;
mod province;
mod role;

pub use anonymity::Anonymity;
pub use category::Category;
pub use channel::Channel;
pub(crate) use coded::coded;
pub use coded::{Coded, UnknownCode};
pub use finding_step::FindingStep;
pub use institution::{Institution, InstitutionCode, InvalidCode, UnitCode};
pub use language::Language;
pub use outcome::Outcome;
pub use priority::Priority;
pub use province::Province;
pub use role::Role;
