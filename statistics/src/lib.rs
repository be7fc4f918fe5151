//! Statistical disclosure control: how a table of counts about people becomes figures anyone may read.
//!
//! The road has one direction. A [`TrueTable`] holds what was counted and can neither be printed nor copied;
//! [`TrueTable::noise`] consumes it and draws the noise once; a [`NoisedTable`] is [published](NoisedTable::publish)
//! as a [`Release`] and its immutable [files](ReleaseFile). Everything after the noise is post-processing and costs
//! no privacy. What one report may spend is declared in [`family`].
//!
//! No I/O, no clock, no randomness of its own: whoever noises a table brings the generator. [`calendar`] has the closed
//! periods that tables are of. `docs/statistics.md` explains it to a reader.

pub mod calendar;
pub mod code;
pub mod digest;
pub mod family;
pub mod files;
mod json;
pub mod laplace;
pub mod margin;
mod publish;
pub mod release;
pub mod shown;
pub mod table;

#[cfg(test)]
mod attacks;
#[cfg(test)]
mod seeded;

pub use code::{CellCode, Code};
pub use digest::{FileDigest, ReleaseFile};
pub use family::{Family, FamilyId};
pub use laplace::Scale;
pub use publish::PublishError;
pub use release::{LicenceId, Metadata, NotARelease, Release, ReleaseId};
pub use shown::{Shown, ShownValue};
pub use table::{Figure, NoisedTable, TableError, TrueTable};
