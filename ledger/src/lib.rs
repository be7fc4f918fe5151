//! The history of Sajam: how an event is hashed, chained, logged and checked, as `docs/history-format.md` fixes it.
//!
//! A map of the crate, from the bytes up:
//! - [`canonical`]: the one form of JSON that is hashed (RFC 8785, narrowed);
//! - [`EventHash`], [`Commitment`], [`Salt`], [`NodeHash`]: 32 bytes each, never mixed up;
//! - [`At`]: an event's time; [`Stream`] and [`Header`]: what the chain covers;
//! - [`commitment()`] and [`link`]: from a [`Draft`] to the texts that are stored;
//! - [`LogKey`] and [`VerifierKey`]: the log's Ed25519 key (C2SP signed-note), its [`Receipt`]s and [`Checkpoint`]s;
//! - [`KeyChange`]: from one key of a log to the next;
//! - [`WitnessKey`] and [`WitnessVerifier`]: [`Cosignature`]s on checkpoints (C2SP tlog-cosignature);
//! - [`witness`]: asking witnesses and being one (C2SP tlog-witness), without the HTTP;
//! - [`Policy`]: which logs and witnesses make a checkpoint trustworthy (C2SP tlog-policy);
//! - [`tree`]: the log's Merkle tree, its tiles, entry bundles and their paths, inclusion and consistency;
//! - [`Bundle`]: one stream's history as a document; [`verify_bundle`]: the judgement of it;
//! - [`LogProof`]: that the log holds one event, as a text (C2SP tlog-proof);
//! - [`ExportWriter`] and [`verify_export`]: the whole log as a document, and the judgement of that.
//!
//! Nothing here reads a clock, the network or randomness, and no file but the scratch file of [`verify_export`].
//! The program `sajam-verify` is this crate and a command line.

mod at;
mod bundle;
pub mod canonical;
mod chain;
mod checkpoint;
mod cosignature;
mod export;
mod hash;
mod header;
mod key;
mod key_change;
mod log_proof;
mod policy;
mod receipt;
mod shape;
pub mod tree;
mod verify;
pub mod witness;

pub use at::{At, AtError};
pub use bundle::{
    Bundle, BundleError, BundleEvent, Disclosed, EventName, FORMAT, Inclusion, MAX_BYTES,
    MAX_EVENTS,
};
pub use canonical::{CanonicalError, CanonicalFault};
pub use chain::{Draft, Head, Label, LinkError, LinkedEvent, commitment, cover_hash, link};
pub use checkpoint::{Checkpoint, EMPTY_ROOT};
pub use cosignature::{Cosignature, WitnessKey, WitnessVerifier, cosignatures, with_signature};
pub use export::{
    EXPORT_FORMAT, EventLine, ExportError, ExportFault, ExportLine, ExportOptions, ExportVerdict,
    ExportWriteError, ExportWriter, FoundEvent, LineFault, MAX_LINE, Progress, StoredEvent,
    event_line, verify_export,
};
pub use hash::{Commitment, EventHash, HexError, NodeHash, Salt};
pub use header::{Header, HeaderError, Stream, StreamError, event_hash};
pub use key::{KeyError, LogKey, NoteError, VerifierKey};
pub use key_change::KeyChange;
pub use log_proof::{LogProof, LogProofError, MAX_LOG_PROOF};
pub use policy::{
    MAX_OF_A_KIND, MAX_POLICY, Policy, PolicyError, PolicyFault, PolicyLog, PolicyWitness,
    UntrustedCheckpoint,
};
pub use receipt::Receipt;
pub use shape::ShapeError;
pub use verify::{EventFault, Finding, Verdict, verify_bundle, verify_receipt_against};
