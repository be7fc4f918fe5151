//! The kinds of problems that the API answers with and that have a page.

use sajam_aggregates::{Refusal, ReleaseRefusal, StaffRefusal};

use crate::http::shared::fault::Fault;

/// Every kind of problem, each once.
pub(in crate::http) fn all() -> impl Iterator<Item = Fault> {
    let codes = [Refusal::CODES, StaffRefusal::CODES, ReleaseRefusal::CODES];
    let refusals = codes.into_iter().flatten().copied().map(Fault::Refused);
    Fault::SAMPLES
        .into_iter()
        .filter(|fault| !matches!(fault, Fault::Refused(_)))
        .chain(refusals)
}
