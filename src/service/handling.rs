//! What staff do with a report.

use sajam_aggregates::report::{
    Acknowledge, AskQuestion, Assign, DismissAppeal, Investigate, Open, Reopen, Resolve, Triage,
};
use sajam_aggregates::{
    ActionKind, By, Category, FindingStep, Institution, InstitutionCode, Message, Outcome,
    Priority, Province, Refusal, Report, ReportAction, ReportCommand, ReportId, Role, Sealed,
    SealedField, ShortText, Staff, StaffId, UnitCode,
};

use super::accounts::{self, StaffSession};
use super::{ActionError, CaseFile, ServiceError};
use crate::app::App;
use crate::seal::DataKey;
use crate::store::Acting;

/// What a staff member asks for, in plain text.
pub enum StaffRequest {
    /// Tell the reporter it arrived.
    Acknowledge,
    /// Settle what it is filed under.
    Triage {
        /// What it is about.
        category: Category,
        /// Where.
        province: Province,
        /// The body complained of.
        institution: TriageInstitution,
        /// How soon.
        priority: Priority,
    },
    /// Give it to a unit, or to somebody of the unit.
    Assign {
        /// The unit.
        unit: UnitCode,
        /// The investigator.
        investigator: Option<StaffId>,
    },
    /// Note a step taken to find out.
    Investigate {
        /// Which kind.
        step: FindingStep,
        /// What was found.
        note: Message,
    },
    /// Ask the reporter.
    AskQuestion {
        /// What.
        message: Message,
    },
    /// Close it with an outcome.
    Resolve {
        /// The outcome.
        outcome: Outcome,
        /// For the reporter.
        explanation: Message,
        /// For the file.
        reasons: Option<Message>,
    },
    /// Accept the reporter's appeal: the case goes on.
    Reopen {
        /// For the reporter.
        explanation: Message,
    },
    /// Do not accept it: the answer stands.
    DismissAppeal {
        /// For the reporter.
        explanation: Message,
    },
}

/// The body complained of, as intake settles it.
pub enum TriageInstitution {
    /// One of the directory's.
    Listed(InstitutionCode),
    /// In words.
    Described(ShortText),
    /// As it was filed.
    Unchanged,
    /// Not known.
    Unknown,
}

impl StaffRequest {
    /// Which action it is.
    pub fn kind(&self) -> ActionKind {
        match self {
            Self::Acknowledge => ActionKind::Acknowledge,
            Self::Triage { .. } => ActionKind::Triage,
            Self::Assign { .. } => ActionKind::Assign,
            Self::Investigate { .. } => ActionKind::Investigate,
            Self::AskQuestion { .. } => ActionKind::AskQuestion,
            Self::Resolve { .. } => ActionKind::Resolve,
            Self::Reopen { .. } => ActionKind::Reopen,
            Self::DismissAppeal { .. } => ActionKind::DismissAppeal,
        }
    }
}

/// How often somebody else may come first before it is told.
const TRIES: u32 = 5;

/// Opens a report for a staff member, who thereby goes into its history, and returns it whole.
///
/// # Errors
/// [`Refusal::RoleMayNotRead`], [`Refusal::NotYourUnit`] …; and see [`ServiceError`].
pub async fn open(
    app: &App,
    session: &StaffSession,
    id: &ReportId,
    request: &str,
) -> Result<CaseFile, ActionError<Refusal>> {
    // A colleague may commit between our reading and our `Opened`: that is no conflict for a reader, so look again.
    for tries in 1.. {
        let case = CaseFile::load(app, id).await?;
        let staff = authority(session, &case, ActionKind::Open)?;
        match act(app, id, staff, None, Open.into(), request).await {
            Ok(()) => return Ok(CaseFile::load(app, id).await?),
            Err(ActionError::Conflict) if tries < TRIES => {}
            Err(error) => return Err(error),
        }
    }
    Err(ActionError::Conflict)
}

/// Carries out what a staff member asks for. `seen` is the revision of the page they asked from.
///
/// Whatever is committed meanwhile, the decision is made again on the new state: a colleague who only read the report
/// is no conflict, and one who changed it is [`Refusal::ChangedSince`].
///
/// # Errors
/// The domain's refusals, and see [`ServiceError`].
pub async fn handle(
    app: &App,
    session: &StaffSession,
    id: &ReportId,
    seen: Option<u64>,
    asked: &StaffRequest,
    request: &str,
) -> Result<(), ActionError<Refusal>> {
    for tries in 1.. {
        let case = CaseFile::load(app, id).await?;
        let staff = authority(session, &case, asked.kind())?;
        let action = action(app, &case, asked)?;
        match act(app, id, staff, seen, action, request).await {
            Err(ActionError::Conflict) if tries < TRIES => {}
            result => return result,
        }
    }
    Err(ActionError::Conflict)
}

/// The investigator of that login, if they work for the unit: nobody else is given one of its cases.
///
/// # Errors
/// When the database is away.
pub async fn investigator(
    app: &App,
    unit: &UnitCode,
    login: &str,
) -> Result<Option<StaffId>, ServiceError> {
    let holders = accounts::holders(app, Role::Investigator, Some(unit)).await?;
    Ok(holders
        .into_iter()
        .find(|holder| holder.login == login)
        .map(|holder| holder.id))
}

/// Whether this person may read this report now.
pub fn may_open(session: &StaffSession, case: &CaseFile) -> bool {
    actions(session, case)
        .iter()
        .any(|(kind, verdict)| *kind == ActionKind::Open && verdict.is_ok())
}

/// What a page may offer this person for this report, each refused action with its reason.
pub fn actions(session: &StaffSession, case: &CaseFile) -> Vec<(ActionKind, Result<(), Refusal>)> {
    let all: Vec<_> = session
        .capacities()
        .into_iter()
        .map(|staff| allowed(case, staff))
        .collect();
    ActionKind::ALL
        .iter()
        .filter_map(|kind| {
            let mut verdicts = all
                .iter()
                .flatten()
                .filter(|(found, _)| found == kind)
                .map(|(_, verdict)| verdict.clone());
            let first = verdicts.next()?;
            let best = if first.is_ok() {
                first
            } else {
                verdicts.find(Result::is_ok).unwrap_or(first)
            };
            Some((*kind, best))
        })
        .collect()
}

fn allowed(case: &CaseFile, staff: Staff) -> Vec<(ActionKind, Result<(), Refusal>)> {
    case.report
        .allowed_actions(&By::Staff(staff), case.resolver())
}

/// Whoever holds several roles acts in the first one that may do it; if none may, in the first, whose refusal is told.
fn authority(
    session: &StaffSession,
    case: &CaseFile,
    kind: ActionKind,
) -> Result<Staff, ActionError<Refusal>> {
    let capacities = session.capacities();
    let may = |staff: &&Staff| {
        allowed(case, (*staff).clone())
            .iter()
            .any(|(found, verdict)| *found == kind && verdict.is_ok())
    };
    capacities
        .iter()
        .find(may)
        .or(capacities.first())
        .cloned()
        .ok_or(ServiceError::NotFound.into())
}

async fn act(
    app: &App,
    id: &ReportId,
    staff: Staff,
    seen: Option<u64>,
    action: ReportAction,
    request: &str,
) -> Result<(), ActionError<Refusal>> {
    let by = By::Staff(staff);
    let acting = Acting {
        actor: by.actor(),
        request: request.to_owned(),
        at_ms: app.clock.now_ms(),
    };
    app.store
        .execute::<Report>(id.as_str(), ReportCommand { by, seen, action }, acting)
        .await?;
    Ok(())
}

fn action(
    app: &App,
    case: &CaseFile,
    asked: &StaffRequest,
) -> Result<ReportAction, ActionError<Refusal>> {
    let seal = |field: SealedField, text: &str| -> Result<Sealed, ActionError<Refusal>> {
        let key: &DataKey = case.key().ok_or(ServiceError::NotFound)?;
        Ok(key.seal(field, text, app.entropy))
    };
    Ok(match asked {
        StaffRequest::Acknowledge => Acknowledge.into(),
        StaffRequest::Triage {
            category,
            province,
            institution,
            priority,
        } => Triage {
            category: *category,
            province: *province,
            institution: match institution {
                TriageInstitution::Listed(code) => Institution::Listed(code.clone()),
                TriageInstitution::Described(text) => {
                    Institution::Described(seal(SealedField::TriagedInstitution, text.as_str())?)
                }
                TriageInstitution::Unknown => Institution::Unknown,
                TriageInstitution::Unchanged => unchanged_institution(app, case)?,
            },
            priority: *priority,
        }
        .into(),
        StaffRequest::Assign { unit, investigator } => Assign {
            unit: unit.clone(),
            unit_institution: app.directory.institution_of(unit).cloned(),
            investigator: investigator.clone(),
        }
        .into(),
        StaffRequest::Investigate { step, note } => Investigate {
            step: *step,
            note: seal(SealedField::InvestigatedNote, note.as_str())?,
        }
        .into(),
        StaffRequest::AskQuestion { message } => AskQuestion {
            message: seal(SealedField::QuestionAskedMessage, message.as_str())?,
        }
        .into(),
        StaffRequest::Resolve {
            outcome,
            explanation,
            reasons,
        } => Resolve {
            outcome: *outcome,
            explanation: seal(SealedField::ResolvedExplanation, explanation.as_str())?,
            reasons: reasons
                .as_ref()
                .map(|reasons| seal(SealedField::ResolvedReasons, reasons.as_str()))
                .transpose()?,
        }
        .into(),
        StaffRequest::Reopen { explanation } => Reopen {
            explanation: seal(SealedField::ReopenedExplanation, explanation.as_str())?,
            resolver: case.resolver().cloned(),
        }
        .into(),
        StaffRequest::DismissAppeal { explanation } => DismissAppeal {
            explanation: seal(
                SealedField::AppealDismissedExplanation,
                explanation.as_str(),
            )?,
            resolver: case.resolver().cloned(),
        }
        .into(),
    })
}

/// A description keeps its words but is sealed anew: a ciphertext belongs to the event it stands in.
fn unchanged_institution(app: &App, case: &CaseFile) -> Result<Institution, ActionError<Refusal>> {
    let Some(Institution::Described(_)) = case.report.institution() else {
        return Ok(case
            .report
            .institution()
            .cloned()
            .unwrap_or(Institution::Unknown));
    };
    let words = case.described_institution()?;
    match (words, case.key()) {
        (Some(words), Some(key)) => Ok(Institution::Described(key.seal(
            SealedField::TriagedInstitution,
            &words,
            app.entropy,
        ))),
        _ => Ok(Institution::Unknown),
    }
}
