use std::num::NonZeroU32;

use super::*;
use crate::family::FamilyId;
use crate::release::Metadata;
use crate::table::NoisedTable;

fn published(
    family: FamilyId,
    period: &str,
    noised: &[(&str, i64)],
) -> (Release, Vec<ReleaseFile>) {
    let cells = noised
        .iter()
        .map(|(cell, noised)| (cell.parse().unwrap(), *noised))
        .collect();
    let metadata = Metadata {
        data_until: "2026-11-21".parse().unwrap(),
        licence: "CC-BY-4.0".parse().unwrap(),
        methodology: 1,
        period: period.parse().unwrap(),
        published_on: "2026-12-01".parse().unwrap(),
        revision: NonZeroU32::MIN,
    };
    NoisedTable::of(family, family.family().epsilon_milli, cells)
        .publish(metadata)
        .unwrap()
}

fn month() -> (Release, Vec<ReleaseFile>) {
    published(
        FamilyId::MonthCategory,
        "1405-08",
        &[("bribery", 103), ("delay", -3), ("public-health", 12)],
    )
}

/// What anyone who downloaded the first release has. These bytes may not change.
const CSV: &str = "period,category,noised,margin95,shown,shown_margin95\r\n\
    1405-08,bribery,103,12,105,14\r\n\
    1405-08,delay,-3,12,<10,14\r\n\
    1405-08,public-health,12,12,10,14\r\n";
const JSON: &str = concat!(
    r#"{"cells":[{"cell":"bribery","margin95":12,"noised":103,"shown":"105","shown_margin95":14},"#,
    r#"{"cell":"delay","margin95":12,"noised":-3,"shown":"<10","shown_margin95":14},"#,
    r#"{"cell":"public-health","margin95":12,"noised":12,"shown":"10","shown_margin95":14}],"#,
    r#""cells_per_report":1,"data_until":"2026-11-21","dimensions":["category"],"epsilon_milli":250,"#,
    r#""family":"month-category","format":"sajam-statistics/v1","licence":"CC-BY-4.0","methodology":1,"#,
    r#""noise":{"distribution":"discrete-laplace","s":1,"t":4},"period":"1405-08","published_on":"2026-12-01","#,
    r#""release":"month-category-1405-08","revision":1,"#,
    r#""totals":[{"cell":"total","margin95":20,"noised":112,"shown":"110","shown_margin95":22}]}"#,
);

#[test]
fn the_bytes_of_a_release_are_these() {
    let (_, files) = month();
    let texts: Vec<_> = files
        .iter()
        .map(|file| std::str::from_utf8(file.content()).unwrap())
        .collect();
    assert_eq!(texts[..2], [CSV, JSON]);
    let named: Vec<_> = files[..2]
        .iter()
        .map(|file| {
            (
                file.digest().name(),
                file.digest().bytes(),
                hex::encode(file.digest().sha256()),
            )
        })
        .collect();
    assert_eq!(
        named,
        [
            ("month-category.csv", CSV_BYTES, CSV_SHA256.to_owned()),
            ("month-category.json", JSON_BYTES, JSON_SHA256.to_owned()),
        ]
    );
}

// By wc -c and sha256sum over the constants above.
const CSV_BYTES: u64 = 148;
const CSV_SHA256: &str = "38d5b1b6ba9f6f090fb9a8656b60c0b7c0f27e6ca79891588b3a75f23e57b232";
const JSON_BYTES: u64 = 680;
const JSON_SHA256: &str = "474be014ed3223a5334cd223b240fc8633c60e165d9ae26ab70fc5a4676aa5bd";

#[test]
fn the_same_table_gives_the_same_bytes() {
    assert_eq!(month(), month());
}

#[test]
fn two_dimensions_are_two_columns() {
    let (_, files) = published(
        FamilyId::YearProvinceCategory,
        "1405",
        &[
            ("IR-07/bribery", 20),
            ("IR-07/delay", 30),
            ("IR-25/bribery", 0),
            ("IR-25/delay", 5),
        ],
    );
    let csv = std::str::from_utf8(files[0].content()).unwrap();
    assert!(csv.starts_with("period,province,category,noised,"), "{csv}");
    assert!(csv.contains("\r\n1405,IR-25,delay,5,9,<10,11\r\n"), "{csv}");
}

#[test]
fn no_field_of_a_csv_is_a_formula_or_needs_quotes() {
    let (_, files) = month();
    let csv = std::str::from_utf8(files[0].content()).unwrap();
    assert!(csv.ends_with("\r\n"));
    let columns = csv.lines().next().unwrap().split(',').count();
    for row in csv.split_terminator("\r\n") {
        assert_eq!(row.split(',').count(), columns, "{row}");
        for field in row.split(',') {
            assert!(!field.contains(['"', '\r', '\n', '\t', ';']), "{field}");
            let number = field.parse::<i64>().is_ok();
            assert!(
                number || !field.starts_with(['=', '+', '-', '@']),
                "{field}"
            );
        }
    }
}

#[test]
fn json_is_canonical() {
    fn check(value: &serde_json::Value) {
        match value {
            serde_json::Value::Object(members) => {
                let keys: Vec<_> = members.keys().collect();
                assert!(
                    keys.is_sorted() && keys.iter().all(|key| key.is_ascii()),
                    "{keys:?}"
                );
                members.values().for_each(check);
            }
            serde_json::Value::Array(values) => values.iter().for_each(check),
            serde_json::Value::Number(number) => assert!(number.is_i64(), "{number}"),
            _ => {}
        }
    }
    let (release, files) = month();
    // The map of the parser has to keep the order of the text, or the check would see its own sorting.
    assert!(
        serde_json::from_str::<serde_json::Value>(r#"{"b":1,"a":2}"#)
            .unwrap()
            .to_string()
            .starts_with("{\"b\"")
    );
    for text in [files[1].content(), files[2].content(), &release.to_json()] {
        let value: serde_json::Value = serde_json::from_slice(text).unwrap();
        check(&value);
        assert_eq!(serde_json::to_vec(&value).unwrap(), text);
        assert!(text.is_ascii());
    }
}

#[test]
fn the_package_names_its_files_with_what_they_can_be_checked_with() {
    let (release, files) = month();
    let package: serde_json::Value = serde_json::from_slice(files[2].content()).unwrap();
    assert_eq!(files[2].digest().name(), "datapackage.json");
    assert_eq!(package["name"], release.id().to_string());
    assert_eq!(package["created"], "2026-12-01T05:30:00Z");
    for (resource, file) in package["resources"].as_array().unwrap().iter().zip(&files) {
        let digest = file.digest();
        assert_eq!(resource["path"], digest.name());
        assert_eq!(resource["bytes"], digest.bytes());
        let hash = format!("sha256:{}", hex::encode(digest.sha256()));
        assert_eq!(resource["hash"], hash);
    }
    let fields = package["resources"][0]["schema"]["fields"]
        .as_array()
        .unwrap();
    let names: Vec<_> = fields
        .iter()
        .map(|field| field["name"].as_str().unwrap())
        .collect();
    let header = CSV.lines().next().unwrap();
    assert_eq!(names.join(","), header.trim_end());
}
