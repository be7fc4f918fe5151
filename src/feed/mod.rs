//! Feeds, as Atom (RFC 4287) and JSON Feed 1.1: the public one of the site ([`Sources::feed`]), and the one that a reporter
//! may ask for ([`following`]).

mod atom;
mod following;
mod incidents;
mod json;
mod methodology;
mod public;
mod statistics;

use jiff::{SignedDuration, Timestamp};

use crate::clock::later;
use crate::locale::{Locale, Translator};

pub use atom::write as atom;
pub use following::feed as following;
pub use json::write as json;
pub use public::{Generation, Sources};

/// Atom's media type.
pub const ATOM: &str = "application/atom+xml; charset=utf-8";

/// JSON Feed's media type.
pub const JSON: &str = "application/feed+json";

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
    pub published: Timestamp,
    /// When there was news of it.
    pub updated: Timestamp,
}

/// A feed in one language.
#[derive(Clone, Debug)]
pub struct Feed {
    /// Its language.
    pub words: Translator,
    /// The site's address, as in `https://sajam.example.ir`.
    pub origin: String,
    /// The name that ids are given under (RFC 4151): it must never change, so it is the log's and not the address.
    pub authority: Authority,
    /// Which feed, in its id for good.
    pub name: String,
    /// One line.
    pub title: String,
    /// A sentence.
    pub about: String,
    /// The page it belongs to, without the language.
    pub home: &'static str,
    /// Its own address without the ending; none where that is a secret, which a copy of the feed need not hold.
    pub own: Option<&'static str>,
    /// When there was news.
    pub updated: Timestamp,
    /// The newest first.
    pub entries: Vec<Entry>,
}

impl Feed {
    /// An absolute address in the feed's language.
    fn address(&self, path: &str) -> String {
        format!("{}{}", self.origin, self.words.locale().href(path))
    }

    /// The feed's own absolute address, where it is told.
    fn own_address(&self, ending: &str) -> Option<String> {
        let own = self.own?;
        Some(self.address(&format!("{own}.{ending}")))
    }

    /// The feed's own id.
    fn id(&self) -> String {
        format!(
            "tag:{},2026:{}/{}/{}",
            self.authority.host,
            self.authority.path,
            self.name,
            self.words.locale()
        )
    }

    /// An entry's id. Each language is an entry of its own: a reader of both keeps both.
    fn id_of(&self, entry: &Entry) -> String {
        let language = self.words.locale();
        format!(
            "tag:{},{}:{}/{}/{language}",
            self.authority.host, entry.since, self.authority.path, entry.name
        )
    }
}

/// Under what the ids of a feed are given: the name of the log, which no two installations share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authority {
    host: String,
    /// The rest of the log's name: a log that was given none has a random part there.
    path: String,
}

/// The authority in the log's name.
fn authority(origin: &str) -> Authority {
    let path: String = origin
        .split_once('/')
        .map_or("", |(_, path)| path)
        .chars()
        .map(|char| match char {
            char if char.is_ascii_alphanumeric() || matches!(char, '.' | '-' | '_' | '/') => char,
            _ => '-',
        })
        .collect();
    let path = match path.trim_matches('/') {
        "" => "sajam".to_owned(),
        path => path.to_owned(),
    };
    let host: String = origin
        .chars()
        .map(|char| char.to_ascii_lowercase())
        .take_while(|char| char.is_ascii_alphanumeric() || matches!(char, '.' | '-'))
        .collect();
    let host = match host.trim_matches(['.', '-']) {
        "" => "sajam.local".to_owned(),
        host => host.to_owned(),
    };
    Authority { host, path }
}

/// The moment told for each of some steps, of which only an hour or a day is known: that, but always a second later than
/// the step before. A reader that knows one step takes up the next one, and learns no more of its moment.
fn moments(known: impl Iterator<Item = Timestamp>) -> impl Iterator<Item = Timestamp> {
    known.scan(Timestamp::MIN, |before, known| {
        *before = known.max(later(*before, SignedDuration::from_secs(1)));
        Some(*before)
    })
}

/// The day of an instant, as ids have it.
fn day(at: Timestamp) -> String {
    at.to_string().chars().take(10).collect()
}

#[cfg(test)]
mod tests;
