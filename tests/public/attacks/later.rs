//! What is done to a report after its period was published changes nothing of what was published.

use sajam::service::accounts;
use sajam::service::case::{self, TriageInstitution};
use sajam::service::releases::{due_at, plan};
use sajam::service::reporter;
use sajam_aggregates::{Category, Priority, Province};

use super::{crawl, differences, is_file, publish_due, published, server};
use crate::support::months::{file, filing_about, month};

#[tokio::test]
async fn a_report_moved_or_withdrawn_later_leaves_all_old_bytes_as_they_are() {
    let house = server().await;
    house.accounts().await;
    file(&house, "1405-07", 6, Category::Bribery).await;
    let mut filed = Vec::new();
    for category in [Category::Labour, Category::Omission] {
        let report = reporter::file(&house, &filing_about(category), None)
            .await
            .unwrap();
        filed.push(reporter::report_id(&house, &report.tracking_number));
    }
    house.settle().await;
    house.clock.set(due_at(month("1405-07")));
    publish_due(&house).await;
    let before = crawl(&house).await;
    assert!(published(&before) > 0);

    // One goes to another category and province, the other is withdrawn.
    let intake = accounts::session_for(&house, "intake").await.unwrap();
    let moved = case::Triage {
        category: Category::Environment,
        province: Province::ALL[5],
        institution: TriageInstitution::Unchanged,
        priority: Priority::Normal,
    };
    let case = sajam::service::CaseFile::load(&house, &filed[0])
        .await
        .unwrap();
    case::execute(&house, &intake, case, None, &moved, "test")
        .await
        .unwrap();
    reporter::execute(
        &house,
        &filed[1],
        None,
        &reporter::Withdraw { reason: None },
    )
    .await
    .unwrap();
    house.settle().await;
    let read: Vec<(String, bool)> = sqlx::query_as(
        "select category, closed_ms is not null from statistics_reports order by category",
    )
    .fetch_all(&house.pool)
    .await
    .unwrap();
    assert!(
        read.iter().any(|(_, closed)| *closed),
        "the read model knows of it: {read:?}"
    );
    assert!(
        plan(&house).await.unwrap().is_empty(),
        "nothing is made again"
    );
    house.catalogue.refresh().await.unwrap();
    assert_eq!(differences(&before, &crawl(&house).await), [""; 0]);

    // Nor does the next publication: every old file is there, byte for byte.
    house.clock.set(due_at(month("1405-08")));
    publish_due(&house).await;
    let after = crawl(&house).await;
    assert!(published(&after) > published(&before));
    let files = |(path, _): &&(String, bool)| is_file(path);
    for address in before.keys().filter(files) {
        assert_eq!(before[address], after[address], "{address:?}");
    }
}
