//! The text of a policy.

use std::collections::BTreeMap;

use super::{Group, Member, Policy, PolicyLog, PolicyWitness};
use crate::cosignature::WitnessVerifier;
use crate::key::VerifierKey;

/// The longest policy that is read, in bytes.
pub const MAX_POLICY: usize = 1 << 20;

/// The most logs, witnesses and groups, each.
pub const MAX_OF_A_KIND: usize = 1024;

/// A name that no line may define.
const NONE: &[u8] = b"none";

/// Why a file is not a policy, and in which line, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct PolicyError {
    /// The line; one after the last when something is missing.
    pub line: usize,
    /// What is wrong with it.
    pub fault: PolicyFault,
}

/// What is wrong with a line of a policy. Names are shown as far as they are UTF-8.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFault {
    /// The file is larger than [`MAX_POLICY`].
    #[error("the file is larger than {} KiB", MAX_POLICY >> 10)]
    TooLarge,
    /// A control character other than tab and newline; a carriage return is one.
    #[error("it holds the control character {0:#04x}; lines end in a newline alone")]
    Control(u8),
    /// The last line has no newline: the file may be cut off.
    #[error("it does not end in a newline: the file may be cut off")]
    CutOff,
    /// Not `log`, `witness`, `group` or `quorum`.
    #[error("it begins with \"{0}\", not with log, witness, group or quorum")]
    Keyword(String),
    /// Too few or too many items.
    #[error("it is not of the form \"{0}\"")]
    Form(&'static str),
    /// The key is not an Ed25519 key of a log.
    #[error("its key is not an Ed25519 key of a log (origin+id+base64)")]
    LogKey,
    /// The key is not an Ed25519 cosignature key.
    #[error("its key is not an Ed25519 key of a witness (name+id+base64)")]
    WitnessKey,
    /// Another line has the same public key.
    #[error("line {0} has the same key")]
    DuplicateKey(usize),
    /// Another line defines the name.
    #[error("line {1} has defined \"{0}\"")]
    DuplicateName(String, usize),
    /// The name has a meaning already.
    #[error(
        "the name \"none\" means that no witness is needed and cannot be defined or be a member"
    )]
    None,
    /// No line before defines the name.
    #[error("no line before it defines \"{0}\"")]
    Unknown(String),
    /// The name is a member already, here or in another group: a witness counts in one way only.
    #[error("\"{0}\" is already a member of the group of line {1}")]
    MemberTwice(String, usize),
    /// Neither `all` nor `any` nor a number from 1 to that of the members.
    #[error("\"{0}\" is not all, any, or a number from 1 to {1}")]
    Threshold(String, usize),
    /// A second quorum line.
    #[error("line {0} is a quorum line, and there may be only one")]
    SecondQuorum(usize),
    /// The file has no quorum line.
    #[error("there is no quorum line")]
    NoQuorum,
    /// More than [`MAX_OF_A_KIND`].
    #[error("there are more than {MAX_OF_A_KIND} such lines")]
    TooMany,
}

impl Policy {
    /// Reads a policy file.
    ///
    /// # Errors
    /// [`PolicyError`] with the line.
    pub fn parse(bytes: &[u8]) -> Result<Self, PolicyError> {
        let at = |line, fault| PolicyError { line, fault };
        if bytes.len() > MAX_POLICY {
            return Err(at(1, PolicyFault::TooLarge));
        }
        let mut reading = Reading::default();
        let mut number = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            number += 1;
            reading.line = number;
            reading.read(line).map_err(|fault| at(number, fault))?;
        }
        let quorum = reading
            .quorum
            .ok_or(at(number + 1, PolicyFault::NoQuorum))?;
        Ok(Self {
            quorum: quorum.0,
            ..reading.policy
        })
    }
}

impl Default for Policy {
    /// No logs, no witnesses, and none needed.
    fn default() -> Self {
        Self {
            logs: Vec::new(),
            witnesses: Vec::new(),
            groups: Vec::new(),
            quorum: None,
        }
    }
}

/// The lines so far.
#[derive(Default)]
struct Reading<'a> {
    policy: Policy,
    /// What each name means and the line that says so.
    names: BTreeMap<&'a [u8], (Member, usize)>,
    /// The public keys of logs and of witnesses, and their lines.
    log_keys: BTreeMap<String, usize>,
    witness_keys: BTreeMap<[u8; 32], usize>,
    /// The names that are members, and of which line's group.
    members: BTreeMap<&'a [u8], usize>,
    quorum: Option<(Option<Member>, usize)>,
    line: usize,
}

impl<'a> Reading<'a> {
    fn read(&mut self, line: &'a [u8]) -> Result<(), PolicyFault> {
        let line = line.strip_suffix(b"\n").ok_or(PolicyFault::CutOff)?;
        let mut bytes = line.iter();
        if let Some(byte) = bytes.find(|byte| matches!(byte, 0..=8 | 10..=31 | 127)) {
            return Err(PolicyFault::Control(*byte));
        }
        let items = line.split(|byte| matches!(byte, b' ' | b'\t'));
        let items: Vec<&[u8]> = items.filter(|item| !item.is_empty()).collect();
        match items.as_slice() {
            [] => Ok(()),
            [first, ..] if first.starts_with(b"#") => Ok(()),
            [b"log", key] => self.log(key, None),
            [b"log", key, url] => self.log(key, Some(url)),
            [b"log", ..] => Err(PolicyFault::Form("log KEY [URL]")),
            [b"witness", name, key] => self.witness(name, key, None),
            [b"witness", name, key, url] => self.witness(name, key, Some(url)),
            [b"witness", ..] => Err(PolicyFault::Form("witness NAME KEY [URL]")),
            [b"group", name, need, members @ ..] if !members.is_empty() => {
                self.group(name, need, members)
            }
            [b"group", ..] => Err(PolicyFault::Form("group NAME all|any|NUMBER NAME...")),
            [b"quorum", name] => self.quorum(name),
            [b"quorum", ..] => Err(PolicyFault::Form("quorum NAME")),
            [other, ..] => Err(PolicyFault::Keyword(shown(other))),
        }
    }

    fn log(&mut self, key: &[u8], url: Option<&&[u8]>) -> Result<(), PolicyFault> {
        let key = str::from_utf8(key).or(Err(PolicyFault::LogKey))?;
        let key = VerifierKey::parse(key).or(Err(PolicyFault::LogKey))?;
        room(&self.policy.logs)?;
        // The part of the text that is neither the log's name nor made from it.
        let text = key.to_string();
        let material = text.splitn(3, '+').nth(2).unwrap_or_default().to_owned();
        if let Some(line) = self.log_keys.insert(material, self.line) {
            return Err(PolicyFault::DuplicateKey(line));
        }
        self.policy.logs.push(PolicyLog {
            key,
            url: url.map(|url| shown(url)),
        });
        Ok(())
    }

    fn witness(
        &mut self,
        name: &'a [u8],
        key: &[u8],
        url: Option<&&[u8]>,
    ) -> Result<(), PolicyFault> {
        let key = str::from_utf8(key).or(Err(PolicyFault::WitnessKey))?;
        let key = WitnessVerifier::parse(key).or(Err(PolicyFault::WitnessKey))?;
        room(&self.policy.witnesses)?;
        if let Some(line) = self.witness_keys.insert(key.key_bytes(), self.line) {
            return Err(PolicyFault::DuplicateKey(line));
        }
        self.define(name, Member::Witness(self.policy.witnesses.len()))?;
        self.policy.witnesses.push(PolicyWitness {
            name: shown(name),
            key,
            url: url.map(|url| shown(url)),
        });
        Ok(())
    }

    fn group(
        &mut self,
        name: &'a [u8],
        need: &[u8],
        names: &[&'a [u8]],
    ) -> Result<(), PolicyFault> {
        room(&self.policy.groups)?;
        let members = names.iter().map(|member| self.meaning(member));
        let members = members.collect::<Result<Vec<_>, _>>()?;
        for member in names {
            if let Some(line) = self.members.insert(member, self.line) {
                return Err(PolicyFault::MemberTwice(shown(member), line));
            }
        }
        let most = members.len();
        let need = match need {
            b"all" => most,
            b"any" => 1,
            number => {
                let fault = || PolicyFault::Threshold(shown(number), most);
                let text = shown(number);
                let count = text.parse().ok().filter(|count| (1..=most).contains(count));
                // Neither a plus sign nor zeros in front: one number, one text.
                count
                    .filter(|count| count.to_string() == text)
                    .ok_or_else(fault)?
            }
        };
        self.define(name, Member::Group(self.policy.groups.len()))?;
        self.policy.groups.push(Group { need, members });
        Ok(())
    }

    fn quorum(&mut self, name: &[u8]) -> Result<(), PolicyFault> {
        if let Some((_, line)) = self.quorum {
            return Err(PolicyFault::SecondQuorum(line));
        }
        let quorum = if name == NONE {
            None
        } else {
            Some(self.meaning(name)?)
        };
        self.quorum = Some((quorum, self.line));
        Ok(())
    }

    fn define(&mut self, name: &'a [u8], member: Member) -> Result<(), PolicyFault> {
        if name == NONE {
            return Err(PolicyFault::None);
        }
        match self.names.insert(name, (member, self.line)) {
            Some((_, line)) => Err(PolicyFault::DuplicateName(shown(name), line)),
            None => Ok(()),
        }
    }

    fn meaning(&self, name: &[u8]) -> Result<Member, PolicyFault> {
        match self.names.get(name) {
            Some((member, _)) => Ok(*member),
            None if name == NONE => Err(PolicyFault::None),
            None => Err(PolicyFault::Unknown(shown(name))),
        }
    }
}

fn room<T>(list: &[T]) -> Result<(), PolicyFault> {
    if list.len() < MAX_OF_A_KIND {
        Ok(())
    } else {
        Err(PolicyFault::TooMany)
    }
}

/// For a message or an address. Names that differ only in octets that are not UTF-8 look the same; they are compared as octets.
fn shown(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}
