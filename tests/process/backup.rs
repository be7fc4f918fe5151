//! Backups: made beside a running server, brought back, and held until they were compared with what was published.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use age::secrecy::ExposeSecret;

use crate::support::{Data, Process, program, sajam, until};

const BEAT: [&str; 2] = ["--log-beat", "2"];

async fn text(url: &str) -> Option<String> {
    let answer = reqwest::get(url).await.ok()?;
    answer.status().is_success().then_some(())?;
    reqwest::get(url).await.ok()?.text().await.ok()
}

/// Entries of the published log.
async fn published(server: &Process) -> u64 {
    let note = text(&format!("{}/ledger/checkpoint", server.url)).await;
    note.and_then(|note| note.lines().nth(1)?.parse().ok())
        .unwrap_or(0)
}

async fn grows(server: &Process) {
    let before = published(server).await;
    until("the log grows", || async {
        published(server).await > before
    })
    .await;
}

fn told(output: &std::process::Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

/// An identity's file, and its public key.
fn identity(folder: &Path) -> (String, String) {
    let identity = age::x25519::Identity::generate();
    let file = folder.join("identity.txt");
    fs::write(
        &file,
        format!("# kept offline\n{}\n", identity.to_string().expose_secret()),
    )
    .unwrap();
    (file.display().to_string(), identity.to_public().to_string())
}

fn only_file_in(folder: PathBuf) -> String {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files.remove(0).display().to_string()
}

fn back_up(data: &Data, folder: &Path, recipient: &str) -> [String; 2] {
    let output = sajam(
        &data.path(),
        &["backup", folder.to_str().unwrap(), "--recipient", recipient],
    );
    assert!(output.status.success(), "{}", told(&output));
    ["database", "keys"].map(|set| only_file_in(folder.join(set)))
}

fn restore(data: &Data, [database, keys]: &[String; 2], identity: &str) -> std::process::Output {
    let options = [
        "restore",
        "--database",
        database,
        "--keys",
        keys,
        "--identity",
        identity,
    ];
    sajam(&data.path(), &options)
}

fn mirror(server: &Process, folder: &Path, key: &str) -> std::process::Output {
    Command::new(program("sajam-mirror"))
        .args(["copy", &format!("{}/ledger", server.url)])
        .arg(folder)
        .args(["--key", key])
        .output()
        .unwrap()
}

#[tokio::test]
async fn a_backup_comes_back_held_and_goes_on_once_it_was_compared() {
    let house = tempfile::tempdir().unwrap();
    let (identity, recipient) = identity(house.path());
    let original = Data::new();
    let server = Process::start(&original.path(), &BEAT);
    let first = server.file().await;
    grows(&server).await;
    let early = back_up(&original, &house.path().join("early"), &recipient);
    for file in &early {
        let bytes = fs::read(file).unwrap();
        assert!(bytes.starts_with(b"age-encryption.org/v1"), "{file}");
    }
    let second = server.file().await;
    grows(&server).await;

    // A drill beside the running server: whatever it has is shown, and nothing goes out under the same name.
    let drill = Data::new();
    let output = restore(&drill, &early, &identity);
    assert!(output.status.success(), "{}", told(&output));
    let copy = Process::start(&drill.path(), &BEAT);
    assert!(copy.tracks(&first).await && !copy.tracks(&second).await);
    assert!(copy.tracks(&copy.file().await).await, "it takes reports");
    let frozen = published(&copy).await;
    let beats = published(&server).await;
    until("two beats of the original", || async {
        published(&server).await >= beats + 128
    })
    .await;
    assert_eq!(published(&copy).await, frozen, "it publishes nothing");
    let output = sajam(&drill.path(), &["ledger", "resume"]);
    assert!(
        told(&output).contains("--nothing-to-compare"),
        "{}",
        told(&output)
    );
    let output = sajam(&drill.path(), &["ledger", "resume", "--site", &server.url]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        told(&output).contains("published entries are missing here"),
        "{}",
        told(&output)
    );
    assert_eq!(published(&copy).await, frozen);
    assert!(copy.stop().success());

    // The machine is lost after the last backup; somebody has mirrored what was published.
    let key = sajam(&original.path(), &["ledger", "key"]);
    let key = String::from_utf8(key.stdout).unwrap().trim().to_owned();
    let mirrored = house.path().join("mirror");
    let output = mirror(&server, &mirrored, &key);
    assert!(output.status.success(), "{}", told(&output));
    assert!(server.stop().success());
    let late = back_up(&original, &house.path().join("late"), &recipient);
    let again = Data::new();
    let output = restore(&again, &late, &identity);
    assert!(output.status.success(), "{}", told(&output));
    let next = Process::start(&again.path(), &BEAT);
    assert!(next.tracks(&first).await && next.tracks(&second).await);
    let mirror_folder = mirrored.to_str().unwrap();
    let output = sajam(
        &again.path(),
        &["ledger", "resume", "--mirror", mirror_folder],
    );
    assert!(output.status.success(), "{}", told(&output));
    assert!(
        told(&output).contains("all of them are here"),
        "{}",
        told(&output)
    );
    grows(&next).await;
    let output = mirror(&next, &mirrored, &key);
    assert!(
        output.status.success(),
        "it continues what was published: {}",
        told(&output)
    );
    assert!(sajam(&again.path(), &["ledger", "check"]).status.success());
    assert!(next.stop().success());

    // Were there only the early backup, the log could still go on where it was published, and say what is lost.
    let output = sajam(&drill.path(), &["ledger", "adopt", mirror_folder, "--yes"]);
    assert!(output.status.success(), "{}", told(&output));
    let held = Process::start(&drill.path(), &BEAT);
    let beats = published(&held).await;
    tokio::time::sleep(std::time::Duration::from_secs(5)).await;
    assert_eq!(published(&held).await, beats, "adopted, and held still");
    let output = sajam(
        &drill.path(),
        &["ledger", "resume", "--mirror", mirror_folder],
    );
    assert!(output.status.success(), "{}", told(&output));
    grows(&held).await;
    let output = mirror(&held, &mirrored, &key);
    assert!(output.status.success(), "{}", told(&output));
    assert!(held.stop().success());
}

#[tokio::test]
async fn what_cannot_be_brought_back_leaves_nothing_half_done() {
    let house = tempfile::tempdir().unwrap();
    let (identity, recipient) = identity(house.path());
    let data = Data::new();
    let server = Process::start(&data.path(), &[]);
    server.file().await;
    assert!(server.stop().success());
    let folder = house.path().join("backup");
    let output = sajam(
        &data.path(),
        &[
            "backup",
            folder.to_str().unwrap(),
            "--recipient",
            "age1nonsense",
        ],
    );
    assert!(
        told(&output).contains("is not an age recipient"),
        "{}",
        told(&output)
    );
    let sets = back_up(&data, &folder, &recipient);

    // Over what is there.
    let output = restore(&data, &sets, &identity);
    assert!(
        told(&output).contains("exists already"),
        "{}",
        told(&output)
    );
    // With somebody else's identity.
    let stranger = tempfile::tempdir().unwrap();
    let (other, _) = self::identity(stranger.path());
    let output = restore(&Data::new(), &sets, &other);
    assert!(
        told(&output).contains("cannot be opened"),
        "{}",
        told(&output)
    );
    // Damaged on the way: at its end, so that most of it was read.
    let damaged = house.path().join("damaged");
    let mut bytes = fs::read(&sets[0]).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&damaged, bytes).unwrap();
    let new = Data::new();
    let output = restore(
        &new,
        &[damaged.display().to_string(), sets[1].clone()],
        &identity,
    );
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
    // The keys came back and are in their place; the database is still empty, and takes the sound file.
    let output = sajam(
        &new.path(),
        &["restore", "--database", &sets[0], "--identity", &identity],
    );
    assert!(output.status.success(), "{}", told(&output));
    for key in sajam::secrets::KEY_FILES {
        let bytes = |data: &Data| fs::read(data.path().join("secrets").join(key)).unwrap();
        assert_eq!(bytes(&new), bytes(&data), "{key}");
    }
}
