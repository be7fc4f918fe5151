//! What the read model of statistics counts, after cases went their ways through the real pages: each report once in a
//! table, by the first time something happened.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use sajam::clock::Clock;
use sajam::service::reporter;
use sajam_aggregates::{Message, ReportId, Role};
use sajam_projections::statistics::{Span, Table, count};
use sajam_statistics::calendar::Period;

use crate::support::TestOptions;
use crate::support::people::Scene;

const DAY: SignedDuration = SignedDuration::from_hours(24);

async fn counts(scene: &Scene, table: Table, period: &str) -> BTreeMap<String, i64> {
    scene.server.settle().await;
    let period: Period = period.parse().unwrap();
    let span = Span {
        start: period.start(),
        end: period.end(),
    };
    sajam_projections::catch_up(&scene.server.pool)
        .await
        .unwrap();
    let mut connection = scene.server.pool.acquire().await.unwrap();
    let counted = count(&mut connection, table, span).await.unwrap();
    counted
        .into_iter()
        .map(|one| (one.cell.join("/"), one.reports))
        .collect()
}

fn cells(expected: &[(&str, i64)]) -> BTreeMap<String, i64> {
    expected
        .iter()
        .map(|(cell, reports)| ((*cell).to_owned(), *reports))
        .collect()
}

async fn resolve(scene: &Scene, id: &ReportId, outcome: &str) {
    let investigator = scene.a(Role::Investigator).await;
    let seen = investigator.case(id).await.revision();
    let answer = [
        ("outcome", outcome),
        ("explanation", "پاسخ."),
        ("reasons", ""),
        ("stage", "send"),
    ];
    investigator.act(id, "resolve", &seen, &answer).await.done();
}

#[tokio::test]
async fn every_report_is_counted_once_by_the_first_time() {
    let start = "1405-07-04".parse::<Period>().unwrap().start();
    let clock = Clock::set_to(start + DAY);
    let scene = Scene::with(TestOptions {
        clock,
        ..TestOptions::default()
    })
    .await;
    let at_day = |day: i32| scene.server.clock.set(start + DAY * day + DAY / 2);

    let handled = scene.report().await;
    let late = scene.report().await;
    let taken_back = scene.report().await;
    at_day(3);
    reporter::execute(
        &scene.server,
        &taken_back,
        None,
        &reporter::Withdraw { reason: None },
    )
    .await
    .unwrap();
    at_day(4);
    scene
        .a(Role::Intake)
        .await
        .triage(&handled, "1")
        .await
        .done();
    at_day(10);
    let intake = scene.a(Role::Intake).await;
    intake.triage(&late, "1").await.done();
    let unit = [("unit", "public-rights"), ("investigator", "investigator")];
    intake.act(&handled, "assign", "3", &unit).await.done();
    at_day(50);
    resolve(&scene, &handled, "not-substantiated").await;
    at_day(51);
    let grounds = Message::parse("باز هم همان است.").unwrap();
    reporter::execute(&scene.server, &handled, None, &reporter::Appeal { grounds })
        .await
        .unwrap();
    at_day(95);
    let supervisor = scene.a(Role::Supervisor).await;
    let seen = supervisor.case(&handled).await.revision();
    let decision = [("explanation", "از نو."), ("stage", "send")];
    supervisor
        .act(&handled, "reopen", &seen, &decision)
        .await
        .done();
    at_day(130);
    resolve(&scene, &handled, "substantiated").await;

    let week = |period: &'static str| counts(&scene, Table::Stages, period);
    assert_eq!(week("1405-07-04").await, cells(&[("received", 3)]));
    assert_eq!(week("1405-07-11").await, cells(&[("assigned", 1)]));
    // Resolved once, and once again after the appeal: only the first one counts.
    assert_eq!(week("1405-08-23").await, cells(&[("resolved", 1)]));
    assert_eq!(week("1405-11-10").await, cells(&[]));

    let provinces = counts(&scene, Table::Provinces, "1405-q3").await;
    assert_eq!(provinces.values().sum::<i64>(), 3);
    assert_eq!(provinces["IR-23"], 3);
    let both = counts(&scene, Table::ProvincesAndCategories, "1405").await;
    assert_eq!(both.values().sum::<i64>(), 3);
    assert!(both["IR-23/omission"] >= 2, "as triage settled it");
    let categories = counts(&scene, Table::Categories, "1405-07").await;
    assert_eq!(categories.values().sum::<i64>(), 3);

    let acknowledged = Table::Acknowledgements { within_days: 7 };
    assert_eq!(
        counts(&scene, acknowledged, "1405-q3").await,
        cells(&[("in-time", 1), ("late", 1)])
    );
    assert_eq!(
        counts(&scene, Table::Outcomes, "1405-q3").await,
        cells(&[("not-substantiated", 1), ("withdrawn", 1)])
    );
    assert_eq!(counts(&scene, Table::Outcomes, "1405-q4").await, cells(&[]));
    let bands = Table::ClosingTimes {
        bands: &[("soon", 30), ("later", 90)],
        beyond: "beyond",
    };
    assert_eq!(
        counts(&scene, bands, "1405-q3").await,
        cells(&[("later", 1), ("soon", 1)])
    );
    assert_eq!(
        counts(&scene, Table::Appeals, "1405-q4").await,
        cells(&[("reopened", 1)])
    );
}
