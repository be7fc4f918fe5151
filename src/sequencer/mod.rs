//! The sequencer: gives committed events their position in the log.
//!
//! Three words for three things. *Sequenced*: an event has a position. *Integrated*: its hash is a leaf of the Merkle
//! tree. *Published*: it lies under a public checkpoint. The first two happen at once and together (`integrate`);
//! the third on a fixed beat, with cover (`publish`).

pub mod backlog;
mod integrate;
mod leader;
mod proofs;
mod publish;

pub use leader::{Sequencer, SequencerSettings};
pub use proofs::{Checkpoints, Inclusion, PublishedCheckpoint};
pub use publish::Beat;

/// Why a step of the sequencer failed. It is tried again; nothing of a failed step is kept.
#[derive(Debug, thiserror::Error)]
pub enum SequencerError {
    /// The database is away.
    #[error("the database is not available")]
    Sql(#[from] sqlx::Error),
    /// The tree's tiles do not fit the log: an altered database.
    #[error("the log's tiles do not fit its size")]
    Tree(#[from] sajam_ledger::tree::TreeError),
}
