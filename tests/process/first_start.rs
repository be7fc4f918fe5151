//! The first start, however often it is broken off and however many servers begin together.

use std::process::{Command, Stdio};
use std::time::Duration;

use sajam_aggregates::Role;

use sajam::service::accounts::FirstAccounts;

use crate::support::people::Person;
use crate::support::{Data, Process, TestDatabase, TestServer, sajam};

async fn signs_in(server: &Process, login: &str, password: &str) -> bool {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let answer = client
        .post(format!("{}/staff/login", server.url))
        .form(&[("login", login), ("password", password)])
        .send()
        .await
        .unwrap();
    answer.status() == 303
}

#[tokio::test]
async fn accounts_that_nobody_was_shown_are_made_again() {
    let data = Data::new();
    for milliseconds in [700, 1000, 1300, 1600, 1900, 2200, 2500] {
        let mut started = Command::new(env!("CARGO_BIN_EXE_sajam"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        started.kill().unwrap();
        let printed = started.wait_with_output().unwrap().stdout;
        // On a fast machine it was over: then these are the passwords, and there is nothing left to show.
        if String::from_utf8(printed)
            .unwrap()
            .contains("Sajam is running")
        {
            return;
        }
    }
    let server = Process::start(&data.path(), &[]);
    for role in Role::ALL {
        let password = server.password(role.code());
        assert!(signs_in(&server, role.code(), &password).await, "{role:?}");
    }
    assert!(server.stop().success());
    let again = Process::start(&data.path(), &[]);
    assert!(!again.greeting.contains("First start"), "shown once");
}

#[tokio::test]
async fn what_was_made_and_not_shown_is_completed_with_new_passwords() {
    let server = TestServer::start().await;
    let passwords = |first: &FirstAccounts| -> Vec<String> {
        let accounts = first.accounts.iter();
        accounts
            .map(|account| account.password.to_string())
            .collect()
    };
    let first = FirstAccounts::make(&server).await.unwrap();
    let lost = passwords(&first);
    // Broken off before it showed them, and one was not made at all.
    drop(first);
    sqlx::query("delete from accounts where login = 'auditor'")
        .execute(&mut server.test_database.owner().await)
        .await
        .unwrap();
    let second = FirstAccounts::make(&server).await.unwrap();
    let shown = passwords(&second);
    assert_eq!(shown.len(), Role::ALL.len());
    assert!(shown.iter().all(|password| !lost.contains(password)));
    let logins: Vec<_> = second
        .accounts
        .iter()
        .map(|one| one.login.clone())
        .collect();
    second.confirm_shown().await.unwrap();
    for (login, password) in logins.iter().zip(&shown) {
        let person = Person::sign_in(&server, login.as_str(), password).await;
        let asked = person.get("/staff").await;
        assert_eq!(asked.is(303).location, "/staff/password");
    }
    assert!(
        FirstAccounts::make(&server)
            .await
            .unwrap()
            .accounts
            .is_empty()
    );
}

#[tokio::test]
async fn servers_that_start_together_begin_one_system() {
    let database = TestDatabase::create().await;
    let keys = tempfile::tempdir().unwrap();
    let secrets = keys.path().join("secrets");
    let [server, owner] = database.urls();
    let threads: Vec<_> = (0..6)
        .map(|_| {
            let (secrets, server, owner) = (secrets.clone(), server.clone(), owner.clone());
            std::thread::spawn(move || {
                let data = Data::new();
                let options = [
                    "--secrets",
                    secrets.to_str().unwrap(),
                    "--database-url",
                    &server,
                    "--database-owner-url",
                    &owner,
                ];
                (Process::start(&data.path(), &options), data)
            })
        })
        .collect();
    let servers: Vec<_> = threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .collect();
    let shown: Vec<_> = servers
        .iter()
        .filter(|(server, _)| server.greeting.contains("First start"))
        .collect();
    assert_eq!(shown.len(), 1, "one of them made the accounts");
    let password = shown[0].0.password("auditor");
    for (server, _) in &servers {
        assert!(signs_in(server, "auditor", &password).await);
    }
}

#[tokio::test]
async fn a_postgresql_that_cannot_run_says_why_and_a_stranger_is_left_alone() {
    let data = Data::new();
    Process::start(&data.path(), &[]).kill();
    // After a power cut the file may name anybody.
    let postgres = data.postgres().unwrap();
    nix::sys::signal::kill(postgres, nix::sys::signal::Signal::SIGKILL).unwrap();
    let mut stranger = Command::new("sleep").arg("600").spawn().unwrap();
    let file = data.path().join("postgres/postmaster.pid");
    let text = std::fs::read_to_string(&file).unwrap();
    let renamed = text.replacen(&postgres.to_string(), &stranger.id().to_string(), 1);
    std::fs::write(&file, renamed).unwrap();
    let again = Process::start(&data.path(), &[]);
    assert!(stranger.try_wait().unwrap().is_none());
    stranger.kill().unwrap();
    stranger.wait().unwrap();
    assert!(again.stop().success());

    let version = data.path().join("postgres/PG_VERSION");
    std::fs::write(&version, "9.6\n").unwrap();
    let output = sajam(&data.path(), &["serve", "--listen", "127.0.0.1:0"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("ended at once") && told.contains("incompatible"),
        "{told}"
    );
}
