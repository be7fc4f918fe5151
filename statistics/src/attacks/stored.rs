//! What leaves the house is made from the noised figures alone, once.

use std::num::NonZeroU32;

use super::*;

fn codes(texts: &[&str]) -> Vec<Code> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn table(family: FamilyId, names: &[&str], counts: &[u64]) -> TrueTable {
    let cells = codes(names).into_iter().map(CellCode::from);
    TrueTable::new(family, &[codes(names)], cells.zip(counts.iter().copied())).unwrap()
}

fn metadata() -> Metadata {
    Metadata {
        data_until: "2026-11-21".parse().unwrap(),
        licence: "CC-BY-4.0".parse().unwrap(),
        methodology: 1,
        period: "1405-08".parse().unwrap(),
        published_on: "2026-12-01".parse().unwrap(),
        revision: NonZeroU32::MIN,
    }
}

/// A canary report in an empty cell, with noise that happens to hide it: every byte that leaves the house is the same.
#[test]
fn nothing_published_depends_on_a_true_count_but_through_the_noised_one() {
    let names = ["bribery", "delay", "health"];
    let empty = || table(FamilyId::MonthCategory, &names, &[4, 0, 250]);
    let canary = || table(FamilyId::MonthCategory, &names, &[4, 1, 250]);
    let mut compared = 0;
    for seed in 0..3 {
        let published = empty().noise(&mut Seeded(seed));
        let Some(other) = (1_000..200_000)
            .map(|seed| canary().noise(&mut Seeded(seed)))
            .find(|table| noised(table) == noised(&published))
        else {
            continue;
        };
        let (release, files) = published.publish(metadata()).unwrap();
        let (other_release, other_files) = other.publish(metadata()).unwrap();
        assert_eq!(files, other_files);
        assert_eq!(release.to_json(), other_release.to_json());
        compared += 1;
    }
    assert_eq!(
        compared, 3,
        "no streams of noise were found that hide the canary"
    );
}

/// Fetching again teaches nothing: the bytes are kept, and the table they were made from is gone.
#[test]
fn averaging_over_downloads_is_averaging_one_draw() {
    let release = |seed| {
        let table = table(FamilyId::MonthCategory, &["bribery"], &[5]).noise(&mut Seeded(seed));
        table.publish(metadata()).unwrap()
    };
    let (stored, files) = release(1);
    let again = Release::from_json(&stored.to_json()).unwrap();
    assert!(
        again
            .files()
            .iter()
            .zip(&files)
            .all(|(digest, file)| digest.matches(file.content()))
    );
    assert_ne!(release(2).1, files, "noise is drawn from the generator");
}
