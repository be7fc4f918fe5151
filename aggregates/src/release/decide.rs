//! A release is published, by a publisher or by the job that made it.

use std::collections::BTreeSet;

use super::event::{Published, ReleaseEvent};
use super::file::MAX_FILE_BYTES;
use super::{Release, ReleaseCommand, ReleaseRefusal};
use crate::actor::Capacity;
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
    let ReleaseCommand::Publish {
        by,
        family,
        period,
        files,
        epsilon_milli,
    } = command;
    if !MAY.contains(&by.capacity()) {
        return Err(ReleaseRefusal::WrongRole { needed: MAY });
    }
    if release.published.is_some() {
        return Err(ReleaseRefusal::AlreadyPublished);
    }
    if files.is_empty() {
        return Err(ReleaseRefusal::NoFiles);
    }
    let mut names = BTreeSet::new();
    for file in &files {
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
    Ok(vec![
        Published {
            family,
            period,
            files,
            epsilon_milli,
        }
        .into(),
    ])
}
