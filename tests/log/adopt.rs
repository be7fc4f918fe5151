//! The database is lost and only an older copy is left: the log goes on with what was published, and what is lost shows.

use std::process::Command;
use std::time::Duration;

use serde_json::json;

use crate::support::{Data, Process, copy_folder, program, sajam, wait_for};

const BEAT: [&str; 4] = ["--log-beat", "1", "--log-block", "8"];

struct Filed {
    number: String,
    receipt: String,
}

async fn file(server: &Process) -> Filed {
    let answer = server.file().await;
    let text = |name: &str| answer[name].as_str().unwrap().to_owned();
    Filed {
        number: text("tracking_number"),
        receipt: text("receipt"),
    }
}

async fn is_known(server: &Process, filed: &Filed) -> bool {
    let answer = reqwest::Client::new()
        .post(format!("{}/api/v1/track", server.url))
        .json(&json!({"tracking_number": filed.number}))
        .send()
        .await
        .unwrap();
    answer.status() == 200
}

async fn size(server: &Process) -> u64 {
    let answer = reqwest::get(format!("{}/ledger/checkpoint", server.url))
        .await
        .unwrap();
    let note = answer.text().await.unwrap();
    note.lines()
        .nth(1)
        .and_then(|size| size.parse().ok())
        .unwrap_or(0)
}

async fn grown(server: &Process, beyond: u64) -> u64 {
    let grown = wait_for(|| async {
        let size = size(server).await;
        (size > beyond).then_some(size)
    })
    .await;
    grown.unwrap_or_else(|| panic!("the log does not grow beyond {beyond}"))
}

#[tokio::test]
async fn the_log_goes_on_with_what_was_published() {
    let (data, folder) = (Data::new(), tempfile::tempdir().unwrap());
    let at = |name: &str| folder.path().join(name);
    let run = |name: &str, arguments: &[&str]| {
        Command::new(program(name))
            .current_dir(folder.path())
            .args(arguments)
            .output()
            .unwrap()
    };
    let server = Process::start(&data.path(), &BEAT);
    let key = reqwest::get(format!("{}/ledger/key", server.url))
        .await
        .unwrap();
    std::fs::write(at("log.pub"), key.text().await.unwrap()).unwrap();
    let kept = file(&server).await;
    let first = grown(&server, 0).await;
    grown(&server, first).await;
    assert!(server.stop().success());
    copy_folder(&data.path().join("postgres"), &at("older"));

    let server = Process::start(&data.path(), &BEAT);
    let lost = [
        file(&server).await,
        file(&server).await,
        file(&server).await,
    ];
    let now = size(&server).await;
    let now = grown(&server, now).await;
    grown(&server, now + 8).await;
    let address = format!("{}/ledger", server.url);
    let mirrored = run(
        "sajam-mirror",
        &["copy", &address, "mirror", "--key-file", "log.pub"],
    );
    assert!(mirrored.status.success(), "{mirrored:?}");
    let before = std::fs::read_to_string(at("mirror/checkpoint")).unwrap();
    std::fs::write(at("before"), &before).unwrap();
    assert!(server.stop().success());

    // The database of before, and nothing newer.
    copy_folder(&at("older"), &data.path().join("postgres"));
    let server = Process::start(&data.path(), &BEAT);
    let meanwhile = file(&server).await;
    let stands = size(&server).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(size(&server).await, stands, "nothing is published");
    let folder_of = at("mirror").display().to_string();
    let beside = sajam(&data.path(), &["ledger", "adopt", &folder_of, "--yes"]);
    assert!(!beside.status.success(), "a server is running");
    assert!(server.stop().success());

    // A copy that is not the log's, or not all of it, is refused and changes nothing.
    copy_folder(&at("mirror"), &at("damaged"));
    let bundle = std::fs::read_dir(at("damaged/tile/entries"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let bundle = if bundle.is_dir() {
        std::fs::read_dir(bundle)
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .path()
    } else {
        bundle
    };
    let mut bytes = std::fs::read(&bundle).unwrap();
    bytes[40] ^= 1;
    std::fs::write(&bundle, bytes).unwrap();
    let damaged = at("damaged").display().to_string();
    let refused = sajam(&data.path(), &["ledger", "adopt", &damaged, "--yes"]);
    assert!(
        String::from_utf8_lossy(&refused.stderr).contains("not those of its checkpoint"),
        "{refused:?}"
    );

    let published = std::fs::read_to_string(data.path().join("secrets/log.published")).unwrap();
    let adopted = sajam(&data.path(), &["ledger", "adopt", &folder_of, "--yes"]);
    let told = String::from_utf8_lossy(&adopted.stderr).into_owned();
    // The newest checkpoint may have been let out after the copy was taken: then the copy is too old, and says so.
    if published != before && told.contains("fetch it again") {
        panic!("the mirror was taken before the last publication: {told}");
    }
    assert!(adopted.status.success(), "{told}");
    let again = sajam(&data.path(), &["ledger", "adopt", &folder_of, "--yes"]);
    assert!(
        String::from_utf8_lossy(&again.stderr).contains("nothing to take over"),
        "{again:?}"
    );

    let server = Process::start(&data.path(), &BEAT);
    let size_before: u64 = before.lines().nth(1).unwrap().parse().unwrap();
    grown(&server, size_before).await;
    let after = reqwest::get(format!("{}/ledger/checkpoint", server.url))
        .await
        .unwrap();
    std::fs::write(at("after"), after.text().await.unwrap()).unwrap();
    let address = format!("{}/ledger", server.url);
    let grew = run(
        "sajam-verify",
        &[
            "checkpoints",
            "before",
            "after",
            "--tiles",
            &address,
            "--key-file",
            "log.pub",
        ],
    );
    assert!(grew.status.success(), "{grew:?}");
    assert!(is_known(&server, &kept).await && is_known(&server, &meanwhile).await);
    for filed in &lost {
        assert!(!is_known(&server, filed).await, "its events are lost");
        // The log still holds them: the receipt is good for that much.
        std::fs::write(at("receipt"), &filed.receipt).unwrap();
        let shown = run(
            "sajam-verify",
            &[
                "receipt",
                "receipt",
                "--log",
                &address,
                "--key-file",
                "log.pub",
            ],
        );
        assert!(shown.status.success(), "{shown:?}");
    }
    assert!(server.stop().success());
    let export = at("export.jsonl").display().to_string();
    let exported = sajam(&data.path(), &["ledger", "export", &export]);
    assert!(exported.status.success(), "{exported:?}");
    let unexplained = run(
        "sajam-verify",
        &["export", "export.jsonl", "--key-file", "log.pub"],
    );
    let told = String::from_utf8_lossy(&unexplained.stderr).into_owned();
    assert_eq!(unexplained.status.code(), Some(1), "{told}");
    assert!(told.contains("everything else holds"), "{told}");
    let check = sajam(&data.path(), &["ledger", "check"]);
    let told = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(
        check.status.success() && told.contains("entries are unexplained"),
        "{told}"
    );
}
