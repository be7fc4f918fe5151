//! A start with keys that are not the installation's, or without them, is refused before anything is changed.

use std::fs;
use std::path::Path;

use crate::support::{Data, Process, TestDatabase, copy_folder, sajam};

fn refused(data: &Path, options: &[&str]) -> String {
    let arguments: Vec<&str> = ["serve", "--listen", "127.0.0.1:0"]
        .iter()
        .chain(options)
        .copied()
        .collect();
    let output = sajam(data, &arguments);
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8(output.stderr).unwrap()
}

fn files_in(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_private_system_starts_with_its_own_keys_alone() {
    let data = Data::new();
    let running = Process::start(&data.path(), &[]);
    let filed = running.file().await;
    assert!(running.stop().success());
    let secrets = data.path().join("secrets");
    let aside = data.path().join("aside");
    copy_folder(&secrets, &aside);

    for missing in files_in(&secrets) {
        if !missing.ends_with(".key") && !missing.ends_with(".password") {
            continue;
        }
        fs::remove_file(secrets.join(&missing)).unwrap();
        let told = refused(&data.path(), &[]);
        assert!(
            told.contains(&missing) && told.contains("--secrets"),
            "{told}"
        );
        assert!(!secrets.join(&missing).exists(), "{missing} was not made");
        copy_folder(&aside, &secrets);
    }
    // A typing error in the address, an empty mount.
    let typo = data.path().join("secrest");
    let told = refused(&data.path(), &["--secrets", typo.to_str().unwrap()]);
    assert!(told.contains("secrest"), "{told}");
    assert!(files_in(&typo).is_empty());

    for changed in ["report-id.key", "content.key"] {
        fs::write(secrets.join(changed), format!("{}\n", "5a".repeat(32))).unwrap();
        let told = refused(&data.path(), &[]);
        assert!(
            told.contains(changed) && told.contains("not the key"),
            "{told}"
        );
        copy_folder(&aside, &secrets);
    }
    for changed in ["database-owner.password", "database-server.password"] {
        fs::write(secrets.join(changed), format!("{}\n", "5a".repeat(32))).unwrap();
        let told = refused(&data.path(), &[]);
        assert!(told.contains(changed), "{told}");
        copy_folder(&aside, &secrets);
    }

    let again = Process::start(&data.path(), &[]);
    assert!(again.tracks(&filed).await);
    assert!(again.stop().success());

    // A copy of the keys from before the log's key was changed.
    assert!(
        sajam(&data.path(), &["ledger", "rotate-key", "--yes"])
            .status
            .success()
    );
    let changed = data.path().join("changed");
    copy_folder(&secrets, &changed);
    assert!(Process::start(&data.path(), &[]).stop().success());
    copy_folder(&aside, &secrets);
    let told = refused(&data.path(), &[]);
    assert!(told.contains("older than the database"), "{told}");
    copy_folder(&changed, &secrets);
    assert!(Process::start(&data.path(), &[]).stop().success());
}

#[tokio::test]
async fn a_database_of_the_operators_and_its_keys_belong_together() {
    let (database, other) = (TestDatabase::create().await, TestDatabase::create().await);
    let options = |database: &TestDatabase| {
        let [server, owner] = database.urls();
        [
            "--database-url".to_owned(),
            server,
            "--database-owner-url".to_owned(),
            owner,
        ]
    };
    fn text(options: &[String; 4]) -> Vec<&str> {
        options.iter().map(String::as_str).collect()
    }
    let (own, others) = (options(&database), options(&other));
    let (first, second) = (Data::new(), Data::new());
    assert!(Process::start(&first.path(), &text(&own)).stop().success());

    // A second host without the keys makes none.
    let told = refused(&second.path(), &text(&own));
    assert!(told.contains("is missing"), "{told}");
    assert_eq!(files_in(&second.path().join("secrets")), [""; 0]);
    // The keys of a system, and an empty database: a wrong address.
    let told = refused(&first.path(), &text(&others));
    assert!(told.contains("this database is empty"), "{told}");
    // Another system's keys.
    assert!(
        Process::start(&second.path(), &text(&others))
            .stop()
            .success()
    );
    let told = refused(&second.path(), &text(&own));
    assert!(told.contains("not the key that this database"), "{told}");

    // The owner's address alone would begin a private system.
    let third = Data::new();
    let told = refused(&third.path(), &text(&own)[2..]);
    assert!(told.contains("DATABASE_URL is not"), "{told}");
    assert!(!third.path().join("postgres").exists());
    let told = refused(
        &third.path(),
        &["--database-url", "postgres://x:hidden@127.0.0.1:1/y"],
    );
    assert!(
        told.contains("y at 127.0.0.1:1") && !told.contains("hidden"),
        "{told}"
    );
}
