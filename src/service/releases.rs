//! Publishing statistics: a closed month's table, noised once and never changed (docs/statistics.md).
//!
//! Two steps, each of which may be the last before a crash:
//!
//! 1. [`draw`] counts, draws the noise and stores the release with its files in one transaction. One family and period
//!    has room for one stored draw, so it is the only one there will ever be.
//! 2. [`announce`] appends `Published` with the hash of every stored file to the stream `release/<id>`.
//!
//! A release without its event exists for nobody outside ([`reading`]). Publishing again finds the stored draw and
//! announces that one.

pub mod reading;

use jiff::ToSpan;
use sajam_aggregates::release::{FamilyCode, PeriodCode};
use sajam_aggregates::vocabulary::Category;
use sajam_aggregates::{By, ReleaseCommand, ReleaseId, ReleaseRefusal, release as domain};
use sajam_projections::{ProjectionError, statistics};
use sqlx::PgConnection;

use super::ServiceError;
use crate::app::App;
use crate::calendar::{JalaliMonth, tehran};
use crate::disclosure::{
    self, CellCode, Code, FamilyId, LicenceId, Metadata, Period, Release, ReleaseFile, TableError,
    TrueTable,
};
use crate::sequencer::backlog;
use crate::store::Acting;

/// How long after its end a month may be published: what was filed at its end is handled by then, and nobody can take
/// the day of a release for the day of a report.
pub const LAG_MS: i64 = 7 * 86_400_000;

/// The version of the counting rules and of the method, told in every release.
const METHODOLOGY: u32 = 1;

/// The licence of the figures.
const LICENCE: &str = "CC-BY-4.0";

/// A month that is over and not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The month.
    pub month: JalaliMonth,
    /// Whether its noise is drawn already: publishing was begun and broken off.
    pub drawn: bool,
}

/// Why a month is not published. Says nothing of what was counted.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// It is not over, or has not been for long enough.
    #[error("{month} can be published from {from} on")]
    NotClosed {
        /// The month.
        month: JalaliMonth,
        /// The first day (Gregorian, in Tehran) on which it can be.
        from: jiff::civil::Date,
    },
    /// It was over before the first report came in.
    #[error("{0} was over before the first report came in")]
    BeforeFirst(JalaliMonth),
    /// It is out; a release never changes.
    #[error("{0} is published already and never changes")]
    AlreadyPublished(ReleaseId),
    /// The read model that is counted from does not hold everything yet.
    #[error(
        "the statistics have read the log up to {position} of {size}: try again in a moment, or look at `sajam projections check`"
    )]
    Behind {
        /// Where they are.
        position: i64,
        /// Where they should be.
        size: i64,
    },
    /// Events from before the month's end are not in the log yet.
    #[error("events of {0} wait for their place in the log: they get it while a server is running")]
    Waiting(JalaliMonth),
    /// The family is not published, or not by month.
    #[error(transparent)]
    Refused(#[from] disclosure::PublishError),
    /// What was counted does not fit the family's grid.
    #[error("the counts do not make a table")]
    Table(#[from] TableError),
    /// The statistics stand still.
    #[error("the statistics cannot be read")]
    Projection(#[from] ProjectionError),
    /// The store.
    #[error(transparent)]
    Service(#[from] ServiceError<ReleaseRefusal>),
}

impl From<sqlx::Error> for PublishError {
    fn from(error: sqlx::Error) -> Self {
        Self::Service(error.into())
    }
}

/// The closed months that are not published, the oldest first: from that of the oldest report on, without a gap, so
/// that a month without a report is published like any other.
///
/// # Errors
/// [`PublishError::Behind`] and when the database is away.
pub async fn plan(app: &App) -> Result<Vec<Due>, PublishError> {
    catch_up(app).await?;
    let Some(oldest_ms) = statistics::oldest_ms(&app.pool).await? else {
        return Ok(Vec::new());
    };
    let now_ms = app.clock.now_ms();
    let published = reading::published(&app.pool, FamilyId::MonthCategory).await?;
    let drawn = reading::drawn(&app.pool, FamilyId::MonthCategory).await?;
    let mut month = JalaliMonth::containing(oldest_ms);
    let mut due = Vec::new();
    while closes_ms(month) <= now_ms {
        let name = month.to_string();
        if !published.contains(&name) {
            due.push(Due {
                month,
                drawn: drawn.contains(&name),
            });
        }
        month = month.next();
    }
    Ok(due)
}

/// Publishes a month. Answers when its event is committed; from then on everybody can read the release.
///
/// # Errors
/// See [`PublishError`]. After an error it can be tried again: whatever was drawn is kept, and drawn once.
pub async fn publish(
    app: &App,
    family: FamilyId,
    month: JalaliMonth,
    by: &By,
) -> Result<Release, PublishError> {
    let release = draw(app, family, month).await?;
    announce(app, &release, by).await?;
    Ok(release)
}

/// When a month may be published, in Unix milliseconds.
pub fn closes_ms(month: JalaliMonth) -> i64 {
    month.end_ms() + LAG_MS
}

/// The first step of [`publish`]: the stored draw of a month, made now if there is none.
///
/// # Errors
/// See [`PublishError`]. Nothing is stored then, or all of it.
pub async fn draw(
    app: &App,
    family: FamilyId,
    month: JalaliMonth,
) -> Result<Release, PublishError> {
    let period = period(month)?;
    let id = release_id(family, period)?;
    if app.clock.now_ms() < closes_ms(month) {
        let from = tehran(closes_ms(month)).date();
        return Err(PublishError::NotClosed { month, from });
    }
    if reading::is_published(&app.pool, &id).await? {
        return Err(PublishError::AlreadyPublished(id));
    }
    catch_up(app).await?;
    if backlog::waits_from_before(&app.pool, month.end_ms()).await? {
        return Err(PublishError::Waiting(month));
    }
    match statistics::oldest_ms(&app.pool).await? {
        Some(oldest_ms) if oldest_ms < month.end_ms() => {}
        _ => return Err(PublishError::BeforeFirst(month)),
    }

    let mut transaction = app.pool.begin().await?;
    // Two publishers at once: the second waits here and finds the first one's draw.
    sqlx::query("select pg_advisory_xact_lock(hashtextextended($1, 0))")
        .bind(id.as_str())
        .execute(&mut *transaction)
        .await?;
    if let Some(release) = reading::draft(&mut transaction, &id).await? {
        return Ok(release);
    }
    let table = count(app, family, month).await?;
    let metadata = Metadata {
        data_until: tehran(month.end_ms()).date() - 1.day(),
        licence: LICENCE
            .parse::<LicenceId>()
            .expect("an SPDX identifier, as the tests show"),
        methodology: METHODOLOGY,
        period,
        published_on: tehran(app.clock.now_ms()).date(),
        revision: std::num::NonZeroU32::MIN,
    };
    let (release, files) = table.noise(&mut app.entropy.rng()).publish(metadata)?;
    store(&mut transaction, &release, &files, app.clock.now_ms()).await?;
    transaction.commit().await?;
    Ok(release)
}

/// The second step of [`publish`]: the event that makes a stored draw public.
///
/// # Errors
/// See [`PublishError`].
pub async fn announce(app: &App, release: &Release, by: &By) -> Result<(), PublishError> {
    let id = release_id(release.family(), release.metadata().period)?;
    let files = release.files().iter().map(|file| {
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(domain::ReleaseFile {
            name: file.name().parse()?,
            sha256: hex::encode(file.sha256()).parse()?,
            bytes: file.bytes(),
        })
    });
    let command = ReleaseCommand::Publish {
        by: by.clone(),
        family: parsed::<FamilyCode>(release.family().code())?,
        period: parsed::<PeriodCode>(&release.metadata().period.to_string())?,
        files: files
            .collect::<Result<_, _>>()
            .map_err(ServiceError::Corrupt)?,
        epsilon_milli: release.epsilon_milli(),
    };
    let acting = Acting {
        actor: by.actor(),
        request: "release".to_owned(),
        at_ms: app.clock.now_ms(),
    };
    match app
        .store
        .execute::<domain::Release>(id.as_str(), command, acting)
        .await
        .map_err(ServiceError::from)
    {
        Ok(_) => Ok(()),
        Err(ServiceError::Refused(ReleaseRefusal::AlreadyPublished) | ServiceError::Conflict) => {
            Err(PublishError::AlreadyPublished(id))
        }
        Err(error) => Err(error.into()),
    }
}

/// Whatever the log holds now is read; what is appended from now on is of open months.
async fn catch_up(app: &App) -> Result<(), PublishError> {
    let size = backlog::log_size(&app.pool).await?;
    crate::jobs::catch_up(&app.pool).await?;
    let position = statistics::position(&app.pool).await?;
    if position < size {
        return Err(PublishError::Behind { position, size });
    }
    Ok(())
}

/// The true counts, which nothing but noise can be made of.
async fn count(app: &App, family: FamilyId, month: JalaliMonth) -> Result<TrueTable, PublishError> {
    if family != FamilyId::MonthCategory {
        return Err(disclosure::PublishError::Reserved(family).into());
    }
    let codes: Vec<Code> = Category::ALL
        .iter()
        .map(|category| parsed(category.code()))
        .collect::<Result<_, _>>()?;
    let counts = statistics::received_by_category(&app.pool, month.start_ms(), month.end_ms());
    let counts = counts
        .await?
        .into_iter()
        .map(|(category, count)| Ok((CellCode::from(parsed::<Code>(&category)?), count)))
        .collect::<Result<Vec<_>, PublishError>>()?;
    Ok(TrueTable::new(family, &[codes], counts)?)
}

async fn store(
    connection: &mut PgConnection,
    release: &Release,
    files: &[ReleaseFile],
    now_ms: i64,
) -> Result<(), PublishError> {
    let id = release.id().to_string();
    sqlx::query(
        "insert into releases (release_id, family, period, published_ms, content) values ($1, $2, $3, $4, $5::json)",
    )
    .bind(&id)
    .bind(release.family().code())
    .bind(release.metadata().period.to_string())
    .bind(now_ms)
    .bind(String::from_utf8_lossy(&release.to_json()).into_owned())
    .execute(&mut *connection)
    .await?;
    for file in files {
        sqlx::query(
            "insert into release_files (release_id, name, media_type, sha256, bytes) values ($1, $2, $3, $4, $5)",
        )
        .bind(&id)
        .bind(file.digest().name())
        .bind(file.digest().media_type())
        .bind(file.digest().sha256().as_slice())
        .bind(file.content())
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

fn period(month: JalaliMonth) -> Result<Period, PublishError> {
    parsed(&month.to_string())
}

/// The first release of a period; corrections would count on.
fn release_id(family: FamilyId, period: Period) -> Result<ReleaseId, PublishError> {
    parsed(&format!("{family}-{period}"))
}

/// Codes of one crate read by another: they agree, or a build is broken.
fn parsed<T>(text: &str) -> Result<T, PublishError>
where
    T: std::str::FromStr<Err: std::error::Error + Send + Sync + 'static>,
{
    text.parse()
        .map_err(|error| ServiceError::Corrupt(Box::new(error)).into())
}
