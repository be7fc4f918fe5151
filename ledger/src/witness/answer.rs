//! What a witness answers, read by the log.

use crate::cosignature::{Cosignature, WitnessVerifier, cosignatures};
use crate::key::{NoteError, split};

/// The media type of a refusal that says which size was cosigned last.
pub const SIZE_MEDIA_TYPE: &str = "text/x.tlog.size";

/// The longest answer that is read, in bytes.
pub const MAX_ANSWER: usize = 64 << 10;

/// More lines than any note may have.
const MAX_LINES: usize = 100;

/// Why an answer is of no use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// Larger than [`MAX_ANSWER`].
    #[error("the answer is larger than {} KiB", MAX_ANSWER >> 10)]
    TooLarge,
    /// Not one or more signature lines.
    #[error("the answer is not a list of signature lines")]
    Malformed,
    /// The checkpoint that it should be about is not a signed note.
    #[error("the checkpoint: {0}")]
    Checkpoint(NoteError),
    /// A line names a known witness's key and is not its cosignature of the checkpoint.
    #[error("a line of the answer is not the cosignature of the witness {0}")]
    Cosignature(String),
}

/// The cosignatures in a witness's answer on the checkpoint `note` by the given witnesses, each with its line and newline.
///
/// Lines by unknown keys are left out; so is a second line by one key.
///
/// # Errors
/// [`AnswerError`] when the answer is not of the form of the specification, or lies about a known key.
pub fn answered_cosignatures(
    answer: &[u8],
    note: &str,
    witnesses: &[WitnessVerifier],
) -> Result<Vec<(Cosignature, String)>, AnswerError> {
    if answer.len() > MAX_ANSWER {
        return Err(AnswerError::TooLarge);
    }
    let (text, _) = split(note).map_err(AnswerError::Checkpoint)?;
    let answer = str::from_utf8(answer).or(Err(AnswerError::Malformed))?;
    let lines: Vec<&str> = answer.split_inclusive('\n').collect();
    if lines.is_empty() || lines.len() > MAX_LINES {
        return Err(AnswerError::Malformed);
    }
    let mut found: Vec<(Cosignature, String)> = Vec::new();
    for line in lines {
        let alone = format!("{text}\n{line}");
        match cosignatures(&alone, witnesses) {
            Ok(mut here) => {
                if let Some(cosignature) = here.pop()
                    && found
                        .iter()
                        .all(|(it, _)| it.witness != cosignature.witness)
                {
                    found.push((cosignature, line.to_owned()));
                }
            }
            Err(NoteError::Cosignature(witness)) => return Err(AnswerError::Cosignature(witness)),
            Err(_) => return Err(AnswerError::Malformed),
        }
    }
    Ok(found)
}

/// The size in the body of a 409 of the type [`SIZE_MEDIA_TYPE`]; `None` for any other body.
#[must_use]
pub fn answered_size(body: &[u8]) -> Option<u64> {
    // Twenty digits are the largest size.
    let text = str::from_utf8(body.get(..body.len().min(22))?).ok()?;
    let size = text.strip_suffix('\n')?.parse().ok()?;
    (format!("{size}\n").as_bytes() == body).then_some(size)
}
