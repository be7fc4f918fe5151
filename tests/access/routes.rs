//! The table of routes: who may go where, walked; and that nothing is mounted beside it.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request};
use jiff::Timestamp;
use sajam::clock::Clock;
use sajam::http::access_table::{Access, GUARDED, GUARDED_PLACES, GuardedRoute, is_under};
use sajam::http::{SiteSettings, Web, routes};
use sajam::status::{Bilingual, Kind, Said};
use sajam_aggregates::{ReportId, Role};

use crate::support::TestOptions;
use crate::support::people::{Person, Scene};
use tower::ServiceExt;

/// An incident that is there.
const INCIDENT: &str = "0f8fad5bd9cb469fa16570867728950e";

/// A route's address for somebody: their own queue, a report they may read, a stream and an export that are there.
fn address(
    row: &GuardedRoute,
    role: Option<Role>,
    (received, assigned): (&ReportId, &ReportId),
    size: u64,
) -> String {
    if row.path.starts_with("/staff/incidents/") {
        return row.path.replace("{id}", INCIDENT);
    }
    if row.path.starts_with("/staff/releases/") {
        return row.path.replace("{id}", "month-category-1405-07");
    }
    let handles = matches!(role, Some(Role::Investigator));
    let id = if handles { assigned } else { received };
    row.path
        .replace("{queue}", if handles { "mine" } else { "intake" })
        .replace("{kind}", "reports")
        .replace("{id}", id.as_str())
        .replace("{action}", "investigate")
        .replace("{command}", "investigate")
        .replace("{size}", &size.to_string())
}

async fn ask(scene: &Scene, row: &GuardedRoute, path: &str, person: Option<&Person<'_>>) -> u16 {
    let mut request = scene
        .server
        .client
        .request(row.method.clone(), scene.server.at(path));
    request = request.header("sec-fetch-site", "same-origin");
    if let Some(person) = person {
        request = request.header("cookie", &person.cookie);
    }
    if row.method != Method::GET {
        request = if row.path.starts_with("/api/") {
            request.json(&serde_json::json!({}))
        } else {
            request.form(&[("seen", "1")])
        };
    }
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn every_route_is_there_for_its_roles_and_for_nobody_else() {
    let scene = Scene::with(TestOptions {
        clock: Clock::set_to(Timestamp::constant(1_795_511_100, 0)),
        ..TestOptions::default()
    })
    .await;
    let received = scene.report().await;
    let assigned = scene.assigned("public-rights", "investigator").await;
    let size = scene.server.published().await;
    let text = |fa: &str| Bilingual {
        fa: fa.to_owned(),
        en: None,
    };
    let said = Said {
        title: Some(text("قطعی")),
        text: text("درست می‌شود."),
    };
    let incidents = &scene.server.incidents;
    incidents
        .open(&INCIDENT.parse().unwrap(), Kind::Disruption, &said, "test")
        .await
        .unwrap();
    let mut walked = 0;
    for row in GUARDED {
        let Access::Roles(roles) = row.who else {
            continue;
        };
        let place = format!("{} {}", row.method, row.path);
        let is_page = !row.path.starts_with("/api/");
        let path = address(row, None, (&received, &assigned), size);
        let expected = if is_page && row.method == Method::GET {
            303
        } else {
            401
        };
        assert_eq!(
            ask(&scene, row, &path, None).await,
            expected,
            "{place}, not signed in"
        );
        for role in Role::ALL {
            let person = scene.a(*role).await;
            let path = address(row, Some(*role), (&received, &assigned), size);
            let status = ask(&scene, row, &path, Some(&person)).await;
            if roles.contains(role) {
                let is_there = [200, 400, 409, 422].contains(&status);
                assert!(is_there, "{place}, {role}: {status}");
            } else {
                assert_eq!(status, 404, "{place}, {role}");
            }
            walked += 1;
        }
    }
    assert!(walked >= 16 * Role::ALL.len(), "{walked}");
}

#[tokio::test]
async fn a_handler_asks_for_the_role_itself_whatever_the_table_says() {
    let scene = Scene::new().await;
    let received = scene.report().await;
    let assigned = scene.assigned("public-rights", "investigator").await;
    let web = Web::new(scene.server.clone(), &SiteSettings::default());
    let mut refused = 0;
    for row in GUARDED {
        let Access::Roles(roles) = row.who else {
            continue;
        };
        let everybody = row.mounted_for(&web, Access::Roles(Role::ALL));
        let router = Router::new().route(row.path, everybody);
        for role in Role::ALL {
            if roles.contains(role) {
                continue;
            }
            let path = address(row, Some(*role), (&received, &assigned), 1);
            let request = Request::builder()
                .method(row.method.clone())
                .uri(path)
                .header("cookie", &scene.a(*role).await.cookie)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(Body::empty())
                .unwrap();
            let router = router.clone().with_state(web.clone());
            let answer = router.oneshot(request).await.unwrap();
            assert_eq!(answer.status(), 404, "{} {} {role}", row.method, row.path);
            refused += 1;
        }
    }
    assert!(refused >= 60, "{refused}");
}

#[tokio::test]
async fn nothing_is_mounted_there_beside_the_table() {
    let scene = Scene::new().await;
    let web = Web::new(scene.server.clone(), &SiteSettings::default());
    // The router tells its paths to nobody but its `Debug`: `RouteId(3): "/staff"`.
    let shown = format!("{:?}", routes(&web));
    let mounted: Vec<&str> = shown
        .split("RouteId(")
        .filter_map(|part| part.split_once("): \"")?.1.split('"').next())
        .collect();
    assert!(
        mounted.contains(&"/track"),
        "the paths are found: {mounted:?}"
    );
    let in_table = |path: &&str| GUARDED.iter().any(|row| row.path == *path);
    for row in GUARDED {
        assert!(
            mounted.contains(&row.path),
            "{} is in the table and not mounted",
            row.path
        );
        assert!(GUARDED_PLACES.iter().any(|place| is_under(row.path, place)));
    }
    let guarded: Vec<_> = mounted
        .into_iter()
        .filter(|path| GUARDED_PLACES.iter().any(|place| is_under(path, place)))
        .collect();
    assert!(guarded.iter().all(in_table), "{guarded:?}");
}

#[tokio::test]
async fn no_right_and_no_report_are_one_page() {
    let scene = Scene::new().await;
    let id = scene.assigned("public-rights", "").await;
    let nothing: ReportId = "0f8fad5bd9cb469fa16570867728950e".parse().unwrap();
    let stranger = scene
        .another("stranger", Role::Investigator, &["economic-crimes"])
        .await;
    let intake = scene.a(Role::Intake).await;
    let auditor = scene.a(Role::Auditor).await;
    for person in [&stranger, &intake, &auditor] {
        let page = |answer: crate::support::people::Answer| (answer.status, answer.body);
        let theirs = page(person.case(&id).await);
        assert_eq!(theirs.0, 404);
        assert_eq!(theirs, page(person.case(&nothing).await));
        assert_eq!(theirs, page(person.get("/staff/reports/x").await));
    }
    // Nor does posting tell. Intake had read it, and is told that a unit has it.
    let note = [("step", "interview"), ("note", "x")];
    stranger.act(&id, "investigate", "4", &note).await.is(404);
    intake
        .act(&nothing, "investigate", "4", &note)
        .await
        .is(404);
}
