//! Incidents that staff make known: shown before they are public, once for each form, and never over somebody's head.

use sajam::status::{IncidentId, Kind};
use sajam_aggregates::Role;

use crate::support::people::{Answer, Person, Scene};

const TEXTS: [(&str, &str); 5] = [
    ("kind", "disruption"),
    ("title_fa", "ثبت گزارش ممکن نیست"),
    ("text_fa", "از ساعت ۱۰ نمی‌توان گزارش داد."),
    ("title_en", "Filing is not possible"),
    ("text_en", "Since ten reports cannot be filed."),
];

async fn send(person: &Person<'_>, path: &str, fields: &[(&str, &str)], stage: &str) -> Answer {
    let fields: Vec<_> = fields.iter().copied().chain([("stage", stage)]).collect();
    person.post(path, &fields).await
}

fn id_in(page: &Answer) -> String {
    let rest = page.body.split("name=\"id\" value=\"").nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

async fn public(scene: &Scene) -> String {
    let answer = scene.server.get("/en/status").await;
    answer.text().await.unwrap()
}

#[tokio::test]
async fn an_incident_is_shown_then_public_then_closed() {
    let scene = Scene::new().await;
    let admin = scene.a(Role::Administrator).await;
    let list = "/staff/incidents";
    let id = id_in(admin.get(list).await.is(200));
    let with_id: Vec<_> = [("id", id.as_str())].into_iter().chain(TEXTS).collect();

    let shown = send(&admin, list, &with_id, "").await;
    shown
        .is(200)
        .has("Filing is not possible")
        .has("value=\"send\"");
    assert!(!public(&scene).await.contains("Filing is not possible"));
    let edited = send(&admin, list, &with_id, "edit").await;
    edited
        .is(200)
        .has(">\nFiling is not possible</textarea>")
        .has(&id);
    // A half-filled form goes along into the other language, without a word on what is still missing.
    let half = [("id", id.as_str()), ("text_fa", "نیمه‌کاره")];
    let other = send(&admin, "/en/staff/incidents", &half, "edit").await;
    other
        .is(200)
        .has("lang=\"en\"")
        .has(">\nنیمه‌کاره</textarea>")
        .lacks("aria-invalid");
    for _ in 0..2 {
        send(&admin, list, &with_id, "send").await.done();
    }
    let page = public(&scene).await;
    let times = page.matches("Since ten reports cannot be filed.").count();
    assert_eq!(times, 1);

    let one = format!("{list}/{id}");
    let first = admin.get(&one).await;
    let (seen, text) = (first.is(200).revision(), ("text_fa", "هنوز نه."));
    let news = [("change", "updated"), text, ("seen", seen.as_str())];
    send(&admin, &one, &news, "").await.is(200).has("هنوز نه.");
    send(&admin, &one, &news, "send").await.done();
    // Who had the page open from before is told, and keeps what they wrote.
    let stale = [
        ("change", "closed"),
        ("text_fa", "تمام شد."),
        ("seen", seen.as_str()),
    ];
    for stage in ["", "send"] {
        let told = send(&admin, &one, &stale, stage).await;
        told.is(409)
            .has("کس دیگری چیزی نوشته")
            .has("تمام شد.")
            .has("هنوز نه.");
    }
    let seen = admin.get(&one).await.revision();
    let end = [
        ("change", "closed"),
        ("text_fa", "تمام شد."),
        ("seen", seen.as_str()),
    ];
    send(&admin, &one, &end, "send").await.done();
    send(&admin, &one, &end, "send")
        .await
        .is(409)
        .has("پیش‌تر بسته شده");
    let page = public(&scene).await;
    assert!(page.contains("تمام شد.") && !page.contains("Current incidents"));
}

#[tokio::test]
async fn what_is_missing_is_told_and_what_was_typed_stays() {
    let scene = Scene::new().await;
    let admin = scene.a(Role::Administrator).await;
    let list = "/staff/incidents";
    let id = id_in(&admin.get(list).await);
    let half = [
        ("id", id.as_str()),
        ("kind", "disruption"),
        ("title_fa", "قطعی"),
        ("text_fa", "متن"),
        ("title_en", "Outage"),
    ];
    let told = send(&admin, list, &half, "send").await;
    told.is(422)
        .has("href=\"#f-text_en\"")
        .has(">\nOutage</textarea>")
        .has(&id);
    let automatic = [
        ("id", id.as_str()),
        ("kind", "ledger-check"),
        ("title_fa", "قطعی"),
        ("text_fa", "متن"),
    ];
    send(&admin, list, &automatic, "send")
        .await
        .is(422)
        .has("href=\"#f-kind\"");
    let long = "گ".repeat(5001);
    let long = [
        ("id", id.as_str()),
        ("kind", "disruption"),
        ("title_fa", "قطعی"),
        ("text_fa", long.as_str()),
    ];
    send(&admin, list, &long, "send")
        .await
        .is(422)
        .has("بلند است");
    send(&admin, list, &[("id", "x")], "send").await.is(400);
    assert!(!public(&scene).await.contains("قطعی"));
}

#[tokio::test]
async fn nobody_talks_a_difference_away() {
    let scene = Scene::new().await;
    let admin = scene.a(Role::Administrator).await;
    let incidents = &scene.server.incidents;
    incidents.set(Kind::LedgerCheck, true).await.unwrap();
    let id: IncidentId = incidents.open_now().await.unwrap()[0].id.clone();
    let path = format!("/staff/incidents/{id}");
    let seen = admin.get(&path).await.is(200).revision();
    let close = [
        ("change", "closed"),
        ("text_fa", "چیزی نبود."),
        ("seen", seen.as_str()),
    ];
    let told = send(&admin, &path, &close, "send").await;
    told.is(409).has("خودبه‌خود بسته می‌شود");
    let news = [
        ("change", "updated"),
        ("text_fa", "پشتیبان را برمی‌گردانیم."),
        ("seen", seen.as_str()),
    ];
    send(&admin, &path, &news, "send").await.done();
    assert!(incidents.find(&id).await.unwrap().unwrap().is_open());
    assert!(public(&scene).await.contains("پشتیبان را برمی‌گردانیم."));
}
