//! Changes of the method as entries.

use jiff::Timestamp;

use super::{Entry, day, moments};
use crate::locale::Translator;
use crate::service::releases::methodology::Change;

/// How many changes are known.
pub(super) fn known(now: Timestamp) -> usize {
    Change::known_at(now).count()
}

/// Every change known by now.
pub(super) fn entries(now: Timestamp, words: Translator) -> Vec<Entry> {
    let known = moments(Change::known_at(now).map(Change::published));
    Change::known_at(now)
        .zip(known)
        .map(|(change, at)| {
            let version = change.version.to_string();
            Entry {
                name: format!("methodology/{version}"),
                since: day(at),
                kind: "methodology",
                path: "/methodology#changes".to_owned(),
                locale: words.locale(),
                title: words
                    .t1("feed-methodology", "version", &words.digits(&version))
                    .into_owned(),
                paragraphs: vec![words.term("methodology-change", &version).into_owned()],
                published: at,
                updated: at,
            }
        })
        .collect()
}
