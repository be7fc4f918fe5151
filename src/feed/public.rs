//! The feed of the site. Its sources know nothing of each other: figures ([`statistics`]), the method of counting
//! ([`methodology`]) and incidents. Nothing in it depends on a single report; every time is scheduled or a whole hour.

use jiff::Timestamp;
use sajam_statistics::calendar::JalaliMonth;

use super::{Entry, Feed, authority, incidents, methodology, statistics};
use crate::context::Context;
use crate::locale::Translator;
use crate::service::releases::{self, ReleaseSet};
use crate::status::Latest;

/// Entries of one kind, the newest: so however many weeks and releases there are, an incident is not pushed out by them.
/// What is older is on the site.
const MOST_OF_A_KIND: usize = 20;

/// What a feed is made from, held in memory.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    /// The published statistics.
    pub releases: &'a ReleaseSet,
    /// The incidents.
    pub latest: &'a Latest,
    /// See [`Generation`].
    pub now: Timestamp,
}

/// Two feeds of one generation and language are the same, byte for byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Generation {
    releases: releases::Generation,
    steps: i64,
    changes: usize,
    month: Timestamp,
}

impl Sources<'_> {
    /// Which generation they make.
    #[must_use]
    pub fn generation(&self) -> Generation {
        Generation {
            releases: self.releases.generation,
            steps: self.latest.newest,
            changes: methodology::known(self.now),
            month: self.month(),
        }
    }

    /// A feed must say when it was updated, also while it is empty: the month's beginning tells nothing.
    fn month(&self) -> Timestamp {
        JalaliMonth::containing(self.now).start()
    }

    /// The feed in one language, of a site whose address is `origin`.
    #[must_use]
    pub fn feed(&self, context: &Context, words: Translator, origin: &str) -> Feed {
        let entries = merge(vec![
            incidents::entries(self.latest, words),
            statistics::releases(self.releases, words),
            statistics::weeks(self.releases, words),
            statistics::corrections(self.releases, words),
            methodology::entries(self.now, words),
        ]);
        Feed {
            words,
            origin: origin.to_owned(),
            authority: authority(context.secrets.log.origin()),
            name: "feed".to_owned(),
            title: words.t("feed-title").into_owned(),
            about: words.t("feed-about").into_owned(),
            home: "/",
            own: Some("/feed"),
            updated: entries
                .first()
                .map_or(self.month(), |newest| newest.updated),
            entries,
        }
    }
}

/// Of every source its newest news, and of all together the newest first. What came out at one moment is told by name, the
/// last name first: so the newest period is, and the feed is the same on every server.
pub(super) fn merge(sources: Vec<Vec<Entry>>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for mut source in sources {
        sort(&mut source);
        source.truncate(MOST_OF_A_KIND);
        entries.extend(source);
    }
    sort(&mut entries);
    entries
}

fn sort(entries: &mut [Entry]) {
    entries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| b.name.cmp(&a.name)));
}
