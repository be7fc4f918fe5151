//! Answering the report, which closes it.

use sajam_aggregates::{ActionKind, Message, Outcome, ReportAction, SealedField, report};

use crate::service::ServiceError;
use crate::service::action::{Action, ActionCommand, FromFields, Sealing, read};
use crate::service::input::{CodeField, MessageField, Validator};

const OUTCOME: CodeField<Outcome> = CodeField::new("outcome", "What handling it came to.");
const EXPLANATION: MessageField = MessageField::area(
    SealedField::ResolvedExplanation,
    "explanation",
    "What the reporter is told, 1 to 5 000 characters.",
);
const REASONS: MessageField = MessageField::area(
    SealedField::ResolvedReasons,
    "reasons",
    "The reasons, for those who handle the case.",
)
.optional();

pub(super) static ACTION: Action = Action {
    kind: ActionKind::Resolve,
    about: "Answers the report. This cannot be undone.",
    fields: &[OUTCOME.spec(), EXPLANATION.spec(), REASONS.spec()],
    is_confirmed: true,
    read: read!(Resolve),
};

/// See the module.
pub struct Resolve {
    /// The outcome.
    pub outcome: Outcome,
    /// For the reporter.
    pub explanation: Message,
    /// For the file.
    pub reasons: Option<Message>,
}

impl FromFields for Resolve {
    fn read(fields: &mut Validator<'_>) -> Option<Self> {
        let (outcome, explanation) = (fields.required(&OUTCOME), fields.required(&EXPLANATION));
        let reasons = fields.optional(&REASONS);
        Some(Self {
            outcome: outcome?,
            explanation: explanation?,
            reasons,
        })
    }
}

impl ActionCommand for Resolve {
    fn kind(&self) -> ActionKind {
        ACTION.kind
    }

    fn seal(&self, sealing: &Sealing<'_>) -> Result<ReportAction, ServiceError> {
        let resolve = report::Resolve {
            outcome: self.outcome,
            explanation: sealing.text(&EXPLANATION, &self.explanation)?,
            reasons: sealing.text_if(&REASONS, self.reasons.as_ref())?,
        };
        Ok(resolve.into())
    }
}
