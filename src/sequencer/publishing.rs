//! How far the leader is with publishing, from beat to beat: sign, have it cosigned, let it out.

use std::error::Error;

use sqlx::PgConnection;
use tokio::task::JoinHandle;

use super::SequencerError;
use super::publish::{Press, Signed};
use super::state::{Publication, PublicationState};
use super::witnesses::{Asked, Whom, Witnesses};

/// One leader's publishing.
pub(super) struct Publishing {
    press: Press,
    witnesses: Option<Witnesses>,
    state: PublicationState,
    /// The last beat that was dealt with, whether a checkpoint came of it or not.
    dealt_with: Option<i64>,
    /// The newest signed checkpoint.
    newest: Option<Signed>,
    /// Whether that has yet to be let out.
    is_waiting: bool,
    asking: Option<JoinHandle<Result<Asked, SequencerError>>>,
    /// Whether witnesses were asked about the newest checkpoint by this leader, and when to ask again whoever did not answer.
    asked: bool,
    whom: Whom,
    ask_again_ms: Option<i64>,
    /// Whether this database is known to be the one whose log was published. Before that nothing gets a position: an
    /// older copy could not go on with the published log any more.
    is_cleared: bool,
    /// A witness knows another log: nothing is signed or let out until it does not say so any more.
    disputed: Option<(String, String)>,
}

impl Publishing {
    /// Goes on where the last leader stopped.
    pub(super) async fn take_up(
        connection: &mut PgConnection,
        press: Press,
        witnesses: Option<Witnesses>,
        state: PublicationState,
    ) -> Result<Self, SequencerError> {
        let (newest, is_out) = press.newest(connection).await?;
        Ok(Self {
            is_waiting: newest.is_some() && !is_out,
            // Without witnesses there is nobody to ask.
            asked: witnesses.is_none(),
            whom: Whom::Everybody,
            press,
            witnesses,
            state,
            dealt_with: None,
            newest,
            asking: None,
            ask_again_ms: None,
            is_cleared: false,
            disputed: None,
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
        now_ms: i64,
    ) -> Result<(), SequencerError> {
        let beat_ms = self.press.beat.at(now_ms);
        match self.publish(connection, now_ms).await {
            Err(SequencerError::Sql(error)) => return Err(error.into()),
            Err(error) => {
                let why = error.to_string();
                if self.state.halted().as_ref() != Some(&why) || self.dealt_with != Some(beat_ms) {
                    let cause = error.source().map(ToString::to_string);
                    tracing::error!(%error, ?cause, "the log is not published");
                    self.state.set(Publication::Halted(why));
                }
                self.dealt_with = Some(beat_ms);
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
        now_ms: i64,
    ) -> Result<bool, SequencerError> {
        self.ask(now_ms);
        self.hear(now_ms).await?;
        // What this leader found must be known to the witnesses before it signs anything new: if the database is an older
        // one, they can tell.
        if !self.asked {
            return Ok(false);
        }
        let beat_ms = self.press.beat.at(now_ms);
        if !self.is_cleared && self.disputed.is_none() && self.dealt_with != Some(beat_ms) {
            self.press.check(connection).await?;
            self.is_cleared = true;
            // What waits is given its place first.
            return Ok(false);
        }
        if self.dealt_with != Some(beat_ms) {
            if let Some((witness, words)) = self.disputed.clone() {
                self.ask_again_ms = Some(now_ms);
                return Err(SequencerError::Disputed { witness, words });
            }
            if let Some(signed) = self.press.sign(connection, now_ms).await? {
                self.newest = Some(signed);
                self.is_waiting = true;
                self.asked = self.witnesses.is_none();
                self.ask(now_ms);
            }
            self.dealt_with = Some(beat_ms);
        }
        self.let_out(connection, now_ms).await
    }

    /// Asks the witnesses, unless they are being asked or have all answered.
    fn ask(&mut self, now_ms: i64) {
        let due = !self.asked || self.ask_again_ms.is_some_and(|at_ms| at_ms <= now_ms);
        let (Some(witnesses), None, true) = (&self.witnesses, &self.asking, due) else {
            return;
        };
        let Some(signed) = self.newest.clone() else {
            self.asked = true;
            return;
        };
        let (witnesses, whom) = (witnesses.clone(), self.whom);
        self.ask_again_ms = None;
        self.asking = Some(tokio::spawn(
            async move { witnesses.ask(&signed, whom).await },
        ));
    }

    /// Takes what the witnesses answered, once they have.
    async fn hear(&mut self, now_ms: i64) -> Result<(), SequencerError> {
        let Some(asking) = self.asking.take_if(|asking| asking.is_finished()) else {
            return Ok(());
        };
        let asked = match asking.await {
            Ok(asked) => asked?,
            Err(panic) => std::panic::resume_unwind(panic.into_panic()),
        };
        self.asked = true;
        self.disputed = asked.disputed;
        // Whoever spoke up is asked again, also about what it has cosigned.
        self.whom = match self.disputed {
            Some(_) => Whom::Everybody,
            None => Whom::Missing,
        };
        if asked.is_missing || self.disputed.is_some() {
            self.ask_again_ms = Some(now_ms + self.press.beat.step_ms());
        }
        Ok(())
    }

    /// Lets the newest checkpoint out once the witnesses have answered, or could have.
    async fn let_out(
        &mut self,
        connection: &mut PgConnection,
        now_ms: i64,
    ) -> Result<bool, SequencerError> {
        let Some(signed) = self.newest.as_ref().filter(|_| self.is_waiting) else {
            return Ok(false);
        };
        if let Some((witness, words)) = self.disputed.clone() {
            return Err(SequencerError::Disputed { witness, words });
        }
        let patience_ms = signed.beat_ms + self.press.beat.step_ms() * 2 / 3;
        if self.asking.is_some() && (signed.beat_ms..patience_ms).contains(&now_ms) {
            return Ok(false);
        }
        self.press.let_out(connection, signed, now_ms).await?;
        self.is_waiting = false;
        Ok(true)
    }
}
