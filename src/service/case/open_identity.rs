//! Looking at who the reporter is: their name, and how to reach them. Nothing else shows the two.

use sajam_aggregates::{
    ActionKind, Actor, Audience, Message, ReportAction, ReportEvent, SealedField, report,
};

use crate::service::accounts::StaffSession;
use crate::service::action::{Action, ActionCommand, FromFields, Sealing, read};
use crate::service::input::{MessageField, Validator};
use crate::service::{CaseFile, OpenedText, ServiceError};

const REASON: MessageField = MessageField::area(
    SealedField::IdentityOpenedReason,
    "opening_reason",
    "What name and contact are needed for, 1 to 5 000 characters; for those who handle the case.",
);

pub(super) static ACTION: Action = Action {
    kind: ActionKind::OpenIdentity,
    about: "Opens the reporter's name and contact, which are in the answer to this alone. Each time is recorded; the reporter is told that it happened.",
    fields: &[REASON.spec()],
    is_confirmed: false,
    read: read!(OpenIdentity),
};

/// See the module.
pub struct OpenIdentity {
    /// What it is needed for.
    pub reason: Message,
}

impl FromFields for OpenIdentity {
    fn read(fields: &mut Validator<'_>) -> Option<Self> {
        let reason = fields.required(&REASON)?;
        Some(Self { reason })
    }
}

impl ActionCommand for OpenIdentity {
    fn kind(&self) -> ActionKind {
        ACTION.kind
    }

    fn seal(&self, sealing: &Sealing<'_>) -> Result<ReportAction, ServiceError> {
        let reason = sealing.text(&REASON, &self.reason)?;
        Ok(report::OpenIdentity { reason }.into())
    }
}

/// Name and contact, for whoever has just opened them: nothing unless the history ends with that.
///
/// # Errors
/// See [`ServiceError`].
pub fn opened_identity(
    session: &StaffSession,
    case: &CaseFile,
) -> Result<Vec<(SealedField, OpenedText)>, ServiceError> {
    let has_just_opened = case.entries.last().is_some_and(|last| {
        matches!(last.event, ReportEvent::IdentityOpened(_))
            && matches!(&last.actor, Actor::Staff { id, .. } if *id == session.id)
    });
    if !has_just_opened {
        return Ok(Vec::new());
    }
    case.entries
        .iter()
        .flat_map(|entry| entry.event.texts_on_record_for(Audience::Staff))
        .map(|(field, sealed)| Ok((field, case.open(field, sealed)?)))
        .collect()
}
