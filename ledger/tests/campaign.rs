//! A campaign of single changes to everything a verifier reads: each must be reported, none may panic, and what is
//! unchanged must pass. Seeded, so that it is the same campaign every time; it prints what it did.

#[cfg(test)]
#[path = "campaign/bundles.rs"]
mod bundles;
#[cfg(test)]
#[path = "campaign/changes.rs"]
mod changes;
#[cfg(test)]
#[path = "campaign/exports.rs"]
mod exports;
#[cfg(test)]
#[path = "ledger/logs.rs"]
#[expect(dead_code, reason = "shared with the other tests")]
mod logs;
#[cfg(test)]
#[path = "campaign/notes.rs"]
mod notes;
#[cfg(test)]
#[path = "ledger/support.rs"]
#[expect(dead_code, reason = "shared with the other tests")]
mod support;
#[cfg(test)]
#[path = "campaign/tiles.rs"]
mod tiles;

#[cfg(test)]
mod campaign {
    use std::collections::BTreeMap;
    use std::thread;

    use super::changes::Score;

    #[test]
    fn every_change_is_reported() {
        let parts: [fn() -> Score; 4] = [
            super::bundles::campaign,
            super::exports::campaign,
            super::notes::campaign,
            super::tiles::campaign,
        ];
        let scores = parts.map(thread::spawn).map(|part| part.join().unwrap());
        let mut all: BTreeMap<_, usize> = BTreeMap::new();
        let mut same = 0;
        for score in scores {
            same += score.same;
            for (change, count) in score.reported {
                *all.entry(change).or_default() += count;
            }
        }
        let total: usize = all.values().sum();
        for ((document, change), count) in &all {
            println!("{document:<24} {change:<32} {count:>6} reported");
        }
        println!(
            "{total} changes, all reported; {same} more left what the document says as it was"
        );
        assert!(total >= 20_000, "{total}");
    }
}
