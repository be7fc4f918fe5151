//! Deciding the reporter's appeal: the case goes on, or the answer stands.

use sajam_aggregates::{ActionKind, Message, ReportAction, SealedField, report};

use crate::service::ServiceError;
use crate::service::action::{Action, ActionCommand, FromFields, Sealing, read};
use crate::service::input::{MessageField, Validator};

const REOPENED: MessageField = explanation(SealedField::ReopenedExplanation);
const DISMISSED: MessageField = explanation(SealedField::AppealDismissedExplanation);

const fn explanation(sealed: SealedField) -> MessageField {
    let about = "What the reporter is told, 1 to 5 000 characters.";
    MessageField::area(sealed, "explanation", about)
}

pub(super) static REOPEN: Action = Action {
    kind: ActionKind::Reopen,
    about: "Accepts the reporter's appeal: the case goes on. Not by whoever resolved it.",
    fields: &[REOPENED.spec()],
    is_confirmed: true,
    read: read!(Reopen),
};

pub(super) static DISMISS: Action = Action {
    kind: ActionKind::DismissAppeal,
    about: "Does not accept it: the answer stands for good. Not by whoever resolved it.",
    fields: &[DISMISSED.spec()],
    is_confirmed: true,
    read: read!(DismissAppeal),
};

/// Accepts the appeal: the case goes on.
pub struct Reopen {
    /// For the reporter.
    pub explanation: Message,
}

impl FromFields for Reopen {
    fn read(fields: &mut Validator<'_>) -> Option<Self> {
        let explanation = fields.required(&REOPENED)?;
        Some(Self { explanation })
    }
}

impl ActionCommand for Reopen {
    fn kind(&self) -> ActionKind {
        REOPEN.kind
    }

    fn seal(&self, sealing: &Sealing<'_>) -> Result<ReportAction, ServiceError> {
        let reopen = report::Reopen {
            explanation: sealing.text(&REOPENED, &self.explanation)?,
            resolver: sealing.case.resolver().cloned(),
        };
        Ok(reopen.into())
    }
}

/// Does not accept it: the answer stands.
pub struct DismissAppeal {
    /// For the reporter.
    pub explanation: Message,
}

impl FromFields for DismissAppeal {
    fn read(fields: &mut Validator<'_>) -> Option<Self> {
        let explanation = fields.required(&DISMISSED)?;
        Some(Self { explanation })
    }
}

impl ActionCommand for DismissAppeal {
    fn kind(&self) -> ActionKind {
        DISMISS.kind
    }

    fn seal(&self, sealing: &Sealing<'_>) -> Result<ReportAction, ServiceError> {
        let dismiss = report::DismissAppeal {
            explanation: sealing.text(&DISMISSED, &self.explanation)?,
            resolver: sealing.case.resolver().cloned(),
        };
        Ok(dismiss.into())
    }
}
