//! What a checkpoint says, as the log's tools take it.

use sajam_ledger::Checkpoint;
use sajam_ledger::witness::Observed;

/// What a checkpoint says, for the checks of the ledger.
pub(crate) fn point(observed: &Observed) -> Checkpoint {
    Checkpoint {
        origin: observed.origin().to_owned(),
        size: observed.size(),
        root: observed.root(),
    }
}
