//! Passwords by the hundred.

use std::cell::Cell;
use std::time::{Duration, Instant};

use futures::future::{join, join_all};
use sajam_aggregates::Role;
use tokio::time::sleep;

use super::{Told, all_at_once, post_from, scene, server};
use crate::support::TestServer;

/// The most memory that this process has had, in MiB.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kibibytes = line.unwrap().split_whitespace().nth(1).unwrap();
    kibibytes.parse::<u64>().unwrap() / 1024
}

async fn try_from(server: &TestServer, source: &str, login: &str, password: &str) -> Told {
    let fields = [("login", login), ("password", password)];
    post_from(server, source, "/en/staff/login", &fields).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_sign_ins_at_once_take_neither_memory_nor_other_pages() {
    let server = server().await;
    server.get("/en/verify").await;
    let before = most_memory();
    let is_over = Cell::new(false);
    let attack = async {
        let tries = (0..200).map(|number| {
            let (server, login) = (&server, format!("nobody{number}"));
            async move {
                let source = format!("192.0.2.{number}");
                let told = try_from(server, &source, &login, "wrong").await;
                (login, told)
            }
        });
        let told = join_all(tries).await;
        is_over.set(true);
        told
    };
    let others = async {
        let mut slowest = Duration::ZERO;
        while !is_over.get() {
            let begun = Instant::now();
            assert_eq!(server.get("/en/verify").await.status(), 200);
            slowest = slowest.max(begun.elapsed());
            sleep(Duration::from_millis(20)).await;
        }
        slowest
    };
    let (told, slowest) = join(attack, others).await;
    let mut busy = 0;
    for (login, told) in &told {
        match told.status {
            401 => {}
            503 => {
                busy += 1;
                assert!(told.has_retry_after);
                let kept = format!("name=\"login\" type=\"text\" value=\"{login}\"");
                assert!(told.text.contains(&kept), "{}", told.text);
                assert!(told.text.contains("signing in at this moment"));
            }
            status => panic!("{status}: {}", told.text),
        }
    }
    assert!(busy > 0, "some are told to come again");
    let grown = most_memory() - before;
    assert!(grown < 512, "{grown} MiB more");
    assert!(slowest < Duration::from_secs(3), "{slowest:?}");
    // Whoever was turned away has lost no attempt.
    let (busy, _) = told.iter().find(|(_, told)| told.status == 503).unwrap();
    let number = busy.trim_start_matches("nobody");
    for expected in [401, 401, 401, 401, 401, 429] {
        let told = try_from(&server, &format!("192.0.2.{number}"), busy, "wrong").await;
        assert_eq!(told.status, expected);
    }
}

#[tokio::test]
async fn of_two_hundred_wrong_passwords_at_once_five_are_looked_at() {
    let scene = scene().await;
    let (login, password) = scene.credentials(Role::Intake);
    let server = &scene.server;
    let tries = (0..200).map(|_| try_from(server, "192.0.2.1", login, "wrong"));
    assert_eq!(all_at_once(tries, [401, 429]).await, [5, 195]);
    // From somewhere else the right one is taken, also beside wrong ones.
    let wrong = (0..20).map(|_| try_from(server, "192.0.2.2", login, "wrong"));
    let right = try_from(server, "192.0.2.3", login, password);
    let (_, right) = join(join_all(wrong), right).await;
    assert_eq!(right.status, 303);
}

#[tokio::test]
async fn right_passwords_at_once_cost_nothing() {
    let scene = scene().await;
    for _ in 0..4 {
        let tries = Role::ALL.iter().map(|role| {
            let (login, password) = scene.credentials(*role);
            try_from(&scene.server, "192.0.2.1", login, password)
        });
        assert_eq!(all_at_once(tries, [303]).await, [Role::ALL.len()]);
    }
    let failures: i64 =
        sqlx::query_scalar("select coalesce(sum(failures), 0)::bigint from sign_in_failures")
            .fetch_one(&scene.server.pool)
            .await
            .unwrap();
    assert_eq!(failures, 0);
}

#[tokio::test]
async fn one_password_is_not_tried_with_a_hundred_logins_from_one_source() {
    let server = server().await;
    let tries = async |source: fn(u32) -> String| {
        let tries = (0..100).map(|number| {
            let login = format!("nobody{number}");
            let source = source(number);
            let server = &server;
            async move { try_from(server, &source, &login, "Password12345").await }
        });
        let [wrong, busy, waits] = all_at_once(tries, [401, 503, 429]).await;
        assert_eq!(wrong + busy + waits, 100);
        wrong
    };
    let one = tries(|_| "192.0.2.1".to_owned()).await;
    assert!((1..=30).contains(&one), "{one}");
    let network = tries(|number| format!("2001:db8:0:0::{number:x}")).await;
    assert!((1..=30).contains(&network), "{network}");
}

#[tokio::test]
async fn one_login_is_not_tried_from_every_part_of_one_network() {
    let server = server().await;
    let tries = (0..60).map(|number| {
        let source = format!("2001:db8:0:{:x}::1", number * 1_000);
        let server = &server;
        async move { try_from(server, &source, "nobody", "wrong").await }
    });
    let [wrong, busy] = all_at_once(tries, [401, 503]).await;
    assert!(wrong > 0 && wrong + busy <= 20, "{wrong} and {busy}");
}
