//! Sealed content: what a person wrote is stored as ciphertext under a key that each report has for itself.
//!
//! A field is XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) with the report's id and the field's name as
//! associated data, so that a ciphertext moved to another report or field does not open. Plaintext is padded
//! (ISO/IEC 7816-4) to a multiple of [`BLOCK`] bytes: a stored length says little about what was written.
//! Destroying the data key erases every field of its report and leaves the hash chain, which covers ciphertext, whole.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sajam_aggregates::{ReportId, Sealed, SealedField};
use zeroize::Zeroizing;

use crate::entropy::Entropy;
use crate::secrets::Key;

/// Plaintext is padded to a multiple of this many bytes.
pub const BLOCK: usize = 256;

const NONCE_BYTES: usize = 24;

/// Why something sealed does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Altered, of another report or field, or sealed under another key.
    #[error("sealed content does not open: it was altered, or the key is another one")]
    Rejected,
}

/// One report's data key.
pub struct DataKey {
    key: Key,
    report: ReportId,
}

impl DataKey {
    /// A fresh key for a new report.
    pub fn generate(report: ReportId, entropy: Entropy) -> Self {
        Self {
            key: Key::new(entropy.bytes()),
            report,
        }
    }

    /// The key as it is stored: encrypted under the installation's content key, bound to its report.
    pub fn wrap(&self, content: &Key, entropy: Entropy) -> Vec<u8> {
        encrypt(
            content,
            wrap_label(&self.report).as_bytes(),
            self.key.expose(),
            entropy,
        )
    }

    /// Opens a stored key.
    ///
    /// # Errors
    /// [`SealError::Rejected`] when it was altered, belongs to another report or to another installation.
    pub fn unwrap(report: ReportId, wrapped: &[u8], content: &Key) -> Result<Self, SealError> {
        let bytes = decrypt(content, wrap_label(&report).as_bytes(), wrapped)?;
        let key = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| SealError::Rejected)?;
        Ok(Self {
            key: Key::new(key),
            report,
        })
    }

    /// Seals `text` as the field `field` of this key's report.
    pub fn seal(&self, field: SealedField, text: &str, entropy: Entropy) -> Sealed {
        let mut padded = Zeroizing::new(Vec::with_capacity(text.len() + 1 + BLOCK));
        padded.extend_from_slice(text.as_bytes());
        padded.push(0x80);
        let length = padded.len().next_multiple_of(BLOCK);
        padded.resize(length, 0);
        Sealed::from_base64(STANDARD.encode(encrypt(
            &self.key,
            self.label(field).as_bytes(),
            &padded,
            entropy,
        )))
        .expect("base64 of a nonce and a tag is padded base64 and never empty")
    }

    /// Reads what [`seal`](Self::seal) made.
    ///
    /// # Errors
    /// [`SealError::Rejected`] when it was altered or is not this field of this report.
    pub fn open(
        &self,
        field: SealedField,
        sealed: &Sealed,
    ) -> Result<Zeroizing<String>, SealError> {
        let bytes = STANDARD
            .decode(sealed.as_base64())
            .map_err(|_| SealError::Rejected)?;
        let padded = decrypt(&self.key, self.label(field).as_bytes(), &bytes)?;
        let end = padded
            .iter()
            .rposition(|byte| *byte != 0)
            .filter(|end| padded.get(*end) == Some(&0x80));
        let text = end
            .and_then(|end| padded.get(..end))
            .ok_or(SealError::Rejected)?;
        std::str::from_utf8(text)
            .map(|text| Zeroizing::new(text.to_owned()))
            .map_err(|_| SealError::Rejected)
    }

    fn label(&self, field: SealedField) -> String {
        format!("sajam-seal/v1/report/{}/{}", self.report, field.path())
    }
}

fn wrap_label(report: &ReportId) -> String {
    format!("sajam-seal/v1/data-key/{report}")
}

/// A short-lived secret for somebody else to keep and hand back: encrypted and bound to its label.
pub fn seal_token(key: &Key, label: &str, content: &[u8], entropy: Entropy) -> Vec<u8> {
    encrypt(key, label.as_bytes(), content, entropy)
}

/// Opens what [`seal_token`] made.
///
/// # Errors
/// [`SealError::Rejected`] when it is not ours or was altered.
pub fn open_token(key: &Key, label: &str, token: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
    decrypt(key, label.as_bytes(), token)
}

/// Nonce ‖ ciphertext ‖ tag.
fn encrypt(key: &Key, label: &[u8], plaintext: &[u8], entropy: Entropy) -> Vec<u8> {
    let nonce = entropy.bytes::<NONCE_BYTES>();
    let cipher = XChaCha20Poly1305::new(key.expose().into());
    let ciphertext = cipher
        .encrypt(
            XNonce::from_slice(&nonce),
            Payload {
                msg: plaintext,
                aad: label,
            },
        )
        .expect("encryption fails only past 2^38 bytes, and bodies are bounded far below");
    [nonce.as_slice(), ciphertext.as_slice()].concat()
}

fn decrypt(key: &Key, label: &[u8], bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let (nonce, ciphertext) = bytes
        .split_at_checked(NONCE_BYTES)
        .ok_or(SealError::Rejected)?;
    XChaCha20Poly1305::new(key.expose().into())
        .decrypt(
            XNonce::from_slice(nonce),
            Payload {
                msg: ciphertext,
                aad: label,
            },
        )
        .map(Zeroizing::new)
        .map_err(|_| SealError::Rejected)
}

#[cfg(test)]
mod tests;
