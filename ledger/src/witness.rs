//! Asking a witness and being one: C2SP tlog-witness `add-checkpoint`, without the HTTP.
//!
//! <https://c2sp.org/tlog-witness>. A request is parsed ([`AddCheckpoint`]), its log and signature are checked
//! ([`WitnessedLogs::open`]), and then, under whatever lock the caller keeps for that log, [`Submitted::decide`] compares
//! it with the [`Observed`] checkpoint that was cosigned last. The caller must store the new one before it answers.

mod answer;
mod decision;
mod request;

pub use answer::{AnswerError, MAX_ANSWER, SIZE_MEDIA_TYPE, answered_cosignatures, answered_size};
pub use decision::{Evidence, Observed, Refusal, Submitted, WitnessedLogs};
pub use request::{AddCheckpoint, MAX_PROOF_LINES, MAX_REQUEST, RequestError};

#[cfg(test)]
mod tests;
