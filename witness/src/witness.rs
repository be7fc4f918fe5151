//! What is asked, decided, stored, and only then answered.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use sajam_ledger::witness::{AddCheckpoint, Observed, Refusal, Submitted, WitnessedLogs};
use sajam_ledger::{WitnessKey, WitnessVerifier, with_signature};

use crate::state::{KeptEvidence, Record, State, StateError};

/// Where "now" comes from: seconds since 1970-01-01T00:00:00Z.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// What a client is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The cosignature's line, with its newline.
    Cosigned(String),
    /// One of the specification's refusals.
    Refused(Refusal),
    /// The state could not be written; nothing was cosigned.
    Failed,
}

/// A witness at work.
pub struct Witness {
    key: WitnessKey,
    logs: WitnessedLogs,
    state: State,
    latest: BTreeMap<String, Mutex<Latest>>,
    clock: Clock,
}

/// What is known of a log without reading the disk.
enum Latest {
    Known(Option<Record>),
    /// A write failed, so the disk may hold either record: it is read before anything else is decided.
    Unsure,
}

impl Witness {
    /// Takes up the state that a witness left.
    ///
    /// # Errors
    /// [`StateError`] when a log's latest checkpoint is not what was written.
    pub fn new(
        state: State,
        key: WitnessKey,
        logs: WitnessedLogs,
        clock: Clock,
    ) -> Result<Self, StateError> {
        let mut latest = BTreeMap::new();
        for (origin, _) in logs.iter() {
            let record = state.latest(origin)?;
            latest.insert(origin.to_owned(), Mutex::new(Latest::Known(record)));
        }
        Ok(Self {
            key,
            logs,
            state,
            latest,
            clock,
        })
    }

    /// The public key, for whoever demands this witness.
    #[must_use]
    pub fn verifier(&self) -> WitnessVerifier {
        self.key.verifier()
    }

    /// Every log with the checkpoint that was cosigned last.
    #[must_use]
    pub fn latest(&self) -> Vec<(String, Option<Record>)> {
        let logs = self.latest.iter().map(|(origin, latest)| {
            let latest = latest.lock().unwrap_or_else(PoisonError::into_inner);
            let record = match &*latest {
                Latest::Known(record) => record.clone(),
                Latest::Unsure => None,
            };
            (origin.clone(), record)
        });
        logs.collect()
    }

    /// Answers the body of an `add-checkpoint`. Waits for the disk.
    pub fn add_checkpoint(&self, body: &[u8]) -> Answer {
        let opened = AddCheckpoint::parse(body)
            .map_err(Refusal::from)
            .and_then(|request| Ok((self.logs.open(&request)?, request)));
        let (submitted, request) = match opened {
            Ok(opened) => opened,
            Err(refusal) => return Answer::Refused(refusal),
        };
        let Some(log) = self.latest.get(submitted.checkpoint().origin()) else {
            return Answer::Refused(Refusal::UnknownLog);
        };
        // From the comparison to the durable record nobody else decides about this log.
        let mut latest = log.lock().unwrap_or_else(PoisonError::into_inner);
        match self.decide(&mut latest, &submitted, &request) {
            Ok(answer) => answer,
            Err(error) => {
                *latest = Latest::Unsure;
                tracing::error!(%error, "the state could not be used");
                Answer::Failed
            }
        }
    }

    fn decide(
        &self,
        latest: &mut Latest,
        submitted: &Submitted,
        request: &AddCheckpoint,
    ) -> Result<Answer, StateError> {
        let checkpoint = submitted.checkpoint();
        if matches!(latest, Latest::Unsure) {
            *latest = Latest::Known(self.state.latest(checkpoint.origin())?);
        }
        let before = match latest {
            Latest::Known(before) => before.as_ref(),
            Latest::Unsure => None,
        };
        match submitted.decide(before.map(|record| &record.checkpoint)) {
            Err(refusal) => {
                self.keep(&refusal, submitted, request, before);
                Ok(Answer::Refused(refusal))
            }
            Ok(next) => {
                // The cosignature says that nothing larger was seen at that time, so a clock that was set back must not speak.
                let time = (self.clock)().max(before.map_or(0, |record| record.time));
                let line = self.key.cosign(next.text(), time);
                // What is stored can be checked by the witness's own key when it starts again.
                let cosigned = with_signature(next.note(), &line);
                let cosigned = cosigned.and_then(|note| Observed::parse(&note));
                let Ok(cosigned) = cosigned else {
                    return Ok(Answer::Failed);
                };
                let record = Record {
                    checkpoint: cosigned,
                    time,
                };
                self.state.store(&record)?;
                tracing::info!(log = next.origin(), size = next.size(), "cosigned");
                *latest = Latest::Known(Some(record));
                Ok(Answer::Cosigned(line))
            }
        }
    }

    /// Evidence is worth keeping, but not worth failing for.
    fn keep(
        &self,
        refusal: &Refusal,
        submitted: &Submitted,
        request: &AddCheckpoint,
        before: Option<&Record>,
    ) {
        let Some(kind) = refusal.evidence() else {
            return;
        };
        let refused = submitted.checkpoint();
        let latest = before.map(|record| &record.checkpoint);
        match self.state.keep(kind, request, refused, latest) {
            Ok(KeptEvidence::Here(folder)) => {
                let (log, size) = (refused.origin(), refused.size());
                tracing::warn!(log, size, %refusal, kept = %folder.display(), "a signed checkpoint was refused");
            }
            Ok(KeptEvidence::Known | KeptEvidence::Full) => {}
            Err(error) => tracing::error!(%error, "evidence could not be kept"),
        }
    }
}
