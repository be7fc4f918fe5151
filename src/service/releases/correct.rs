//! Saying that published figures are wrong, and replacing them where the privacy budget allows it.

use sajam_aggregates::release::Notice;
use sajam_aggregates::{By, ReleaseCommand, ReleaseRefusal};
use sajam_statistics::{Release, ReleaseId};

use super::announce::execute;
use super::{Catalogue, PublishError, announce, draw, parsed, repository};
use crate::context::Context;
use crate::service::{ActionError, ServiceError};
use crate::store::releases as history;

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
    /// Something else was said of it meanwhile.
    #[error("another change came first")]
    Conflict,
    /// The store.
    #[error(transparent)]
    Service(#[from] ServiceError),
}

impl From<ActionError<ReleaseRefusal>> for CorrectError {
    fn from(error: ActionError<ReleaseRefusal>) -> Self {
        match error {
            ActionError::Refused(refusal) => Self::Refused(refusal),
            ActionError::Conflict => Self::Conflict,
            ActionError::Service(error) => Self::Service(error),
        }
    }
}

/// Says of a release that its figures are wrong, and why. The replacement is drawn first, once, and published last: broken
/// off in between, wrong figures are marked as wrong, and [`finish`] publishes what was drawn.
///
/// # Errors
/// See [`CorrectError`].
pub async fn correct(
    context: &Context,
    catalogue: &Catalogue,
    id: ReleaseId,
    reason: Notice,
    correction: Correction,
    by: &By,
) -> Result<Option<Release>, CorrectError> {
    let published = repository::is_published(&context.pool, id).await;
    if !published.map_err(PublishError::from)? {
        return Err(CorrectError::Refused(ReleaseRefusal::NotPublished));
    }
    if correction == Correction::Withdraw {
        let drawn = repository::is_drawn(&context.pool, id.next()).await;
        if drawn.map_err(PublishError::from)? {
            return Err(CorrectError::Begun(id.next()));
        }
    }
    if correction == Correction::Replace
        && finish(context, catalogue, by).await?.contains(&id.next())
    {
        // It was broken off after the notice: what that said stands.
        let found = repository::find(context, id.next()).await;
        return Ok(Some(found?));
    }
    let replacement = match correction {
        Correction::Withdraw => None,
        Correction::Replace => Some(drawn(context, id.next()).await?),
    };
    let command = ReleaseCommand::Correct {
        by: by.clone(),
        reason,
        replacement: match &replacement {
            None => None,
            Some(release) => Some(parsed(&release.id().to_string())?),
        },
    };
    execute(context, catalogue, id, command, by).await?;
    if let Some(release) = &replacement {
        publish_drawn(context, catalogue, release, by).await?;
    }
    Ok(replacement)
}

/// Publishes replacements that were named and drawn, and not published: a correction was broken off there.
///
/// # Errors
/// See [`PublishError`]. What is not published then can be tried again.
pub async fn finish(
    context: &Context,
    catalogue: &Catalogue,
    by: &By,
) -> Result<Vec<ReleaseId>, PublishError> {
    let named = history::replacements_to_come(&context.pool).await?;
    let mut finished = Vec::new();
    for name in named {
        let id: ReleaseId = parsed(&name)?;
        let mut connection = context.pool.acquire().await?;
        let drawn = repository::draft(&mut connection, id).await?;
        drop(connection);
        if let Some(release) = drawn {
            publish_drawn(context, catalogue, &release, by).await?;
            finished.push(id);
        }
    }
    Ok(finished)
}

/// A draw is public with this, whoever comes first.
async fn publish_drawn(
    context: &Context,
    catalogue: &Catalogue,
    release: &Release,
    by: &By,
) -> Result<(), PublishError> {
    match announce(context, catalogue, release, by).await {
        Err(PublishError::AlreadyPublished(_)) => Ok(()),
        other => other,
    }
}

/// The draw of the next revision, made now unless it was.
async fn drawn(context: &Context, next: ReleaseId) -> Result<Release, PublishError> {
    match draw(context, next).await {
        // Published by a version of the program that said so last.
        Err(PublishError::AlreadyPublished(_)) => Ok(repository::find(context, next).await?),
        other => other,
    }
}
