//! Who PostgreSQL runs as. It refuses to run as root, so root gives it to an unprivileged user.

use std::path::{Path, PathBuf};

use nix::unistd::{User, geteuid};

/// Why no user fits.
#[derive(Debug, thiserror::Error)]
pub enum UserError {
    /// None of the usual ones exists.
    #[error(
        "started by root, and none of the users `sajam`, `postgres` and `nobody` exists to run PostgreSQL as"
    )]
    Missing,
    /// That user cannot enter a folder on the way.
    #[error(
        "PostgreSQL runs as the user `{user}`, who cannot enter {folder}: choose another data folder, \
         for instance --data /var/lib/sajam"
    )]
    Unreachable {
        /// The user's name.
        user: String,
        /// The first folder that is closed.
        folder: PathBuf,
    },
}

/// The user that PostgreSQL runs as.
pub(super) struct DatabaseUser(Option<User>);

impl DatabaseUser {
    /// Whoever runs the server; for root, `sajam`, `postgres` or `nobody`, who must be able to reach `data`.
    pub(super) fn choose(data: &Path) -> Result<Self, UserError> {
        if !geteuid().is_root() {
            return Ok(Self(None));
        }
        let user = ["sajam", "postgres", "nobody"]
            .iter()
            .find_map(|name| User::from_name(name).ok().flatten())
            .ok_or(UserError::Missing)?;
        let closed = data
            .ancestors()
            .skip(1)
            .filter(|folder| !may_enter(&user, folder))
            .last();
        match closed {
            Some(folder) => Err(UserError::Unreachable {
                user: user.name,
                folder: folder.to_owned(),
            }),
            None => Ok(Self(Some(user))),
        }
    }

    /// User and group id, when they differ from the server's.
    pub(super) fn ids(&self) -> Option<(u32, u32)> {
        self.0
            .as_ref()
            .map(|user| (user.uid.as_raw(), user.gid.as_raw()))
    }
}

fn may_enter(user: &User, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let Ok(metadata) = std::fs::metadata(folder) else {
        return false;
    };
    let shift = match (
        metadata.uid() == user.uid.as_raw(),
        metadata.gid() == user.gid.as_raw(),
    ) {
        (true, _) => 6,
        (_, true) => 3,
        _ => 0,
    };
    (metadata.mode() >> shift) & 1 == 1
}
