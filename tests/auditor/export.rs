//! The export of the whole log, as auditors get it: page, file, program.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use sajam::clock::Clock;
use sajam::sequencer::Beat;
use sajam::service::export::{Export, ExportFault};
use sajam_aggregates::Role;
use sqlx::Executor;

use crate::support::people::{CONTACT, NARRATIVE, SUBJECT, Scene};
use crate::support::{Browser, TestOptions, found, until, verified};

const NOW: Timestamp = Timestamp::constant(1_795_511_100, 0);

async fn scene(block: u64) -> Scene {
    Scene::with(TestOptions {
        clock: Clock::set_to(NOW),
        beat: Beat {
            every: SignedDuration::from_mins(10),
            block,
        },
        ..TestOptions::default()
    })
    .await
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn keep(&self, name: &str, content: &str) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }
}

/// The rest of the page's last link to a file under `/audit/export/`.
fn link(page: &str) -> &str {
    let rest = page.split("href=\"/audit/export/").last().unwrap();
    rest.split('"').next().unwrap()
}

#[tokio::test]
async fn an_auditor_downloads_the_whole_log_and_verifies_it_elsewhere() {
    let scene = scene(2500).await;
    let auditor = scene.a(Role::Auditor).await;
    let id = scene.assigned("public-rights", "investigator").await;
    let size = scene.server.published().await;
    auditor.get("/audit").await.has("href=\"/audit/export\"");
    let page = auditor.get("/audit/export").await;
    page.is(200).has("آذر ۱۴۰۵");
    // Each word of a command is kept whole by an element of its own.
    let text = page.body.replace("<span>", "").replace("</span>", "");
    let command = format!("sajam-verify export sajam-export-{size}.jsonl");
    assert!(text.contains(&command), "{}", page.body);
    let file = auditor
        .get(&format!("/audit/export/{}", link(&page.body)))
        .await;
    file.is(200);
    assert_eq!(file.headers["content-type"], "application/jsonl");
    assert_eq!(file.headers["cache-control"], "no-store");
    assert_eq!(
        file.headers["content-disposition"],
        format!("attachment; filename=\"sajam-export-{size}.jsonl\"")
    );
    let folder = Folder::new();
    let key = scene.server.secrets.log.verifier_key();
    let told = verified(
        &key,
        [
            "export".as_ref(),
            folder.keep("whole", &file.body).as_os_str(),
        ],
    );
    assert!(told.contains(&format!("entries    {size}: ")), "{told}");
    assert!(told.contains("0 payloads"), "{told}");
    file.has(id.as_str());
    for word in [NARRATIVE, SUBJECT, CONTACT, "\"payload\":{"] {
        file.lacks(word);
    }
    // Nor the ciphertext of anything.
    let sealed: Vec<String> = sqlx::query_scalar(
        "select payload ->> 'narrative' from events where event_type = 'Submitted'",
    )
    .fetch_all(&scene.server.pool)
    .await
    .unwrap();
    assert!(!sealed.is_empty());
    file.lacks(&sealed[0][..40]);
    // The estimate is near.
    let export = Export::of(&scene.server, None).await.unwrap();
    let estimated = export.estimated_bytes().await.unwrap() as f64;
    let ratio = estimated / file.body.len() as f64;
    assert!((0.8..1.25).contains(&ratio), "{ratio}");

    // The same by program, and after more was published still the same by its size.
    scene.report().await;
    scene.server.published().await;
    let again = auditor.get(&format!("/audit/export/{size}")).await;
    assert!(
        again.body == file.body,
        "an older checkpoint's export does not change"
    );
    let api = auditor
        .get(&format!("/api/v1/audit/export?size={size}"))
        .await;
    assert!(api.is(200).body == file.body);
    let newest = auditor.get("/api/v1/audit/export").await;
    verified(
        &key,
        [
            "export".as_ref(),
            folder.keep("newest", &newest.body).as_os_str(),
        ],
    );
    assert!(newest.body.len() > file.body.len());
}

#[tokio::test]
async fn what_broke_off_is_gone_on_with_where_it_ended() {
    let scene = scene(1200).await;
    let auditor = scene.a(Role::Auditor).await;
    scene.report().await;
    let size = scene.server.published().await;
    let whole = auditor.get(&format!("/audit/export/{size}")).await.body;
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    assert_eq!(lines.len() as u64, size + 2);
    let last = size as usize + 1;
    for kept in [1, 2, 700, 1001, 1002, last - 1, last] {
        let asked = format!("/audit/export?size={size}&lines={kept}");
        let page = auditor.get(&asked).await;
        page.is(200).has("آنچه فایل کم دارد");
        let from = kept - 1;
        assert_eq!(link(&page.body), format!("{size}?from={from}"));
        let rest = auditor
            .get(&format!("/audit/export/{size}?from={from}"))
            .await;
        rest.is(200);
        assert!(
            [lines[..kept].concat(), rest.body.clone()].concat() == whole,
            "after {kept} lines"
        );
        let api = auditor
            .get(&format!("/api/v1/audit/export?size={size}&from={from}"))
            .await;
        assert!(api.is(200).body == rest.body);
    }
    let end = auditor
        .get(&format!("/audit/export/{size}?from={size}"))
        .await;
    assert_eq!(end.body, format!("{{\"end\":{size}}}\n"));
    // As people type numbers, and a file with nothing in it.
    let persian: String = "۷۰۰".to_owned();
    auditor
        .get(&format!("/audit/export?size={size}&lines={persian}"))
        .await
        .is(200)
        .has("from=699");
    let page = auditor
        .get(&format!("/audit/export?size={size}&lines=0"))
        .await;
    assert_eq!(link(page.is(200).body.as_str()), size.to_string());
    auditor
        .get(&format!("/audit/export?size={size}&lines={}", size + 2))
        .await
        .is(200)
        .has("فایل کامل است");
}

#[tokio::test]
async fn what_cannot_be_is_told_where_it_was_asked() {
    let scene = scene(64).await;
    let auditor = scene.a(Role::Auditor).await;
    let size = scene.server.published().await;
    for nothing in [
        "0",
        "1",
        "x",
        "-1",
        "+64",
        "99999999999999999999",
        "%DB%B6%DB%B4",
    ] {
        auditor
            .get(&format!("/audit/export/{nothing}"))
            .await
            .is(404);
        let api = auditor
            .get(&format!("/api/v1/audit/export?size={nothing}"))
            .await;
        api.is(404).has("/problems/not-found");
    }
    for from in [
        (size + 1).to_string(),
        "x".into(),
        "-1".into(),
        "1.5".into(),
        String::new(),
    ] {
        let page = auditor
            .get(&format!("/audit/export/{size}?from={from}"))
            .await;
        page.is(422).has("از آن‌جا چیزی برای ادامه نیست");
        let api = auditor
            .get(&format!("/api/v1/audit/export?size={size}&from={from}"))
            .await;
        api.is(422).has("not-an-index");
    }
    for (asked, told) in [
        (
            format!("size={size}&lines="),
            "تعداد سطرها را با رقم بنویسید",
        ),
        (
            format!("size={size}&lines=-3"),
            "تعداد سطرها را با رقم بنویسید",
        ),
        (format!("size={size}&lines={}", size + 3), "فایل کامل"),
        (
            format!("size={}&lines=2", size + 1),
            "وضعیتی از دفتر با این تعداد ورودی منتشر نشده است",
        ),
        (
            "size=&lines=2".to_owned(),
            "وضعیتی از دفتر با این تعداد ورودی منتشر نشده است",
        ),
    ] {
        let page = auditor.get(&format!("/audit/export?{asked}")).await;
        page.is(422).has(told).has("aria-invalid");
    }
}

#[tokio::test]
async fn before_the_first_checkpoint_there_is_nothing_to_export_and_the_page_says_so() {
    let scene = scene(64).await;
    let auditor = scene.a(Role::Auditor).await;
    // As if the first one had yet to be let out: the next would be, a beat later by the clock.
    let is_out = || async {
        sqlx::query_scalar::<_, bool>("select exists (select from publications)")
            .fetch_one(&scene.server.pool)
            .await
            .unwrap()
    };
    while !is_out().await {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    super::history::tamper(&scene, "publications", "delete from publications").await;
    let page = auditor.get("/audit/export").await;
    page.is(200)
        .has("هنوز چیزی منتشر نشده است")
        .lacks("<form method=\"get\"");
    auditor
        .get("/en/audit/export")
        .await
        .is(200)
        .has("Nothing has been published yet");
    auditor.get("/api/v1/audit/export").await.is(404);
}

#[tokio::test]
async fn a_deleted_event_cuts_the_file_there() {
    let scene = scene(64).await;
    let auditor = scene.a(Role::Auditor).await;
    let id = scene.report().await;
    let size = scene.server.published().await;
    let position: i64 = sqlx::query_scalar(
        "select position from log_entries where aggregate_id = $1 and sequence = 1",
    )
    .bind(id.as_str())
    .fetch_one(&scene.server.pool)
    .await
    .unwrap();
    let mut owner = scene.server.test_database.owner().await;
    owner
        .execute("alter table events disable trigger user")
        .await
        .unwrap();
    owner
        .execute(format!("delete from events where aggregate_id = '{id}'").as_str())
        .await
        .unwrap();
    for path in ["/audit/export/", "/api/v1/audit/export?size="] {
        let body = auditor
            .get(&format!("{path}{size}"))
            .await
            .is(200)
            .body
            .clone();
        let lines = body.lines().count();
        assert_eq!(lines as i64, position + 1, "whatever is before it");
        let folder = Folder::new();
        let key = scene.server.secrets.log.verifier_key();
        let told = found(
            &key,
            ["export".as_ref(), folder.keep("cut", &body).as_os_str()],
        );
        assert!(
            told.contains(&format!("index {position}: the export is cut off here")),
            "{told}"
        );
    }
    let mut export = Export::of(&scene.server, None).await.unwrap();
    export.piece().await.unwrap();
    export.piece().await.unwrap();
    assert!(
        matches!(export.piece().await, Err(ExportFault::EventGone { index, .. }) if index == position.unsigned_abs())
    );
    assert!(
        export.piece().await.unwrap().is_none(),
        "nothing follows a fault"
    );
    auditor.get("/audit/export").await.is(200);
}

#[tokio::test]
async fn an_altered_event_is_named_by_its_index() {
    let scene = scene(64).await;
    let auditor = scene.a(Role::Auditor).await;
    let id = scene.report().await;
    let size = scene.server.published().await;
    let mut owner = scene.server.test_database.owner().await;
    owner
        .execute("alter table events disable trigger user")
        .await
        .unwrap();
    // Rewritten with a hash of its own, as somebody would who knows the format.
    let rewritten = format!(
        "update events set header = replace(header, 'Submitted', 'Submittex'),
           hash = sha256(convert_to(E'sajam-history/v1/event\\n' || replace(header, 'Submitted', 'Submittex'), 'UTF8'))
         where aggregate_id = '{id}'"
    );
    owner.execute(rewritten.as_str()).await.unwrap();
    let file = auditor.get(&format!("/audit/export/{size}")).await;
    let folder = Folder::new();
    let key = scene.server.secrets.log.verifier_key();
    let told = found(
        &key,
        [
            "export".as_ref(),
            folder.keep("altered", &file.body).as_os_str(),
        ],
    );
    assert!(
        told.contains(&format!(
            "(report/{id}, event 1): its hash does not match its header"
        )),
        "{told}"
    );
}

#[tokio::test]
async fn whoever_stops_reading_holds_nothing_of_the_database() {
    // Far more than sockets hold back.
    let scene = scene(20_000).await;
    let auditor = scene.a(Role::Auditor).await;
    let size = scene.server.published().await;
    let pool = &scene.server.pool;
    let asked = usize::try_from(pool.options().get_max_connections()).unwrap() + 2;
    let mut stalled = Vec::new();
    for _ in 0..asked {
        let request = scene
            .server
            .client
            .get(scene.server.at(&format!("/audit/export/{size}")));
        let mut answer = request
            .header("cookie", &auditor.cookie)
            .send()
            .await
            .unwrap();
        assert!(answer.chunk().await.unwrap().is_some());
        stalled.push(answer);
    }
    // In several looks in a row hardly any connection is out: the sequencer's, the projections'.
    let out = || usize::try_from(pool.size()).unwrap() - pool.num_idle();
    until("hardly any connection is out", || async {
        for _ in 0..20 {
            if out() > 3 {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        true
    })
    .await;
    auditor.get("/audit").await.is(200);
    // And whoever goes on reading gets all of it.
    let mut answer = stalled.pop().unwrap();
    let mut tail = Vec::new();
    while let Some(chunk) = answer.chunk().await.unwrap() {
        tail = chunk.to_vec();
    }
    assert!(tail.ends_with(format!("{{\"end\":{size}}}\n").as_bytes()));
}

#[tokio::test]
async fn the_auditors_page_in_a_browser() {
    let scene = scene(64).await;
    scene.report().await;
    let (login, password) = scene.credentials(Role::Auditor);
    for width in [390, 1280] {
        let browser = Browser::start(width).await;
        browser.go(&scene.server.at("/staff/login")).await;
        browser.fill("login", login).await;
        browser.fill("password", password).await;
        browser.follow("main form button").await;
        for prefix in ["", "/en"] {
            let size = scene.server.published().await;
            let language = if prefix.is_empty() { "fa" } else { "en" };
            let shot = async |page: &str| {
                let name = format!("auditor-{language}-{width}-{page}");
                browser.whole_page(&name).await;
            };
            let page = format!("{prefix}/audit/export");
            browser
                .go(&scene.server.at(&format!("{prefix}/audit")))
                .await;
            browser.follow(&format!("main a[href='{page}']")).await;
            shot("export").await;
            browser.fill("lines", "none").await;
            browser.follow("main form[method='get'] button").await;
            assert!(browser.has("#f-lines-error").await);
            shot("export-refused").await;
            browser.fill("lines", "40").await;
            browser.follow("main form[method='get'] button").await;
            shot("export-rest").await;
            browser.click("main .notice a.button").await;
            let rest = format!("sajam-export-{size}-from-39.jsonl");
            let rest = String::from_utf8(browser.downloaded(&rest).await).unwrap();
            assert!(
                rest.contains("\"index\":39") && rest.ends_with(&format!("{{\"end\":{size}}}\n"))
            );
        }
        browser.quit().await;
    }
}
