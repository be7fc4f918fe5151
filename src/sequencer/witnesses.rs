//! Asking witnesses outside the house to cosign a checkpoint (C2SP tlog-witness `add-checkpoint`).
//!
//! A witness that does not answer keeps nothing back: what it says later is added later. A witness that says that it knows
//! another log than this one stops publication, because then somebody already has what this log would contradict.

use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use sajam_ledger::tree::{consistency_places, consistency_proof};
use sajam_ledger::witness::{
    AddCheckpoint, MAX_ANSWER, SIZE_MEDIA_TYPE, answered_cosignatures, answered_size,
};
use sajam_ledger::{NodeHash, Policy, PolicyWitness};
use sqlx::PgPool;
use ureq::Agent;

use super::SequencerError;
use super::integrate::read_tiles;
use super::sign::SignedCheckpoint;

/// How long one witness may take at most, all questions together.
const LONGEST: Duration = Duration::from_secs(20);

/// A witness may know another size than we thought, and may have been asked by somebody else in between.
const MOST_QUESTIONS: usize = 4;

/// The witnesses that the log asks.
#[derive(Clone)]
pub struct Witnesses {
    policy: Arc<Policy>,
    agent: Agent,
    pool: PgPool,
}

impl std::fmt::Debug for Witnesses {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Witnesses({})", self.policy.witnesses().len())
    }
}

/// Who is asked about a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    /// Whoever has not cosigned it yet.
    Missing,
    /// Also whoever has: they may know more than this database does, if it is an older copy.
    Everybody,
}

/// What came of asking one witness.
enum Answer {
    /// It cosigned; the signature line.
    Cosigned(String),
    /// It knows a log that this one does not continue; in its words.
    Disputed(String),
    /// Neither, for now.
    Nothing(String),
}

/// What came of asking all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WitnessRound {
    /// Who cosigned, by their names in the policy.
    pub(super) cosigned: Vec<String>,
    /// Whether one of them has yet to cosign.
    pub(super) is_missing: bool,
    /// Which of them knows another log, and what it said.
    pub(super) disputed: Option<(String, String)>,
}

impl Witnesses {
    /// Connections to the database that asking needs: its own, since requests may be using all others.
    pub const CONNECTIONS: u32 = 2;

    /// Those of the policy that have an address; `None` when there is none.
    pub fn new(policy: Arc<Policy>, pool: PgPool) -> Option<Self> {
        let has_address = |witness: &PolicyWitness| witness.url.is_some();
        policy.witnesses().iter().any(has_address).then(|| Self {
            agent: Agent::new_with_config(
                Agent::config_builder()
                    .timeout_global(Some(LONGEST))
                    .max_redirects(0)
                    .http_status_as_error(false)
                    .user_agent("sajam")
                    .build(),
            ),
            policy,
            pool,
        })
    }

    /// Asks those that have not cosigned `signed` yet, or everybody, all at once, and keeps what they answer.
    pub(super) async fn ask(
        &self,
        signed: &SignedCheckpoint,
        whom: Whom,
    ) -> Result<WitnessRound, SequencerError> {
        let have = sqlx::query_scalar!(
            "select witness from cosignatures where beat_ms = $1",
            signed.beat.as_millisecond(),
        )
        .fetch_all(&self.pool)
        .await?;
        let missing = self.policy.witnesses().iter().filter(|witness| {
            let has_cosigned = have.contains(&witness.key.to_string());
            witness.url.is_some() && (whom == Whom::Everybody || !has_cosigned)
        });
        let answers = missing.map(async |witness| {
            let answer = tokio::time::timeout(LONGEST, self.ask_one(witness, signed)).await;
            let answer = match answer {
                Ok(answer) => answer?,
                Err(_) => Answer::Nothing("it takes too long".to_owned()),
            };
            // At once: the others may take longer.
            if let Answer::Cosigned(line) = &answer {
                self.keep(signed, witness, line).await?;
            }
            Ok::<_, SequencerError>((witness, answer))
        });
        let mut asked = WitnessRound::default();
        for answered in join_all(answers).await {
            let (witness, answer) = answered?;
            match answer {
                Answer::Cosigned(_) => asked.cosigned.push(witness.name.clone()),
                Answer::Disputed(words) => {
                    tracing::error!(witness = witness.name, words, "a witness knows another log");
                    asked.disputed = Some((witness.name.clone(), words));
                }
                Answer::Nothing(why) => {
                    tracing::warn!(witness = witness.name, why, "a witness has not cosigned");
                    asked.is_missing = true;
                }
            }
        }
        Ok(asked)
    }

    async fn keep(
        &self,
        signed: &SignedCheckpoint,
        witness: &PolicyWitness,
        line: &str,
    ) -> Result<(), SequencerError> {
        sqlx::query!(
            "insert into cosignatures (beat_ms, witness, line) values ($1, $2, $3) on conflict do nothing",
            signed.beat.as_millisecond(),
            witness.key.to_string(),
            line,
        )
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    async fn ask_one(
        &self,
        witness: &PolicyWitness,
        signed: &SignedCheckpoint,
    ) -> Result<Answer, SequencerError> {
        let mut old = self.last_cosigned(witness).await?.min(signed.size);
        for _ in 0..MOST_QUESTIONS {
            let request = AddCheckpoint {
                old,
                proof: self.proof(old, signed.size).await?,
                checkpoint: signed.note.clone(),
            };
            let (status, is_size, body) = match self.post(witness, request.to_text()).await {
                Ok(answer) => answer,
                Err(error) => return Ok(Answer::Nothing(error)),
            };
            match status {
                200 => return Ok(cosigned(&body, signed, witness)),
                409 if is_size => match answered_size(&body) {
                    Some(size) if size > signed.size => {
                        return Ok(Answer::Disputed(format!(
                            "it has cosigned a log of {size} entries, this one has {}",
                            signed.size
                        )));
                    }
                    Some(size) if size != old => old = size,
                    _ => return Ok(Answer::Nothing("its answer makes no sense".to_owned())),
                },
                409 | 422 => {
                    return Ok(Answer::Disputed(format!(
                        "what it has cosigned up to entry {old} is not the beginning of this log"
                    )));
                }
                other => return Ok(Answer::Nothing(format!("it answered with status {other}"))),
            }
        }
        Ok(Answer::Nothing("it changes its mind too often".to_owned()))
    }

    /// The size of the last checkpoint that the witness cosigned, as far as we know.
    async fn last_cosigned(&self, witness: &PolicyWitness) -> Result<u64, sqlx::Error> {
        let size = sqlx::query_scalar!(
            "select size from cosignatures join checkpoints using (beat_ms) where witness = $1 order by beat_ms desc limit 1",
            witness.key.to_string(),
        )
        .fetch_optional(&self.pool)
        .await?;
        Ok(size.map_or(0, i64::unsigned_abs))
    }

    async fn proof(&self, old: u64, size: u64) -> Result<Vec<NodeHash>, SequencerError> {
        if old == 0 || old == size {
            return Ok(Vec::new());
        }
        let places = consistency_places(old, size)?;
        let tiles = read_tiles(&mut *self.pool.acquire().await?, &places).await?;
        let proof = consistency_proof(old, size, &tiles)?;
        Ok(proof.into_iter().map(NodeHash::from_bytes).collect())
    }

    /// Status, whether the body is a size, and the body; or, in words for the operator, why there is none.
    async fn post(
        &self,
        witness: &PolicyWitness,
        body: String,
    ) -> Result<(u16, bool, Vec<u8>), String> {
        let prefix = witness.url.as_deref().unwrap_or_default();
        let url = format!("{}/add-checkpoint", prefix.trim_end_matches('/'));
        let agent = self.agent.clone();
        let posted = tokio::task::spawn_blocking(move || {
            let answer = agent
                .post(&url)
                .content_type("text/plain; charset=utf-8")
                .send(&body);
            let mut answer = answer.map_err(|error| error.to_string())?;
            let kind = answer.headers().get("content-type");
            let is_size = kind.is_some_and(|kind| kind == SIZE_MEDIA_TYPE);
            let body = answer
                .body_mut()
                .with_config()
                .limit(MAX_ANSWER as u64)
                .read_to_vec()
                .map_err(|error| error.to_string())?;
            Ok((answer.status().as_u16(), is_size, body))
        });
        posted
            .await
            .unwrap_or_else(|_| Err("asking it panicked".to_owned()))
    }
}

fn cosigned(body: &[u8], signed: &SignedCheckpoint, witness: &PolicyWitness) -> Answer {
    match answered_cosignatures(body, &signed.note, std::slice::from_ref(&witness.key)) {
        Ok(mut lines) => match lines.pop() {
            Some((_, line)) => Answer::Cosigned(line),
            None => Answer::Nothing("it cosigned with another key than the policy's".to_owned()),
        },
        Err(error) => Answer::Nothing(error.to_string()),
    }
}
