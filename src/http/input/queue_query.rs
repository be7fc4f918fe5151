//! Which page of which queue, for pages and API alike.

use sajam_aggregates::Role;
use sajam_projections::queues::{self, Column, Key, PageCursor, Queue, QueuePage};
use serde::Deserialize;

use crate::locale::Translator;
use crate::service::accounts::StaffSession;

/// Reports on a page.
pub const PER_PAGE: u64 = 25;

/// Which queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueKind {
    /// What no unit has yet.
    Intake,
    /// What one's units have.
    Unit,
    /// One's own cases.
    Mine,
}

impl QueueKind {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Intake, Self::Unit, Self::Mine];

    /// Its name in addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::Intake => "intake",
            Self::Unit => "unit",
            Self::Mine => "mine",
        }
    }

    /// The queue of that name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its page.
    pub fn path(self) -> String {
        format!("/staff/queues/{}", self.code())
    }

    /// Its title.
    pub fn title(self, words: Translator) -> String {
        match self {
            Self::Intake => words.t("staff-queue-intake"),
            Self::Unit => words.t("staff-queue-unit"),
            Self::Mine => words.t("staff-queue-mine"),
        }
        .into_owned()
    }

    /// What is in it.
    pub fn explanation(self, words: Translator) -> String {
        match self {
            Self::Intake => words.t("staff-queue-intake-about"),
            Self::Unit => words.t("staff-queue-unit-about"),
            Self::Mine => words.t("staff-queue-mine-about"),
        }
        .into_owned()
    }

    /// What this person sees of it; `None` when it is not theirs to see.
    pub fn of(self, session: &StaffSession) -> Option<Queue> {
        match self {
            Self::Intake => {
                let may = session.has(Role::Intake) || session.has(Role::Supervisor);
                may.then_some(Queue::Intake)
            }
            Self::Unit => units_of(session),
            Self::Mine => session
                .has(Role::Investigator)
                .then(|| Queue::Mine(session.id.clone())),
        }
    }
}

/// A supervisor without units answers for all of them; an investigator without units has none.
fn units_of(session: &StaffSession) -> Option<Queue> {
    let supervised = session.units(Role::Supervisor);
    let investigated = session.units(Role::Investigator);
    if supervised.is_none() && investigated.is_none() {
        return None;
    }
    if supervised.as_ref().is_some_and(Vec::is_empty) {
        return Some(Queue::EveryUnit);
    }
    // What waits for a decision on an appeal is shown to those who can decide.
    let deciding = supervised.unwrap_or_default();
    let mut units: Vec<_> = deciding
        .iter()
        .cloned()
        .chain(investigated.into_iter().flatten())
        .collect();
    units.sort();
    units.dedup();
    Some(Queue::Units { units, deciding })
}

/// How a list is asked for. What is not understood is as if it were not there.
#[derive(Debug, Default, Deserialize)]
pub struct QueueQuery {
    sort: Option<String>,
    order: Option<String>,
    page: Option<String>,
    after: Option<String>,
    before: Option<String>,
    done: Option<String>,
}

/// What asks for the last page, as the value of `page`.
pub const LAST: &str = "last";

impl QueueQuery {
    /// The sort that was asked for.
    pub fn sort(&self) -> queues::Sort {
        queues::Sort {
            column: self
                .sort
                .as_deref()
                .and_then(Column::parse)
                .unwrap_or_default(),
            descending: self.order.as_deref() == Some("desc"),
        }
    }

    /// The action that was just carried out.
    pub fn done(&self) -> Option<&str> {
        self.done.as_deref()
    }

    /// The page that was asked for: the one beside a case, the last, or else the first.
    pub fn cursor(&self) -> PageCursor {
        let key = |text: &Option<String>| text.as_deref()?.parse::<Key>().ok();
        if let Some(key) = key(&self.after) {
            return PageCursor::After(key);
        }
        match key(&self.before) {
            Some(key) => PageCursor::Before(key),
            None if self.page.as_deref() == Some(LAST) => PageCursor::Last,
            None => PageCursor::First,
        }
    }

    /// Which page it is, from 1. Between the first and the last it is what the link that led there says: pages are found by
    /// the case beside them, and nobody counts what comes before.
    pub fn number(&self, found: &QueuePage) -> u64 {
        let pages = found.total.div_ceil(PER_PAGE).max(1);
        match (&found.previous, &found.next) {
            (None, _) => 1,
            (Some(_), None) => pages,
            (Some(_), Some(_)) => {
                let told = self.page.as_deref().and_then(|page| page.parse().ok());
                told.unwrap_or(1).clamp(2.min(pages), pages)
            }
        }
    }
}
