//! Why a release refuses what is asked.

use super::file::FileName;
use crate::actor::Capacity;
use crate::refusal::refusals;

refusals! {
    /// Why a release refuses what is asked.
    pub enum ReleaseRefusal {
        /// A release is published once and never changed.
        #[error("the release has been published already")]
        AlreadyPublished = "already-published",
        /// Nothing was published that could be wrong.
        #[error("the release has not been published")]
        NotPublished = "not-published",
        /// Another release replaces it already; that is the one to correct.
        #[error("the release has been replaced already")]
        AlreadyReplaced = "already-replaced",
        /// There is nothing in it.
        #[error("a release has at least one file")]
        NoFiles = "no-files",
        /// Two files have one name.
        #[error("two files are called {name}")]
        DuplicateFile {
            /// The name.
            name: FileName,
        } = "duplicate-file",
        /// A file is larger than a payload can say.
        #[error("the file {name} is too large")]
        FileTooLarge {
            /// Its name.
            name: FileName,
        } = "file-too-large",
        /// Others do this.
        #[error("this is for others to do")]
        WrongRole {
            /// Who may.
            needed: &'static [Capacity],
        } = "wrong-role",
    }
}
