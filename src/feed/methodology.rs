//! Changes of the method as entries.

use super::{Entry, day, moments};
use crate::locale::Translator;
use crate::service::releases::methodology::Change;

/// How many changes are known.
pub(super) fn known(now_ms: i64) -> usize {
    Change::known_at(now_ms).count()
}

/// Every change known by now.
pub(super) fn entries(now_ms: i64, words: Translator) -> Vec<Entry> {
    let known = moments(Change::known_at(now_ms).map(Change::published_ms));
    Change::known_at(now_ms)
        .zip(known)
        .map(|(change, at_ms)| {
            let version = change.version.to_string();
            Entry {
                name: format!("methodology/{version}"),
                since: day(at_ms),
                kind: "methodology",
                path: "/methodology#changes".to_owned(),
                locale: words.locale(),
                title: words
                    .t1("feed-methodology", "version", &words.digits(&version))
                    .into_owned(),
                paragraphs: vec![words.term("methodology-change", &version).into_owned()],
                published_ms: at_ms,
                updated_ms: at_ms,
            }
        })
        .collect()
}
