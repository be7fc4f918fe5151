//! Signing in and out.

use jiff::{SignedDuration, Timestamp};
use sajam::clock::Clock;
use sajam::http::SiteSettings;
use sajam::service::accounts::SESSION;
use sajam_aggregates::Role;

use crate::support::TestOptions;
use crate::support::people::{Person, Scene};

const NOW: Timestamp = Timestamp::constant(1_795_511_100, 0);

async fn at_a_set_time() -> Scene {
    Scene::with(TestOptions {
        clock: Clock::set_to(NOW),
        ..TestOptions::default()
    })
    .await
}

#[tokio::test]
async fn everybody_begins_where_their_work_is() {
    let scene = Scene::new().await;
    for (role, path) in [
        (Role::Intake, "/staff/queues/intake"),
        (Role::Investigator, "/staff/queues/mine"),
        (Role::Supervisor, "/staff/queues/unit"),
        (Role::Auditor, "/audit"),
        (Role::Publisher, "/statistics"),
        (Role::Administrator, "/staff"),
    ] {
        let (login, password) = scene.credentials(role);
        // However it is written.
        let login = format!(" {} ", login.to_uppercase());
        let fields = [("login", login.as_str()), ("password", password)];
        let answer = scene.server.post_form("/en/staff/login", &fields).await;
        assert_eq!(answer.status(), 303);
        assert_eq!(answer.headers()["location"], format!("/en{path}"));
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
    }
}

#[tokio::test]
async fn a_wrong_login_and_a_wrong_password_are_answered_alike() {
    let scene = Scene::new().await;
    let mut pages = Vec::new();
    for (login, password) in [
        ("intake", "wrong"),
        ("nobody", "wrong"),
        ("nul\0", "x"),
        ("", ""),
    ] {
        let fields = [("login", login), ("password", password)];
        let answer = scene.server.post_form("/staff/login", &fields).await;
        assert_eq!(answer.status(), 401);
        assert!(answer.headers().get("set-cookie").is_none());
        let page = answer.text().await.unwrap();
        let typed = format!("name=\"login\" type=\"text\" value=\"{login}\"");
        assert!(page.contains(&typed), "the login is kept: {page}");
        pages.push(page.replace(&typed, ""));
    }
    assert!(pages.windows(2).all(|two| two[0] == two[1]));
}

#[tokio::test]
async fn five_wrong_passwords_and_the_account_waits() {
    let scene = at_a_set_time().await;
    let (login, password) = scene.credentials(Role::Intake);
    for _ in 0..5 {
        let fields = [("login", login.as_str()), ("password", "wrong")];
        assert_eq!(
            scene
                .server
                .post_form("/staff/login", &fields)
                .await
                .status(),
            401
        );
    }
    let right = [("login", login.as_str()), ("password", password.as_str())];
    let waits = scene.server.post_form("/en/staff/login", &right).await;
    assert_eq!(waits.status(), 429);
    assert_eq!(waits.headers()["retry-after"], "30");
    assert!(waits.text().await.unwrap().contains("1 minute"));
    scene.server.clock.set(NOW + SignedDuration::from_secs(30));
    assert_eq!(
        scene
            .server
            .post_form("/staff/login", &right)
            .await
            .status(),
        303
    );
}

/// Tries to sign in through a proxy that says where from.
async fn try_from(
    scene: &Scene,
    from: &str,
    login: &str,
    password: &str,
    cookie: &str,
) -> reqwest::Response {
    scene
        .server
        .client
        .post(scene.server.at("/staff/login"))
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", from)
        .header("cookie", cookie)
        .form(&[("login", login), ("password", password)])
        .send()
        .await
        .unwrap()
}

fn device_of(answer: &reqwest::Response) -> String {
    let cookies = answer.headers().get_all("set-cookie").iter();
    let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap());
    let device = cookies
        .find(|cookie| cookie.starts_with("sajam-device="))
        .unwrap();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(device.contains(part), "{device}");
    }
    device.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn nobody_keeps_anybody_else_out() {
    let scene = Scene::with(TestOptions {
        clock: Clock::set_to(NOW),
        setting: SiteSettings {
            behind_proxy: Some(sajam::config::ProxyHeader::XForwardedFor),
            ..SiteSettings::default()
        },
        ..TestOptions::default()
    })
    .await;
    let (login, password) = scene.credentials(Role::Supervisor);
    let (home, office, stranger) = ("192.0.2.1", "198.51.100.7", "203.0.113.9");
    let device = device_of(&try_from(&scene, home, login, password, "").await);

    // An outsider tries on and on: they wait, and whoever the login is does not.
    for _ in 0..5 {
        let answer = try_from(&scene, stranger, login, "wrong", "").await;
        assert_eq!(answer.status(), 401);
    }
    let answer = try_from(&scene, stranger, login, "wrong", "").await;
    assert_eq!(answer.status(), 429);
    let answer = try_from(&scene, stranger, login, password, "").await;
    assert_eq!(answer.status(), 429, "also with the right password");
    let answer = try_from(&scene, office, login, password, "").await;
    assert_eq!(answer.status(), 303);
    assert_eq!(
        answer.headers()["location"],
        "/staff",
        "they are told first"
    );
    let session = answer
        .headers()
        .get_all("set-cookie")
        .iter()
        .next()
        .unwrap();
    let session = session
        .to_str()
        .unwrap()
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let page = scene
        .server
        .client
        .get(scene.server.at("/en/staff"))
        .header("cookie", &session)
        .send()
        .await
        .unwrap();
    let page = page.text().await.unwrap();
    assert!(page.contains("for your username 5 times since"), "{page}");

    // Told once: the next time there is nothing to tell.
    let answer = try_from(&scene, office, login, password, "").await;
    assert_eq!(answer.headers()["location"], "/staff/queues/unit");

    // A known browser gets in also from where the outsider is, and counts for itself.
    let answer = try_from(&scene, stranger, login, password, &device).await;
    assert_eq!(answer.status(), 303);
    for _ in 0..5 {
        let answer = try_from(&scene, home, login, "wrong", &device).await;
        assert_eq!(answer.status(), 401);
    }
    let answer = try_from(&scene, home, login, password, &device).await;
    assert_eq!(answer.status(), 429);

    // Another login's browser is nobody's here, nor is one that was made up.
    let (other, _) = scene.credentials(Role::Auditor);
    for made_up in [device.as_str(), "sajam-device=00.00", "sajam-device=~.~"] {
        for _ in 0..2 {
            try_from(&scene, "192.0.2.77", other, "wrong", made_up).await;
        }
    }
    let answer = try_from(&scene, "192.0.2.77", other, "wrong", "").await;
    assert_eq!(answer.status(), 429);
}

#[tokio::test]
async fn one_source_does_not_try_one_login_after_the_other() {
    let scene = at_a_set_time().await;
    let mut refused = 0;
    for number in 0..34 {
        let login = format!("nobody{number}");
        let fields = [("login", login.as_str()), ("password", "wrong")];
        let answer = scene.server.post_form("/staff/login", &fields).await;
        refused += usize::from(answer.status() == 429);
    }
    assert!(refused > 0, "thirty are enough");
    let metrics = sajam::metrics::text(&scene.server.metrics_source())
        .await
        .unwrap();
    assert!(
        metrics.contains("sajam_sign_ins_refused_total{why=\"wait\"}"),
        "{metrics}"
    );
}

#[tokio::test]
async fn waiting_tells_nobody_which_logins_there_are() {
    let scene = at_a_set_time().await;
    let (login, _) = scene.credentials(Role::Auditor);
    let mut answers = Vec::new();
    for login in [login.as_str(), "nobody.of.this.name"] {
        let fields = [("login", login), ("password", "wrong")];
        let mut statuses = Vec::new();
        for _ in 0..7 {
            let answer = scene.server.post_form("/staff/login", &fields).await;
            statuses.push(answer.status().as_u16());
        }
        answers.push(statuses);
    }
    assert_eq!(answers[0], [401, 401, 401, 401, 401, 429, 429]);
    assert_eq!(answers[0], answers[1]);
    let stored: Vec<Vec<u8>> = sqlx::query_scalar("select name_hash from sign_in_failures")
        .fetch_all(&scene.server.pool)
        .await
        .unwrap();
    assert!(stored.iter().all(|hash| hash.len() == 32));
}

#[tokio::test]
async fn a_session_ends_with_time_and_with_signing_out() {
    let scene = at_a_set_time().await;
    let person = scene.a(Role::Intake).await;
    person.get("/staff/queues/intake").await.is(200);
    let out = person.post("/en/staff/logout", &[]).await;
    assert_eq!(out.done().location, "/en/staff/login");
    assert!(
        out.headers["set-cookie"]
            .to_str()
            .unwrap()
            .contains("Max-Age=0")
    );
    assert_eq!(
        person.get("/en/staff").await.is(303).location,
        "/en/staff/login"
    );

    let person = scene.a(Role::Intake).await;
    assert_eq!(person.get("/staff/login").await.is(303).location, "/staff");
    scene.server.clock.set(NOW + SESSION);
    assert_eq!(person.get("/staff").await.is(303).location, "/staff/login");
}

#[tokio::test]
async fn what_was_typed_outlives_the_session() {
    let scene = at_a_set_time().await;
    let id = scene.assigned("public-rights", "investigator").await;
    let person = scene.a(Role::Investigator).await;
    scene.server.clock.set(NOW + SESSION);
    let fields = [("step", "interview"), ("note", "با دو نفر گفت‌وگو شد.")];
    let answer = person.act(&id, "investigate", "4", &fields).await;
    answer
        .is(401)
        .has("با دو نفر گفت‌وگو شد.")
        .has("name=\"step\" value=\"interview\"");
    answer.has(&format!("action=\"/staff/reports/{id}/investigate\""));
    // Signed in elsewhere, the same page is sent again.
    let (login, password) = scene.credentials(Role::Investigator);
    let again = Person::sign_in(&scene.server, login, password).await;
    again.act(&id, "investigate", "4", &fields).await.done();
    again.case(&id).await.is(200).has("با دو نفر گفت‌وگو شد.");
}

#[tokio::test]
async fn a_clock_that_is_set_back_locks_nobody_out_and_lengthens_no_session() {
    let scene = at_a_set_time().await;
    let (login, password) = scene.credentials(Role::Auditor).clone();
    let person = scene.a(Role::Intake).await;
    person.get("/staff").await.is(200);
    for _ in 0..8 {
        let fields = [("login", login.as_str()), ("password", "wrong")];
        scene.server.post_form("/staff/login", &fields).await;
    }
    scene.server.clock.set(NOW - SignedDuration::from_hours(48));
    let fields = [("login", login.as_str()), ("password", password.as_str())];
    let answer = scene.server.post_form("/staff/login", &fields).await;
    assert_eq!(answer.status(), 303, "the wait was for minutes");
    assert_eq!(person.get("/staff").await.is(303).location, "/staff/login");
}
