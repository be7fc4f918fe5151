//! How far the leader is with publishing, from beat to beat: sign, have it cosigned, let it out.

use std::error::Error;
use std::time::Duration;

use jiff::Timestamp;
use sqlx::PgConnection;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::SequencerError;
use super::sign::{CheckpointSigner, SignedCheckpoint};
use super::state::{Publication, PublicationState};
use super::witnesses::{Whom, WitnessRound, Witnesses};
use crate::clock::later;
use crate::database::CopyId;

/// The rest after a question that could not even be put.
const REST: Duration = Duration::from_secs(1);

/// A witness knows another log than this one.
#[derive(Clone, Debug)]
struct Dispute {
    witness: String,
    words: String,
}

impl From<Dispute> for SequencerError {
    fn from(Dispute { witness, words }: Dispute) -> Self {
        Self::Disputed { witness, words }
    }
}

/// One leader's publishing.
pub(super) struct Publishing {
    copy_id: CopyId,
    /// Whether the database is where it last published from. Until then nothing is signed and no witness is asked.
    is_resumed: bool,
    signer: CheckpointSigner,
    witnesses: Option<Witnesses>,
    state: PublicationState,
    /// The last beat that was dealt with, whether a checkpoint came of it or not.
    dealt_with: Option<Timestamp>,
    /// The newest signed checkpoint.
    newest: Option<SignedCheckpoint>,
    /// Whether that has yet to be let out.
    is_waiting: bool,
    /// The beat of the checkpoint that witnesses are being asked about.
    asking: Option<(Timestamp, JoinHandle<Result<WitnessRound, SequencerError>>)>,
    /// When they are to be asked about the newest checkpoint, unless they are being asked.
    ask_at: Option<Timestamp>,
    rest_until: Option<Instant>,
    whom: Whom,
    /// Whether the witnesses were asked once about what this leader found. If the database is an older copy, they can
    /// tell, and must be heard before anything is built on it.
    is_taken_up: bool,
    /// Whether this database is known to be the one whose log was published. Before that nothing gets a position: an
    /// older copy could not go on with the published log any more.
    is_cleared: bool,
    /// Nothing is signed or let out until the witness that said so says otherwise.
    dispute: Option<Dispute>,
}

impl Publishing {
    /// Goes on where the last leader stopped.
    pub(super) async fn take_up(
        connection: &mut PgConnection,
        copy_id: CopyId,
        signer: CheckpointSigner,
        witnesses: Option<Witnesses>,
        state: PublicationState,
    ) -> Result<Self, SequencerError> {
        let (newest, is_out) = signer.newest(connection).await?;
        Ok(Self {
            copy_id,
            is_resumed: false,
            is_waiting: newest.is_some() && !is_out,
            is_taken_up: witnesses.is_none() || newest.is_none(),
            ask_at: newest.is_some().then_some(Timestamp::MIN),
            rest_until: None,
            signer,
            witnesses,
            state,
            dealt_with: None,
            newest,
            asking: None,
            whom: Whom::Everybody,
            is_cleared: false,
            dispute: None,
        })
    }

    /// Whether events may be given positions.
    pub(super) fn may_sequence(&self) -> bool {
        self.is_cleared
    }

    /// Whether something is waited for that ends sooner than the next beat.
    pub(super) fn is_under_way(&self) -> bool {
        self.asking.is_some() || (self.is_waiting && self.state.halted().is_none())
    }

    /// Does what the clock says is due. What stands against publishing is told once a beat and keeps nobody from
    /// sequencing; only a lost database ends leadership.
    pub(super) async fn advance(
        &mut self,
        connection: &mut PgConnection,
        now: Timestamp,
    ) -> Result<(), SequencerError> {
        let beat = self.signer.beat.at(now);
        match self.publish(connection, now).await {
            Err(SequencerError::Sql(error)) => return Err(error.into()),
            Err(error) => {
                let why = error.to_string();
                if self.state.halted().as_ref() != Some(&why) || self.dealt_with != Some(beat) {
                    let cause = error.source().map(ToString::to_string);
                    tracing::error!(%error, ?cause, "the log is not published");
                    let contradicts = matches!(
                        error,
                        SequencerError::Forked { .. } | SequencerError::Disputed { .. }
                    );
                    self.state.set(Publication::Halted { why, contradicts });
                }
                self.dealt_with = Some(beat);
            }
            Ok(true) => self.state.set(Publication::Published),
            Ok(false) => {}
        }
        Ok(())
    }

    /// Whether something was published.
    async fn publish(
        &mut self,
        connection: &mut PgConnection,
        now: Timestamp,
    ) -> Result<bool, SequencerError> {
        if !self.is_resumed {
            match self.copy_id.hold(connection).await? {
                Some(hold) => return Err(SequencerError::Held(hold)),
                None => self.is_resumed = true,
            }
        }
        self.hear(now).await;
        self.ask(now);
        if !self.is_taken_up {
            return Ok(false);
        }
        let beat = self.signer.beat.at(now);
        let is_due = self.dealt_with != Some(beat);
        if is_due && let Some(dispute) = self.dispute.clone() {
            self.ask_at = Some(now);
            return Err(dispute.into());
        }
        if !self.is_cleared {
            if is_due {
                self.signer.check(connection).await?;
                self.is_cleared = true;
            }
            // What waits is given its place before anything is signed.
            return Ok(false);
        }
        if is_due {
            if let Some(signed) = self.signer.sign(connection, now).await? {
                self.newest = Some(signed);
                self.is_waiting = true;
                self.ask_at = Some(now);
                self.ask(now);
            }
            self.dealt_with = Some(beat);
        }
        self.make_public(connection, now).await
    }

    /// Asks the witnesses about the newest checkpoint when that is due and they are not being asked.
    fn ask(&mut self, now: Timestamp) {
        let is_due = self.ask_at.is_some_and(|at| at <= now)
            && self.rest_until.is_none_or(|until| until <= Instant::now());
        let (Some(witnesses), None, true) = (&self.witnesses, &self.asking, is_due) else {
            return;
        };
        let Some(signed) = self.newest.clone() else {
            return;
        };
        let (witnesses, whom) = (witnesses.clone(), self.whom);
        self.ask_at = None;
        let asking = (
            signed.beat,
            tokio::spawn(async move { witnesses.ask(&signed, whom).await }),
        );
        self.asking = Some(asking);
    }

    /// Takes what the witnesses answered, once they have.
    async fn hear(&mut self, now: Timestamp) {
        let finished = self.asking.take_if(|(_, asking)| asking.is_finished());
        let Some((beat, asking)) = finished else {
            return;
        };
        let asked = match asking.await {
            Ok(Ok(asked)) => asked,
            Ok(Err(error)) => {
                tracing::warn!(%error, "the witnesses could not be asked");
                self.ask_at = Some(now);
                self.rest_until = Some(Instant::now() + REST);
                return;
            }
            Err(panic) => std::panic::resume_unwind(panic.into_panic()),
        };
        self.is_taken_up = true;
        if let Some((witness, words)) = asked.disputed {
            self.dispute = Some(Dispute { witness, words });
        } else if self
            .dispute
            .as_ref()
            .is_some_and(|dispute| asked.cosigned.contains(&dispute.witness))
        {
            self.dispute = None;
        }
        // Whoever spoke up is asked again, also about what it has cosigned.
        self.whom = match self.dispute {
            Some(_) => Whom::Everybody,
            None => Whom::Missing,
        };
        if self.newest.as_ref().map(|newest| newest.beat) != Some(beat) {
            // A newer one was signed meanwhile: what they said of the older one is not said of that.
            self.ask_at = Some(now);
        } else if asked.is_missing || self.dispute.is_some() {
            self.ask_at = Some(later(now, self.signer.beat.step()));
        }
    }

    /// Lets the newest checkpoint out once the witnesses have answered, or could have.
    async fn make_public(
        &mut self,
        connection: &mut PgConnection,
        now: Timestamp,
    ) -> Result<bool, SequencerError> {
        let Some(signed) = self.newest.as_ref().filter(|_| self.is_waiting) else {
            return Ok(false);
        };
        if let Some(dispute) = self.dispute.clone() {
            return Err(dispute.into());
        }
        let begun = self.signer.beat.at(now);
        let patience = later(begun, self.signer.beat.step() * 2 / 3);
        if self.asking.is_some() && now < patience {
            return Ok(false);
        }
        self.signer.make_public(connection, signed, now).await?;
        self.is_waiting = false;
        Ok(true)
    }
}
