//! A log and its client put together from the specifications, byte by byte, with none of the ledger's code.
//!
//! RFC 6962 (section 2.1), C2SP signed-note, tlog-checkpoint, tlog-cosignature and tlog-witness.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use base64::prelude::{BASE64_STANDARD, Engine};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

pub(crate) type Hash = [u8; 32];

pub(crate) fn sha256(parts: &[&[u8]]) -> Hash {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    hash.finalize().into()
}

/// A log of any size; two of different `history` differ at the entry 5.
#[derive(Clone, Copy)]
pub(crate) struct PlainLog {
    pub(crate) name: &'static str,
    pub(crate) seed: u8,
    pub(crate) history: u8,
}

pub(crate) const LOG: PlainLog = PlainLog {
    name: "log.example.org/plain",
    seed: 7,
    history: 0,
};

impl PlainLog {
    fn key(self) -> SigningKey {
        SigningKey::from_bytes(&[self.seed; 32])
    }

    fn key_id(self) -> Vec<u8> {
        let public = self.key().verifying_key();
        sha256(&[self.name.as_bytes(), b"\n\x01", public.as_bytes()])[..4].to_vec()
    }

    pub(crate) fn vkey(self) -> String {
        let id: String = self
            .key_id()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let public = [&[1][..], self.key().verifying_key().as_bytes()].concat();
        format!("{}+{id}+{}", self.name, BASE64_STANDARD.encode(public))
    }

    fn entry(self, index: u64) -> Vec<u8> {
        let history = if index == 5 { self.history } else { 0 };
        format!("entry {index} {history}").into_bytes()
    }

    /// MTH of the entries from `from` to before `to`.
    pub(crate) fn root(self, from: u64, to: u64) -> Hash {
        match to - from {
            0 => sha256(&[]),
            1 => sha256(&[&[0], &self.entry(from)]),
            entries => {
                let middle = from + split(entries);
                sha256(&[&[1], &self.root(from, middle), &self.root(middle, to)])
            }
        }
    }

    /// PROOF(m, D[n]).
    pub(crate) fn proof(self, m: u64, n: u64) -> Vec<Hash> {
        self.subproof(m, 0, n, true)
    }

    fn subproof(self, m: u64, from: u64, to: u64, whole: bool) -> Vec<Hash> {
        let n = to - from;
        if m == n {
            return if whole {
                Vec::new()
            } else {
                vec![self.root(from, to)]
            };
        }
        let k = split(n);
        if m <= k {
            let mut proof = self.subproof(m, from, from + k, whole);
            proof.push(self.root(from + k, to));
            proof
        } else {
            let mut proof = self.subproof(m - k, from + k, to, false);
            proof.push(self.root(from, from + k));
            proof
        }
    }

    pub(crate) fn text(self, size: u64) -> String {
        let root = BASE64_STANDARD.encode(self.root(0, size));
        format!("{}\n{size}\n{root}\n", self.name)
    }

    pub(crate) fn sign(self, text: &str) -> String {
        let signature = self.key().sign(text.as_bytes()).to_bytes();
        let line = BASE64_STANDARD.encode([self.key_id(), signature.to_vec()].concat());
        format!("{text}\n— {} {line}\n", self.name)
    }

    pub(crate) fn checkpoint(self, size: u64) -> String {
        self.sign(&self.text(size))
    }

    pub(crate) fn request(self, old: u64, new: u64) -> String {
        let proof = if old == 0 || old >= new {
            Vec::new()
        } else {
            self.proof(old, new)
        };
        request(old, &proof, &self.checkpoint(new))
    }
}

/// The largest power of two smaller than `n`.
fn split(n: u64) -> u64 {
    n.next_power_of_two() / 2
}

pub(crate) fn request(old: u64, proof: &[Hash], checkpoint: &str) -> String {
    let lines: String = proof
        .iter()
        .map(|hash| BASE64_STANDARD.encode(hash) + "\n")
        .collect();
    format!("old {old}\n{lines}\n{checkpoint}")
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) media_type: String,
    pub(crate) body: String,
}

/// Sends bytes and reads to the end; `None` when the other side went away.
pub(crate) fn send(address: SocketAddr, bytes: &[u8]) -> Option<Answer> {
    let mut stream = TcpStream::connect(address).ok()?;
    stream.write_all(bytes).ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let mut lines = head.split("\r\n");
    let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
    let media_type = lines.find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        name.eq_ignore_ascii_case("content-type")
            .then(|| value.to_owned())
    });
    Some(Answer {
        status,
        media_type: media_type.unwrap_or_default(),
        body: body.to_owned(),
    })
}

pub(crate) fn try_post(address: SocketAddr, body: &[u8]) -> Option<Answer> {
    let head = format!(
        "POST /add-checkpoint HTTP/1.1\r\nHost: witness\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    send(address, &[head.as_bytes(), body].concat())
}

pub(crate) fn post(address: SocketAddr, body: &str) -> Answer {
    try_post(address, body.as_bytes()).unwrap()
}

pub(crate) fn get(address: SocketAddr, path: &str) -> Answer {
    let request = format!("GET {path} HTTP/1.1\r\nHost: witness\r\nConnection: close\r\n\r\n");
    send(address, request.as_bytes()).unwrap()
}

/// Checks an answer's only line against the witness's key and returns its time.
pub(crate) fn check_cosignature(answer: &str, vkey: &str, text: &str) -> u64 {
    let parts: Vec<&str> = vkey.splitn(3, '+').collect();
    let public = BASE64_STANDARD.decode(parts[2]).unwrap();
    assert_eq!(public[0], 4);
    let id = &sha256(&[parts[0].as_bytes(), b"\n\x04", &public[1..]])[..4];
    let line = answer.strip_prefix(&format!("— {} ", parts[0])).unwrap();
    let line = BASE64_STANDARD
        .decode(line.strip_suffix('\n').unwrap())
        .unwrap();
    assert_eq!((line.len(), &line[..4]), (76, id));
    let time = u64::from_be_bytes(line[4..12].try_into().unwrap());
    let key = VerifyingKey::try_from(&public[1..]).unwrap();
    let signature = Signature::from_slice(&line[12..]).unwrap();
    let message = format!("cosignature/v1\ntime {time}\n{text}");
    key.verify_strict(message.as_bytes(), &signature).unwrap();
    time
}
