//! Asking the reporter.

use sajam_aggregates::{ActionKind, Message, ReportAction, SealedField, report};

use crate::service::ServiceError;
use crate::service::action::{Action, ActionCommand, FromFields, Sealing, read};
use crate::service::input::{MessageField, Validator};

const MESSAGE: MessageField = MessageField::area(
    SealedField::QuestionAskedMessage,
    "message",
    "The question, 1 to 5 000 characters.",
);

pub(super) static ACTION: Action = Action {
    kind: ActionKind::AskQuestion,
    about: "Asks the reporter.",
    fields: &[MESSAGE.spec()],
    is_confirmed: false,
    read: read!(AskQuestion),
};

/// See the module.
pub struct AskQuestion {
    /// The question.
    pub message: Message,
}

impl FromFields for AskQuestion {
    fn read(fields: &mut Validator<'_>) -> Option<Self> {
        let message = fields.required(&MESSAGE)?;
        Some(Self { message })
    }
}

impl ActionCommand for AskQuestion {
    fn kind(&self) -> ActionKind {
        ACTION.kind
    }

    fn seal(&self, sealing: &Sealing<'_>) -> Result<ReportAction, ServiceError> {
        let message = sealing.text(&MESSAGE, &self.message)?;
        Ok(report::AskQuestion { message }.into())
    }
}
