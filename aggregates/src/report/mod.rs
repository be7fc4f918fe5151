//! The `report` aggregate: from submission to the answer.
//!
//! ```text
//! received → acknowledged → triaged → assigned → investigating ⇄ awaiting-reporter
//!                                         └──────────┴──────────────┴→ resolved
//! any of them → withdrawn          resolved → appealed, once → investigating, or resolved for good
//! ```
//!
//! | file | what is in it |
//! |---|---|
//! | `event.rs` | what happened, and the exact shape of each payload |
//! | `apply.rs` | how an event changes the state |
//! | `command.rs` | what can be asked for |
//! | `decide/` | one file for each action: who may, when, and what then happened |
//! | `refusal.rs` | why not |
//! | `visibility.rs` | who sees what of it |

mod apply;
mod command;
mod decide;
mod event;
mod refusal;
mod status;
mod visibility;

#[cfg(test)]
mod properties;

use std::collections::{BTreeMap, BTreeSet};

use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;
use serde::{Deserialize, Serialize};

use crate::actor::By;
use crate::ids::StaffId;
use crate::vocabulary::{
    Anonymity, Category, Channel, Institution, Language, Outcome, Priority, Province, UnitCode,
};

use decide::Asker;

pub use command::{ActionKind, ReportAction, ReportCommand};
pub use decide::*;
pub use event::{
    Acknowledged, AppealDismissed, Appealed, Assigned, IdentityOpened, Investigated, Opened,
    QuestionAsked, Recused, Reopened, ReportEvent, ReportEventKind, ReporterAnswered, Resolved,
    SealedField, Submitted, Triaged, Withdrawn,
};
pub use refusal::Refusal;
pub use status::Status;
pub use visibility::{Audience, EventVisibility, TextVisibility};

/// A report as its events left it. Before `Submitted` it is empty, and every reading answers `None`.
///
/// It keeps what decisions need, and none of the sealed content but a described institution.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    events: u64,
    revision: u64,
    case: Option<Case>,
}

/// What there is from `Submitted` on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Case {
    status: Status,
    category: Category,
    province: Province,
    institution: Institution,
    channel: Channel,
    language: Language,
    anonymity: Anonymity,
    /// Whether the reporter gave a name or a way to reach them.
    has_identity: bool,
    priority: Option<Priority>,
    unit: Option<UnitCode>,
    investigator: Option<StaffId>,
    /// Who stepped aside.
    recused: BTreeSet<StaffId>,
    /// Sequence of the question that waits for an answer.
    open_question: Option<u64>,
    outcome: Option<Outcome>,
    /// Whether the one appeal there is was made, decided or not.
    is_appealed: bool,
    /// Sequence of the last event that carries sealed content.
    sealed_at: u64,
    /// Who opened the sealed content, and the sequence of the event that says so.
    opened: BTreeMap<StaffId, u64>,
}

impl Report {
    /// How many events the report has: the sequence of the last one.
    #[must_use]
    pub fn events(&self) -> u64 {
        self.events
    }

    /// Sequence of the last event that changed the report: every one but `Opened`. A page made from this
    /// revision is stale once it differs.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Where it stands.
    #[must_use]
    pub fn status(&self) -> Option<Status> {
        self.case.as_ref().map(|case| case.status)
    }

    /// What it is about, as corrected at triage.
    #[must_use]
    pub fn category(&self) -> Option<Category> {
        self.case.as_ref().map(|case| case.category)
    }

    /// Where, as corrected at triage.
    #[must_use]
    pub fn province(&self) -> Option<Province> {
        self.case.as_ref().map(|case| case.province)
    }

    /// The body complained of, as corrected at triage.
    #[must_use]
    pub fn institution(&self) -> Option<&Institution> {
        self.case.as_ref().map(|case| &case.institution)
    }

    /// Whether the reporter gave a name or a way to reach them.
    #[must_use]
    pub fn has_identity(&self) -> bool {
        self.case.as_ref().is_some_and(|case| case.has_identity)
    }

    /// How it came in.
    #[must_use]
    pub fn channel(&self) -> Option<Channel> {
        self.case.as_ref().map(|case| case.channel)
    }

    /// The language to answer in.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.case.as_ref().map(|case| case.language)
    }

    /// Who may learn who the reporter is.
    #[must_use]
    pub fn anonymity(&self) -> Option<Anonymity> {
        self.case.as_ref().map(|case| case.anonymity)
    }

    /// How soon it is to be handled; `None` before triage.
    #[must_use]
    pub fn priority(&self) -> Option<Priority> {
        self.case.as_ref().and_then(|case| case.priority)
    }

    /// The unit that handles it.
    #[must_use]
    pub fn unit(&self) -> Option<&UnitCode> {
        self.case.as_ref().and_then(|case| case.unit.as_ref())
    }

    /// The investigator whose case it is; `None` while it waits in the unit's queue.
    #[must_use]
    pub fn investigator(&self) -> Option<&StaffId> {
        self.case
            .as_ref()
            .and_then(|case| case.investigator.as_ref())
    }

    /// Sequence of the question that waits for the reporter's answer.
    #[must_use]
    pub fn open_question(&self) -> Option<u64> {
        self.case.as_ref().and_then(|case| case.open_question)
    }

    /// What handling it came to.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        self.case.as_ref().and_then(|case| case.outcome)
    }

    /// Whether the reporter has appealed, be it decided or not.
    #[must_use]
    pub fn is_appealed(&self) -> bool {
        self.case.as_ref().is_some_and(|case| case.is_appealed)
    }

    /// Every action, with the refusal that `by` would get for it now: what a page may offer, and how it
    /// explains what it does not. `resolver` is who resolved the report, if somebody has: see
    /// [`Reopen`].
    ///
    /// An action that is allowed here can still be refused for what it carries, or because the page is stale.
    #[must_use]
    pub fn allowed_actions(
        &self,
        by: &By,
        resolver: Option<&StaffId>,
    ) -> Vec<(ActionKind, Result<(), Refusal>)> {
        let asker = Asker { by, resolver };
        ActionKind::ALL
            .iter()
            .map(|&kind| (kind, kind.permit(self, asker)))
            .collect()
    }
}

impl Aggregate for Report {
    const TYPE: &'static str = "report";
    type Command = ReportCommand;
    type Event = ReportEvent;
    type Error = Refusal;
    type Services = ();

    async fn handle(
        &mut self,
        command: ReportCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), Refusal> {
        for event in decide(self, command)? {
            sink.write(event, self).await;
        }
        Ok(())
    }

    fn apply(&mut self, event: ReportEvent) {
        apply::apply(self, event);
    }
}
