//! Every answer of the specification, over HTTP.

use tempfile::TempDir;

use crate::plain::{LOG, PlainLog, check_cosignature, get, post, request, send, try_post};
use crate::program::{Running, init};

#[test]
fn a_log_grows_and_each_step_is_cosigned() {
    let folder = TempDir::new().unwrap();
    let key = init(folder.path());
    let witness = Running::start(folder.path());
    assert_eq!(witness.key, key);
    let mut old = 0;
    let mut before = 0;
    for size in [0, 1, 1, 2, 3, 7, 8, 9, 64, 100, 255, 256, 257, 300] {
        let answer = post(witness.address, &LOG.request(old, size));
        assert_eq!(answer.status, 200, "{old} to {size}: {}", answer.body);
        let time = check_cosignature(&answer.body, &key, &LOG.text(size));
        assert!(time >= before && time > 1_700_000_000);
        (old, before) = (size, time);
    }
    let log = witness.stop();
    assert!(
        log.contains("cosigned") && !log.contains("127.0.0.1"),
        "{log}"
    );
}

#[test]
fn each_refusal_has_its_status() {
    let folder = TempDir::new().unwrap();
    init(folder.path());
    let witness = Running::start(folder.path());
    let ask = |body: &str| {
        let answer = post(witness.address, body);
        (answer.status, answer.media_type, answer.body)
    };
    let status = |body: &str| ask(body).0;
    assert_eq!(status(&LOG.request(0, 9)), 200);
    let size = |size: u64| (409, "text/x.tlog.size".to_owned(), format!("{size}\n"));
    // A client that knows nothing learns the size.
    assert_eq!(ask(&LOG.request(0, 20)), size(9));
    assert_eq!(ask(&LOG.request(8, 20)), size(9));
    assert_eq!(ask(&LOG.request(0, 8)), size(9));
    assert_eq!(ask(&LOG.request(9, 8)).0, 400);
    let other = PlainLog {
        name: "other.example",
        ..LOG
    };
    assert_eq!(status(&other.request(0, 9)), 404);
    let forged = PlainLog { seed: 8, ..LOG };
    assert_eq!(status(&forged.request(9, 20)), 403);
    assert_eq!(
        status(&request(
            9,
            &[],
            &LOG.checkpoint(9).replacen("\n9\n", "\n8\n", 1)
        )),
        403
    );
    let fork = PlainLog { history: 1, ..LOG };
    let (conflict, media_type, _) = ask(&request(9, &[], &fork.checkpoint(9)));
    assert_eq!(
        (conflict, media_type.as_str()),
        (409, "text/plain; charset=utf-8")
    );
    assert_eq!(status(&fork.request(9, 20)), 422);
    assert_eq!(status(&request(9, &[], &LOG.checkpoint(20))), 422);
    assert_eq!(
        status(&request(9, &[[0; 32]; 63], &LOG.checkpoint(20))),
        422
    );
    assert_eq!(status(&request(9, &[[0; 32]], &LOG.checkpoint(9))), 422);
    for malformed in [
        String::new(),
        "old 9\n".to_owned(),
        LOG.request(9, 20).replacen("old 9", "old 09", 1),
        LOG.request(9, 20).replacen("old 9", "old -1", 1),
        LOG.request(9, 20).replacen("\n\n", "\n", 1),
        LOG.request(9, 20).replace('\n', "\r\n"),
        request(9, &[[0; 32]; 64], &LOG.checkpoint(20)),
        request(9, &[], &LOG.sign("log.example.org/plain\nx\n")),
        "x".repeat(70_000),
    ] {
        assert_eq!(status(&malformed), 400, "{malformed:.60}");
    }
    assert_eq!(
        try_post(witness.address, b"old 9\n\n\xff\xfe")
            .unwrap()
            .status,
        400
    );
    // After all that the witness is where it was.
    assert_eq!(status(&LOG.request(9, 20)), 200);
    assert_eq!(get(witness.address, "/add-checkpoint").status, 405);
    assert_eq!(get(witness.address, "/key").status, 404);
    let log = witness.stop();
    assert_eq!(
        log.matches("a signed checkpoint was refused").count(),
        3,
        "{log}"
    );
}

#[test]
fn what_is_not_http_does_no_harm() {
    let folder = TempDir::new().unwrap();
    init(folder.path());
    let witness = Running::start(folder.path());
    for bytes in [
        &b"\0\0\0\0"[..],
        b"GET\r\n\r\n",
        b"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nold\r\n0\r\n\r\n",
    ] {
        if let Some(answer) = send(witness.address, bytes) {
            assert_eq!(answer.status, 400, "{}", String::from_utf8_lossy(bytes));
        }
    }
    assert_eq!(post(witness.address, &LOG.request(0, 9)).status, 200);
}

#[test]
fn a_page_says_who_it_is() {
    let folder = TempDir::new().unwrap();
    let key = init(folder.path());
    let second = PlainLog {
        name: "<b>log</b>",
        ..LOG
    };
    let witness = Running::start_for(folder.path(), &[LOG, second]);
    post(witness.address, &LOG.request(0, 300));
    let page = get(witness.address, "/");
    assert_eq!(
        (page.status, page.media_type.as_str()),
        (200, "text/html; charset=utf-8")
    );
    let key = key.replace('+', "&#43;");
    for text in [
        "witness.example/1",
        "<dd>300</dd>",
        "log.example.org/plain",
        "Nothing signed yet.",
        "شاهد",
    ] {
        assert!(page.body.contains(text), "{text}: {}", page.body);
    }
    assert!(page.body.contains(&key) || page.body.contains(&key.replace("&#43;", "+")));
    assert!(!page.body.contains("<b>") && !page.body.contains("<script"));
}

#[test]
fn a_log_that_changes_its_key_goes_on() {
    let folder = TempDir::new().unwrap();
    let key = init(folder.path());
    let new = PlainLog { seed: 8, ..LOG };
    let witness = Running::start_for(folder.path(), &[LOG, new]);
    assert_eq!(post(witness.address, &LOG.request(0, 9)).status, 200);
    let answer = post(witness.address, &new.request(9, 20));
    assert_eq!(answer.status, 200);
    check_cosignature(&answer.body, &key, &LOG.text(20));
    witness.kill();
    // The old key is gone from the configuration, and the state still holds.
    let witness = Running::start_for(folder.path(), &[new]);
    assert_eq!(post(witness.address, &new.request(20, 21)).status, 200);
    assert_eq!(post(witness.address, &LOG.request(21, 22)).status, 403);
}
