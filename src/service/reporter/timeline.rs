//! A report as its reporter sees it: where it stands, what happened, what they are asked. Never who of the staff acted,
//! nor what they noted, nor when they read it.

use jiff::Timestamp;
use sajam_aggregates::report::Submitted;
use sajam_aggregates::{
    ActionKind, Anonymity, Audience, By, Category, Institution, InstitutionCode, Outcome, Province,
    Refusal, ReportEvent, ReportEventKind, SealedField, Status,
};

use super::feed_address;
use crate::clock::{HourStamp, from_at};
use crate::context::Context;
use crate::service::{CaseFile, Entry, OpenedText, ServiceError};

/// See the module.
pub struct Timeline {
    /// Where it stands.
    pub status: Status,
    /// The revision a page made from this shows.
    pub revision: u64,
    /// What happened, the first first.
    pub steps: Vec<Step>,
    /// What they wrote when they filed it.
    pub filed: FiledReport,
    /// Sequence of the question that waits for an answer.
    pub open_question: Option<u64>,
    /// Whether they may take the report back, or why not.
    pub withdrawal: Result<(), Refusal>,
    /// Whether they may appeal against the answer, or why not.
    pub appeal: Result<(), Refusal>,
    /// Whether the log shows all of it.
    pub publication: Publication,
    /// Whether a feed tells of it.
    pub has_feed: bool,
}

/// One thing that happened.
pub struct Step {
    /// Its place in the history.
    pub sequence: u64,
    /// What it was.
    pub event: ReportEventKind,
    /// When.
    pub when: When,
    /// The question, the answer, the explanation, the grounds of an appeal.
    pub text: Option<OpenedText>,
    /// What handling came to, where this is the answer.
    pub outcome: Option<Outcome>,
    /// Whether somebody of the unit has it now, where it was given to a unit.
    pub has_investigator: bool,
}

/// When something happened, as exactly as it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// What the reporter did: within this hour.
    Hour(HourStamp),
    /// What staff did: on the day of this instant.
    Day(Timestamp),
}

/// What was written when the report was filed.
pub struct FiledReport {
    /// What it is about.
    pub category: Category,
    /// Where.
    pub province: Province,
    /// The body complained of.
    pub institution: FiledInstitution,
    /// What happened.
    pub narrative: OpenedText,
    /// Whom it is about.
    pub subject: Option<OpenedText>,
    /// Where exactly.
    pub place: Option<OpenedText>,
    /// When.
    pub occurred: Option<OpenedText>,
    /// Who may learn who the reporter is.
    pub anonymity: Anonymity,
    /// Whether they said who they are or how to reach them. What they said is not shown again: whoever comes by the
    /// number must not learn it.
    pub has_reach: bool,
}

/// The body complained of.
pub enum FiledInstitution {
    /// One of the directory's.
    Listed(InstitutionCode),
    /// In the reporter's words.
    Described(OpenedText),
    /// The reporter did not know.
    Unknown,
}

/// Whether the published log covers a history, as far as the reporter sees it: that staff read it shows nowhere, so it
/// must not show here either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publication {
    /// All of it.
    Covered {
        /// The beat of the first published checkpoint that does.
        since: Timestamp,
        /// Entries under that.
        since_size: u64,
        /// Entries under the newest checkpoint.
        size: u64,
    },
    /// Its last entries wait; they are published by then at the latest.
    Awaited {
        /// By when.
        by: Timestamp,
    },
}

impl Timeline {
    /// Reads a case for its reporter.
    ///
    /// # Errors
    /// See [`ServiceError`].
    pub async fn of(context: &Context, case: &CaseFile) -> Result<Self, ServiceError> {
        let corrupt =
            || ServiceError::Corrupt("a history that does not begin with Submitted".into());
        let first = case.entries.first().ok_or_else(corrupt)?;
        let ReportEvent::Submitted(submitted) = &first.event else {
            return Err(corrupt());
        };
        let steps = case
            .entries
            .iter()
            .map(|entry| step(case, entry))
            .collect::<Result<Vec<_>, _>>()?;
        let allowed = case.report.allowed_actions(&By::Reporter, None);
        let verdict = |kind| {
            let found = allowed.iter().find(|(found, _)| *found == kind);
            found.map_or(Err(Refusal::NoSuchReport), |(_, verdict)| verdict.clone())
        };
        Ok(Self {
            status: case.report.status().ok_or_else(corrupt)?,
            withdrawal: verdict(ActionKind::Withdraw),
            appeal: verdict(ActionKind::Appeal),
            revision: case.report.revision(),
            steps: steps.into_iter().flatten().collect(),
            filed: filed(case, submitted)?,
            open_question: case.report.open_question(),
            publication: publication(context, case).await?,
            has_feed: feed_address::exists(context, &case.id).await?,
        })
    }

    /// The step that asks what waits for an answer.
    pub fn question(&self) -> Option<&Step> {
        self.steps
            .iter()
            .find(|step| Some(step.sequence) == self.open_question)
    }

    /// The answer, and the decision on an appeal against it: what holds, the answer first. Empty while the report is open.
    pub fn end(&self) -> impl Iterator<Item = &Step> {
        let is_answered = matches!(self.status, Status::Resolved | Status::Appealed);
        // After a report was reopened there can be a second answer, which takes the first one's place.
        let from = self
            .steps
            .iter()
            .rposition(|step| step.event == ReportEventKind::Resolved)
            .filter(|_| is_answered)
            .unwrap_or(self.steps.len());
        let tells = |step: &&Step| {
            matches!(
                step.event,
                ReportEventKind::Resolved | ReportEventKind::AppealDismissed
            )
        };
        self.steps.iter().skip(from).filter(tells)
    }

    /// Whether this very text came in with this event after the revision that a page showed: the same form twice.
    pub fn has_since(&self, seen: Option<u64>, event: ReportEventKind, text: &str) -> bool {
        self.since(seen.unwrap_or(0)).any(|step| {
            step.event == event
                && matches!(&step.text, Some(OpenedText::Text(found)) if found.as_str() == text)
        })
    }

    /// What happened after the revision that a page showed.
    pub fn since(&self, seen: u64) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |step| step.sequence > seen)
    }
}

/// `None` for what is not the reporter's to see.
fn step(case: &CaseFile, entry: &Entry) -> Result<Option<Step>, ServiceError> {
    if !is_told(entry) {
        return Ok(None);
    }
    let text = match &entry.event {
        // What they filed is told apart from what came of it.
        ReportEvent::Submitted(_) => None,
        event => event.texts_for(Audience::Reporter).next(),
    };
    Ok(Some(Step {
        sequence: entry.stored.sequence,
        event: entry.event.kind(),
        when: when(entry),
        text: text
            .map(|(field, sealed)| case.open(field, sealed))
            .transpose()?,
        outcome: match &entry.event {
            ReportEvent::Resolved(resolved) => Some(resolved.outcome),
            _ => None,
        },
        has_investigator: matches!(&entry.event, ReportEvent::Assigned(to) if to.investigator.is_some()),
    }))
}

fn when(entry: &Entry) -> When {
    let at = from_at(entry.at);
    let by_reporter = matches!(
        entry.event,
        ReportEvent::Submitted(_)
            | ReportEvent::ReporterAnswered(_)
            | ReportEvent::Appealed(_)
            | ReportEvent::Withdrawn(_)
    );
    if by_reporter {
        When::Hour(HourStamp::of(at))
    } else {
        When::Day(at)
    }
}

fn is_told(entry: &Entry) -> bool {
    entry.event.is_visible_to(Audience::Reporter)
}

/// What happened and when, as the reporter is told it, the first first: nothing that was sealed is opened for it.
pub fn told(case: &CaseFile) -> impl Iterator<Item = (ReportEventKind, When)> {
    let told = case.entries.iter().filter(|entry| is_told(entry));
    told.map(|entry| (entry.event.kind(), when(entry)))
}

fn filed(case: &CaseFile, submitted: &Submitted) -> Result<FiledReport, ServiceError> {
    let open_if = |field: SealedField, sealed: &Option<_>| case.open_if(field, sealed.as_ref());
    Ok(FiledReport {
        category: submitted.category,
        province: submitted.province,
        institution: match &submitted.institution {
            Institution::Listed(code) => FiledInstitution::Listed(code.clone()),
            Institution::Described(sealed) => {
                FiledInstitution::Described(case.open(SealedField::SubmittedInstitution, sealed)?)
            }
            Institution::Unknown => FiledInstitution::Unknown,
        },
        narrative: case.open(SealedField::SubmittedNarrative, &submitted.narrative)?,
        subject: open_if(SealedField::SubmittedSubject, &submitted.subject)?,
        place: open_if(SealedField::SubmittedPlace, &submitted.place)?,
        occurred: open_if(SealedField::SubmittedOccurred, &submitted.occurred)?,
        anonymity: submitted.anonymity,
        has_reach: submitted.identity.is_some() || submitted.contact.is_some(),
    })
}

async fn publication(context: &Context, case: &CaseFile) -> Result<Publication, ServiceError> {
    let size = context
        .checkpoints
        .newest()
        .await?
        .map_or(0, |checkpoint| checkpoint.size);
    let Some(last) = case.entries.iter().rev().find(|entry| is_told(entry)) else {
        return Err(ServiceError::Corrupt("a history without a step".into()));
    };
    // Positions follow the order of a stream: what covers its last event covers all.
    let covering = match last.stored.position {
        Some(position) if position.is_under(size) => {
            context.checkpoints.first_covering(position).await?
        }
        _ => None,
    };
    Ok(match covering {
        Some(first) => Publication::Covered {
            since: first.beat,
            since_size: first.size,
            size,
        },
        None => Publication::Awaited {
            by: published_by(context, last),
        },
    })
}

/// When an entry is published at the latest. From the end of its hour, so that it tells no more than the hour.
pub(in crate::service) fn published_by(context: &Context, entry: &Entry) -> Timestamp {
    context.published_by(HourStamp::of(from_at(entry.at)).end())
}
