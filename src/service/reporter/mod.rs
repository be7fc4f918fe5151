//! What a reporter does with a report of theirs: one file an action. Those that are declared by their fields are read,
//! sealed and described like the actions of staff: see [`crate::service::action`].

mod answer;
mod appeal;
mod execute;
pub mod feed_address;
mod file;
mod find;
mod idempotency_key;
mod report_input;
pub mod shown_page;
pub mod timeline;
mod withdraw;

pub use answer::{ANSWER, Answer};
pub use appeal::{APPEAL, Appeal};
pub use execute::execute;
pub use file::{Filed, Filing, InstitutionAnswer, file, report_id};
pub use find::{LookupError, find, track};
pub use idempotency_key::IdempotencyKey;
pub use report_input::{
    ANONYMITY, CATEGORY, CONTACT, FIELDS, IDENTITY, INSTITUTION, INSTITUTION_NAME,
    InstitutionInput, LANGUAGE, NARRATIVE, OCCURRED, PLACE, PROVINCE, ReportInput, SUBJECT,
};
pub use withdraw::{WITHDRAW, Withdraw};
