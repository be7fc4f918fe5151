//! Bounds on connections and time.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use sajam_ledger::witness::WitnessedLogs;
use sajam_ledger::{VerifierKey, WitnessKey};
use sajam_witness::{Limits, State, Witness, init, router, serve};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::plain::{LOG, post};

struct Served {
    address: SocketAddr,
    stop: CancellationToken,
    thread: Option<thread::JoinHandle<()>>,
    _folder: TempDir,
}

impl Served {
    fn start(limits: Limits) -> Self {
        let folder = TempDir::new().unwrap();
        let key = WitnessKey::generate("witness.example/1", [3; 32]).unwrap();
        init(folder.path(), &key).unwrap();
        let (state, key) = State::open(folder.path()).unwrap();
        let logs = WitnessedLogs::new([VerifierKey::parse(&LOG.vkey()).unwrap()]);
        let witness = Witness::new(state, key, logs, Arc::new(|| 1_800_000_000)).unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        let stopped = stop.clone();
        let thread = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                serve(listener, router(Arc::new(witness)), limits, stopped).await;
            });
        });
        Self {
            address,
            stop,
            thread: Some(thread),
            _folder: folder,
        }
    }

    fn open(&self, bytes: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream.write_all(bytes).unwrap();
        stream
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        self.stop.cancel();
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

const IDLE: &[u8] = b"GET / HTTP/1.1\r\nHost: w\r\n\r\n";

fn reads_to_the_end(stream: &mut TcpStream) -> String {
    let mut all = String::new();
    stream.read_to_string(&mut all).unwrap();
    all
}

#[test]
fn whoever_sends_nothing_more_is_let_go() {
    let served = Served::start(Limits {
        headers: Duration::from_millis(200),
        ..Limits::default()
    });
    for bytes in [&b""[..], b"POST /add-ch", b"GET / HTTP/1.1\r\nHost: w\r\n"] {
        // It ends, within the reader's patience.
        reads_to_the_end(&mut served.open(bytes));
    }
    // So is one that was answered and then stays.
    let all = reads_to_the_end(&mut served.open(IDLE));
    assert!(all.starts_with("HTTP/1.1 200 OK"), "{all}");
}

#[test]
fn a_connection_does_not_last_for_ever() {
    let served = Served::start(Limits {
        connection: Duration::from_millis(200),
        ..Limits::default()
    });
    let all = reads_to_the_end(&mut served.open(IDLE));
    assert!(all.starts_with("HTTP/1.1 200 OK"), "{all}");
}

#[test]
fn connections_beyond_the_limit_wait_their_turn() {
    let served = Served::start(Limits {
        connections: 1,
        ..Limits::default()
    });
    let mut first = served.open(IDLE);
    let mut some = [0; 12];
    first.read_exact(&mut some).unwrap();
    let mut second = served.open(IDLE);
    let wait = |stream: &TcpStream, millis| {
        let wait = Some(Duration::from_millis(millis));
        stream.set_read_timeout(wait).unwrap();
    };
    wait(&second, 300);
    assert!(second.read_exact(&mut some).is_err(), "two at once");
    drop(first);
    wait(&second, 20_000);
    second.read_exact(&mut some).unwrap();
    assert_eq!(&some, b"HTTP/1.1 200");
}

#[test]
fn keep_alive_and_an_end_in_order() {
    let served = Served::start(Limits::default());
    let body = LOG.request(0, 9);
    let post_of = |body: &str| {
        format!(
            "POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let mut stream = served.open(post_of(&body).as_bytes());
    let mut some = [0; 12];
    stream.read_exact(&mut some).unwrap();
    assert_eq!(&some, b"HTTP/1.1 200");
    stream
        .write_all(post_of(&LOG.request(9, 20)).as_bytes())
        .unwrap();
    // The second answer proves that the connection was kept; then the server is told to stop and closes it.
    assert_eq!(post(served.address, &LOG.request(0, 1)).status, 409);
    served.stop.cancel();
    let rest = reads_to_the_end(&mut stream);
    assert!(rest.contains("— witness.example/1"), "{rest}");
}
