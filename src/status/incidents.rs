//! Incidents: opened and closed by the program when something is wrong with it, and by staff.

use sqlx::{Connection, PgConnection, PgPool};

use super::incident::{Change, Incident, IncidentId, Kind, Said};
use super::latest_cell::LatestCell;
use super::store::{NewStep, Row, gather, insert, steps};
use crate::clock::Clock;
use crate::entropy::Entropy;

/// Changes of incidents wait for each other: a kind must not be opened twice, a form not overtake another. Any number,
/// the same for all servers: "sjinci" in ASCII.
const LOCK: i64 = 0x73_6a_69_6e_63_69;

/// Open incidents that are read: nobody keeps more than a few.
const MOST_OPEN: i64 = 50;

/// Who opens and closes automatic incidents.
const SYSTEM: &str = "system";

/// Why an incident was not changed.
#[derive(Debug, thiserror::Error)]
pub enum IncidentError {
    /// There is none of that id.
    #[error("there is no such incident")]
    NotFound,
    /// Something happened to it since it was looked at.
    #[error("the incident has changed since")]
    Changed,
    /// It is over already.
    #[error("the incident is closed already")]
    Closed,
    /// The program closes it when what is wrong is right again, and nobody else does.
    #[error("this incident closes by itself when what is wrong is right again")]
    Automatic,
    /// The database is away.
    #[error("the database is not available")]
    Sql(#[from] sqlx::Error),
}

/// Incidents in the database.
#[derive(Clone)]
pub struct Incidents {
    pool: PgPool,
    clock: Clock,
    entropy: Entropy,
    pub(super) held: LatestCell,
}

impl Incidents {
    /// Incidents in this database.
    pub fn new(pool: PgPool, clock: Clock, entropy: Entropy) -> Self {
        Self {
            pool,
            clock,
            entropy,
            held: LatestCell::default(),
        }
    }

    /// Says whether something is wrong: opens an incident of the kind unless one is open, or closes the one that is.
    /// May be said as often as one likes. Whether it changed anything.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn set(&self, kind: Kind, is_wrong: bool) -> Result<bool, sqlx::Error> {
        let mut connection = self.pool.acquire().await?;
        // Most of the time nothing has changed: then nobody has to wait for anybody.
        if open_of(&mut connection, kind).await?.is_some() == is_wrong {
            return Ok(false);
        }
        let mut transaction = connection.begin().await?;
        let changed = self.set_within(&mut transaction, kind, is_wrong).await?;
        transaction.commit().await?;
        self.changed().await;
        Ok(changed)
    }

    /// [`set`](Self::set) within a transaction.
    pub(super) async fn set_within(
        &self,
        transaction: &mut PgConnection,
        kind: Kind,
        is_wrong: bool,
    ) -> Result<bool, sqlx::Error> {
        lock(transaction).await?;
        let (id, change) = match (open_of(transaction, kind).await?, is_wrong) {
            (None, true) => (IncidentId::draw(self.entropy), Change::Opened),
            (Some(id), false) => (id, Change::Closed),
            (None, false) | (Some(_), true) => return Ok(false),
        };
        let step = NewStep {
            id: &id,
            change,
            kind,
            at: self.clock.now(),
            actor: SYSTEM,
            said: None,
        };
        insert(transaction, &step).await?;
        match change {
            Change::Opened => {
                tracing::error!(
                    incident = kind.code(),
                    "incident opened: the public is told"
                );
            }
            _ => tracing::info!(incident = kind.code(), "incident closed"),
        }
        Ok(true)
    }

    /// Opens an incident in somebody's words. `id` is drawn with the form: the same form sent twice opens one.
    ///
    /// # Errors
    /// [`IncidentError::Automatic`] for a kind that only the program opens.
    pub async fn open(
        &self,
        id: &IncidentId,
        kind: Kind,
        said: &Said,
        actor: &str,
    ) -> Result<(), IncidentError> {
        if kind.is_automatic() {
            return Err(IncidentError::Automatic);
        }
        let mut transaction = self.pool.begin().await?;
        lock(&mut transaction).await?;
        if steps_of(&mut transaction, id).await?.is_some() {
            return Ok(());
        }
        let step = NewStep {
            id,
            change: Change::Opened,
            kind,
            at: self.clock.now(),
            actor,
            said: Some(said),
        };
        insert(&mut transaction, &step).await?;
        transaction.commit().await?;
        self.changed().await;
        Ok(())
    }

    /// Adds news to an open incident, or closes it with a last word. `seen` is the number of the newest step that
    /// whoever wrote it has read; `None` writes whatever came before.
    ///
    /// # Errors
    /// See [`IncidentError`].
    pub async fn add(
        &self,
        id: &IncidentId,
        seen: Option<i64>,
        change: Change,
        said: &Said,
        actor: &str,
    ) -> Result<(), IncidentError> {
        let mut transaction = self.pool.begin().await?;
        lock(&mut transaction).await?;
        let incident = steps_of(&mut transaction, id).await?;
        let incident = incident.ok_or(IncidentError::NotFound)?;
        may_add(&incident, seen, change)?;
        let said = Said {
            title: None,
            text: said.text.clone(),
        };
        let step = NewStep {
            id,
            change,
            kind: incident.kind,
            at: self.clock.now(),
            actor,
            said: Some(&said),
        };
        insert(&mut transaction, &step).await?;
        transaction.commit().await?;
        self.changed().await;
        Ok(())
    }

    /// One incident.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn find(&self, id: &IncidentId) -> Result<Option<Incident>, sqlx::Error> {
        steps_of(&mut *self.pool.acquire().await?, id).await
    }

    /// What goes on now, the newest first.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn open_now(&self) -> Result<Vec<Incident>, sqlx::Error> {
        let rows = steps!(
            "in (select incident from incident_events e where change = 'opened'
               and not exists (select from incident_events c where c.incident = e.incident and c.change = 'closed')
             order by number desc limit $1)",
            MOST_OPEN,
        )
        .fetch_all(&self.pool)
        .await?;
        newest_first(rows)
    }

    /// Incidents opened before the one with this number, the newest first; from the newest when there is no number.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn before(
        &self,
        number: Option<i64>,
        most: i64,
    ) -> Result<Vec<Incident>, sqlx::Error> {
        let rows = steps!(
            "in (select incident from incident_events where change = 'opened' and number < $2 order by number desc limit $1)",
            most,
            number.unwrap_or(i64::MAX),
        )
        .fetch_all(&self.pool)
        .await?;
        newest_first(rows)
    }

    /// The number of the newest step of any incident; 0 before the first.
    pub(super) async fn newest_step(&self) -> Result<i64, sqlx::Error> {
        sqlx::query_scalar!(r#"select coalesce(max(number), 0) as "number!" from incident_events"#)
            .fetch_one(&self.pool)
            .await
    }

    /// The incidents something happened to last, the newest news first.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn latest_news(&self, most: i64) -> Result<Vec<Incident>, sqlx::Error> {
        let rows = steps!(
            "in (select incident from incident_events group by incident order by max(number) desc limit $1)",
            most,
        )
        .fetch_all(&self.pool)
        .await?;
        let mut latest = gather(rows)?;
        latest.sort_by_key(|incident| std::cmp::Reverse(incident.seen()));
        Ok(latest)
    }
}

/// The incidents of some rows, the last opened first.
fn newest_first(rows: Vec<Row>) -> Result<Vec<Incident>, sqlx::Error> {
    let mut incidents = gather(rows)?;
    incidents.reverse();
    Ok(incidents)
}

/// Whether a step may be added to an incident by somebody.
///
/// # Errors
/// See [`IncidentError`].
pub fn may_add(
    incident: &Incident,
    seen: Option<i64>,
    change: Change,
) -> Result<(), IncidentError> {
    if !incident.is_open() {
        return Err(IncidentError::Closed);
    }
    if change == Change::Closed && incident.kind.is_automatic() {
        return Err(IncidentError::Automatic);
    }
    if seen.is_some_and(|seen| seen != incident.seen()) {
        return Err(IncidentError::Changed);
    }
    Ok(())
}

async fn lock(transaction: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_advisory_xact_lock($1)", LOCK)
        .execute(transaction)
        .await?;
    Ok(())
}

/// The open incident of a kind.
async fn open_of(
    connection: &mut PgConnection,
    kind: Kind,
) -> Result<Option<IncidentId>, sqlx::Error> {
    let id = sqlx::query_scalar!(
        "select incident from incident_events e where change = 'opened' and kind = $1
           and not exists (select from incident_events c where c.incident = e.incident and c.change = 'closed')
         order by number desc limit 1",
        kind.code(),
    )
    .fetch_optional(connection)
    .await?;
    id.map(|id| {
        id.parse()
            .map_err(|error| sqlx::Error::Decode(Box::<super::incident::Unknown>::new(error)))
    })
    .transpose()
}

async fn steps_of(
    connection: &mut PgConnection,
    id: &IncidentId,
) -> Result<Option<Incident>, sqlx::Error> {
    let rows = steps!("= $1", id.as_str()).fetch_all(connection).await?;
    Ok(gather(rows)?.pop())
}
