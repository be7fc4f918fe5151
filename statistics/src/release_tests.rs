use super::*;
use crate::code::{CellCode, Code};
use crate::publish::PublishError;
use crate::seeded::Seeded;
use crate::table::TrueTable;

fn codes(texts: &[&str]) -> Vec<Code> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

fn metadata(period: &str) -> Metadata {
    Metadata {
        data_until: "2026-11-21".parse().unwrap(),
        licence: "CC-BY-4.0".parse().unwrap(),
        methodology: 1,
        period: period.parse().unwrap(),
        published_on: "2026-12-01".parse().unwrap(),
        revision: NonZeroU32::MIN,
    }
}

fn month() -> NoisedTable {
    let counts = [(CellCode::from("bribery".parse::<Code>().unwrap()), 40)];
    TrueTable::new(
        FamilyId::MonthCategory,
        &[codes(&["bribery", "delay"])],
        counts,
    )
    .unwrap()
    .noise(&mut Seeded(1))
}

#[test]
fn a_release_is_read_back_as_it_was_stored() {
    let (release, files) = month().publish(metadata("1405-08")).unwrap();
    let stored = release.to_json();
    let read = Release::from_json(&stored).unwrap();
    assert_eq!(read, release);
    assert_eq!(read.to_json(), stored);
    assert_eq!(read.id().to_string(), "month-category-1405-08");
    assert_eq!((read.epsilon_milli(), read.cells_per_report()), (250, 1));
    assert_eq!(
        (read.cells().len(), read.totals().len(), read.files().len()),
        (2, 1, 3)
    );
    for (file, digest) in files.iter().zip(read.files()) {
        assert!(digest.matches(file.content()));
        assert!(!digest.matches(&file.content()[1..]));
    }
}

#[test]
fn a_correction_has_a_name_of_its_own() {
    let correction = Metadata {
        revision: NonZeroU32::new(2).unwrap(),
        ..metadata("1405-08")
    };
    let (release, _) = month().publish(correction).unwrap();
    assert_eq!(release.id().to_string(), "month-category-1405-08-r2");
}

#[test]
fn what_is_not_a_closed_period_of_the_family_is_refused() {
    let refused = |table: NoisedTable, metadata| table.publish(metadata).unwrap_err();
    assert_eq!(
        refused(month(), metadata("1405-q3")),
        PublishError::OtherCadence {
            family: FamilyId::MonthCategory,
            period: "1405-q3".parse().unwrap()
        }
    );
    let today = Metadata {
        published_on: "2026-11-21".parse().unwrap(),
        ..metadata("1405-08")
    };
    assert!(matches!(
        refused(month(), today),
        PublishError::StillOpen { .. }
    ));
}

#[test]
fn a_stored_release_whose_figures_were_changed_is_refused() {
    let (release, _) = month().publish(metadata("1405-08")).unwrap();
    let stored = String::from_utf8(release.to_json()).unwrap();
    let changed = |from: &str, to: &str| {
        assert!(stored.contains(from), "{from} in {stored}");
        Release::from_json(stored.replacen(from, to, 1).as_bytes()).unwrap_err()
    };
    let noised = format!("\"noised\":{}", release.cells()[0].noised);
    assert!(matches!(
        changed(&noised, "\"noised\":7000"),
        StoredReleaseError::Inconsistent(_)
    ));
    assert!(matches!(
        changed("\"bribery\"", "\"total\""),
        StoredReleaseError::Inconsistent(_)
    ));
    assert!(matches!(
        changed("\"delay\"", "\"de/lay\""),
        StoredReleaseError::Inconsistent(_)
    ));
    assert!(matches!(
        changed(&noised, "\"noised\":1.5"),
        StoredReleaseError::Json(_)
    ));
    assert!(matches!(
        changed("1405-08", "1405-13"),
        StoredReleaseError::Json(_)
    ));
    assert!(matches!(
        changed("{", "{\"true\":[],"),
        StoredReleaseError::Json(_)
    ));
}

#[test]
fn licences_are_identifiers() {
    assert!("CC BY".parse::<LicenceId>().is_err());
    assert!("".parse::<LicenceId>().is_err());
    assert_eq!("CC0-1.0".parse::<LicenceId>().unwrap().as_str(), "CC0-1.0");
}

#[test]
fn names_are_read_back_and_there_is_one_for_a_release() {
    for text in [
        "month-category-1405-08",
        "month-category-1405-08-r2",
        "week-stage-1405-08-02",
        "quarter-province-1405-q3",
        "year-province-category-1405-r10",
    ] {
        assert_eq!(text.parse::<ReleaseId>().unwrap().to_string(), text);
    }
    for wrong in [
        "month-category-1405-08-r1",
        "month-category-1405-08-r02",
        "month-category-1405-08-r",
        "month-category-1405-08-r2-r3",
        "month-category-1405-q3",
        "month-category",
        "month-category-",
        "week-stage-1405-08-03",
        "month-categoryx1405-08",
        "",
    ] {
        assert!(wrong.parse::<ReleaseId>().is_err(), "{wrong}");
    }
    let first: ReleaseId = "month-category-1405-08".parse().unwrap();
    assert_eq!(first.previous(), None);
    assert_eq!(first.next().previous(), Some(first));
}

#[test]
fn a_part_is_not_said_to_be_more_than_the_whole() {
    let (mut larger, mut other) = (0, 0);
    for seed in 0..200 {
        let counts = [(CellCode::from("bribery".parse::<Code>().unwrap()), 40)];
        let grid = [codes(&["bribery", "delay"])];
        let table = TrueTable::new(FamilyId::MonthCategory, &grid, counts).unwrap();
        let table = table.noise(&mut Seeded(seed));
        let (release, _) = table.publish(metadata("1405-08")).unwrap();
        let (cell, whole) = (release.added_up(&["bribery"]), release.grand_total());
        let part = release.part(&["bribery"]);
        assert_eq!(part.margin95, cell.margin95);
        if cell.value > whole.value {
            larger += 1;
            assert_eq!(part.value, whole.value);
        } else {
            other += 1;
            assert_eq!(part.value, cell.value);
        }
    }
    assert!(larger > 10 && other > 10, "{larger} and {other}");
}
