//! Recording a step taken to find out.

use sajam_aggregates::{ActionKind, FindingStep, Message, ReportAction, SealedField, report};

use crate::service::ServiceError;
use crate::service::action::{Action, ActionCommand, FromFields, Sealing, read};
use crate::service::input::{CodeField, MessageField, Validator};

const STEP: CodeField<FindingStep> = CodeField::new("step", "What was done.");
const NOTE: MessageField = MessageField::area(
    SealedField::InvestigatedNote,
    "note",
    "What came of it, 1 to 5 000 characters.",
);

pub(super) static ACTION: Action = Action {
    kind: ActionKind::Investigate,
    about: "Records a step taken to find out.",
    fields: &[STEP.spec(), NOTE.spec()],
    is_confirmed: false,
    read: read!(Investigate),
};

/// See the module.
pub struct Investigate {
    /// Which kind of step.
    pub step: FindingStep,
    /// What was found.
    pub note: Message,
}

impl FromFields for Investigate {
    fn read(fields: &mut Validator<'_>) -> Option<Self> {
        let (step, note) = (fields.required(&STEP), fields.required(&NOTE));
        Some(Self {
            step: step?,
            note: note?,
        })
    }
}

impl ActionCommand for Investigate {
    fn kind(&self) -> ActionKind {
        ACTION.kind
    }

    fn seal(&self, sealing: &Sealing<'_>) -> Result<ReportAction, ServiceError> {
        let note = sealing.text(&NOTE, &self.note)?;
        let step = self.step;
        Ok(report::Investigate { step, note }.into())
    }
}
