//! Answering the question that waits.

use sajam_aggregates::{ActionKind, Message, ReportAction, SealedField, report};

use crate::service::ServiceError;
use crate::service::action::{Action, ActionCommand, FromFields, Sealing, read};
use crate::service::input::{MessageField, Validator};

const MESSAGE: MessageField = MessageField::area(
    SealedField::ReporterAnsweredMessage,
    "message",
    "The answer.",
);

/// See the module.
pub static ANSWER: Action = Action {
    kind: ActionKind::Answer,
    about: "An answer to the open question.",
    fields: &[MESSAGE.spec()],
    is_confirmed: false,
    read: read!(Answer),
};

/// See the module.
pub struct Answer {
    /// The answer.
    pub message: Message,
}

impl FromFields for Answer {
    fn read(fields: &mut Validator<'_>) -> Option<Self> {
        let message = fields.required(&MESSAGE)?;
        Some(Self { message })
    }
}

impl ActionCommand for Answer {
    fn kind(&self) -> ActionKind {
        ANSWER.kind
    }

    fn seal(&self, sealing: &Sealing<'_>) -> Result<ReportAction, ServiceError> {
        let message = sealing.text(&MESSAGE, &self.message)?;
        Ok(report::Answer { message }.into())
    }
}
