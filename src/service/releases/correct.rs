//! Saying that published figures are wrong, and replacing them where the privacy budget allows it.

use sajam_aggregates::release::Notice;
use sajam_aggregates::{By, ReleaseCommand, ReleaseRefusal};

use super::announce::execute;
use super::{PublishError, announce, draw, parsed, reading};
use crate::app::App;
use crate::disclosure::{Release, ReleaseId};
use crate::service::ServiceError;

/// What is to become of wrong figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// They are counted again, with new noise that every report in them pays for.
    Replace,
    /// They are withdrawn; nothing replaces them, and nothing is spent.
    Withdraw,
}

/// Why figures are not corrected.
#[derive(Debug, thiserror::Error)]
pub enum CorrectError {
    /// The figures that replace them cannot be published. Nothing is said of the old ones then.
    #[error(transparent)]
    Replacement(#[from] PublishError),
    /// They were being replaced already: the replacement is drawn and paid for, so it is to be published.
    #[error("{0} is drawn already: replace the figures rather than withdraw them")]
    Begun(ReleaseId),
    /// The release refuses: it is not out, or replaced already.
    #[error(transparent)]
    Refused(ReleaseRefusal),
    /// The store.
    #[error(transparent)]
    Service(ServiceError<ReleaseRefusal>),
}

impl From<ServiceError<ReleaseRefusal>> for CorrectError {
    fn from(error: ServiceError<ReleaseRefusal>) -> Self {
        match error {
            ServiceError::Refused(refusal) => Self::Refused(refusal),
            other => Self::Service(other),
        }
    }
}

/// Says of a release that its figures are wrong, and why. Broken off in between and tried again, it goes on where it was:
/// the replacement is drawn once.
///
/// # Errors
/// See [`CorrectError`].
pub async fn correct(
    app: &App,
    id: ReleaseId,
    reason: Notice,
    correction: Correction,
    by: &By,
) -> Result<Option<Release>, CorrectError> {
    let published = reading::is_published(&app.pool, id).await;
    if !published.map_err(PublishError::from)? {
        return Err(CorrectError::Refused(ReleaseRefusal::NotPublished));
    }
    if correction == Correction::Withdraw {
        let drawn = reading::is_drawn(&app.pool, id.next()).await;
        if drawn.map_err(PublishError::from)? {
            return Err(CorrectError::Begun(id.next()));
        }
    }
    let replacement = match correction {
        Correction::Withdraw => None,
        Correction::Replace => Some(replacement(app, id, by).await?),
    };
    let command = ReleaseCommand::Correct {
        by: by.clone(),
        reason,
        replacement: match &replacement {
            None => None,
            Some(release) => Some(parsed(&release.id().to_string())?),
        },
    };
    execute(app, id, command, by).await?;
    Ok(replacement)
}

/// The next revision, published now unless it is already.
async fn replacement(app: &App, id: ReleaseId, by: &By) -> Result<Release, PublishError> {
    let next = id.next();
    let drawn = match draw(app, next).await {
        Ok(release) => release,
        // An earlier attempt got as far as that.
        Err(PublishError::AlreadyPublished(_)) => {
            return Ok(reading::find(app, next)
                .await
                .map_err(crate::service::lift)?);
        }
        Err(error) => return Err(error),
    };
    announce(app, &drawn, by).await?;
    Ok(drawn)
}
