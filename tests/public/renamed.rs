//! Categories that come and go between two periods: what is out stays as it was made, and the pages read both.

use sajam::service::releases::{self, due_at};
use sajam_aggregates::{By, Category};
use sajam_statistics::calendar::tehran;
use sajam_statistics::{CellCode, Code, Metadata, Release, ReleaseId, TrueTable};
use sqlx::Executor;

use crate::support::TestServer;
use crate::support::months::{FAMILY, file, month, server_with};

/// In no list of today's.
const GONE: &str = "graft";

/// Newer than the older program.
const NEW: Category = Category::Construction;

/// Mehr, drawn by a program with another list of categories: without [`NEW`], and with [`GONE`].
async fn drawn_by_an_older_program(server: &TestServer) -> Release {
    let codes = Category::ALL.iter().filter(|one| **one != NEW);
    let codes = codes.map(|one| one.code()).chain([GONE]);
    let codes: Vec<Code> = codes.map(|code| code.parse().unwrap()).collect();
    let many = CellCode::new([GONE.parse().unwrap()]);
    let table = TrueTable::new(FAMILY, &[codes], [(many, 4000)]).unwrap();
    let period = month("1405-07");
    let noised = table.noise(&mut server.entropy.rng());
    let (release, files) = noised
        .publish(Metadata {
            data_until: period.last_day().to_civil(),
            licence: "CC-BY-4.0".parse().unwrap(),
            methodology: 1,
            period,
            published_on: tehran(due_at(period)).date(),
            revision: std::num::NonZeroU32::MIN,
        })
        .unwrap();
    let id = release.id().to_string();
    let mut owner = server.test_database.owner().await;
    let paid = format!(
        "insert into privacy_ledger values ('{id}', '{FAMILY}', '{period}', {}, 0)",
        release.epsilon_milli()
    );
    owner.execute(paid.as_str()).await.unwrap();
    sqlx::query("insert into releases (release_id, family, period, published_ms, content) values ($1, $2, $3, 0, $4::json)")
        .bind(&id)
        .bind(FAMILY.code())
        .bind(period.to_string())
        .bind(String::from_utf8(release.to_json()).unwrap())
        .execute(&mut owner)
        .await
        .unwrap();
    for file in files {
        sqlx::query("insert into release_files (release_id, name, media_type, sha256, bytes) values ($1, $2, $3, $4, $5)")
            .bind(&id)
            .bind(file.digest().name())
            .bind(file.digest().media_type())
            .bind(file.digest().sha256().as_slice())
            .bind(file.content())
            .execute(&mut owner)
            .await
            .unwrap();
    }
    releases::announce(server, &server.catalogue, &release, &By::System)
        .await
        .unwrap();
    release
}

async fn page(server: &TestServer, path: &str) -> String {
    let answer = server.get(path).await;
    assert_eq!(answer.status(), 200, "{path}");
    answer.text().await.unwrap()
}

#[tokio::test]
async fn a_category_that_is_new_or_gone_leaves_the_tables_from_before_as_they_were() {
    let server = server_with(40).await;
    let old = drawn_by_an_older_program(&server).await;
    let address = "/statistics/month-category-1405-07/month-category.csv";
    let before = page(&server, address).await;
    assert!(before.contains(GONE) && !before.contains(NEW.code()));

    file(&server, "1405-08", 60, NEW).await;
    server.settle().await;
    server.clock.set(due_at(month("1405-08")));
    let new = releases::publish(
        &server,
        &server.catalogue,
        FAMILY,
        month("1405-08"),
        &By::System,
    )
    .await
    .unwrap();
    let names = |release: &Release| {
        let cells = release.cells().iter();
        cells.map(|cell| cell.cell.to_string()).collect::<Vec<_>>()
    };
    assert!(names(&new).contains(&NEW.code().to_owned()));
    assert!(!names(&new).contains(&GONE.to_owned()));

    // What was out is out as it was, and Mehr is not drawn again for its new list.
    assert_eq!(page(&server, address).await, before);
    let mehr = ReleaseId::first(FAMILY, month("1405-07"));
    assert_eq!(old.id(), mehr);
    let again = releases::publish(
        &server,
        &server.catalogue,
        FAMILY,
        month("1405-07"),
        &By::System,
    )
    .await;
    assert!(
        matches!(again, Err(releases::PublishError::AlreadyPublished(id)) if id == mehr),
        "{again:?}"
    );

    // Without a name there is still its code, and no link to a page that is not there.
    let of_mehr = page(&server, "/en/statistics/month-category-1405-07").await;
    assert!(of_mehr.contains(&format!("<th scope=\"row\">{GONE}</th>")));
    assert!(!of_mehr.contains(&format!("categories/{}\"", NEW.code())));
    // A new category begins with its first period.
    let of_new = page(&server, "/en/statistics/categories/construction").await;
    assert!(of_new.contains("month-category-1405-08\""));
    assert!(!of_new.contains("month-category-1405-07\""));
    for path in [
        "/statistics",
        "/en/statistics",
        "/statistics/tables/month-category",
    ] {
        page(&server, path).await;
    }
    let gone = server.get(&format!("/statistics/categories/{GONE}")).await;
    assert_eq!(gone.status(), 404);
}
