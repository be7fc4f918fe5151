//! The domain of Sajam: commands, events, decisions, refusals.
//!
//! State + command → events or a typed refusal. Nothing here reads a clock, a database, the network or a key:
//! what a person wrote arrives already [`Sealed`], randomness and identity arrive as parameters.
//!
//! | module | what is in it |
//! |---|---|
//! | [`report`] | the `report` aggregate: its state, events, commands and one file per decision |
//! | [`staff`] | the `staff` aggregate: who could do what, and when |
//! | [`release`] | the `release` aggregate: a published release of statistics |
//! | [`actor`] | who acts: [`By`] carries the authority, [`Actor`] is what history keeps of it |
//! | [`vocabulary`] | closed lists with stable codes, and the codes of institutions and units |
//! | [`ids`] | ids that cannot be mixed up |
//! | [`tracking_number`] | the number a reporter follows a report with |
//! | [`text`], [`sealed`] | free text before sealing, and its ciphertext after |
//! | [`event`] | how an event becomes a stored payload and comes back |

mod parsed;
mod refusal;

pub mod actor;
pub mod event;
pub mod ids;
pub mod release;
pub mod report;
pub mod sealed;
pub mod staff;
pub mod text;
pub mod tracking_number;
pub mod vocabulary;

pub use actor::{Actor, By, Capacity, Staff};
pub use event::{EventDecodeError, StoredEvent};
pub use ids::{InvalidId, ReleaseId, ReportId, StaffId};
pub use release::{Release, ReleaseCommand, ReleaseEvent, ReleaseRefusal};
pub use report::{
    ActionKind, Audience, Refusal, Report, ReportAction, ReportCommand, ReportEvent,
    ReportEventKind, SealedField, Status,
};
pub use sealed::{NotBase64, Sealed};
pub use staff::{StaffAction, StaffCommand, StaffEvent, StaffMember, StaffRefusal};
pub use text::{Contact, MOST_MARKS, Message, Narrative, ShortText, Text, TextError};
pub use tracking_number::{TrackingNumber, TrackingNumberError};
pub use vocabulary::{
    Anonymity, Category, Channel, FindingStep, Institution, InstitutionCode, InvalidCode, Language,
    Outcome, Priority, Province, Role, UnitCode, UnknownCode,
};
