//! What was published, remembered outside the database: a copy of the database from before a release would draw its noise
//! a second time.

use crate::app::App;
use crate::disclosure::ReleaseId;
use crate::secrets::{SecretFileError, append_line, lock_beside, read_public};

/// Whether `id` was announced from this installation, whatever the database knows.
pub(super) async fn holds(app: &App, id: ReleaseId) -> Result<bool, SecretFileError> {
    let file = app.secrets.releases_file();
    blocking(move || {
        let text = read_public(&file)?.unwrap_or_default();
        let name = id.to_string();
        Ok(text.lines().any(|line| line == name))
    })
    .await
}

/// Remembers that `id` is about to be announced. It is on the disk when this returns.
pub(super) async fn add(app: &App, id: ReleaseId) -> Result<(), SecretFileError> {
    let file = app.secrets.releases_file();
    blocking(move || {
        let _lock = lock_beside(&file)?;
        let name = id.to_string();
        let text = read_public(&file)?.unwrap_or_default();
        if !text.lines().any(|line| line == name) {
            append_line(&file, &name)?;
        }
        Ok(())
    })
    .await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, SecretFileError> + Send + 'static,
) -> Result<T, SecretFileError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    }
}
