//! What can be asked of a report.

use crate::actor::By;
use crate::ids::StaffId;
use crate::sealed::Sealed;
use crate::vocabulary::{
    Anonymity, Category, Channel, FindingStep, Institution, InstitutionCode, Language, Outcome,
    Priority, Province, UnitCode, coded,
};

/// What somebody asks of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportCommand {
    /// Who asks.
    pub by: By,
    /// The [revision](super::Report::revision) the asker's page was made from. `None` where nothing was shown
    /// that could be stale.
    pub seen: Option<u64>,
    /// What is asked.
    pub action: ReportAction,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportAction {
    /// File it.
    Submit(Box<Submit>),
    /// Tell the reporter that it arrived.
    Acknowledge,
    /// Settle what it is filed under.
    Triage {
        /// What it is about.
        category: Category,
        /// Where.
        province: Province,
        /// The body complained of.
        institution: Institution,
        /// How soon it is to be handled.
        priority: Priority,
    },
    /// Hand it to a unit, or to another one.
    Assign {
        /// The unit.
        unit: UnitCode,
        /// The institution the unit belongs to, looked up by the caller.
        unit_institution: Option<InstitutionCode>,
        /// Whose case it is to be; `None` leaves it in the unit's queue.
        investigator: Option<StaffId>,
    },
    /// Record a step taken to find out.
    Investigate {
        /// What was done.
        step: FindingStep,
        /// What came of it.
        note: Sealed,
    },
    /// Ask the reporter.
    AskQuestion {
        /// The question.
        message: Sealed,
    },
    /// Answer the question.
    Answer {
        /// The answer.
        message: Sealed,
    },
    /// Answer the report.
    Resolve {
        /// What handling it came to.
        outcome: Outcome,
        /// What the reporter is told.
        explanation: Sealed,
        /// The reasons, for those who handle the case.
        reasons: Option<Sealed>,
    },
    /// Appeal against the answer.
    Appeal {
        /// Why.
        grounds: Sealed,
    },
    /// Accept the appeal: the case goes on.
    Reopen {
        /// What the reporter is told.
        explanation: Sealed,
        /// Who resolved the report, looked up by the caller: the context of `Resolved` says so, and its payload,
        /// which is the reporter's to see, does not.
        resolver: Option<StaffId>,
    },
    /// Do not accept it: the answer stands.
    DismissAppeal {
        /// What the reporter is told.
        explanation: Sealed,
        /// As with `Reopen`.
        resolver: Option<StaffId>,
    },
    /// Take it back.
    Withdraw {
        /// Why, if the reporter says.
        reason: Option<Sealed>,
    },
    /// Read the sealed content.
    Open,
}

/// A report to be filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submit {
    /// What it is about.
    pub category: Category,
    /// Where.
    pub province: Province,
    /// The body complained of.
    pub institution: Institution,
    /// How it comes in.
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

coded! {
    /// The kinds of action, without what they carry.
    pub enum ActionKind in "action" {
        /// File it.
        Submit = "submit",
        /// Tell the reporter that it arrived.
        Acknowledge = "acknowledge",
        /// Settle what it is filed under.
        Triage = "triage",
        /// Hand it to a unit.
        Assign = "assign",
        /// Record a step taken to find out.
        Investigate = "investigate",
        /// Ask the reporter.
        AskQuestion = "ask-question",
        /// Answer the question.
        Answer = "answer",
        /// Answer the report.
        Resolve = "resolve",
        /// Appeal against the answer.
        Appeal = "appeal",
        /// Accept the appeal.
        Reopen = "reopen",
        /// Do not accept the appeal.
        DismissAppeal = "dismiss-appeal",
        /// Take it back.
        Withdraw = "withdraw",
        /// Read the sealed content.
        Open = "open",
    }
}

impl ReportAction {
    /// What kind of action it is.
    #[must_use]
    pub fn kind(&self) -> ActionKind {
        match self {
            Self::Submit(_) => ActionKind::Submit,
            Self::Acknowledge => ActionKind::Acknowledge,
            Self::Triage { .. } => ActionKind::Triage,
            Self::Assign { .. } => ActionKind::Assign,
            Self::Investigate { .. } => ActionKind::Investigate,
            Self::AskQuestion { .. } => ActionKind::AskQuestion,
            Self::Answer { .. } => ActionKind::Answer,
            Self::Resolve { .. } => ActionKind::Resolve,
            Self::Appeal { .. } => ActionKind::Appeal,
            Self::Reopen { .. } => ActionKind::Reopen,
            Self::DismissAppeal { .. } => ActionKind::DismissAppeal,
            Self::Withdraw { .. } => ActionKind::Withdraw,
            Self::Open => ActionKind::Open,
        }
    }

    /// Who resolved the report, where the action has to know.
    pub(super) fn resolver(&self) -> Option<&StaffId> {
        match self {
            Self::Reopen { resolver, .. } | Self::DismissAppeal { resolver, .. } => {
                resolver.as_ref()
            }
            _ => None,
        }
    }
}
