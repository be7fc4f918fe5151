//! Statistics: closed periods' tables, noised once and never changed (docs/statistics.md).
//!
//! A release is made in two steps, each of which may be the last before a crash:
//!
//! 1. [`draw`] counts, draws the noise, pays for it in the privacy ledger and stores the release with its files, in one
//!    transaction. A table's revision has room for one stored draw, so it is the only one there will ever be.
//! 2. [`announce`] appends `Published` with the hash of every stored file to the stream `release/<id>`.
//!
//! A release without its event exists for nobody outside (`reading`). Publishing again finds the stored draw and
//! announces that one. Figures that turn out to be wrong stay as they are: [`correct`] says so, and may replace them by a
//! further revision, which is drawn and announced by the same two steps.
//!
//! In memory, for everybody: [`catalogue`]. When what is due: [`schedule`]. What a family counts: `tables`. What was spent: [`budget`].

mod announce;
pub mod budget;
pub mod catalogue;
mod catch_up;
mod correct;
mod draw;
mod error;
pub mod methodology;
pub mod release_set;
mod repository;
pub mod schedule;
mod spent_file;
mod tables;
mod witness_check;

use sajam_aggregates::By;

pub use announce::announce;
pub use catalogue::Catalogue;
pub use correct::{CorrectError, Correction, correct, finish};
pub use draw::draw;
pub use error::PublishError;
pub use methodology::METHODOLOGY;
pub use release_set::{Generation, Published, ReleaseSet};
pub use repository::first_altered;
use sajam_statistics::calendar::Period;
use sajam_statistics::{FamilyId, Release, ReleaseId};
pub use schedule::{Due, due_at, plan};
pub use tables::{ACKNOWLEDGE_WITHIN_DAYS, CLOSE_WITHIN_BANDS, codes};
pub use witness_check::RECENT_BEATS;

use super::ServiceError;
use crate::context::Context;

/// The licence of the figures.
const LICENCE: &str = "CC-BY-4.0";

/// Publishes a period's table. Answers when its event is committed; from then on everybody can read the release.
///
/// # Errors
/// See [`PublishError`]. After an error it can be tried again: whatever was drawn is kept, and drawn once.
pub async fn publish(
    context: &Context,
    catalogue: &Catalogue,
    family: FamilyId,
    period: Period,
    by: &By,
) -> Result<Release, PublishError> {
    let release = draw(context, ReleaseId::first(family, period)).await?;
    announce(context, catalogue, &release, by).await?;
    Ok(release)
}

/// Codes of one crate read by another: they agree, or a build is broken.
fn parsed<T>(text: &str) -> Result<T, PublishError>
where
    T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    text.parse()
        .map_err(|error| ServiceError::Corrupt(Box::new(error)).into())
}
