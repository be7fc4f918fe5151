//! Bodies of staff commands. Every value is text, so that a wrong one is told as a wrong field.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::http::foundation::fault::Fault;
use crate::http::staff::asked::Command;

/// The body of a command, which is named in the path and not in the body.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
#[schema(as = StaffCommand)]
pub enum CommandBody {
    /// `acknowledge`.
    #[schema(title = "acknowledge")]
    Acknowledge(Acknowledge),
    /// `triage`.
    #[schema(title = "triage")]
    Triage(Triage),
    /// `assign`.
    #[schema(title = "assign")]
    Assign(Assign),
    /// `investigate`.
    #[schema(title = "investigate")]
    Investigate(Investigate),
    /// `ask-question`.
    #[schema(title = "ask-question")]
    AskQuestion(AskQuestion),
    /// `resolve`.
    #[schema(title = "resolve")]
    Resolve(Resolve),
    /// `reopen`.
    #[schema(title = "reopen")]
    Reopen(Reopen),
    /// `dismiss-appeal`.
    #[schema(title = "dismiss-appeal")]
    DismissAppeal(DismissAppeal),
}

/// Declares a command's body, whose keys are `seen` and the named texts.
macro_rules! bodies {
    ($($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident,)* })+) => {
        $(
            $(#[$meta])*
            #[derive(Deserialize, ToSchema)]
            #[serde(deny_unknown_fields)]
            pub struct $name {
                /// The revision it was decided on; without it, the command applies to whatever there is now.
                seen: Option<u64>,
                $($(#[$field_meta])* $field: Option<String>,)*
            }
        )+

        impl CommandBody {
            /// The revision it was decided on.
            pub(super) fn seen(&self) -> Option<u64> {
                match self {
                    $(Self::$name(body) => body.seen,)+
                }
            }

            /// Its texts by name.
            pub(super) fn fields(&self) -> BTreeMap<&'static str, String> {
                match self {
                    $(Self::$name(_body) => [$((stringify!($field), _body.$field.clone())),*]
                        .into_iter()
                        .filter_map(|(name, value): (&'static str, Option<String>)| Some((name, value?)))
                        .collect(),)+
                }
            }

            /// Reads the body of a command.
            pub(super) fn read(command: Command, body: Value) -> Result<Self, Fault> {
                let read = match command {
                    $(Command::$name => serde_json::from_value(body).map(Self::$name),)+
                };
                read.map_err(|_| Fault::Malformed)
            }
        }
    };
}

bodies! {
    /// Tells the reporter that the report arrived.
    Acknowledge {}
    /// Settles what the report is filed under.
    Triage {
        /// A category's code.
        category,
        /// A province's code (ISO 3166-2).
        province,
        /// `unchanged`, `unknown`, `described` with `institution_text`, or `listed:` and a code of the directory.
        institution,
        /// The institution in words, 1 to 300 characters.
        institution_text,
        /// `low`, `normal`, `high` or `urgent`.
        priority,
    }
    /// Hands the report to a unit, or to somebody of the unit.
    Assign {
        /// A unit's code.
        unit,
        /// The login of one of the unit's investigators; without it, the report waits in the unit's queue.
        investigator,
    }
    /// Records a step taken to find out.
    Investigate {
        /// What was done.
        step,
        /// What came of it, 1 to 5 000 characters.
        note,
    }
    /// Asks the reporter.
    AskQuestion {
        /// The question, 1 to 5 000 characters.
        message,
    }
    /// Answers the report. This cannot be undone.
    Resolve {
        /// What handling it came to.
        outcome,
        /// What the reporter is told, 1 to 5 000 characters.
        explanation,
        /// The reasons, for those who handle the case.
        reasons,
    }
    /// Accepts the reporter's appeal: the case goes on. Not by whoever resolved it.
    Reopen {
        /// What the reporter is told, 1 to 5 000 characters.
        explanation,
    }
    /// Does not accept it: the answer stands for good. Not by whoever resolved it.
    DismissAppeal {
        /// What the reporter is told, 1 to 5 000 characters.
        explanation,
    }
}
