//! One's own password, and sessions that end.

use jiff::{SignedDuration, Timestamp};
use sajam::clock::Clock;
use sajam::service::accounts;
use sajam_aggregates::Role;
use sajam_aggregates::staff::Grant;
use serde_json::{Value, json};

use crate::support::people::{Person, Scene};
use crate::support::{TestOptions, TestServer};

const NOW: Timestamp = Timestamp::constant(1_795_511_100, 0);
const CHOSEN: &str = "هفت سنگ و یک رودخانه";

async fn at_a_set_time() -> Scene {
    Scene::with(TestOptions {
        clock: Clock::set_to(NOW),
        ..TestOptions::default()
    })
    .await
}

/// Somebody whose password the program drew a moment ago.
async fn somebody_new(server: &TestServer) -> String {
    let grant = Grant {
        role: Role::Intake,
        unit: None,
    };
    let made = accounts::create(server, "new.colleague".parse().unwrap(), &[grant]).await;
    made.unwrap().password.to_string()
}

fn change<'a>(current: &'a str, new: &'a str, again: &'a str) -> [(&'a str, &'a str); 3] {
    [
        ("password", current),
        ("new_password", new),
        ("new_password_again", again),
    ]
}

fn session_of(answer: &crate::support::people::Answer) -> String {
    let cookie = answer.headers["set-cookie"].to_str().unwrap();
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_first_password_opens_nothing_but_its_own_change() {
    let scene = at_a_set_time().await;
    let server = &scene.server;
    let first = somebody_new(server).await;
    let fields = [("login", "new.colleague"), ("password", &first)];
    let answer = server.post_form("/en/staff/login", &fields).await;
    assert_eq!(answer.headers()["location"], "/en/staff/password");
    let mut person = Person::sign_in(server, "new.colleague", &first).await;
    for path in ["/staff", "/staff/queues/intake", "/staff/incidents"] {
        let answer = person.get(path).await;
        assert_eq!(answer.is(303).location, "/staff/password");
    }
    let id = scene.report().await;
    let triage = person.triage(&id, "1").await;
    triage.is(403).has("high");
    let page = person.get("/en/staff/password").await;
    page.is(200).has("12").lacks("/staff/queues/intake");

    // A program is told why.
    let token = person.cookie.split_once('=').unwrap().1;
    let asked = server.client.get(server.at("/api/v1/staff/queues/intake"));
    let answer = asked.bearer_auth(token).send().await.unwrap();
    assert_eq!(answer.status(), 403);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["type"], "/problems/password-change-needed");

    // What is not taken is said at its field, and no password comes back with the page.
    for (fields, field) in [
        (change(&first, "short", "short"), "new_password"),
        (
            change(&first, "new.colleague", "new.colleague"),
            "new_password",
        ),
        (
            change(&first, "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa"),
            "new_password",
        ),
        (change(&first, &first, &first), "new_password"),
        (
            change(&first, CHOSEN, "هفت سنگ و یک رود"),
            "new_password_again",
        ),
        (change("wrong", CHOSEN, CHOSEN), "password"),
    ] {
        let answer = person.post("/staff/password", &fields).await;
        answer.is(422).has(&format!("id=\"f-{field}-error\""));
        answer.lacks(CHOSEN).lacks(&first);
    }

    let changed = person
        .post("/en/staff/password", &change(&first, CHOSEN, CHOSEN))
        .await;
    assert_eq!(changed.is(303).location, "/en/staff/queues/intake");
    let old = std::mem::replace(&mut person.cookie, session_of(&changed));
    person.get("/staff/queues/intake").await.is(200);
    person.cookie = old;
    assert_eq!(person.get("/staff").await.is(303).location, "/staff/login");
    for (password, status) in [(first.as_str(), 401), (CHOSEN, 303)] {
        let fields = [("login", "new.colleague"), ("password", password)];
        let answer = server.post_form("/staff/login", &fields).await;
        assert_eq!(answer.status(), status, "{password}");
    }
    // A new one from the operator begins this again.
    let login = "new.colleague".parse().unwrap();
    let reset = accounts::reset_password(server, &login).await.unwrap();
    let person = Person::sign_in(server, "new.colleague", &reset.password).await;
    assert_eq!(
        person.get("/staff").await.is(303).location,
        "/staff/password"
    );
}

#[tokio::test]
async fn a_changed_password_ends_every_other_session() {
    let scene = at_a_set_time().await;
    let (_, password) = scene.credentials(Role::Auditor);
    let elsewhere = scene.a(Role::Auditor).await;
    let mut here = scene.a(Role::Auditor).await;
    let changed = here
        .post("/staff/password", &change(password, CHOSEN, CHOSEN))
        .await;
    assert_eq!(changed.is(303).location, "/staff/password?done=changed");
    assert_eq!(
        elsewhere.get("/audit").await.is(303).location,
        "/staff/login"
    );
    here.cookie = session_of(&changed);
    here.get("/audit").await.is(200);
    here.get("/en/staff/password?done=changed")
        .await
        .is(200)
        .has("has been changed");
}

#[tokio::test]
async fn the_password_one_has_is_not_guessed_there_either() {
    let scene = at_a_set_time().await;
    let person = scene.a(Role::Publisher).await;
    for expected in [422, 422, 422, 422, 422, 429] {
        let fields = change("wrong", CHOSEN, CHOSEN);
        person.post("/staff/password", &fields).await.is(expected);
    }
}

#[tokio::test]
async fn a_session_that_is_not_used_ends() {
    let scene = at_a_set_time().await;
    let person = scene.a(Role::Intake).await;
    let minutes = |minutes| NOW + SignedDuration::from_mins(minutes);
    for minute in [29, 58, 87] {
        scene.server.clock.set(minutes(minute));
        person.get("/staff/queues/intake").await.is(200);
    }
    scene.server.clock.set(minutes(87 + 30));
    assert_eq!(person.get("/staff").await.is(303).location, "/staff/login");
}

#[tokio::test]
async fn signing_in_again_ends_the_session_that_the_browser_had() {
    let scene = at_a_set_time().await;
    let elsewhere = scene.a(Role::Intake).await;
    let before = scene.a(Role::Intake).await;
    let (login, password) = scene.credentials(Role::Supervisor);
    let fields = [("login", login.as_str()), ("password", password)];
    before.post("/staff/login", &fields).await.done();
    assert_eq!(before.get("/staff").await.is(303).location, "/staff/login");
    elsewhere.get("/staff").await.is(200);
    // Not by a wrong password.
    let fields = [("login", login.as_str()), ("password", "wrong")];
    elsewhere.post("/staff/login", &fields).await.is(401);
    elsewhere.get("/staff").await.is(200);
    // So do programs.
    let credentials = json!({"login": login, "password": password});
    let begin = |token: Option<String>| {
        let request = scene.server.client.post(scene.server.at("/api/v1/session"));
        let request = match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        request.json(&credentials).send()
    };
    let token = |answer: Value| answer["token"].as_str().unwrap().to_owned();
    let first = token(begin(None).await.unwrap().json().await.unwrap());
    let second = token(
        begin(Some(first.clone()))
            .await
            .unwrap()
            .json()
            .await
            .unwrap(),
    );
    for (token, status) in [(first, 401), (second, 200)] {
        let asked = scene.server.at("/api/v1/staff/queues/intake");
        let asked = scene.server.client.get(asked).bearer_auth(token);
        assert_eq!(asked.send().await.unwrap().status(), status);
    }
}
