//! The second step of publishing: the event that makes a stored draw public.

use sajam_aggregates::release::{self as domain, FamilyCode, PeriodCode};
use sajam_aggregates::{By, ReleaseCommand, ReleaseRefusal};
use sajam_statistics::{Release, ReleaseId};

use super::{Catalogue, PublishError, parsed, repository, spent_file, witness_check};
use crate::context::Context;
use crate::service::ActionError;
use crate::store::Acting;

/// Appends `Published` for a stored draw.
///
/// # Errors
/// See [`PublishError`].
pub async fn announce(
    context: &Context,
    catalogue: &Catalogue,
    release: &Release,
    by: &By,
) -> Result<(), PublishError> {
    let id = release.id();
    let files = release.files().iter().map(|file| {
        Ok::<_, PublishError>(domain::ReleaseFile {
            name: parsed(file.name())?,
            sha256: parsed(&hex::encode(file.sha256()))?,
            bytes: file.bytes(),
        })
    });
    let command = ReleaseCommand::Publish {
        by: by.clone(),
        family: parsed::<FamilyCode>(release.family().code())?,
        period: parsed::<PeriodCode>(&release.period().to_string())?,
        files: files.collect::<Result<_, _>>()?,
        epsilon_milli: release.epsilon_milli(),
    };
    witness_check::check(context).await?;
    repository::check_draft(&context.pool, release).await?;
    spent_file::add(context, id, release.epsilon_milli()).await?;
    match execute(context, catalogue, id, command, by).await {
        Ok(()) => Ok(()),
        Err(ActionError::Refused(ReleaseRefusal::AlreadyPublished) | ActionError::Conflict) => {
            Err(PublishError::AlreadyPublished(id))
        }
        Err(error) => Err(error.into()),
    }
}

/// One command to a release.
pub(super) async fn execute(
    context: &Context,
    catalogue: &Catalogue,
    id: ReleaseId,
    command: ReleaseCommand,
    by: &By,
) -> Result<(), ActionError<ReleaseRefusal>> {
    let acting = Acting {
        actor: by.actor(),
        request: "release".to_owned(),
        at: context.clock.now(),
    };
    context
        .store
        .execute::<domain::Release>(&id.to_string(), command, acting)
        .await?;
    // It is committed: whatever comes of this, it is out.
    if let Err(error) = catalogue.refresh().await {
        tracing::warn!(%error, "the new release cannot be read yet");
    }
    Ok(())
}
