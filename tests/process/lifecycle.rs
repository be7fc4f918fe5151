//! The program as its operator meets it: started, stopped, killed, with its own PostgreSQL or another.

use nix::sys::signal::{Signal, kill};

use crate::support::{Data, Process, TestDatabase, sajam, until};

const BODY: &str = r#"{"category":"omission","province":"IR-23","institution":null,"narrative":"پل روستا سه ماه است که شکسته و کسی رسیدگی نمی‌کند","anonymity":"anonymous"}"#;

async fn submit(url: &str) -> reqwest::Result<reqwest::Response> {
    reqwest::Client::new()
        .post(format!("{url}/api/v1/reports"))
        .header("content-type", "application/json")
        .body(BODY)
        .send()
        .await
}

async fn track(url: &str, number: &str) -> reqwest::StatusCode {
    let body = serde_json::json!({ "tracking_number": number });
    reqwest::Client::new()
        .post(format!("{url}/api/v1/track"))
        .json(&body)
        .send()
        .await
        .unwrap()
        .status()
}

fn processes_in(data: &Data) -> usize {
    let path = data.path().canonicalize().unwrap();
    std::fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| std::fs::read(entry.unwrap().path().join("cmdline")).ok())
        .filter(|line| String::from_utf8_lossy(line).contains(path.to_str().unwrap()))
        .count()
}

#[tokio::test]
async fn a_server_keeps_its_data_stops_cleanly_and_refuses_a_second_one() {
    let data = Data::new();
    let first = Process::start(&data.path(), &[]);
    for role in [
        "intake",
        "investigator",
        "supervisor",
        "auditor",
        "publisher",
        "administrator",
    ] {
        assert_eq!(first.password(role).len(), 23, "{role}");
    }
    let number: serde_json::Value = submit(&first.url).await.unwrap().json().await.unwrap();
    let number = number["tracking_number"].as_str().unwrap().to_owned();

    let second = sajam(&data.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.status.code(), Some(1));
    let told = String::from_utf8(second.stderr).unwrap();
    assert!(
        told.contains(&format!("process {}", first.child.id()))
            && told.contains("already") | told.contains("running"),
        "{told}"
    );
    assert_eq!(track(&first.url, &number).await, 200, "the first goes on");

    assert!(first.stop().success());
    assert_eq!(processes_in(&data), 0, "PostgreSQL stops with the server");

    let again = Process::start(&data.path(), &[]);
    assert!(
        !again.greeting.contains("First start"),
        "passwords are shown once"
    );
    assert_eq!(track(&again.url, &number).await, 200);
    // Killed, it leaves PostgreSQL behind; the next start takes the folder back.
    again.kill();
    let recovered = Process::start(&data.path(), &[]);
    assert_eq!(track(&recovered.url, &number).await, 200);
    assert!(recovered.stop().success());
    assert_eq!(processes_in(&data), 0);
}

#[tokio::test]
async fn when_postgresql_goes_away_the_answer_is_503_and_service_comes_back_by_itself() {
    let data = Data::new();
    let server = Process::start(&data.path(), &[]);
    let number: serde_json::Value = submit(&server.url).await.unwrap().json().await.unwrap();
    for signal in [Signal::SIGINT, Signal::SIGKILL] {
        // Without this file PostgreSQL cannot start again: it stays away for as long as we like.
        let control = data.path().join("postgres/global/pg_control");
        let aside = control.with_extension("aside");
        let gone = data.postgres().unwrap();
        kill(gone, signal).unwrap();
        until("PostgreSQL is gone", || async {
            std::fs::read_to_string(format!("/proc/{gone}/stat")).is_err()
        })
        .await;
        std::fs::rename(&control, &aside).unwrap();
        let answer = submit(&server.url).await.unwrap();
        assert_eq!(answer.status(), 503, "after {signal}");
        assert!(answer.headers().contains_key("retry-after"));
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
        let page = reqwest::get(format!("{}/", server.url)).await.unwrap();
        assert_eq!(page.status(), 200, "the home page needs no database");
        std::fs::rename(&aside, &control).unwrap();
        until("service comes back", || async {
            let status = submit(&server.url).await.unwrap().status().as_u16();
            assert!([201, 503].contains(&status), "{status}");
            status == 201
        })
        .await;
    }
    assert_eq!(
        track(&server.url, number["tracking_number"].as_str().unwrap()).await,
        200
    );
    assert!(server.stop().success());
}

#[tokio::test]
async fn a_database_of_the_operators_is_used_instead() {
    let database = TestDatabase::create().await;
    let [server, owner] = database.urls();
    let data = Data::new();
    let urls = ["--database-url", &server, "--database-owner-url", &owner];
    let running = Process::start(&data.path(), &urls);
    let number: serde_json::Value = submit(&running.url).await.unwrap().json().await.unwrap();
    assert_eq!(
        track(&running.url, number["tracking_number"].as_str().unwrap()).await,
        200
    );
    assert!(!data.path().join("postgres").exists());
    assert!(running.stop().success());
    let wrong = sajam(
        &data.path(),
        &[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--database-url",
            "nonsense:secret@x",
        ],
    );
    let told = String::from_utf8(wrong.stderr).unwrap();
    assert!(
        told.contains("DATABASE_URL") && !told.contains("secret"),
        "{told}"
    );
}

#[test]
fn the_demo_fills_an_empty_system_once() {
    let data = Data::new();
    let filled = sajam(&data.path(), &["demo", "--reports", "12", "--months", "2"]);
    assert!(
        filled.status.success(),
        "{}",
        String::from_utf8_lossy(&filled.stderr)
    );
    let again = sajam(&data.path(), &["demo"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8(again.stderr).unwrap().contains("empty"));
    let checked = sajam(&data.path(), &["projections", "check"]);
    assert!(
        checked.status.success(),
        "{}",
        String::from_utf8_lossy(&checked.stderr)
    );
    let rebuilt = sajam(&data.path(), &["projections", "rebuild", "queues"]);
    assert!(
        rebuilt.status.success(),
        "{}",
        String::from_utf8_lossy(&rebuilt.stderr)
    );
}

#[test]
fn a_key_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let data = Data::new();
    assert!(
        sajam(&data.path(), &["demo", "--reports", "1"])
            .status
            .success()
    );
    let key = data.path().join("secrets/content.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let refused = sajam(&data.path(), &["projections", "check"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        String::from_utf8(refused.stderr)
            .unwrap()
            .contains("content.key")
    );
}
