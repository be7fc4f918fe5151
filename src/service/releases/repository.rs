//! Reading releases: those whose `Published` is in the history, and of them only what it vouches for.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use sajam_aggregates::release as domain;
use sajam_aggregates::{ReleaseEvent, StoredEvent};
use sqlx::{Executor, PgConnection, PgPool};

use super::release_set::{Correction, Published, PublishedFile, ReleaseSet};

use sajam_statistics::{FamilyId, Release, ReleaseId};

use crate::context::Context;
use crate::service::ServiceError;
use crate::store::releases::{self as history, StoredRelease};

/// One release.
///
/// # Errors
/// [`ServiceError::NotFound`] also for a draw that was never announced; else when the database is away, or holds something
/// else than was published.
pub(super) async fn find(context: &Context, id: ReleaseId) -> Result<Release, ServiceError> {
    let mut connection = context.pool.acquire().await?;
    let stored = history::find(&mut connection, &id.to_string()).await?;
    let stored = stored.ok_or(ServiceError::NotFound)?;
    Ok(with_files(&mut connection, stored).await?.release)
}

/// Every release with its files and corrections, as of one moment. One that is not what its event says is left out: the
/// others are still true.
pub(super) async fn read_all(pool: &PgPool) -> Result<ReleaseSet, ServiceError> {
    let mut snapshot = pool.begin().await?;
    snapshot
        .execute("set transaction isolation level repeatable read read only")
        .await?;
    let digest = history::digest(&mut snapshot).await?;
    let (mut releases, altered) = all(&mut snapshot).await?;
    let key = |published: &Published| {
        let release = &published.release;
        let newest = Reverse((release.period(), release.metadata().revision));
        (release.family(), newest)
    };
    releases.sort_by_key(key);
    Ok(ReleaseSet {
        generation: 1,
        digest,
        altered,
        releases,
    })
}

/// The name of a release that is not what its event says, if there is one.
///
/// # Errors
/// When the database is away.
pub async fn first_altered(connection: &mut PgConnection) -> Result<Option<String>, ServiceError> {
    let (_, altered) = all(connection).await?;
    Ok(altered.into_iter().min())
}

/// Those that are what their events say, and the names of those that are not.
async fn all(
    connection: &mut PgConnection,
) -> Result<(Vec<Published>, BTreeSet<String>), ServiceError> {
    let stored = history::all(connection).await?;
    let (mut releases, mut altered) = (Vec::new(), BTreeSet::new());
    for stored in stored {
        let name = stored.release_id.clone();
        match with_files(connection, stored).await {
            Ok(published) => releases.push(published),
            Err(error @ ServiceError::Unavailable(_)) => return Err(error),
            Err(_) => {
                altered.insert(name);
            }
        }
    }
    Ok((releases, altered))
}

async fn with_files(
    connection: &mut PgConnection,
    stored: StoredRelease,
) -> Result<Published, ServiceError> {
    let release = release(stored)?;
    let id = release.id().to_string();
    let files = vouched_files(connection, &release).await?;
    Ok(Published {
        corrections: corrections(connection, &id).await?,
        release,
        files,
    })
}

async fn corrections(
    connection: &mut PgConnection,
    id: &str,
) -> Result<Vec<Correction>, ServiceError> {
    let stored = history::corrections(connection, id).await?;
    let mut corrections = Vec::new();
    for stored in stored {
        let event = ReleaseEvent::from_parts("Corrected", &stored.event_version, stored.payload)
            .map_err(|error| ServiceError::Corrupt(Box::new(error)))?;
        if let ReleaseEvent::Corrected(said) = event {
            corrections.push(Correction {
                at: stored.at,
                said,
            });
        }
    }
    Ok(corrections)
}

/// Whether the noise of a release is drawn, published or not.
pub(super) async fn is_drawn(pool: &PgPool, id: ReleaseId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from releases where release_id = $1) as "exists!""#,
        id.to_string(),
    )
    .fetch_one(pool)
    .await
}

/// Whether a release is out.
pub(super) async fn is_published(pool: &PgPool, id: ReleaseId) -> Result<bool, sqlx::Error> {
    history::is_published(pool, &id.to_string()).await
}

/// The periods of a family that are out.
pub(super) async fn published(
    pool: &PgPool,
    family: FamilyId,
) -> Result<BTreeSet<String>, sqlx::Error> {
    let periods = history::published_periods(pool, family.code()).await?;
    Ok(periods.into_iter().collect())
}

/// The periods of a family whose noise is drawn, published or not.
pub(super) async fn drawn(
    pool: &PgPool,
    family: FamilyId,
) -> Result<BTreeSet<String>, sqlx::Error> {
    let periods = sqlx::query_scalar!(
        "select period from releases where family = $1",
        family.code(),
    )
    .fetch_all(pool)
    .await?;
    Ok(periods.into_iter().collect())
}

/// A stored draw, published or not: for publishing it, and nothing else.
pub(super) async fn draft(
    connection: &mut PgConnection,
    id: ReleaseId,
) -> Result<Option<Release>, ServiceError> {
    let content = sqlx::query_scalar!(
        r#"select content::text as "content!" from releases where release_id = $1"#,
        id.to_string(),
    )
    .fetch_optional(connection)
    .await?;
    content.map(|content| parse(&content)).transpose()
}

fn parse(content: &str) -> Result<Release, ServiceError> {
    Release::from_json(content.as_bytes()).map_err(|error| ServiceError::Corrupt(Box::new(error)))
}

/// A release is what its event says it is: of the same name, family, period and cost, with the same files. What its
/// figures say is for [`with_files`] to compare.
fn release(stored: StoredRelease) -> Result<Release, ServiceError> {
    let content = stored.content.ok_or_else(|| altered(&stored.release_id))?;
    let release: Release = parse(&content)?;
    let published = published_event(&stored.event_type, &stored.event_version, stored.payload)?;
    let same_files = published.files.len() == release.files().len()
        && published
            .files
            .iter()
            .zip(release.files())
            .all(|(said, stored)| {
                said.name.as_str() == stored.name()
                    && said.bytes == stored.bytes()
                    && said.sha256.as_str() == hex::encode(stored.sha256())
            });
    let same = release.id().to_string() == stored.release_id
        && published.family.as_str() == release.family().code()
        && published.period.as_str() == release.period().to_string()
        && published.epsilon_milli == release.epsilon_milli();
    if same && same_files {
        Ok(release)
    } else {
        Err(altered(&stored.release_id))
    }
}

/// The stored bytes of a release's files, those that its digests name and no others; and they say what the release does.
async fn vouched_files(
    connection: &mut PgConnection,
    release: &Release,
) -> Result<Vec<PublishedFile>, ServiceError> {
    let id = release.id().to_string();
    let stored = sqlx::query!(
        "select name, bytes from release_files where release_id = $1",
        id,
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut files = Vec::new();
    for digest in release.files() {
        let file = stored.iter().find(|file| file.name == digest.name());
        let file = file.filter(|file| digest.matches(&file.bytes));
        let file = file.ok_or_else(|| altered(&id))?;
        files.push(PublishedFile {
            name: file.name.clone(),
            media_type: digest.media_type().to_owned(),
            bytes: file.bytes.clone().into(),
        });
    }
    let document = release.document_name();
    let is_said = files
        .iter()
        .any(|file| file.name == document && release.is_said_by(&file.bytes));
    if is_said {
        Ok(files)
    } else {
        Err(altered(&id))
    }
}

/// That a stored draw is whole, before it is made public: its files are those it names, and say what it says.
pub(super) async fn check_draft(pool: &PgPool, release: &Release) -> Result<(), ServiceError> {
    let mut connection = pool.acquire().await?;
    vouched_files(&mut connection, release).await.map(drop)
}

fn published_event(
    event_type: &str,
    event_version: &str,
    payload: serde_json::Value,
) -> Result<domain::Published, ServiceError> {
    let event = ReleaseEvent::from_parts(event_type, event_version, payload)
        .map_err(|error| ServiceError::Corrupt(Box::new(error)))?;
    match event {
        ReleaseEvent::Published(published) => Ok(published),
        ReleaseEvent::Corrected(_) => Err(ServiceError::Corrupt(
            "a correction in place of a publication".into(),
        )),
    }
}

fn altered(id: &str) -> ServiceError {
    ServiceError::Corrupt(format!("the release {id} is not what its event says").into())
}
