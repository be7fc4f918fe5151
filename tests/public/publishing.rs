//! Publishing on a real PostgreSQL: closed months only, noise once, nothing public before its event.

use std::ffi::OsStr;

use sajam::disclosure::family::{CORRECTIONS_MILLI, FAMILIES, spent_by_one_report};
use sajam::disclosure::{FamilyId, ReleaseId};
use sajam::service::releases::{
    self, Catalogue, CorrectError, Correction, PublishError, due_ms, ledger, reading,
};
use sajam_aggregates::release::Notice;
use sajam_aggregates::{By, Category, ReleaseRefusal};
use sqlx::Executor;

use crate::reports::{FAMILY, file, file_now, month, server_with};
use crate::support::{TestOptions, TestServer, found, verified};

async fn publish(server: &TestServer, text: &str) -> Result<String, PublishError> {
    let release = releases::publish(&server.app, FAMILY, month(text), &By::System).await?;
    Ok(release.id().to_string())
}

/// What is due of the family that most tests here publish.
async fn due_of_family(server: &TestServer) -> Vec<releases::Due> {
    let due = releases::plan(&server.app).await.unwrap().into_iter();
    due.filter(|due| due.family == FAMILY).collect()
}

async fn rows(server: &TestServer, table: &str) -> i64 {
    sqlx::query_scalar(&format!("select count(*) from {table}"))
        .fetch_one(&server.app.pool)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_closed_month_is_published_once_and_its_files_are_vouched_for_by_the_history() {
    let server = server_with(40).await;
    assert_eq!(
        due_of_family(&server).await,
        [releases::Due {
            family: FAMILY,
            period: month("1405-07"),
            drawn: false
        }]
    );
    let id = publish(&server, "1405-07").await.unwrap();
    assert_eq!(id, "month-category-1405-07");
    assert!(due_of_family(&server).await.is_empty());

    let listed = reading::list(&server.app).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].cells().len(), Category::ALL.len());
    assert_eq!(listed[0].metadata().data_until.to_string(), "2026-10-22");
    assert_eq!(listed[0].metadata().published_on.to_string(), "2026-10-30");
    let id: ReleaseId = id.parse().unwrap();
    for digest in listed[0].files() {
        let name = digest.name().parse().unwrap();
        let file = reading::file(&server.app, id, &name).await.unwrap();
        assert!(digest.matches(&file.bytes));
        assert_eq!(file.sha256.as_str(), hex::encode(digest.sha256()));
    }

    let again = publish(&server, "1405-07").await;
    assert!(
        matches!(again, Err(PublishError::AlreadyPublished(_))),
        "{again:?}"
    );
    assert_eq!(rows(&server, "releases").await, 1);
}

#[tokio::test]
async fn open_months_months_before_the_first_report_and_periods_of_other_families_are_refused() {
    let server = server_with(1).await;
    server.clock.set(due_ms(month("1405-07")) - 1);
    assert!(due_of_family(&server).await.is_empty());
    let early = publish(&server, "1405-07").await.unwrap_err();
    assert_eq!(
        early.to_string(),
        "1405-07 can be published from 2026-10-30T09:00:00 in Tehran on"
    );
    let before = publish(&server, "1405-06").await;
    assert!(
        matches!(before, Err(PublishError::BeforeFirst(_))),
        "{before:?}"
    );
    server.clock.set(due_ms(month("1405-09")));
    let other = releases::publish(
        &server.app,
        FamilyId::QuarterOutcome,
        month("1405-07"),
        &By::System,
    )
    .await;
    assert!(matches!(other, Err(PublishError::Refused(_))), "{other:?}");
    let reporter = releases::publish(&server.app, FAMILY, month("1405-07"), &By::Reporter).await;
    assert!(
        matches!(reporter, Err(PublishError::Service(_))),
        "{reporter:?}"
    );
    assert!(reading::list(&server.app).await.unwrap().is_empty());
    let due: Vec<String> = due_of_family(&server)
        .await
        .iter()
        .map(|due| due.period.to_string())
        .collect();
    assert_eq!(
        due,
        ["1405-07", "1405-08", "1405-09"],
        "months without a report are published too"
    );
}

#[tokio::test]
async fn nothing_is_counted_while_the_statistics_are_behind_the_log() {
    let server = server_with(3).await;
    // Another server follows the projection, and does not get on.
    let mut other = server.test_database.as_server().await;
    other
        .execute(
            "begin; select from projection_positions where projection = 'statistics' for update",
        )
        .await
        .unwrap();
    file_now(&server).await;
    while rows(&server, "log_queue").await > 0 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let behind = publish(&server, "1405-07").await;
    assert!(
        matches!(behind, Err(PublishError::Behind { position, size }) if position < size),
        "{behind:?}"
    );
    other.execute("rollback").await.unwrap();
    publish(&server, "1405-07").await.unwrap();
}

#[tokio::test]
async fn nothing_is_counted_while_events_of_the_month_have_no_place_in_the_log() {
    let server = server_with(3).await;
    let mut other = server.test_database.as_server().await;
    other
        .execute("begin; select from log_head for update")
        .await
        .unwrap();
    file(&server, "1405-07", 1, Category::Bribery).await;
    server.clock.set(due_ms(month("1405-07")));
    let waiting = publish(&server, "1405-07").await;
    assert!(
        matches!(waiting, Err(PublishError::Waiting(_))),
        "{waiting:?}"
    );
    other.execute("rollback").await.unwrap();
    server.settle().await;
    publish(&server, "1405-07").await.unwrap();
}

#[tokio::test]
async fn a_crash_between_the_draw_and_its_event_neither_shows_nor_redraws_it() {
    let server = server_with(25).await;
    let draw = releases::draw(&server.app, ReleaseId::first(FAMILY, month("1405-07")))
        .await
        .unwrap();
    let id: ReleaseId = draw.id().to_string().parse().unwrap();

    // As after a crash: the figures are stored, and nobody sees any of it.
    assert!(reading::list(&server.app).await.unwrap().is_empty());
    assert!(reading::find(&server.app, id).await.is_err());
    for file in draw.files() {
        let address = format!("/statistics/{id}/{}", file.name());
        assert_eq!(server.get(&address).await.status(), 404, "{address}");
    }
    assert_eq!(server.get(&format!("/statistics/{id}")).await.status(), 404);
    let page = server.get("/statistics").await.text().await.unwrap();
    assert!(!page.contains("month-category-1405-07"));
    assert!(due_of_family(&server).await[0].drawn);

    // More reports and other days do not change what was drawn.
    file(&server, "1405-07", 30, Category::Bribery).await;
    server.settle().await;
    server.clock.set(due_ms(month("1405-08")));
    let published = releases::publish(&server.app, FAMILY, month("1405-07"), &By::System)
        .await
        .unwrap();
    assert_eq!(published, draw);
    assert_eq!(reading::find(&server.app, id).await.unwrap(), draw);
}

#[tokio::test]
async fn two_publishers_at_once_draw_once() {
    let server = server_with(10).await;
    let both = futures::future::join_all((0..8).map(|_| publish(&server, "1405-07"))).await;
    assert!(both.iter().any(Result::is_ok), "{both:?}");
    for one in both {
        assert!(
            matches!(one, Ok(_) | Err(PublishError::AlreadyPublished(_))),
            "{one:?}"
        );
    }
    assert_eq!(rows(&server, "releases").await, 1);
    let events: i64 =
        sqlx::query_scalar("select count(*) from events where aggregate_type = 'release'")
            .fetch_one(&server.app.pool)
            .await
            .unwrap();
    assert_eq!(events, 1);
}

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
    let restarted = Catalogue::new(server.app.pool.clone());
    assert!(restarted.shelf().await.unwrap().releases.is_empty());
}

#[tokio::test]
async fn every_family_is_published_when_it_is_due_and_one_report_spends_what_is_declared() {
    let server = server_with(3).await;
    server.clock.set(due_ms("1405".parse().unwrap()));
    let due = releases::plan(&server.app).await.unwrap();
    for family in FAMILIES {
        let periods: Vec<_> = due.iter().filter(|due| due.family == family.id).collect();
        assert!(!periods.is_empty(), "{}", family.id);
        let first = periods[0].period;
        let release = releases::publish(&server.app, family.id, first, &By::System)
            .await
            .unwrap();
        let cells: usize = family
            .dimensions
            .iter()
            .map(|dimension| releases::codes(*dimension).len())
            .product();
        assert_eq!(release.cells().len(), cells, "{}", family.id);
    }
    let balance = ledger::balance(&server.app.pool).await.unwrap();
    assert_eq!(balance.committed_milli, i64::from(spent_by_one_report()));
    assert_eq!(balance.families.len(), FAMILIES.len());
    for spent in balance.families {
        let family = spent.family.parse::<FamilyId>().unwrap().family();
        assert_eq!(spent.share_milli, i64::from(family.epsilon_milli));
        assert_eq!((spent.dearest_milli, spent.draws), (spent.share_milli, 1));
    }
}

#[tokio::test]
async fn the_database_refuses_a_draw_that_would_overspend_whoever_asks() {
    let server = server_with(3).await;
    publish(&server, "1405-07").await.unwrap();
    let mut role = server.test_database.as_server().await;
    let pay = |id: &str, period: &str, milli: u32| {
        format!(
            "insert into privacy_ledger values ('{id}', 'month-category', '{period}', {milli}, 0)"
        )
    };
    // Other periods of a family are other reports: they cost nothing together.
    role.execute(pay("a", "1405-08", 250).as_str())
        .await
        .unwrap();
    role.execute(pay("b", "1405-07", CORRECTIONS_MILLI).as_str())
        .await
        .unwrap();
    let refused = role
        .execute(pay("c", "1405-07", 1).as_str())
        .await
        .unwrap_err();
    let code = refused.as_database_error().unwrap().code().unwrap();
    assert_eq!(code, "SJ001");
    for forbidden in [
        "update privacy_ledger set epsilon_milli = 1",
        "delete from privacy_ledger",
        "truncate privacy_ledger",
        "insert into releases values ('unpaid', 'month-category', '1405-11', 0, '{}', 1)",
    ] {
        assert!(role.execute(forbidden).await.is_err(), "{forbidden}");
    }
    let next = ReleaseId::first(FAMILY, month("1405-07")).next();
    let overspent = releases::draw(&server.app, next).await;
    assert!(
        matches!(overspent, Err(PublishError::Overspent(id)) if id == next),
        "{overspent:?}"
    );
    assert_eq!(rows(&server, "releases").await, 1);
}

fn notice() -> Notice {
    Notice {
        en: "One report was counted in the wrong month."
            .parse()
            .unwrap(),
        fa: "یک گزارش در ماه نادرست شمرده شد.".parse().unwrap(),
    }
}

#[tokio::test]
async fn a_correction_is_a_new_release_with_new_noise_and_the_old_bytes_stay() {
    let server = server_with(40).await;
    publish(&server, "1405-07").await.unwrap();
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    let name = "month-category.csv".parse().unwrap();
    let before = reading::file(&server.app, id, &name).await.unwrap().bytes;

    let correct =
        |id| releases::correct(&server.app, id, notice(), Correction::Replace, &By::System);
    let replacement = correct(id).await.unwrap().unwrap();
    assert_eq!(replacement.id(), id.next());
    assert_eq!(
        reading::find(&server.app, id.next()).await.unwrap(),
        replacement
    );
    assert_eq!(
        reading::file(&server.app, id, &name).await.unwrap().bytes,
        before
    );

    let again = correct(id).await;
    assert!(
        matches!(
            again,
            Err(CorrectError::Refused(ReleaseRefusal::AlreadyReplaced))
        ),
        "{again:?}"
    );
    // What was kept for corrections is spent: the replacement cannot be replaced, but it can be withdrawn.
    let spent = correct(id.next()).await;
    assert!(
        matches!(
            spent,
            Err(CorrectError::Replacement(PublishError::Overspent(_)))
        ),
        "{spent:?}"
    );
    releases::correct(
        &server.app,
        id.next(),
        notice(),
        Correction::Withdraw,
        &By::System,
    )
    .await
    .unwrap();
    let unknown = correct(ReleaseId::first(FAMILY, month("1405-06"))).await;
    assert!(
        matches!(
            unknown,
            Err(CorrectError::Refused(ReleaseRefusal::NotPublished))
        ),
        "{unknown:?}"
    );
}

#[tokio::test]
async fn a_correction_broken_off_before_its_notice_goes_on_with_the_same_draw() {
    let server = server_with(40).await;
    publish(&server, "1405-07").await.unwrap();
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    let drawn = releases::draw(&server.app, id.next()).await.unwrap();
    releases::announce(&server.app, &drawn, &By::System)
        .await
        .unwrap();
    let corrected = releases::correct(&server.app, id, notice(), Correction::Replace, &By::System)
        .await
        .unwrap();
    assert_eq!(corrected, Some(drawn));
}

#[tokio::test]
async fn a_clock_set_back_publishes_nothing_again_and_counts_nothing_twice() {
    let server = server_with(20).await;
    publish(&server, "1405-07").await.unwrap();
    let release = reading::find(&server.app, ReleaseId::first(FAMILY, month("1405-07")))
        .await
        .unwrap();
    // Into the month that is out: what is filed now belongs to it, and is in no release.
    file(&server, "1405-07", 5, Category::Bribery).await;
    server.settle().await;
    assert!(due_of_family(&server).await.is_empty());
    let open = publish(&server, "1405-07").await;
    assert!(
        matches!(open, Err(PublishError::NotClosed { .. })),
        "{open:?}"
    );
    server.clock.set(due_ms(month("1405-07")));
    let again = publish(&server, "1405-07").await;
    assert!(
        matches!(again, Err(PublishError::AlreadyPublished(_))),
        "{again:?}"
    );
    let later = reading::find(&server.app, ReleaseId::first(FAMILY, month("1405-07"))).await;
    assert_eq!(later.unwrap(), release);
}

#[tokio::test]
async fn a_database_from_before_a_release_does_not_draw_its_noise_again() {
    let server = server_with(20).await;
    publish(&server, "1405-07").await.unwrap();
    // As restored from a copy of the day before, with the folder of keys as it is.
    let mut owner = server.test_database.owner().await;
    for table in ["release_files", "releases", "privacy_ledger"] {
        let statement = format!(
            "alter table {table} disable trigger all; delete from {table}; alter table {table} enable trigger all"
        );
        owner.execute(statement.as_str()).await.unwrap();
    }
    owner
        .execute("alter table log_queue disable trigger all; alter table events disable trigger all; alter table log_entries disable trigger all; delete from log_queue where aggregate_type = 'release'; delete from log_entries where aggregate_type = 'release'; delete from events where aggregate_type = 'release'")
        .await
        .unwrap();
    let again = publish(&server, "1405-07").await;
    assert!(
        matches!(again, Err(PublishError::DrawnElsewhere(_))),
        "{again:?}"
    );
    // What it cost is spent all the same.
    assert_eq!(rows(&server, "privacy_ledger").await, 1);
}

#[tokio::test]
async fn what_is_due_is_published_at_nine_by_itself_and_by_one_of_two_servers() {
    let server = server_with(20).await;
    server.clock.set(due_ms(month("1405-07")) - 1);
    let stop = tokio_util::sync::CancellationToken::new();
    let poll = std::time::Duration::from_millis(20);
    let mut jobs = tokio::task::JoinSet::new();
    for _ in 0..2 {
        jobs.spawn(sajam::jobs::publish_due(
            server.app.clone(),
            poll,
            stop.clone(),
        ));
    }
    let is_out = async |period: &str| {
        let id = ReleaseId::first(FAMILY, month(period));
        reading::find(&server.app, id).await.is_ok()
    };
    // Weeks were due before: they show that the job has looked.
    while rows(&server, "releases").await < 3 {
        tokio::time::sleep(poll).await;
    }
    assert!(!is_out("1405-07").await);
    server.clock.set(due_ms(month("1405-07")));
    while !is_out("1405-07").await {
        tokio::time::sleep(poll).await;
    }
    stop.cancel();
    while jobs.join_next().await.is_some() {}
    let events: i64 =
        sqlx::query_scalar("select count(*) from events where aggregate_type = 'release'")
            .fetch_one(&server.app.pool)
            .await
            .unwrap();
    assert_eq!(events, rows(&server, "releases").await);
    assert_eq!(events, rows(&server, "privacy_ledger").await);
}

/// A statement as the database's owner, past every trigger.
async fn forge(server: &TestServer, tables: &[&str], statement: &str) {
    let mut owner = server.test_database.owner().await;
    let each = |what: &str| {
        let lines = tables
            .iter()
            .map(|table| format!("alter table {table} {what} trigger all;"));
        lines.collect::<String>()
    };
    let statement = format!("{} {statement}; {}", each("disable"), each("enable"));
    owner.execute(statement.as_str()).await.unwrap();
}

#[tokio::test]
async fn figures_that_were_altered_beside_their_files_are_not_shown() {
    let server = server_with(40).await;
    publish(&server, "1405-07").await.unwrap();
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    assert!(reading::find(&server.app, id).await.is_ok());
    // One cell and the total, so that everything adds up; the files and their hashes as they were.
    let release = reading::find(&server.app, id).await.unwrap();
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
    assert!(reading::find(&server.app, id).await.is_err());
    let restarted = Catalogue::new(server.app.pool.clone());
    assert!(restarted.shelf().await.unwrap().releases.is_empty());
    // Put right, it is there again without anything being published.
    let back = format!(
        "update releases set content = replace(replace(content::text, '{}', '{cell}'), '{}', '{total}')::json",
        raise(&cell),
        raise(&total)
    );
    forge(&server, &["releases"], &back).await;
    assert_eq!(restarted.refresh().await.unwrap().releases.len(), 1);
}

#[tokio::test]
async fn a_draft_that_was_altered_is_not_announced() {
    let server = server_with(40).await;
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    releases::draw(&server.app, id).await.unwrap();
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
    assert!(reading::list(&server.app).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_a_restored_database_does_not_know_is_paid_for_all_the_same() {
    let server = server_with(20).await;
    publish(&server, "1405-07").await.unwrap();
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    releases::correct(&server.app, id, notice(), Correction::Replace, &By::System)
        .await
        .unwrap();
    // As restored from before both, and taken up again.
    let tables = [
        "release_files",
        "releases",
        "privacy_ledger",
        "log_queue",
        "log_entries",
        "events",
    ];
    forge(
        &server,
        &tables,
        "delete from release_files; delete from releases; delete from privacy_ledger;
         delete from log_queue where aggregate_type = 'release'; delete from log_entries where aggregate_type = 'release';
         delete from events where aggregate_type = 'release'",
    )
    .await;
    server.clock.set(due_ms("1405-q3".parse().unwrap()));
    let period = "1405-q3".parse().unwrap();
    releases::publish(&server.app, FamilyId::QuarterProvince, period, &By::System)
        .await
        .unwrap();
    let quarter = ReleaseId::first(FamilyId::QuarterProvince, period);
    let again = releases::correct(
        &server.app,
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
    let file = server.app.secrets.releases_file();
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, &text[..text.len() - 3]).unwrap();
    let damaged = releases::publish(&server.app, FAMILY, month("1405-08"), &By::System).await;
    assert!(
        damaged.is_ok() || matches!(damaged, Err(PublishError::Malformed(_))),
        "{damaged:?}"
    );
    std::fs::write(&file, "month-category-1405-0").unwrap();
    let damaged = releases::publish(&server.app, FAMILY, month("1405-09"), &By::System).await;
    assert!(
        matches!(damaged, Err(PublishError::Malformed(_))),
        "{damaged:?}"
    );
}

#[tokio::test]
async fn figures_that_are_being_replaced_are_not_withdrawn_instead() {
    let server = server_with(40).await;
    publish(&server, "1405-07").await.unwrap();
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    releases::draw(&server.app, id.next()).await.unwrap();
    let withdrawn =
        releases::correct(&server.app, id, notice(), Correction::Withdraw, &By::System).await;
    assert!(
        matches!(withdrawn, Err(CorrectError::Begun(next)) if next == id.next()),
        "{withdrawn:?}"
    );
}

#[tokio::test]
async fn two_sessions_cannot_both_spend_what_is_left() {
    let server = server_with(1).await;
    let (mut one, mut other) = (
        server.test_database.as_server().await,
        server.test_database.as_server().await,
    );
    let pay = |id: &str| {
        format!("insert into privacy_ledger values ('{id}', 'month-category', '1405-07', 400, 0)")
    };
    other
        .execute("begin isolation level repeatable read; select from privacy_ledger")
        .await
        .unwrap();
    one.execute(pay("a").as_str()).await.unwrap();
    assert!(other.execute(pay("b").as_str()).await.is_err());
    other.execute("rollback").await.unwrap();
    assert!(other.execute(pay("b").as_str()).await.is_err());
}

#[tokio::test]
async fn a_house_without_a_report_publishes_the_same_tables_as_one_with_a_report() {
    let clock = || sajam::clock::Clock::set_to(month("1405-07").start_ms());
    let house = async |reports: usize| {
        let server = TestServer::start_with(TestOptions {
            clock: clock(),
            ..TestOptions::default()
        })
        .await;
        server.publish().await;
        file(&server, "1405-07", reports, Category::Bribery).await;
        server.settle().await;
        server.clock.set(due_ms(month("1405-08")));
        releases::plan(&server.app).await.unwrap()
    };
    let (none, one) = (house(0).await, house(1).await);
    assert!(!none.is_empty());
    assert_eq!(none, one);
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
    let key = server.app.secrets.log.verifiers();
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
