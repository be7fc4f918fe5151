//! Queues: paging, sorting, and what they do not say.

use sajam::service::reporter::InstitutionAnswer;
use sajam_aggregates::{Category, Role};
use sajam_projections::queues::{self, Queue};

use crate::support::people::{Answer, CONTACT, NARRATIVE, SUBJECT, Scene};

fn rows(page: &Answer) -> Vec<String> {
    page.body
        .split("class=\"case-link\" href=\"/staff/reports/")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect()
}

/// Where a link of the page leads.
fn link(page: &Answer, name: &str) -> String {
    let rest = page.body.split(name).nth(1).unwrap();
    let href = rest.split("href=\"").nth(1).unwrap();
    let href = href.split('"').next().unwrap();
    href.replace("&#38;", "&").replace("&amp;", "&")
}

#[tokio::test]
async fn a_queue_is_paged_and_says_nothing_that_a_reporter_wrote() {
    let scene = Scene::new().await;
    let intake = scene.a(Role::Intake).await;
    intake
        .get("/staff/queues/intake")
        .await
        .is(200)
        .has("class=\"empty\"");
    for _ in 0..27 {
        scene.report().await;
    }
    scene.server.settle().await;
    let first = intake.get("/staff/queues/intake").await;
    first
        .is(200)
        .has("۱ تا ۲۵ از ۲۷ پرونده")
        .has("rel=\"next\"")
        .lacks("rel=\"prev\"");
    for word in [NARRATIVE, SUBJECT, CONTACT] {
        first.lacks(word);
    }
    let second = intake.get(&link(&first, "rel=\"next\"")).await;
    second
        .is(200)
        .has("۲۶ تا ۲۷ از ۲۷ پرونده")
        .has("rel=\"prev\"")
        .lacks("rel=\"next\"");
    for (page, name, same) in [
        (&first, "class=\"pages-last\"", &second),
        (&second, "rel=\"prev\"", &first),
        (&second, "class=\"pages-first\"", &first),
    ] {
        let there = intake.get(&link(page, name)).await;
        assert_eq!(rows(&there), rows(same), "{name}");
    }
    let mut all = rows(&first);
    all.extend(rows(&second));
    assert_eq!(all.len(), 27);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 27, "no page repeats or skips a report");
    // Whatever else is asked for is a page of the queue.
    for odd in [
        "page=99",
        "page=-1",
        "page=x&sort=y&order=z",
        "page=18446744073709551615",
        "after=x&page=0",
        "page=last&order=desc",
        "after=nonesuch.0.0f8fad5bd9cb469fa16570867728950e&sort=category",
        "before=.-9223372036854775808.0f8fad5bd9cb469fa16570867728950e",
        "after=.9223372036854775807.0f8fad5bd9cb469fa16570867728950e&page=18446744073709551615",
    ] {
        intake
            .get(&format!("/staff/queues/intake?{odd}"))
            .await
            .is(200);
    }
}

#[tokio::test]
async fn a_queue_is_sorted_by_each_of_its_columns() {
    let scene = Scene::new().await;
    let intake = scene.a(Role::Intake).await;
    let mut ids = Vec::new();
    for (category, priority) in [
        (Category::Other, "low"),
        (Category::Omission, "urgent"),
        (Category::Bribery, "normal"),
    ] {
        let (_, id) = scene
            .report_about(category, InstitutionAnswer::Unknown)
            .await;
        let fields = [
            ("category", category.code()),
            ("province", "IR-23"),
            ("institution", "unknown"),
            ("priority", priority),
        ];
        intake.act(&id, "triage", "1", &fields).await.done();
        ids.push(id.to_string());
    }
    scene.server.settle().await;
    let of = |numbers: [usize; 3]| numbers.map(|number| ids[number].clone());
    let sorted = async |query: &str| {
        rows(
            intake
                .get(&format!("/staff/queues/intake?{query}"))
                .await
                .is(200),
        )
    };
    assert_eq!(sorted("sort=priority&order=desc").await, of([1, 2, 0]));
    assert_eq!(sorted("sort=priority&order=asc").await, of([0, 2, 1]));
    assert_eq!(sorted("sort=category").await, of([1, 2, 0]));
    assert_eq!(sorted("sort=updated&order=desc").await, of([2, 1, 0]));
    for column in ["received", "status", "province", "unit"] {
        assert_eq!(sorted(&format!("sort={column}")).await.len(), 3);
    }
    let page = intake
        .get("/staff/queues/intake?sort=priority&order=desc")
        .await;
    page.has("aria-sort=\"descending\"");
}

#[tokio::test]
async fn everybody_sees_the_cases_of_their_units_only() {
    let scene = Scene::new().await;
    let rights = scene
        .assigned("public-rights", "investigator")
        .await
        .to_string();
    let crimes = scene.assigned("economic-crimes", "").await.to_string();
    scene.server.settle().await;
    let of_crimes = scene
        .another("crimes", Role::Investigator, &["economic-crimes"])
        .await;
    let boss = scene
        .another("boss", Role::Supervisor, &["public-rights"])
        .await;
    let unit = "/staff/queues/unit";
    assert_eq!(
        rows(&of_crimes.get(unit).await),
        std::slice::from_ref(&crimes)
    );
    assert_eq!(rows(&boss.get(unit).await), std::slice::from_ref(&rights));
    let every = scene.a(Role::Supervisor).await;
    assert_eq!(rows(&every.get(unit).await).len(), 2);
    let mine = scene.a(Role::Investigator).await;
    assert_eq!(rows(&mine.get("/staff/queues/mine").await), [rights]);
    assert_eq!(
        rows(&mine.get(unit).await).len(),
        2,
        "the first investigator works for every unit"
    );
    of_crimes
        .get("/staff/queues/mine")
        .await
        .is(200)
        .has("class=\"empty\"");
    // What is counted as cases change is what the log gives in one go.
    let queue = Queue::EveryUnit;
    let total = queues::count(&scene.server.pool, &queue).await.unwrap();
    assert_eq!(total, 2);
    let mut owner = scene.server.test_database.owner().await;
    let differences = sajam_projections::check(&mut owner, &queues::Queues, &mut |_, _| {}).await;
    assert_eq!(differences.unwrap(), []);
}
