//! A small HTTP server over a folder, which can be told to misbehave.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;

use tempfile::TempDir;

/// Bytes to answer a path with, once each time it is asked for, instead of the file.
pub(crate) type Answer = Box<dyn FnMut(&str) -> Option<Vec<u8>> + Send>;

struct Shared {
    folder: PathBuf,
    asked: Vec<String>,
    instead: Option<Answer>,
}

pub(crate) struct Server {
    pub(crate) folder: TempDir,
    pub(crate) url: String,
    shared: Arc<Mutex<Shared>>,
}

impl Server {
    pub(crate) fn start() -> Self {
        let folder = TempDir::new().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/ledger", listener.local_addr().unwrap());
        let shared = Arc::new(Mutex::new(Shared {
            folder: folder.path().to_owned(),
            asked: Vec::new(),
            instead: None,
        }));
        let for_connections = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = Arc::clone(&for_connections);
                thread::spawn(move || serve(&stream, &shared));
            }
        });
        Self {
            folder,
            url,
            shared,
        }
    }

    /// From now on `answer` decides first.
    pub(crate) fn answer(&self, answer: impl FnMut(&str) -> Option<Vec<u8>> + Send + 'static) {
        self.shared.lock().unwrap().instead = Some(Box::new(answer));
    }

    pub(crate) fn answer_from_folder(&self) {
        self.shared.lock().unwrap().instead = None;
    }

    /// The paths that were asked for since the last time.
    pub(crate) fn take_asked(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.lock().unwrap().asked)
    }
}

pub(crate) fn response(status: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn serve(stream: &TcpStream, shared: &Mutex<Shared>) {
    let mut lines = BufReader::new(stream).lines();
    // Keep-alive: one request after the other, until the client leaves.
    while let Some(Ok(first)) = lines.next() {
        while lines
            .next()
            .is_some_and(|line| line.is_ok_and(|line| !line.is_empty()))
        {}
        let path = first.split(' ').nth(1).unwrap_or_default();
        let path = path
            .strip_prefix("/ledger/")
            .unwrap_or("outside")
            .to_owned();
        let answer = {
            let mut shared = shared.lock().unwrap();
            shared.asked.push(path.clone());
            let instead = shared.instead.as_mut().and_then(|answer| answer(&path));
            instead.unwrap_or_else(|| match std::fs::read(shared.folder.join(&path)) {
                Ok(bytes) => response("200 OK", &bytes),
                Err(_) => response("404 Not Found", b"none"),
            })
        };
        let mut stream = stream;
        if answer.is_empty() || stream.write_all(&answer).is_err() {
            return;
        }
    }
}
