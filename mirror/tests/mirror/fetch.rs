//! Fetching named files, and what the client puts up with.

use std::path::Path;

use tempfile::TempDir;

use crate::log::{entries, publish};
use crate::run::{MIRROR, fails, holds, mirror, run};
use crate::server::{Server, response};

#[test]
fn named_files_and_their_whole_ones() {
    let (server, folder) = (Server::start(), TempDir::new().unwrap());
    publish(server.folder.path(), &entries(600, 0));
    let into = folder.path().to_str().unwrap();
    let ran = mirror(&[
        "fetch",
        &server.url,
        into,
        "checkpoint",
        "tile/0/001",
        "tile/entries/000.p/9",
    ]);
    holds(&ran);
    let mut names: Vec<_> = ran.out.lines().collect();
    names.sort_unstable();
    assert_eq!(names, ["checkpoint", "tile/0/001", "tile/entries/000"]);
    for name in names {
        let [there, here] =
            [server.folder.path(), folder.path()].map(|it| std::fs::read(it.join(name)).unwrap());
        assert_eq!(there, here);
    }
    let ran = run(
        Path::new(MIRROR),
        &["fetch", &server.url, into],
        "tile/0/000\ntile/1/000.p/2\n",
    );
    holds(&ran);
    assert_eq!(ran.out.lines().count(), 2);
    fails(
        &mirror(&["fetch", &server.url, into, "tile/0/007"]),
        2,
        "tile/0/007: the log does not have it",
    );
    for path in [
        "../x",
        "/etc/passwd",
        "tile/0/../1",
        "key",
        "tile/0/000.p/256",
    ] {
        fails(
            &mirror(&["fetch", &server.url, into, path]),
            2,
            "not a path of a log",
        );
    }
}

#[test]
fn addresses() {
    let folder = TempDir::new().unwrap();
    let into = folder.path().to_str().unwrap();
    for (url, line) in [
        ("ftp://example.org", "not an address of the form"),
        ("file:///etc", "not an address"),
        ("example.org/ledger", "not an address"),
        ("http://user@example.org/", "may have no user"),
        ("http://example.org/?a", "may have no user"),
        ("http://example.org/#a", "may have no user"),
        ("", "not an address"),
    ] {
        fails(&mirror(&["fetch", url, into, "checkpoint"]), 2, line);
    }
    // Nobody listens there.
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let ran = mirror(&[
        "fetch",
        &format!("http://{free}"),
        into,
        "checkpoint",
        "--retries",
        "1",
    ]);
    fails(&ran, 2, "/checkpoint: ");
}

#[test]
fn a_hostile_server_wastes_neither_memory_nor_time() {
    let (server, folder) = (Server::start(), TempDir::new().unwrap());
    let into = folder.path().to_str().unwrap();
    let ask = |path: &str| mirror(&["fetch", &server.url, into, path, "--retries", "0"]);
    server.answer(|_| Some(response("200 OK", &vec![b'a'; 70_000])));
    fails(&ask("checkpoint"), 2, "it is longer than 65536 bytes");
    fails(&ask("tile/0/000"), 2, "it is longer than 8192 bytes");
    fails(
        &ask("tile/entries/000.p/1"),
        2,
        "it is longer than 34 bytes",
    );
    // Endless, and in pieces.
    server.answer(|_| {
        let chunk = "2710\r\n".to_owned() + &"a".repeat(10_000) + "\r\n";
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned();
        Some((head + &chunk.repeat(100)).into_bytes())
    });
    fails(&ask("tile/0/000"), 2, "it is longer than 8192 bytes");
    server.answer(|_| {
        Some(
            b"HTTP/1.1 302 Found\r\nLocation: /ledger/checkpoint\r\nContent-Length: 0\r\n\r\n"
                .to_vec(),
        )
    });
    assert_eq!(ask("checkpoint").code, 2);
    assert!(server.take_asked().len() < 20);
    server.answer(|_| {
        Some(
            b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"
                .to_vec(),
        )
    });
    assert_eq!(ask("checkpoint").code, 2);
    server.answer(|_| Some(b"nonsense\r\n\r\n".to_vec()));
    assert_eq!(ask("checkpoint").code, 2);
    server.answer(|_| Some(response("403 Forbidden", b"")));
    fails(&ask("checkpoint"), 2, "answered 403");
    server.answer(|_| Some(response("200 OK", b"\xff\xff")));
    fails(
        &ask("checkpoint"),
        1,
        "the checkpoint: it is not a signed note",
    );
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().collect();
    assert!(names.is_empty(), "{names:?}");
}
