//! The status feed: what the public should hear of by itself, the newest first, as Atom (RFC 4287) and JSON Feed 1.1.
//!
//! Entries come from sources that know nothing of each other; today incidents are the only one. Whatever joins must
//! depend on no single report, and give times that are scheduled or whole hours.

mod atom;
mod incidents;
mod json;

use crate::app::App;
use crate::locale::{Locale, Words};

pub use atom::write as atom;
pub use json::write as json;

/// Entries in a feed; what is older is on the site.
const MOST: usize = 50;

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Stays the same for good: `incident/<id>`.
    pub name: String,
    /// The day it was made, in the entry's id for good: `2026-11-24`.
    pub since: String,
    /// What kind of entry, as a stable code: `incident`.
    pub kind: &'static str,
    /// Where it is told in full, without the language.
    pub path: String,
    /// The language of its text.
    pub locale: Locale,
    /// One line.
    pub title: String,
    /// Plain text.
    pub paragraphs: Vec<String>,
    /// When it was made known.
    pub published_ms: i64,
    /// When there was news of it.
    pub updated_ms: i64,
}

/// A feed in one language.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Its language.
    pub words: Words,
    /// The site's address, as in `https://sajam.example.ir`.
    pub origin: String,
    /// The name that ids are given under (RFC 4151): it must never change, so it is the log's and not the address.
    pub authority: String,
    /// When there was news.
    pub updated_ms: i64,
    /// The newest first.
    pub entries: Vec<Entry>,
}

impl Feed {
    /// Gathers a feed from all sources.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn gather(app: &App, words: Words, origin: &str) -> Result<Self, sqlx::Error> {
        let sources = vec![incidents::entries(app, words).await?];
        let entries = merge(sources);
        // A feed must say when it was updated, also while it is empty: the month's beginning tells nothing.
        let month = crate::calendar::JalaliMonth::containing(app.clock.now_ms()).start_ms();
        Ok(Self {
            words,
            origin: origin.to_owned(),
            authority: authority(app.secrets.log.origin()),
            updated_ms: entries.first().map_or(month, |newest| newest.updated_ms),
            entries,
        })
    }

    /// An absolute address in the feed's language.
    fn address(&self, path: &str) -> String {
        format!("{}{}", self.origin, self.words.locale().href(path))
    }

    /// The feed's own id.
    fn id(&self) -> String {
        format!(
            "tag:{},2026:sajam/feed/{}",
            self.authority,
            self.words.locale()
        )
    }

    /// An entry's id. Each language is an entry of its own: a reader of both keeps both.
    fn id_of(&self, entry: &Entry) -> String {
        let language = self.words.locale();
        format!(
            "tag:{},{}:sajam/{}/{language}",
            self.authority, entry.since, entry.name
        )
    }
}

/// The domain name at the beginning of the log's name.
fn authority(origin: &str) -> String {
    let host: String = origin
        .chars()
        .map(|char| char.to_ascii_lowercase())
        .take_while(|char| char.is_ascii_alphanumeric() || matches!(char, '.' | '-'))
        .collect();
    match host.trim_matches(['.', '-']) {
        "" => "sajam.local".to_owned(),
        host => host.to_owned(),
    }
}

/// The newest news of all sources first; among equals, by name, so that the feed is the same on every server.
fn merge(sources: Vec<Vec<Entry>>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = sources.into_iter().flatten().collect();
    entries.sort_by(|a, b| {
        b.updated_ms
            .cmp(&a.updated_ms)
            .then_with(|| a.name.cmp(&b.name))
    });
    entries.truncate(MOST);
    entries
}

/// RFC 3339.
pub(crate) fn timestamp(unix_ms: i64) -> String {
    jiff::Timestamp::from_millisecond(unix_ms)
        .unwrap_or_default()
        .to_string()
}

#[cfg(test)]
mod tests;
