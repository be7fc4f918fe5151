//! Connections that take and give nothing, and a server that is told to stop.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use sajam::http::connections::{self, ConnectionLimits};
use sajam::http::{Site, SiteSettings};
use tokio::net::TcpListener;

use crate::support::{Data, Process, TestServer, until};

/// The site of a server, served within these limits as well.
async fn served(server: &TestServer, limits: ConnectionLimits) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let site = Site::new(
        sajam::server::Server::clone(server),
        &SiteSettings::default(),
    );
    let stop = tokio_util::sync::CancellationToken::new();
    tokio::spawn(connections::serve(listener, site, limits, stop));
    address
}

/// Sends these bytes and waits for the end of the connection: what came, and after how long.
fn spoken(address: SocketAddr, bytes: &[u8], reads: bool) -> (usize, Duration) {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(address).unwrap();
    let _ = stream.write_all(bytes);
    stream
        .set_read_timeout(Some(Duration::from_secs(60)))
        .unwrap();
    if !reads {
        std::thread::sleep(Duration::from_secs(4));
    }
    let (mut came, mut buffer) = (0, vec![0; 1 << 16]);
    while let Ok(length @ 1..) = stream.read(&mut buffer) {
        came += length;
    }
    (came, begun.elapsed())
}

#[tokio::test]
async fn who_does_not_speak_or_does_not_listen_is_let_go() {
    let server = TestServer::start().await;
    let limits = ConnectionLimits {
        headers: Duration::from_secs(1),
        stalled_write: Duration::from_secs(1),
        ..ConnectionLimits::for_descriptors(1024, false)
    };
    let address = served(&server, limits).await;
    let on_thread =
        |bytes: Vec<u8>, reads| tokio::task::spawn_blocking(move || spoken(address, &bytes, reads));
    // Nothing; half a request; one that is answered, and then nothing.
    for bytes in [
        "",
        "GET / HTTP/1.1\r\nHost: x\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
    ] {
        let (_, took) = on_thread(bytes.as_bytes().to_vec(), true).await.unwrap();
        assert!(took < Duration::from_secs(10), "{bytes:?}: {took:?}");
    }
    // More answers than any buffer between the two holds, and nobody who takes them.
    let request = b"GET /how-it-works HTTP/1.1\r\nHost: x\r\n\r\n";
    let (whole, _) = on_thread(
        [request.as_slice(), b"GET / HTTP/1.0\r\n\r\n"].concat(),
        true,
    )
    .await
    .unwrap();
    assert!(whole > 10_000);
    let (came, _) = on_thread(request.repeat(2000), false).await.unwrap();
    assert!(came < whole * 1500, "the rest was given up: {came}");
}

#[tokio::test]
async fn thousands_that_wait_keep_nobody_out_and_stop_no_publication() {
    let data = Data::new();
    let server = Process::start(&data.path(), &["--log-beat", "2"]);
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE).unwrap();
    setrlimit(Resource::RLIMIT_NOFILE, most, most).unwrap();
    let address: SocketAddr = server.url.trim_start_matches("http://").parse().unwrap();
    let count = usize::try_from(most / 2).unwrap().min(1500);
    let mut idle = Vec::new();
    for number in 0..count {
        let mut stream = TcpStream::connect(address).unwrap();
        if number % 2 == 0 {
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n");
        }
        idle.push(stream);
    }
    let begun = Instant::now();
    server.file().await;
    for path in ["/", "/track", "/staff/login"] {
        let answer = reqwest::get(format!("{}{path}", server.url)).await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
    }
    assert!(begun.elapsed() < Duration::from_secs(10));
    let checkpoint = || async {
        let answer = reqwest::get(format!("{}/ledger/checkpoint", server.url)).await;
        answer.ok()?.text().await.ok()
    };
    let before = checkpoint().await;
    until("the log is published on", || async {
        checkpoint().await != before
    })
    .await;
    drop(idle);
    assert!(server.stop().success());
}

#[tokio::test]
async fn readiness_goes_first_and_a_database_that_hangs_does_not_keep_the_server() {
    let data = Data::new();
    let mut server = Process::start(&data.path(), &["--stop-notice", "3"]);
    let ready = || async {
        let answer = reqwest::get(format!("{}/readyz", server.url)).await;
        answer.map(|answer| answer.status().as_u16()).ok()
    };
    assert_eq!(ready().await, Some(200));
    let postgres = data.postgres().unwrap();
    let group: Vec<Pid> = std::fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok())
        .filter(|id| {
            let folder = std::fs::read_link(format!("/proc/{id}/cwd")).ok();
            folder == data.path().join("postgres").canonicalize().ok()
        })
        .map(Pid::from_raw)
        .collect();
    assert!(group.contains(&postgres));
    let begun = Instant::now();
    let process = Pid::from_raw(server.child.id().try_into().unwrap());
    kill(process, Signal::SIGTERM).unwrap();
    until("it is not ready", || async { ready().await == Some(503) }).await;
    let home = reqwest::get(format!("{}/", server.url)).await.unwrap();
    assert_eq!(home.status(), 200, "it still answers");
    group
        .iter()
        .for_each(|one| kill(*one, Signal::SIGSTOP).unwrap());
    let ended = tokio::task::spawn_blocking(move || server.child.wait().unwrap());
    assert!(ended.await.unwrap().success());
    assert!(
        begun.elapsed() < Duration::from_secs(75),
        "{:?}",
        begun.elapsed()
    );
    group.iter().for_each(|one| {
        let _ = kill(*one, Signal::SIGCONT);
    });
    // What is left of PostgreSQL does not stop the next start.
    assert!(Process::start(&data.path(), &[]).stop().success());
}
