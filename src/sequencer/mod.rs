//! The sequencer: gives committed events their position in the log.
//!
//! Three words for three things. *Sequenced*: an event has a position. *Integrated*: its hash is a leaf of the Merkle
//! tree. *Published*: it lies under a public checkpoint. The first two happen at once and together (`integrate`);
//! the third on a fixed beat (`beat`), with cover (`cover`), in two steps (`publish`), and never against what was
//! published before (`guard`).

pub mod adopt;
pub mod backlog;
mod beat;
mod checkpoint_reader;
mod cover;
mod integrate;
mod leader;
mod past_checkpoints;
mod publication_cycle;
mod resume;
mod rollback_guard;
mod sign;
mod state;
mod witnesses;

pub use beat::Beat;
pub use checkpoint_reader::{Checkpoints, Cosigned, Inclusion, PublishedCheckpoint};
pub use integrate::sequence_waiting;
pub use leader::{Sequencer, SequencerSettings, has_leader, leader};
pub use resume::{ResumeError, Resumed, resume};
pub use rollback_guard::{RollbackGuardError, check_published};
pub use state::{Publication, PublicationState};
pub use witnesses::Witnesses;

use sajam_ledger::tree::LogFault;

use crate::database::Hold;

/// Why a step of the sequencer failed. It is tried again; nothing of a failed step is kept.
#[derive(Debug, thiserror::Error)]
pub enum SequencerError {
    /// The database is away.
    #[error("the database is not available")]
    Sql(#[from] sqlx::Error),
    /// The tree's tiles do not fit the log: an altered database.
    #[error("the log's tiles do not fit its size")]
    Tree(#[from] sajam_ledger::tree::TreeError),
    /// The database is not the one whose log was published. Nothing is signed that would contradict what people have.
    #[error(
        "refusing to publish: people have a log of {published} entries, and the one in this database does not continue it ({fault}). \
         Reports are still taken. Restore the newest copy of the database; docs/operations.md, \"A database older than the log\", says what to do when there is none"
    )]
    Forked {
        /// Entries of the published log.
        published: u64,
        /// How the two differ.
        fault: LogFault,
    },
    /// A witness outside the house has cosigned a log that this one does not continue.
    #[error(
        "refusing to publish: the witness {witness} says that {words}. Reports are still taken. If this database was restored from an older copy, \
         restore the newest one; if the witness is wrong, take it out of the policy. docs/operations.md, \"A database older than the log\""
    )]
    Disputed {
        /// The witness's name in the policy.
        witness: String,
        /// What it says.
        words: String,
    },
    /// The database is a copy that nobody has compared with what was published.
    #[error(
        "refusing to publish: this database is {}, and is held until it was compared with what was published: sajam ledger resume. Reports are still taken",
        match .0 { Hold::Elsewhere => "not where it last published from", Hold::ByHand => "a copy, as somebody has said" }
    )]
    Held(Hold),
    /// It cannot be told whether it is.
    #[error("what was published is not known")]
    RollbackGuard(#[from] RollbackGuardError),
}
