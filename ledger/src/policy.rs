//! [`Policy`]: which logs, which witnesses and how many of them make a checkpoint trustworthy (C2SP tlog-policy).
//!
//! <https://c2sp.org/tlog-policy>. Names are octets without a meaning outside of the file.

mod parse;

use std::collections::BTreeSet;

use crate::checkpoint::Checkpoint;
use crate::cosignature::{Cosignature, WitnessVerifier, cosignatures};
use crate::key::{NoteError, VerifierKey};

pub use parse::{MAX_OF_A_KIND, MAX_POLICY, PolicyError, PolicyFault};

/// What a policy file says.
#[derive(Clone, Debug)]
pub struct Policy {
    logs: Vec<PolicyLog>,
    witnesses: Vec<PolicyWitness>,
    groups: Vec<Group>,
    quorum: Option<Member>,
}

/// A log that may sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyLog {
    /// Its public key; the key's origin is the log's.
    pub key: VerifierKey,
    /// Where it is, if the file says so.
    pub url: Option<String>,
}

/// A witness that may cosign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyWitness {
    /// Its name within the file; the key has a name of its own.
    pub name: String,
    /// Its public key.
    pub key: WitnessVerifier,
    /// Where it is asked (the submission prefix of C2SP tlog-witness), if the file says so.
    pub url: Option<String>,
}

/// What a name in the file stands for.
#[derive(Clone, Copy, Debug)]
enum Member {
    Witness(usize),
    Group(usize),
}

/// So many of these; each of them is defined before it.
#[derive(Clone, Debug)]
struct Group {
    need: usize,
    members: Vec<Member>,
}

/// Why a checkpoint is not trustworthy by a policy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UntrustedCheckpoint {
    /// It is not signed as it should be, or holds a false cosignature.
    #[error("{0}")]
    Note(#[from] NoteError),
    /// The policy lists no log and no key was given.
    #[error("the policy lists no log, so the log's key must be given")]
    NoLog,
    /// The given key is not one of the policy's logs.
    #[error("the policy does not list the key {0}")]
    OtherLog(String),
    /// Too few have cosigned it, or the wrong ones.
    #[error("{found} of the policy's {of} witnesses have cosigned it, which is not a quorum")]
    NoQuorum {
        /// How many have.
        found: usize,
        /// How many there are.
        of: usize,
    },
}

impl Policy {
    /// The logs, in the file's order; none means that they are known from elsewhere.
    #[must_use]
    pub fn logs(&self) -> &[PolicyLog] {
        &self.logs
    }

    /// The witnesses, in the file's order.
    #[must_use]
    pub fn witnesses(&self) -> &[PolicyWitness] {
        &self.witnesses
    }

    /// Whether cosignatures by these witnesses make a quorum. Keys that the policy does not list count for nothing.
    #[must_use]
    pub fn is_met(&self, cosigned_by: &[&WitnessVerifier]) -> bool {
        let Some(quorum) = self.quorum else {
            return true;
        };
        let keys: BTreeSet<_> = cosigned_by.iter().map(|key| key.key_bytes()).collect();
        let listed = self.witnesses.iter();
        let witnesses: Vec<bool> = listed
            .map(|witness| keys.contains(&witness.key.key_bytes()))
            .collect();
        // A group's members stand before it, so one pass in the file's order is enough.
        let mut groups: Vec<bool> = Vec::with_capacity(self.groups.len());
        let holds = |member: &Member, groups: &[bool]| match member {
            Member::Witness(index) => witnesses[*index],
            Member::Group(index) => groups[*index],
        };
        for group in &self.groups {
            let members = group.members.iter();
            let count = members.filter(|member| holds(member, &groups)).count();
            groups.push(count >= group.need);
        }
        holds(&quorum, &groups)
    }

    /// Checks that a checkpoint is signed by a listed log, by `key` if it is given, and cosigned to the quorum.
    ///
    /// # Errors
    /// [`UntrustedCheckpoint`].
    pub fn verify(
        &self,
        note: &str,
        key: Option<&VerifierKey>,
    ) -> Result<(Checkpoint, Vec<Cosignature>), UntrustedCheckpoint> {
        let checkpoint = match key {
            Some(key) => self.listed(key)?.verify_checkpoint(note)?,
            None => self.verify_by_any_log(note)?,
        };
        let mut found = Vec::new();
        let mut by = Vec::new();
        for witness in &self.witnesses {
            let mut here = cosignatures(note, std::slice::from_ref(&witness.key))?;
            if let Some(cosignature) = here.pop() {
                found.push(cosignature);
                by.push(&witness.key);
            }
        }
        if self.is_met(&by) {
            Ok((checkpoint, found))
        } else {
            Err(UntrustedCheckpoint::NoQuorum {
                found: by.len(),
                of: self.witnesses.len(),
            })
        }
    }

    /// Those of a log's keys that the policy lists, all of them if it lists no log.
    fn listed(&self, key: &VerifierKey) -> Result<VerifierKey, UntrustedCheckpoint> {
        if self.logs.is_empty() {
            return Ok(key.clone());
        }
        let keys = key.each().map(VerifierKey::alone);
        let mut listed = keys.filter(|key| self.logs.iter().any(|log| log.key == *key));
        let other = || UntrustedCheckpoint::OtherLog(key.to_string());
        let first = listed.next().ok_or_else(other)?;
        listed.try_fold(first, VerifierKey::also).or(Err(other()))
    }

    fn verify_by_any_log(&self, note: &str) -> Result<Checkpoint, UntrustedCheckpoint> {
        let mut refused = None;
        for log in &self.logs {
            match log.key.verify_checkpoint(note) {
                Ok(checkpoint) => return Ok(checkpoint),
                // Of several, the log that the first line names has the most to say.
                Err(error) if note.split('\n').next() == Some(log.key.origin()) => {
                    refused = Some(error);
                }
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        Err(refused.map_or(UntrustedCheckpoint::NoLog, UntrustedCheckpoint::Note))
    }
}

#[cfg(test)]
mod tests;
