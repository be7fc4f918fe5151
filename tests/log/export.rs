//! `sajam ledger export` as its operator runs it: whole, broken off at any byte, gone on with, refused.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sajam_ledger::VerifierKey;
use serde_json::{Value, json};
use sqlx::Executor;

use crate::support::{Data, Process, TestDatabase, found, sajam, until, verified};

/// A stopped installation whose log has some thousand entries, two of them reports.
struct House {
    data: Data,
    database: TestDatabase,
    key: VerifierKey,
}

/// How the database is given on the command line.
fn urls(database: &TestDatabase) -> [String; 4] {
    let [server, owner] = database.urls();
    let names = ["--database-url", "--database-owner-url"].map(str::to_owned);
    let [server_option, owner_option] = names;
    [server_option, server, owner_option, owner]
}

impl House {
    async fn filled() -> Self {
        let data = Data::new();
        let database = TestDatabase::create().await;
        let urls = urls(&database);
        let mut arguments = vec!["--log-beat", "1", "--log-block", "1500"];
        arguments.extend(urls.iter().map(String::as_str));
        let server = Process::start(&data.path(), &arguments);
        let client = reqwest::Client::new();
        let ask = async |path: &str, body: Value| -> Value {
            let request = client.post(format!("{}{path}", server.url)).json(&body);
            request.send().await.unwrap().json().await.unwrap()
        };
        for narrative in [
            "پل روستا سه ماه است که شکسته و کسی رسیدگی نمی‌کند",
            "آب آشامیدنی روستا بوی فاضلاب می‌دهد و کودکان بیمارند",
        ] {
            let report = json!({"category": "omission", "province": "IR-23", "institution": null,
                "narrative": narrative, "anonymity": "anonymous"});
            let filed = ask("/api/v1/reports", report).await;
            let number = json!({"tracking_number": filed["tracking_number"]});
            until("it is published", || async {
                let tracked = ask("/api/v1/track", number.clone()).await;
                tracked["log"]["covered_by"].is_number()
            })
            .await;
        }
        assert!(server.stop().success());
        let key = sajam(
            &data.path(),
            &[&["ledger", "key"], &urls.each_ref().map(String::as_str)[..]].concat(),
        );
        let key = String::from_utf8(key.stdout).unwrap();
        Self {
            key: VerifierKey::parse(key.trim()).unwrap(),
            data,
            database,
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.data.path().join(name)
    }

    fn export(&self, file: &Path, more: &[&str]) -> Output {
        let urls = urls(&self.database);
        let urls = urls.each_ref().map(String::as_str);
        let file = file.to_str().unwrap();
        sajam(
            &self.data.path(),
            &[&["ledger", "export", file], more, &urls].concat(),
        )
    }

    /// It refuses, with status 1; what it says.
    #[track_caller]
    fn refuses(&self, file: &Path, more: &[&str]) -> String {
        let output = self.export(file, more);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        told
    }
}

#[track_caller]
fn succeeds(output: &Output) {
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
}

/// The program with an export that the kernel kills as soon as its file would grow over `blocks` of 512 bytes.
fn killed_at(house: &House, file: &Path, blocks: usize) -> Output {
    let line = format!("ulimit -c 0; ulimit -f {blocks}; exec \"$@\"");
    Command::new("sh")
        .args(["-c", &line, "sh", env!("CARGO_BIN_EXE_sajam")])
        .args(["ledger", "export"])
        .arg(file)
        .arg("--data")
        .arg(house.data.path())
        .args(urls(&house.database))
        .output()
        .unwrap()
}

#[tokio::test]
async fn it_is_whole_or_is_gone_on_with_to_the_same_bytes() {
    let house = House::filled().await;
    let whole = house.file("whole.jsonl");
    succeeds(&house.export(&whole, &[]));
    let told = verified(&house.key, ["export".as_ref(), whole.as_os_str()]);
    assert!(told.contains("of 8 streams"), "{told}");
    let bytes = fs::read(&whole).unwrap();
    assert!(bytes.len() > 200_000, "several pieces: {}", bytes.len());
    assert!(
        !String::from_utf8_lossy(&bytes).contains("\"payload\":{"),
        "no payload, sealed or not"
    );

    // Killed by the kernel in the middle of a write, and taken up.
    let broken = house.file("broken.jsonl");
    let killed = killed_at(&house, &broken, 200);
    assert_eq!(killed.status.code(), None, "ended by a signal");
    assert_eq!(fs::metadata(&broken).unwrap().len(), 200 * 512);
    let told = found(&house.key, ["export".as_ref(), broken.as_os_str()]);
    assert!(told.contains("cut off here"), "{told}");
    succeeds(&house.export(&broken, &["--resume"]));
    assert!(fs::read(&broken).unwrap() == bytes, "the same bytes");

    // Broken off anywhere: between lines, within one, after the first, before anything, before the end.
    let lines: Vec<usize> = (0..bytes.len())
        .filter(|at| bytes[*at] == b'\n')
        .map(|at| at + 1)
        .collect();
    let end = bytes.len();
    for length in [
        0,
        lines[0],
        lines[0] + 1,
        lines[1],
        lines[2] - 1,
        lines[1500],
        end / 2,
        lines[lines.len() - 2],
        end - 1,
        end,
    ] {
        fs::write(&broken, &bytes[..length]).unwrap();
        succeeds(&house.export(&broken, &["--resume"]));
        assert!(
            fs::read(&broken).unwrap() == bytes,
            "from {length} of {end}"
        );
    }

    // Through a pipe, and as an older checkpoint has it.
    let piped = house.export(Path::new("-"), &[]);
    succeeds(&piped);
    assert!(piped.stdout == bytes);
    let older = house.file("older.jsonl");
    assert!(
        house
            .refuses(&older, &["--size", "1"])
            .contains("no checkpoint of 1 entries")
    );
    assert!(!older.exists(), "a refused command leaves no file");
}

#[tokio::test]
async fn what_is_not_its_own_is_refused_and_left_as_it_is() {
    let house = House::filled().await;
    let whole = house.file("whole.jsonl");
    succeeds(&house.export(&whole, &[]));
    let bytes = fs::read(&whole).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(house.refuses(&whole, &[]).contains("exists already"));
    assert!(
        house
            .refuses(Path::new("-"), &["--resume"])
            .contains("--resume needs a file")
    );
    assert!(
        house
            .refuses(&house.file("none"), &["--resume"])
            .contains("cannot be opened")
    );

    let other = House::filled().await;
    let foreign = other.file("whole.jsonl");
    succeeds(&other.export(&foreign, &[]));
    let foreign = fs::read_to_string(&foreign).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let foreign_lines: Vec<&str> = foreign.split_inclusive('\n').collect();
    let file = house.file("broken.jsonl");
    for (content, told) in [
        ("# گزارش\nمتن\n".to_owned(), "it is no export"),
        ("{}\n".to_owned(), "it is no export"),
        (text[..40].to_owned(), "its first line is not whole"),
        (foreign_lines[..9].concat(), "it is of the log"),
        (lines[0].replace("/v1", "/v2"), "it is no export"),
        (
            lines[0].replacen("\\n", "\\n1", 1),
            "its checkpoint is not one of this log",
        ),
        (
            format!("{}{}", lines[0], foreign_lines[1]),
            "its line of index 0",
        ),
        (
            format!("{}x\n", lines[..9].concat()),
            "its last whole line is not one",
        ),
        (format!("{text}x"), "something follows its last line"),
        (
            format!("{}{{\"end\":3}}\n", lines[0]),
            "its last whole line is not one",
        ),
    ] {
        fs::write(&file, &content).unwrap();
        let said = house.refuses(&file, &["--resume"]);
        assert!(said.contains(told), "{said} does not say {told}");
        assert_eq!(fs::read_to_string(&file).unwrap(), content, "{told}");
    }

    fs::write(&file, lines[..9].concat()).unwrap();
    let held = File::open(&file).unwrap();
    held.lock().unwrap();
    assert!(
        house
            .refuses(&file, &["--resume"])
            .contains("another export is being written")
    );
}

#[tokio::test]
async fn a_full_disk_and_a_lost_event_are_told_in_one_line() {
    let house = House::filled().await;
    // A file on a full disk, as far as the kernel is concerned.
    let full = house.file("full.jsonl");
    std::os::unix::fs::symlink("/dev/full", &full).unwrap();
    let told = house.refuses(&full, &["--resume"]);
    assert!(
        told.contains("the disk is full") && told.contains("full.jsonl --resume"),
        "{told}"
    );

    let mut owner = house.database.owner().await;
    let position: i64 = sqlx::query_scalar(
        "select position from log_entries where cover is null order by position desc limit 1",
    )
    .fetch_one(&mut owner)
    .await
    .unwrap();
    for statement in [
        "alter table events disable trigger user",
        "delete from events where (aggregate_type, aggregate_id, sequence) =
           (select aggregate_type, aggregate_id, sequence from log_entries where cover is null order by position desc limit 1)",
    ] {
        owner.execute(statement).await.unwrap();
    }
    let file = house.file("lost.jsonl");
    let told = house.refuses(&file, &[]);
    assert!(
        told.starts_with(&format!("sajam: index {position}: event 1 of report/"))
            && told.ends_with("it was deleted\n"),
        "{told}"
    );
    assert_eq!(told.lines().count(), 1, "{told}");
    let lines = fs::read_to_string(&file).unwrap().lines().count();
    assert_eq!(lines as i64, position + 1, "all before it is there");
    let told = found(&house.key, ["export".as_ref(), file.as_os_str()]);
    assert!(
        told.contains(&format!("index {position}: the export is cut off here")),
        "{told}"
    );
    owner
        .execute("alter table log_entries disable trigger user")
        .await
        .unwrap();
    owner
        .execute("delete from log_entries where position = 7")
        .await
        .unwrap();
    let told = house.refuses(&house.file("gap.jsonl"), &[]);
    assert_eq!(
        told,
        "sajam: index 7: the log has no entry there any more: it was deleted\n"
    );
}
