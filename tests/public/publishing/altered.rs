//! Stored figures and files that were altered are neither shown nor announced, and everybody can tell.

use super::*;

#[tokio::test]
async fn an_altered_file_is_not_served() {
    let server = server_with(5).await;
    publish(&server, "1405-07").await.unwrap();
    let address = "/statistics/month-category-1405-07/month-category.csv";
    assert_eq!(server.get(address).await.status(), 200);
    let mut owner = server.test_database.owner().await;
    owner
        .execute("alter table release_files disable trigger release_files_append_only; update release_files set bytes = bytes || '\\x20'")
        .await
        .unwrap();
    // Who knew it before it was altered hands out what was published; who reads it now does not have it.
    assert_eq!(server.get(address).await.status(), 200);
    let restarted = Catalogue::new(server.pool.clone());
    assert!(restarted.current().await.unwrap().releases.is_empty());
}

#[tokio::test]
async fn figures_that_were_altered_beside_their_files_are_not_shown() {
    let server = server_with(40).await;
    publish(&server, "1405-07").await.unwrap();
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    assert!(find(&server, id).await.is_some());
    // One cell and the total, so that everything adds up; the files and their hashes as they were.
    let release = find(&server, id).await.unwrap();
    let cell = serde_json::to_string(&release.cells()[0]).unwrap();
    let total = serde_json::to_string(&release.totals()[0]).unwrap();
    let raise = |figure: &str| {
        let mut figure: serde_json::Value = serde_json::from_str(figure).unwrap();
        figure["noised"] = (figure["noised"].as_i64().unwrap() + 100).into();
        figure.to_string()
    };
    let statement = format!(
        "update releases set content = replace(replace(content::text, '{cell}', '{}'), '{total}', '{}')::json",
        raise(&cell),
        raise(&total)
    );
    forge(&server, &["releases"], &statement).await;
    assert!(find(&server, id).await.is_none());
    let restarted = Catalogue::new(server.pool.clone());
    assert!(restarted.current().await.unwrap().releases.is_empty());
    // Put right, it is there again without anything being published.
    let back = format!(
        "update releases set content = replace(replace(content::text, '{}', '{cell}'), '{}', '{total}')::json",
        raise(&cell),
        raise(&total)
    );
    forge(&server, &["releases"], &back).await;
    let generation = restarted.generation();
    assert_eq!(restarted.refresh().await.unwrap().releases.len(), 1);
    assert_ne!(restarted.generation(), generation, "pages are made anew");
    let generation = restarted.generation();
    restarted.refresh().await.unwrap();
    assert_eq!(restarted.generation(), generation);
}

#[tokio::test]
async fn a_draft_that_was_altered_is_not_announced() {
    let server = server_with(40).await;
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    releases::draw(&server, id).await.unwrap();
    forge(
        &server,
        &["release_files"],
        "update release_files set bytes = convert_to('{}', 'UTF8') where name = 'month-category.json'",
    )
    .await;
    let altered = publish(&server, "1405-07").await;
    assert!(
        matches!(altered, Err(PublishError::Service(_))),
        "{altered:?}"
    );
    assert!(release_set(&server).await.releases.is_empty());
}

#[tokio::test]
async fn everybody_can_check_a_releases_fingerprints_against_the_public_log() {
    let server = server_with(20).await;
    publish(&server, "1405-07").await.unwrap();
    server.settle().await;
    server.publish().await;
    let address = "/statistics/month-category-1405-07";
    let history = server.get(&format!("{address}/history")).await;
    assert_eq!(history.status(), 200);
    assert_eq!(history.headers()["access-control-allow-origin"], "*");
    let history = history.text().await.unwrap();
    let csv = server.get(&format!("{address}/month-category.csv")).await;
    let csv = csv.bytes().await.unwrap();
    let fingerprint = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&csv));
    assert!(history.contains(&fingerprint));
    // Who published it is not for everybody.
    assert!(!history.contains("actor"), "{history}");

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("history.json");
    let key = server.secrets.log.verifiers();
    std::fs::write(&file, &history).unwrap();
    verified(key, [OsStr::new("bundle"), file.as_os_str()]);
    std::fs::write(&file, history.replacen(&fingerprint[..8], "00000000", 1)).unwrap();
    found(key, [OsStr::new("bundle"), file.as_os_str()]);

    for unknown in [
        "month-category-1405-06",
        "month-category-1405-07-r2",
        "nonsense",
    ] {
        let answer = server.get(&format!("/statistics/{unknown}/history")).await;
        assert_eq!(answer.status(), 404, "{unknown}");
    }
}

/// What the check of the whole history says.
async fn checked(server: &TestServer) -> Result<(), String> {
    let mut connection = server.pool.acquire().await.unwrap();
    let checked = checks::run(server, &server.incidents, &mut connection, &mut |_, _| {}).await;
    let checked = checked.unwrap();
    checked.recorded.unwrap();
    match checked.outcome {
        checks::Outcome::Holds(_) => Ok(()),
        checks::Outcome::Differs(finding) => Err(finding),
    }
}

#[tokio::test]
async fn the_check_of_the_history_names_a_release_that_was_altered() {
    let server = server_with(20).await;
    publish(&server, "1405-07").await.unwrap();
    server.settle().await;
    assert_eq!(checked(&server).await, Ok(()));
    let altered = "the release month-category-1405-07 is not what its event says";
    for (tables, kept, change) in [
        (
            ["release_files"],
            "release_files",
            "update release_files set bytes = bytes || '\\x20' where name = 'month-category.csv'",
        ),
        (
            ["releases"],
            "releases",
            "update releases set content = replace(content::text, '1405-07', '1405-06')::json",
        ),
        (
            ["release_files"],
            "release_files",
            "delete from release_files where name = 'month-category.json'",
        ),
    ] {
        let keep = format!("create table kept as table {kept}");
        forge(&server, &tables, &keep).await;
        forge(&server, &tables, change).await;
        assert_eq!(checked(&server).await, Err(altered.to_owned()), "{change}");
        let restarted = Catalogue::new(server.pool.clone());
        assert!(restarted.current().await.unwrap().releases.is_empty());
        let back = match kept {
            "releases" => "update releases set content = kept.content from kept".to_owned(),
            _ => {
                format!("delete from {kept}; insert into {kept} select * from kept")
            }
        };
        forge(&server, &tables, &format!("{back}; drop table kept")).await;
        assert_eq!(checked(&server).await, Ok(()), "after {change}");
    }
    // Gone altogether: the event alone says that it was published.
    let gone = "delete from release_files; delete from releases";
    forge(&server, &["release_files", "releases"], gone).await;
    assert_eq!(checked(&server).await, Err(altered.to_owned()));
}
