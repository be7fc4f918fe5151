//! What a witness cosigns and what it refuses. Nothing is stored here.

use std::collections::BTreeMap;

use tlog_tiles::{EMPTY_HASH, Hash, check_tree};

use super::request::{AddCheckpoint, RequestError};
use crate::hash::NodeHash;
use crate::key::{NoteError, VerifierKey, split};

/// The logs that a witness watches. A log may have several keys, the old and the new one.
#[derive(Clone, Debug, Default)]
pub struct WitnessedLogs(BTreeMap<String, Vec<VerifierKey>>);

/// A checkpoint as a witness keeps it: the lines that are cosigned and the log's own signatures on them.
///
/// Lines after the third are the log's to define (C2SP tlog-checkpoint); they are cosigned with the rest and mean nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    origin: String,
    size: u64,
    root: NodeHash,
    text: String,
    note: String,
}

/// A request whose checkpoint is signed by the log it names.
#[derive(Clone, Debug)]
pub struct Submitted {
    checkpoint: Observed,
    old: u64,
    proof: Vec<NodeHash>,
}

/// Why a witness does not cosign; the text goes to the client, in the words of the specification's status codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not a request, or what the log signed is not a checkpoint.
    #[error("{0}")]
    Malformed(RequestError),
    /// The signed text is not that of a checkpoint.
    #[error("the signed text is not a checkpoint")]
    Form,
    /// The old size is beyond the checkpoint.
    #[error("the old size {old} is beyond the checkpoint's size {size}")]
    OldBeyondSize {
        /// The old size in the request.
        old: u64,
        /// The checkpoint's size.
        size: u64,
    },
    /// None of the logs this witness watches.
    #[error("this witness does not watch that log")]
    UnknownLog,
    /// No signature is by a key of the log.
    #[error("none of the signatures is by a key of that log")]
    Unsigned,
    /// The old size is not that of the checkpoint cosigned last.
    #[error("the checkpoint cosigned last has the size {latest}")]
    OldSize {
        /// The size of the checkpoint cosigned last, 0 for none.
        latest: u64,
        /// The checkpoint has that very size and another root.
        fork: bool,
    },
    /// The checkpoint has the size of the one cosigned last, and another root.
    #[error("another root of the same size {0} has been cosigned")]
    OtherRoot(u64),
    /// The proof does not lead from the checkpoint cosigned last to this one.
    #[error("the consistency proof does not verify")]
    Proof,
    /// A proof from the empty tree, or from a tree to itself, has no nodes.
    #[error("the consistency proof does not verify: it must be empty")]
    NeedlessProof,
}

/// What a refused checkpoint, signed by its log, is worth to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// With the checkpoint cosigned last it proves that the log signed two histories.
    Fork,
    /// No proof showed it to be a continuation. Anybody can send a wrong proof: it is a question to the log, not an answer.
    Unproved,
}

impl Refusal {
    /// The HTTP status of the answer.
    #[must_use]
    pub const fn status(&self) -> u16 {
        match self {
            Self::Malformed(_) | Self::Form | Self::OldBeyondSize { .. } => 400,
            Self::UnknownLog => 404,
            Self::Unsigned => 403,
            Self::OldSize { .. } | Self::OtherRoot(_) => 409,
            Self::Proof | Self::NeedlessProof => 422,
        }
    }

    /// The body of the answer, with its newline.
    #[must_use]
    pub fn body(&self) -> String {
        match self {
            Self::OldSize { latest, .. } => format!("{latest}\n"),
            other => format!("{other}\n"),
        }
    }

    /// The media type of [`Self::body`].
    #[must_use]
    pub const fn media_type(&self) -> &'static str {
        match self {
            Self::OldSize { .. } => super::SIZE_MEDIA_TYPE,
            _ => "text/plain; charset=utf-8",
        }
    }

    /// Whether the refused checkpoint should be kept, and as what.
    #[must_use]
    pub const fn evidence(&self) -> Option<Evidence> {
        match self {
            Self::OtherRoot(_) | Self::OldSize { fork: true, .. } => Some(Evidence::Fork),
            Self::Proof => Some(Evidence::Unproved),
            _ => None,
        }
    }
}

impl From<RequestError> for Refusal {
    fn from(error: RequestError) -> Self {
        Self::Malformed(error)
    }
}

impl Observed {
    /// Reads the text of a signed note, its signatures unchecked: for what is known to be genuine or checked elsewhere.
    ///
    /// # Errors
    /// [`NoteError`] when it is no note or the text is not that of a checkpoint.
    pub fn parse(note: &str) -> Result<Self, NoteError> {
        let (text, _) = split(note)?;
        let parsed = tlog_tiles::Checkpoint::from_bytes(text.as_bytes());
        let parsed = parsed.or(Err(NoteError::Form("text")))?;
        if parsed.to_bytes() != text.as_bytes() {
            return Err(NoteError::Form("text"));
        }
        Ok(Self {
            origin: parsed.origin().to_owned(),
            size: parsed.size(),
            root: NodeHash::from_bytes(parsed.hash().0),
            text,
            note: note.to_owned(),
        })
    }

    /// The log's name.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// How many entries the log has.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The root over them.
    #[must_use]
    pub const fn root(&self) -> NodeHash {
        self.root
    }

    /// What [`crate::WitnessKey::cosign`] signs.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signed note to keep.
    #[must_use]
    pub fn note(&self) -> &str {
        &self.note
    }
}

impl WitnessedLogs {
    /// The logs of these keys; keys of one origin are keys of one log.
    pub fn new(keys: impl IntoIterator<Item = VerifierKey>) -> Self {
        let mut logs = BTreeMap::<String, Vec<VerifierKey>>::new();
        for key in keys {
            let known = logs.entry(key.origin().to_owned()).or_default();
            for key in key.each().map(VerifierKey::alone) {
                if !known.contains(&key) {
                    known.push(key);
                }
            }
        }
        Self(logs)
    }

    /// The origins and the keys of each.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[VerifierKey])> {
        let logs = self.0.iter();
        logs.map(|(origin, keys)| (origin.as_str(), keys.as_slice()))
    }

    /// Finds the log that a request is about and checks that the log signed it. The witness's state is not needed for it.
    ///
    /// # Errors
    /// [`Refusal`]: 404, 403 or 400.
    pub fn open(&self, request: &AddCheckpoint) -> Result<Submitted, Refusal> {
        let note = &request.checkpoint;
        let (text, _) = split(note).or(Err(RequestError::Checkpoint))?;
        let origin = text.split('\n').next().unwrap_or_default();
        let keys = self.0.get(origin).ok_or(Refusal::UnknownLog)?;
        let signed: Vec<&VerifierKey> = keys.iter().filter(|key| key.open(note).is_ok()).collect();
        if signed.is_empty() {
            return Err(Refusal::Unsigned);
        }
        // What others added is not kept: anybody could fill a witness's disk with it.
        let mut kept = signed[0].alone();
        for key in &signed[1..] {
            kept = kept.also(key.alone()).or(Err(Refusal::Unsigned))?;
        }
        let kept = kept.own_lines(note).or(Err(Refusal::Unsigned))?;
        Ok(Submitted {
            checkpoint: Observed::parse(&kept).or(Err(Refusal::Form))?,
            old: request.old,
            proof: request.proof.clone(),
        })
    }
}

impl Submitted {
    /// The checkpoint, signed by the log.
    #[must_use]
    pub const fn checkpoint(&self) -> &Observed {
        &self.checkpoint
    }

    /// Whether it continues the checkpoint that was cosigned last. If so it is the next one to cosign,
    /// once it is stored: from here to there no other request about this log may be decided.
    ///
    /// # Errors
    /// [`Refusal`]: 400, 409 or 422.
    pub fn decide(&self, latest: Option<&Observed>) -> Result<&Observed, Refusal> {
        let (old, new) = (self.old, &self.checkpoint);
        let size = new.size;
        if old > size {
            return Err(Refusal::OldBeyondSize { old, size });
        }
        // A log without entries has the root of the empty tree, whether it was seen so or not.
        let empty = NodeHash::from_bytes(EMPTY_HASH.0);
        let (latest, root) = latest.map_or((0, empty), |latest| (latest.size, latest.root));
        if old != latest {
            let fork = size == latest && new.root != root;
            return Err(Refusal::OldSize { latest, fork });
        }
        if size == old && new.root != root {
            return Err(Refusal::OtherRoot(size));
        }
        // RFC 6962 gives proofs from a tree to itself and from the empty tree no nodes.
        if old == 0 || old == size {
            return if self.proof.is_empty() {
                Ok(new)
            } else {
                Err(Refusal::NeedlessProof)
            };
        }
        let proof = self.proof.iter().map(|node| Hash(*node.as_bytes()));
        let [from, to] = [root, new.root].map(|root| Hash(*root.as_bytes()));
        check_tree(&proof.collect(), size, to, old, from)
            .map(|()| new)
            .or(Err(Refusal::Proof))
    }
}
