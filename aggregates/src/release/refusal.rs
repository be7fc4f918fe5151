//! Why a release refuses what is asked.

use super::file::FileName;
use crate::actor::Capacity;

/// Why a release refuses what is asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseRefusal {
    /// A release is published once and never changed.
    #[error("the release has been published already")]
    AlreadyPublished,
    /// There is nothing in it.
    #[error("a release has at least one file")]
    NoFiles,
    /// Two files have one name.
    #[error("two files are called {name}")]
    DuplicateFile {
        /// The name.
        name: FileName,
    },
    /// A file is larger than a payload can say.
    #[error("the file {name} is too large")]
    FileTooLarge {
        /// Its name.
        name: FileName,
    },
    /// Others do this.
    #[error("this is for others to do")]
    WrongRole {
        /// Who may.
        needed: &'static [Capacity],
    },
}

impl ReleaseRefusal {
    /// The stable code: the key of its translation and the end of its problem type's address.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::AlreadyPublished => "already-published",
            Self::NoFiles => "no-files",
            Self::DuplicateFile { .. } => "duplicate-file",
            Self::FileTooLarge { .. } => "file-too-large",
            Self::WrongRole { .. } => "wrong-role",
        }
    }
}
