//! Every release's `datapackage.json`, fetched with its files from a real server, by frictionless.

use std::path::Path;

use sajam::service::releases::{self, due_at};
use sajam_aggregates::{By, Category};
use serde_json::{Value, json};

use super::ask;
use crate::support::TestServer;
use crate::support::months::{file, month, server_with};

/// Downloads what a reader would: the package, and the files it names, beside each other. The release's own JSON too.
async fn download(server: &TestServer, release: &str, folder: &Path) -> Value {
    let fetch = async |name: &str| {
        let answer = server.get(&format!("/statistics/{release}/{name}")).await;
        assert_eq!(answer.status(), 200, "{release}/{name}");
        let bytes = answer.bytes().await.unwrap().to_vec();
        std::fs::write(folder.join(name), &bytes).unwrap();
        bytes
    };
    let package: Value = serde_json::from_slice(&fetch("datapackage.json").await).unwrap();
    let mut document = Value::Null;
    for resource in package["resources"].as_array().unwrap() {
        let path = resource["path"].as_str().unwrap();
        let bytes = fetch(path).await;
        if path.ends_with(".json") {
            document = serde_json::from_slice(&bytes).unwrap();
        }
    }
    document
}

#[tokio::test]
async fn every_release_is_a_valid_package_and_its_table_is_read_with_its_types() {
    let server = server_with(30).await;
    file(&server, "1405-08", 4, Category::Labour).await;
    server.settle().await;
    server.clock.set(due_at(month("1405")));
    for due in releases::plan(&server).await.unwrap() {
        releases::publish(
            &server,
            &server.catalogue,
            due.family,
            due.period,
            &By::System,
        )
        .await
        .unwrap();
    }
    let temporary = tempfile::tempdir().unwrap();
    let (mut folders, mut documents) = (Vec::new(), Vec::new());
    let release_set = server.catalogue.current().await.unwrap();
    for published in &release_set.releases {
        let release = published.release.id().to_string();
        let folder = temporary.path().join(&release);
        std::fs::create_dir(&folder).unwrap();
        documents.push(download(&server, &release, &folder).await);
        folders.push(folder);
    }
    // Every family, the yearly one too.
    assert!(folders.len() > 40, "{}", folders.len());
    let answers = ask("data_packages.py", &serde_json::to_vec(&folders).unwrap());
    let answers = answers.as_array().unwrap();
    assert_eq!(answers.len(), folders.len());
    for ((answer, document), folder) in answers.iter().zip(&documents).zip(&folders) {
        assert_eq!(answer["errors"], json!([]), "{folder:?}");
        assert_eq!(
            answer["tasks"],
            answer["resources"].as_array().unwrap().len()
        );
        let rows = answer["rows"].as_array().unwrap();
        let cells = document["cells"].as_array().unwrap();
        assert!(!rows.is_empty());
        assert_eq!(rows.len(), cells.len(), "{folder:?}");
        for (row, cell) in rows.iter().zip(cells) {
            for column in ["noised", "margin95", "shown", "shown_margin95"] {
                assert_eq!(row[column], cell[column], "{folder:?}");
            }
        }
    }

    // That it would say so: a figure altered, a word for a number, a row twice.
    let csv = folders
        .iter()
        .find(|folder| folder.ends_with("month-category-1405-07"))
        .unwrap()
        .join("month-category.csv");
    let clean = std::fs::read_to_string(&csv).unwrap();
    let line = clean.lines().nth(1).unwrap().to_owned();
    let columns: Vec<&str> = line.split(',').collect();
    let with = |noised: &str| {
        let mut columns = columns.clone();
        columns[2] = noised;
        clean.replacen(&line, &columns.join(","), 1)
    };
    for (wrong, error) in [
        (with("99999"), "hash-count"),
        (with("many"), "type-error"),
        (
            clean.replacen(&line, &format!("{line}\r\n{line}"), 1),
            "primary-key",
        ),
    ] {
        std::fs::write(&csv, wrong).unwrap();
        let folder = json!([csv.parent().unwrap()]);
        let answer = ask("data_packages.py", folder.to_string().as_bytes());
        let errors = answer[0]["errors"].as_array().unwrap();
        assert!(
            errors.iter().any(|told| told[0] == error),
            "{error}: {errors:?}"
        );
    }
}
