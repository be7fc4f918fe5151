//! What happens to a report, and the exact shape of each payload.
//!
//! Who acted is in the event's context, not here, so that a reporter can be shown a payload and not a name.
//! `Assigned`, `Recused` and `Opened` are the exceptions: they name staff, and are not for the reporter's copy.

use serde::{Deserialize, Serialize};

use crate::event::events;
use crate::ids::StaffId;
use crate::sealed::Sealed;
use crate::vocabulary::{
    Anonymity, Category, Channel, FindingStep, Institution, Language, Outcome, Priority, Province,
    UnitCode,
};

events! {
    /// Something that happened to a report.
    pub enum ReportEvent with ReportEventKind, SealedField {
        /// It was filed.
        Submitted = "1" [
            narrative as SubmittedNarrative,
            subject as SubmittedSubject,
            institution as SubmittedInstitution,
            place as SubmittedPlace,
            occurred as SubmittedOccurred,
            identity as SubmittedIdentity,
            contact as SubmittedContact
        ],
        /// The reporter was told that it arrived.
        Acknowledged = "1" [],
        /// What it is filed under was settled.
        Triaged = "1" [institution as TriagedInstitution],
        /// A unit got it, or another one, or an investigator of the unit.
        Assigned = "1" [],
        /// An investigator stepped aside because of a conflict of interest.
        Recused = "1" [conflict as RecusedConflict],
        /// A step was taken to find out.
        Investigated = "1" [note as InvestigatedNote],
        /// The reporter was asked something.
        QuestionAsked = "1" [message as QuestionAskedMessage],
        /// The reporter answered.
        ReporterAnswered = "1" [message as ReporterAnsweredMessage],
        /// It was answered.
        Resolved = "1" [explanation as ResolvedExplanation, reasons as ResolvedReasons],
        /// The reporter did not accept the answer.
        Appealed = "1" [grounds as AppealedGrounds],
        /// The appeal was accepted: the case goes on.
        Reopened = "1" [explanation as ReopenedExplanation],
        /// The appeal was not: the answer stands.
        AppealDismissed = "1" [explanation as AppealDismissedExplanation],
        /// The reporter took it back.
        Withdrawn = "1" [reason as WithdrawnReason],
        /// Somebody who handles it looked at who the reporter is.
        IdentityOpened = "1" [reason as IdentityOpenedReason],
        /// A staff member read the sealed content.
        Opened = "1" [],
    }
}

/// It was filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submitted {
    /// What it is about, as the reporter sees it.
    pub category: Category,
    /// Where.
    pub province: Province,
    /// The body complained of.
    pub institution: Institution,
    /// How it came in.
    pub channel: Channel,
    /// The language to answer in.
    pub language: Language,
    /// Who may learn who the reporter is.
    pub anonymity: Anonymity,
    /// What happened.
    pub narrative: Sealed,
    /// Whom it is about: name or post.
    pub subject: Option<Sealed>,
    /// Where exactly.
    pub place: Option<Sealed>,
    /// When.
    pub occurred: Option<Sealed>,
    /// Who the reporter is.
    pub identity: Option<Sealed>,
    /// How the reporter can be reached.
    pub contact: Option<Sealed>,
}

/// The reporter was told that it arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledged {}

/// What it is filed under was settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Triaged {
    /// What it is about.
    pub category: Category,
    /// Where.
    pub province: Province,
    /// The body complained of.
    pub institution: Institution,
    /// How soon it is to be handled.
    pub priority: Priority,
}

/// A unit got it, or another one, or an investigator of the unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assigned {
    /// Whose case it is; `null` while it waits in the unit's queue.
    pub investigator: Option<StaffId>,
    /// The unit.
    pub unit: UnitCode,
}

/// An investigator stepped aside because of a conflict of interest: the case is back in the unit's queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recused {
    /// Who. The context says so too, but state is folded from payloads, and they are never given the case again.
    pub investigator: StaffId,
    /// What the conflict is, for those who handle the case.
    pub conflict: Sealed,
}

/// Somebody who handles it looked at the reporter's name and contact. Who, the context says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityOpened {
    /// What it was needed for, for those who handle the case.
    pub reason: Sealed,
}

/// A step was taken to find out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Investigated {
    /// What was done.
    pub step: FindingStep,
    /// What came of it.
    pub note: Sealed,
}

/// The reporter was asked something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionAsked {
    /// The question.
    pub message: Sealed,
}

/// The reporter answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReporterAnswered {
    /// The answer.
    pub message: Sealed,
}

/// It was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resolved {
    /// What handling it came to.
    pub outcome: Outcome,
    /// What the reporter is told. Sealed although it is public to them: it is written for one person and may
    /// repeat what they wrote, so it has to be erased with it and is nothing for an auditor to read.
    pub explanation: Sealed,
    /// The reasons, for those who handle the case.
    pub reasons: Option<Sealed>,
}

/// The reporter did not accept the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appealed {
    /// Why not.
    pub grounds: Sealed,
}

/// The appeal was accepted: the case goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reopened {
    /// What the reporter is told; sealed for the reasons of [`Resolved::explanation`].
    pub explanation: Sealed,
}

/// The appeal was not accepted: the answer stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppealDismissed {
    /// What the reporter is told; sealed for the reasons of [`Resolved::explanation`].
    pub explanation: Sealed,
}

/// The reporter took it back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    /// Why, if the reporter says.
    pub reason: Option<Sealed>,
}

/// A staff member read the sealed content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// Who read it. The context says so too, but state is folded from payloads, and the report has to know
    /// who has read what is there, or every look at a page would be an event.
    pub reader: StaffId,
}

#[cfg(test)]
pub(super) mod tests;
