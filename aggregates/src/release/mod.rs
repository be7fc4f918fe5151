//! The `release` aggregate: a release of statistics, published once and never changed. Where its figures
//! turn out to be wrong it is said so, and another release replaces it.
//!
//! Its id is the [`ReleaseId`].

mod decide;
mod event;
mod file;
mod notice;
mod refusal;

#[cfg(test)]
mod tests;

use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;
use serde::{Deserialize, Serialize};

use crate::actor::By;
use crate::ids::ReleaseId;

pub use decide::decide;
pub use event::{Corrected, Published, ReleaseEvent};
pub use file::{
    FamilyCode, FileName, InvalidFileName, InvalidSha256, MAX_FILE_BYTES, PeriodCode, ReleaseFile,
    Sha256Hex,
};
pub use notice::{InvalidNotice, MAX_NOTICE, Notice, NoticeText};
pub use refusal::ReleaseRefusal;

/// What somebody asks of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReleaseCommand {
    /// Publish it.
    Publish {
        /// Who asks.
        by: By,
        /// The table family.
        family: FamilyCode,
        /// The closed period it was made from.
        period: PeriodCode,
        /// Its files.
        files: Vec<ReleaseFile>,
        /// The privacy budget it spends, in thousandths of ε.
        epsilon_milli: u32,
    },
    /// Say that its figures are wrong.
    Correct {
        /// Who asks.
        by: By,
        /// What is wrong.
        reason: Notice,
        /// The release that replaces it, if there is one.
        replacement: Option<ReleaseId>,
    },
}

/// A release as its events left it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    published: Option<Published>,
    /// Empty in the state of a release from before there were corrections.
    #[serde(default)]
    corrections: Vec<Corrected>,
}

impl Release {
    /// What was published; `None` before it was.
    #[must_use]
    pub fn published(&self) -> Option<&Published> {
        self.published.as_ref()
    }

    /// What was said to be wrong with it, the first first.
    #[must_use]
    pub fn corrections(&self) -> &[Corrected] {
        &self.corrections
    }
}

impl Aggregate for Release {
    const TYPE: &'static str = "release";
    type Command = ReleaseCommand;
    type Event = ReleaseEvent;
    type Error = ReleaseRefusal;
    type Services = ();

    async fn handle(
        &mut self,
        command: ReleaseCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), ReleaseRefusal> {
        for event in decide(self, command)? {
            sink.write(event, self).await;
        }
        Ok(())
    }

    fn apply(&mut self, event: ReleaseEvent) {
        match event {
            ReleaseEvent::Published(published) => self.published = Some(published),
            ReleaseEvent::Corrected(corrected) => self.corrections.push(corrected),
        }
    }
}
