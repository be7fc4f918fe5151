//! The first step of publishing: the one draw of a table's noise.

use jiff::{Timestamp, ToSpan};
use sajam_statistics::calendar::{last_time_of_day, tehran};
use sajam_statistics::release::RELEASE_TIME;
use sajam_statistics::{Metadata, Release, ReleaseFile, ReleaseId};
use sqlx::PgConnection;

use super::catch_up::catch_up;
use super::tables::counted;
use super::{
    LICENCE, METHODOLOGY, PublishError, budget, due_at, parsed, repository, schedule, spent_file,
    witness_check,
};
use crate::context::Context;
use crate::sequencer;

/// The stored draw of a table, made now if there is none.
///
/// # Errors
/// See [`PublishError`]. Nothing is stored then, or all of it.
pub async fn draw(context: &Context, id: ReleaseId) -> Result<Release, PublishError> {
    let (family, period) = (id.family(), id.period());
    if period.cadence() != family.family().cadence {
        return Err(PublishError::other_cadence(family, period));
    }
    if context.clock.now() < due_at(period) {
        return Err(PublishError::NotClosed {
            period,
            from: tehran(due_at(period)),
        });
    }
    if repository::is_published(&context.pool, id).await? {
        return Err(PublishError::AlreadyPublished(id));
    }
    // The original may draw the same table: two draws could be averaged.
    let mut connection = context.pool.acquire().await?;
    if context.copy_id.hold(&mut connection).await?.is_some() {
        return Err(PublishError::Held);
    }
    drop(connection);
    // In this order: what got its position in between is read by then.
    if context.store.waits_from_before(period.end()).await? {
        return Err(PublishError::Waiting(period));
    }
    catch_up(context).await?;
    witness_check::check(context).await?;
    sequencer::check_published(&context.pool, &context.secrets)
        .await
        .map_err(PublishError::Forked)?;
    match schedule::beginning(context).await? {
        Some(beginning) if beginning < period.end() => {}
        _ => return Err(PublishError::BeforeFirst(period)),
    }
    spent_file::reconcile(context).await?;
    if let Some(previous) = id.previous()
        && !repository::is_published(&context.pool, previous).await?
    {
        return Err(PublishError::NotPublished(previous));
    }

    let mut transaction = context.pool.begin().await?;
    // Two publishers at once: the second waits here and finds the first one's draw.
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended($1, 0))",
        id.to_string(),
    )
    .execute(&mut *transaction)
    .await?;
    if let Some(release) = repository::draft(&mut transaction, id).await? {
        return Ok(release);
    }
    if spent_file::holds(context, id).await? {
        return Err(PublishError::DrawnElsewhere(id));
    }
    let table = counted(&mut transaction, family, period).await?;
    let now = context.clock.now();
    let metadata = Metadata {
        data_until: tehran(period.end()).date().saturating_sub(1.day()),
        licence: parsed(LICENCE)?,
        methodology: METHODOLOGY,
        period,
        published_on: tehran(last_time_of_day(RELEASE_TIME, now)).date(),
        revision: id.revision(),
    };
    let mut rng = context.entropy.rng();
    let table = match id.previous() {
        None => table.noise(&mut rng),
        Some(_) => table.noise_correction(&mut rng),
    };
    budget::pay(&mut transaction, id, &table, now).await?;
    let (release, files) = table.publish(metadata)?;
    store(&mut transaction, &release, &files, now).await?;
    transaction.commit().await?;
    Ok(release)
}

async fn store(
    connection: &mut PgConnection,
    release: &Release,
    files: &[ReleaseFile],
    now: Timestamp,
) -> Result<(), PublishError> {
    let id = release.id().to_string();
    // Through `text`, so that what is stored is the very text that was made.
    sqlx::query!(
        "insert into releases (release_id, family, period, revision, published_ms, content)
         values ($1, $2, $3, $4::bigint, $5, $6::text::json)",
        id,
        release.family().code(),
        release.period().to_string(),
        i64::from(release.metadata().revision.get()),
        now.as_millisecond(),
        String::from_utf8_lossy(&release.to_json()).into_owned(),
    )
    .execute(&mut *connection)
    .await?;
    for file in files {
        sqlx::query!(
            "insert into release_files (release_id, name, media_type, sha256, bytes) values ($1, $2, $3, $4, $5)",
            id,
            file.digest().name(),
            file.digest().media_type(),
            file.digest().sha256().as_slice(),
            file.content(),
        )
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}
