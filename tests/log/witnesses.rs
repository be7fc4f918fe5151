//! The log and its witnesses, as real programs: cosigned checkpoints, a witness that is away, and a whole installation
//! brought back from an older copy, which only a witness can tell.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use sajam::entropy::Entropy;

use crate::support::{Data, Process, copy_folder, program, sajam, wait_for};

/// A running `sajam-witness`.
struct Witness {
    child: Child,
}

impl Witness {
    fn init(folder: &Path, name: &str) -> String {
        let made = Command::new(program("sajam-witness"))
            .args(["init", "--state"])
            .arg(folder)
            .arg(name)
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        let key = Command::new(program("sajam-witness"))
            .args(["key", "--state"])
            .arg(folder)
            .output()
            .unwrap();
        String::from_utf8(key.stdout).unwrap().trim().to_owned()
    }

    fn start(folder: &Path, port: u16, log: &Path) -> Self {
        let child = Command::new(program("sajam-witness"))
            .args(["serve", "--state"])
            .arg(folder)
            .arg("--listen")
            .arg(format!("127.0.0.1:{port}"))
            .arg("--log")
            .arg(log)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { child }
    }

    fn stop(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port below those that Linux gives to whoever asks for any: nobody is given it before a witness listens there.
fn free_port() -> u16 {
    loop {
        let port = 20_000 + u16::from_le_bytes(Entropy::system().bytes()) % 12_000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

async fn checkpoint(server: &Process) -> String {
    let answer = reqwest::get(format!("{}/ledger/checkpoint", server.url))
        .await
        .unwrap();
    answer.text().await.unwrap()
}

fn size(note: &str) -> u64 {
    note.lines()
        .nth(1)
        .and_then(|size| size.parse().ok())
        .unwrap_or(0)
}

/// The newest checkpoint, once it is beyond `after` entries and these have cosigned it and no others.
async fn cosigned(server: &Process, after: u64, by: &[&str]) -> String {
    let found = wait_for(|| async {
        let newest = checkpoint(server).await;
        let lines: Vec<&str> = newest
            .lines()
            .filter(|line| line.starts_with("— witness"))
            .collect();
        let all = by
            .iter()
            .all(|name| lines.iter().any(|line| line.contains(name)));
        (size(&newest) > after && all && lines.len() == by.len()).then_some(newest)
    })
    .await;
    let Some(found) = found else {
        let newest = checkpoint(server).await;
        panic!("no checkpoint cosigned by {by:?}: {newest}");
    };
    found
}

#[tokio::test]
async fn witnesses_cosign_catch_up_and_tell_an_older_copy() {
    let (data, folder) = (Data::new(), tempfile::tempdir().unwrap());
    let at = |name: &str| folder.path().join(name);
    // The log's key first: witnesses are told which log to watch.
    let begun = Process::start(&data.path(), &["--log-origin", "log.example/sajam"]);
    let key = reqwest::get(format!("{}/ledger/key", begun.url))
        .await
        .unwrap();
    std::fs::write(at("log.pub"), key.text().await.unwrap()).unwrap();
    assert!(begun.stop().success());
    let ports = [free_port(), free_port()];
    let names = ["witness.one/1", "witness.two/1"];
    let keys = [0, 1].map(|n| Witness::init(&at(&format!("w{n}")), names[n]));
    let policy = format!(
        "# who watches\nwitness one {} http://127.0.0.1:{}\nwitness two {} http://127.0.0.1:{}/\ngroup both 2 one two\nquorum both\n",
        keys[0], ports[0], keys[1], ports[1]
    );
    std::fs::write(at("policy"), policy).unwrap();
    let policy = at("policy").display().to_string();
    let options = [
        "--log-beat",
        "1",
        "--log-block",
        "8",
        "--log-witnesses",
        &policy,
    ];
    let start = |n: usize| Witness::start(&at(&format!("w{n}")), ports[n], &at("log.pub"));

    let (one, two) = (start(0), start(1));
    let server = Process::start(&data.path(), &options);
    let note = cosigned(&server, 0, &names).await;
    std::fs::write(at("checkpoint"), &note).unwrap();
    let later = cosigned(&server, size(&note), &names).await;
    std::fs::write(at("later"), &later).unwrap();
    let grew = |demand: &[&str]| {
        Command::new(program("sajam-verify"))
            .current_dir(folder.path())
            .args([
                "checkpoints",
                "checkpoint",
                "later",
                "--key-file",
                "log.pub",
                "--tiles",
            ])
            .arg(format!("{}/ledger", server.url))
            .args(demand)
            .output()
            .unwrap()
    };
    let verified = grew(&["--policy", "policy"]);
    assert!(verified.status.success(), "{verified:?}");
    assert_eq!(
        String::from_utf8_lossy(&verified.stdout)
            .matches("cosigned   by")
            .count(),
        2
    );
    let demanded = grew(&["--witness", &keys[0], "--witness", &keys[1], "--need", "2"]);
    assert!(demanded.status.success(), "{demanded:?}");

    // One of them away: publication goes on, with one line; the quorum that the policy demands is not met.
    two.stop();
    let alone = cosigned(&server, size(&later), &names[..1]).await;
    std::fs::write(at("later"), &alone).unwrap();
    let refused = grew(&["--policy", "policy"]);
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("quorum"));
    // Back again, it catches up over what it missed.
    let two = start(1);
    let both = cosigned(&server, size(&alone), &names).await;
    server.file().await;
    assert!(server.stop().success());

    // Everything brought back from an older copy, with what was published as well: nothing in the house can tell.
    copy_folder(&data.path(), &at("older"));
    let server = Process::start(&data.path(), &options);
    let newer = cosigned(&server, size(&both) + 64, &names).await;
    assert!(server.stop().success());
    copy_folder(&data.path(), &at("newer"));
    copy_folder(&at("older"), &data.path());
    let server = Process::start(&data.path(), &options);
    // Reports are still taken.
    server.file().await;
    let stands = checkpoint(&server).await;
    tokio::time::sleep(Duration::from_secs(4)).await;
    assert!(size(&stands) < size(&newer));
    assert_eq!(
        size(&checkpoint(&server).await),
        size(&stands),
        "nothing was published over four beats"
    );
    for n in 0..2 {
        let evidence = std::fs::read_dir(at(&format!("w{n}")).join("evidence"));
        let evidence = evidence.map_or(0, Iterator::count);
        assert_eq!(
            evidence, 0,
            "nothing was signed against what witness {n} knows"
        );
    }
    assert!(server.stop().success());

    // The newest copy goes on.
    copy_folder(&at("newer"), &data.path());
    let server = Process::start(&data.path(), &options);
    cosigned(&server, size(&newer), &names).await;
    assert!(server.stop().success());
    drop((one, two));
}

#[tokio::test]
async fn a_policy_that_is_none_is_told_at_the_start() {
    let (data, folder) = (Data::new(), tempfile::tempdir().unwrap());
    let file = folder.path().join("policy");
    for (policy, words) in [
        ("quorum none\n", "no witness with an address"),
        ("witness one x http://x\nquorum one\n", "line 1"),
    ] {
        std::fs::write(&file, policy).unwrap();
        let told = sajam(
            &data.path(),
            &[
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--log-witnesses",
                file.to_str().unwrap(),
            ],
        );
        let error = String::from_utf8_lossy(&told.stderr).into_owned();
        assert!(!told.status.success() && error.contains(words), "{error}");
    }
}
