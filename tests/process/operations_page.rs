//! The commands of docs/operations.md, run as they stand there.

use std::path::Path;
use std::process::Command;

use crate::support::{Data, Process, program, sajam, until};

/// The block of the page that begins with `# run: name`.
fn block(name: &str) -> String {
    let page = include_str!("../../docs/operations.md");
    let begin = format!("```sh\n# run: {name}\n");
    let (_, rest) = page.split_once(&begin).unwrap();
    rest.split_once("```").unwrap().0.to_owned()
}

struct Office {
    folder: tempfile::TempDir,
    site: String,
}

impl Office {
    /// Runs a block with the data folder, as its reader would at a terminal.
    fn run(&self, data: &Data, name: &str) -> String {
        let path = |part: &str| self.folder.path().join(part);
        let programs = program("sajam-mirror");
        let programs = programs.parent().map(Path::display).unwrap();
        let output = Command::new("bash")
            .args(["-euo", "pipefail", "-c"])
            .arg(format!("PATH=\"{programs}:$PATH\"\n{}", block(name)))
            .current_dir(self.folder.path())
            .env("SAJAM_DATA", data.path())
            .env("SITE", &self.site)
            .env("BACKUPS", path("backups"))
            .env("MIRROR", path("mirror"))
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(output.status.success(), "{name}: {told}");
        told
    }

    /// What `age` itself makes of a file.
    fn opened(&self, file: &Path) -> Vec<u8> {
        let output = Command::new("age")
            .args(["-d", "-i", "backup-identity.txt"])
            .arg(file)
            .current_dir(self.folder.path())
            .output()
            .unwrap();
        assert!(output.status.success());
        output.stdout
    }
}

fn only_file_in(folder: &Path) -> std::path::PathBuf {
    let mut files = std::fs::read_dir(folder).unwrap();
    files.next().unwrap().unwrap().path()
}

#[tokio::test]
async fn backing_up_the_drill_and_the_lost_machine_go_as_the_page_has_them() {
    let lost = Data::new();
    let server = Process::start(&lost.path(), &["--log-beat", "2"]);
    let filed = server.file().await;
    let checkpoint = format!("{}/ledger/checkpoint", server.url);
    until("something is published", || async {
        reqwest::get(&checkpoint)
            .await
            .is_ok_and(|answer| answer.status() == 200)
    })
    .await;
    let office = Office {
        folder: tempfile::tempdir().unwrap(),
        site: server.url.clone(),
    };
    office.run(&lost, "the first day");
    office.run(&lost, "every night");
    // Other people's tools read what is inside.
    let backups = office.folder.path().join("backups");
    assert!(
        office
            .opened(&only_file_in(&backups.join("database")))
            .starts_with(b"PGDMP")
    );
    let tar = office.opened(&only_file_in(&backups.join("keys")));
    assert!(tar.windows(11).any(|bytes| bytes == b"content.key"));

    // The doctor sees nothing wrong now, and says what is once the server is gone.
    let doctor = sajam(&lost.path(), &["doctor"]);
    let told = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(doctor.status.success(), "{told}");
    assert!(
        told.contains("leads the sequencer") && told.contains("the last backup is of"),
        "{told}"
    );

    let drill = Data::new();
    let told = office.run(&drill, "the drill");
    assert!(told.contains("the log holds"), "{told}");

    assert!(server.stop().success());
    let doctor = sajam(&lost.path(), &["doctor"]);
    assert_eq!(doctor.status.code(), Some(1));
    let told = String::from_utf8_lossy(&doctor.stdout).into_owned();
    assert!(
        told.contains("WRONG  no server leads") && told.contains("→ start one"),
        "{told}"
    );
    let new = Data::new();
    let told = office.run(&new, "the lost machine");
    assert!(told.contains("held"), "{told}");
    office.run(&new, "compare and go on");
    office.run(&new, "a copy that does not know it");
    office.run(&new, "compare and go on");
    let again = Process::start(&new.path(), &["--log-beat", "2"]);
    assert!(again.tracks(&filed).await);
    assert!(again.stop().success());
}
