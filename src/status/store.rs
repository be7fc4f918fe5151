//! Rows of `incident_events`, and how they become incidents.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::incident::{Bilingual, Change, Incident, IncidentId, Kind, Said, Step};
use crate::clock::{HourStamp, from_ms};

/// A statement for [`Row`]s: its columns, and which.
macro_rules! steps {
    ($which:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            Row,
            "select number, incident, change, kind, at_ms, title_fa, title_en, text_fa, text_en
from incident_events where incident " + $which + " order by number"
            $(, $argument)*
        )
    };
}
pub(super) use steps;

/// A step as it is stored.
pub(super) struct Row {
    pub(super) number: i64,
    pub(super) incident: String,
    pub(super) change: String,
    pub(super) kind: String,
    pub(super) at_ms: i64,
    pub(super) title_fa: Option<String>,
    pub(super) title_en: Option<String>,
    pub(super) text_fa: Option<String>,
    pub(super) text_en: Option<String>,
}

fn corrupt(error: super::incident::Unknown) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

impl Row {
    fn step(self) -> Result<Step, sqlx::Error> {
        let title = self.title_fa.map(|fa| Bilingual {
            fa,
            en: self.title_en,
        });
        let said = self.text_fa.map(|fa| Said {
            title,
            text: Bilingual {
                fa,
                en: self.text_en,
            },
        });
        Ok(Step {
            number: self.number,
            change: self.change.parse().map_err(corrupt)?,
            hour: HourStamp::of(from_ms(self.at_ms)),
            said,
        })
    }
}

/// Rows in the order of their numbers, gathered by incident, the incident that was opened first being the first.
pub(super) fn gather(rows: Vec<Row>) -> Result<Vec<Incident>, sqlx::Error> {
    let mut incidents: Vec<Incident> = Vec::new();
    for row in rows {
        let id: IncidentId = row.incident.parse().map_err(corrupt)?;
        let kind: Kind = row.kind.parse().map_err(corrupt)?;
        let step = row.step()?;
        match incidents.iter_mut().find(|incident| incident.id == id) {
            Some(incident) => incident.steps.push(step),
            None => incidents.push(Incident {
                id,
                kind,
                steps: vec![step],
            }),
        }
    }
    Ok(incidents)
}

/// A step to be written.
pub(super) struct NewStep<'a> {
    pub(super) id: &'a IncidentId,
    pub(super) change: Change,
    pub(super) kind: Kind,
    pub(super) at: Timestamp,
    pub(super) actor: &'a str,
    pub(super) said: Option<&'a Said>,
}

/// Writes a step. Where the clock was set back, it is as late as the incident's step before it.
pub(super) async fn insert(
    connection: &mut PgConnection,
    step: &NewStep<'_>,
) -> Result<(), sqlx::Error> {
    let title = step.said.and_then(|said| said.title.as_ref());
    let text = step.said.map(|said| &said.text);
    sqlx::query!(
        "insert into incident_events (incident, change, kind, at_ms, actor, title_fa, title_en, text_fa, text_en)
         select $1, $2, $3, greatest($4, (select max(at_ms) from incident_events where incident = $1)), $5, $6, $7, $8, $9",
        step.id.as_str(),
        step.change.code(),
        step.kind.code(),
        step.at.as_millisecond(),
        step.actor,
        title.map(|title| &title.fa),
        title.and_then(|title| title.en.as_ref()),
        text.map(|text| &text.fa),
        text.and_then(|text| text.en.as_ref()),
    )
    .execute(connection)
    .await?;
    Ok(())
}
