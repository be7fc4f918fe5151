//! A release is published, by a publisher or by the job that made it, and may be found to be wrong.

use std::collections::BTreeSet;

use super::event::{Corrected, Published, ReleaseEvent};
use super::file::MAX_FILE_BYTES;
use super::{Release, ReleaseCommand, ReleaseRefusal};
use crate::actor::{By, Capacity};
use crate::vocabulary::Role;

const MAY: &[Capacity] = &[Capacity::Staff(Role::Publisher), Capacity::System];

/// What happens when `command` meets `release`.
///
/// Whether the budget is there is known to whoever sees all releases, and is for the caller to see to.
///
/// # Errors
/// The [`ReleaseRefusal`] that says why nothing happens.
pub fn decide(
    release: &Release,
    command: ReleaseCommand,
) -> Result<Vec<ReleaseEvent>, ReleaseRefusal> {
    match command {
        ReleaseCommand::Publish {
            by,
            family,
            period,
            files,
            epsilon_milli,
        } => {
            permit(&by)?;
            publish(
                release,
                Published {
                    family,
                    period,
                    files,
                    epsilon_milli,
                },
            )
        }
        ReleaseCommand::Correct {
            by,
            reason,
            replacement,
        } => {
            permit(&by)?;
            correct(
                release,
                Corrected {
                    reason,
                    replacement,
                },
            )
        }
    }
}

fn permit(by: &By) -> Result<(), ReleaseRefusal> {
    if MAY.contains(&by.capacity()) {
        Ok(())
    } else {
        Err(ReleaseRefusal::WrongRole { needed: MAY })
    }
}

fn publish(release: &Release, published: Published) -> Result<Vec<ReleaseEvent>, ReleaseRefusal> {
    if release.published.is_some() {
        return Err(ReleaseRefusal::AlreadyPublished);
    }
    if published.files.is_empty() {
        return Err(ReleaseRefusal::NoFiles);
    }
    let mut names = BTreeSet::new();
    for file in &published.files {
        if !names.insert(&file.name) {
            return Err(ReleaseRefusal::DuplicateFile {
                name: file.name.clone(),
            });
        }
        if file.bytes > MAX_FILE_BYTES {
            return Err(ReleaseRefusal::FileTooLarge {
                name: file.name.clone(),
            });
        }
    }
    Ok(vec![published.into()])
}

/// Figures that were withdrawn can still be replaced.
fn correct(release: &Release, corrected: Corrected) -> Result<Vec<ReleaseEvent>, ReleaseRefusal> {
    if release.published.is_none() {
        return Err(ReleaseRefusal::NotPublished);
    }
    let last = release.corrections.last();
    if last.is_some_and(|last| last.replacement.is_some() || corrected.replacement.is_none()) {
        return Err(ReleaseRefusal::AlreadyReplaced);
    }
    Ok(vec![corrected.into()])
}
