//! A database restored from before a release.

use super::*;

/// Deletes all that a database from before every release does not have.
async fn forget_releases(server: &TestServer) {
    let tables = [
        "release_files",
        "releases",
        "privacy_ledger",
        "log_queue",
        "log_entries",
        "events",
    ];
    forge(
        server,
        &tables,
        "delete from release_files; delete from releases; delete from privacy_ledger;
         delete from log_queue where aggregate_type = 'release'; delete from log_entries where aggregate_type = 'release';
         delete from events where aggregate_type = 'release'",
    )
    .await;
}

#[tokio::test]
async fn a_database_from_before_a_release_does_not_draw_its_noise_again() {
    let server = server_with(20).await;
    publish(&server, "1405-07").await.unwrap();
    // As restored from a copy of the day before, with the folder of keys as it is.
    forget_releases(&server).await;
    // A server that went on meanwhile shows what there is, not what it remembers.
    assert!(
        server
            .catalogue
            .refresh()
            .await
            .unwrap()
            .releases
            .is_empty()
    );
    let again = publish(&server, "1405-07").await;
    assert!(
        matches!(again, Err(PublishError::DrawnElsewhere(_))),
        "{again:?}"
    );
    // What it cost is spent all the same.
    assert_eq!(rows(&server, "privacy_ledger").await, 1);
}

#[tokio::test]
async fn what_a_restored_database_does_not_know_is_paid_for_all_the_same() {
    let server = server_with(20).await;
    publish(&server, "1405-07").await.unwrap();
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    releases::correct(
        &server,
        &server.catalogue,
        id,
        notice(),
        Correction::Replace,
        &By::System,
    )
    .await
    .unwrap();
    // As restored from before both, and taken up again.
    forget_releases(&server).await;
    server.clock.set(due_at("1405-q3".parse().unwrap()));
    let period = "1405-q3".parse().unwrap();
    releases::publish(
        &server,
        &server.catalogue,
        FamilyId::QuarterProvince,
        period,
        &By::System,
    )
    .await
    .unwrap();
    let quarter = ReleaseId::first(FamilyId::QuarterProvince, period);
    let again = releases::correct(
        &server,
        &server.catalogue,
        quarter,
        notice(),
        Correction::Replace,
        &By::System,
    )
    .await;
    assert!(
        matches!(
            again,
            Err(CorrectError::Replacement(PublishError::Overspent(_)))
        ),
        "{again:?}"
    );
    // A damaged file says nothing, and nothing is drawn on its word.
    let file = server.secrets.releases_file();
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, &text[..text.len() - 3]).unwrap();
    let damaged = releases::publish(
        &server,
        &server.catalogue,
        FAMILY,
        month("1405-08"),
        &By::System,
    )
    .await;
    assert!(
        damaged.is_ok() || matches!(damaged, Err(PublishError::Malformed(_))),
        "{damaged:?}"
    );
    std::fs::write(&file, "month-category-1405-0").unwrap();
    let damaged = releases::publish(
        &server,
        &server.catalogue,
        FAMILY,
        month("1405-09"),
        &By::System,
    )
    .await;
    assert!(
        matches!(damaged, Err(PublishError::Malformed(_))),
        "{damaged:?}"
    );
}

#[tokio::test]
async fn a_copy_that_is_held_draws_nothing() {
    let server = server_with(20).await;
    let mut owner = server.test_database.owner().await;
    sajam::database::hold(&mut owner).await.unwrap();
    let refused = publish(&server, "1405-07").await;
    assert!(matches!(refused, Err(PublishError::Held)), "{refused:?}");
    sajam::database::resume(&mut owner, &server.copy_id)
        .await
        .unwrap();
    publish(&server, "1405-07").await.unwrap();
}
