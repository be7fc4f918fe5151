//! Bodies from somebody who is not known.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use super::server;

fn fields(count: usize) -> String {
    (0..count).map(|number| format!("f{number}=x&")).collect()
}

#[tokio::test]
async fn millions_of_fields_are_neither_read_nor_given_back() {
    let server = server().await;
    for path in ["/staff/reports/0/resolve", "/report", "/track"] {
        for body in [
            fields(100),
            fields(200_000),
            format!("text={}", "x".repeat(33_000_000)),
        ] {
            let length = body.len();
            let answer = server
                .client
                .post(server.at(path))
                .header("content-type", "application/x-www-form-urlencoded")
                .body(body)
                .send()
                .await;
            // A server that has refused need not take the rest.
            let Ok(answer) = answer else { continue };
            let status = answer.status().as_u16();
            let told = answer.text().await.unwrap_or_default().len();
            if path.starts_with("/staff") || length < 30_000_000 {
                assert!(
                    [400, 401, 413].contains(&status),
                    "{path} {length}: {status}"
                );
                assert!(told < 700_000, "{path} {length}: {told} bytes come back");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hundreds_that_send_slowly_take_nobodys_turn() {
    let server = server().await;
    let address: SocketAddr = server.url.trim_start_matches("http://").parse().unwrap();
    // More than are worked on at a time.
    let slow: Vec<TcpStream> = (0..600)
        .map(|_| {
            let mut stream = TcpStream::connect(address).unwrap();
            stream
                .write_all(
                    b"POST /report HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\n\
                      Content-Type: application/x-www-form-urlencoded\r\n\r\nnarrative=",
                )
                .unwrap();
            stream
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(500)).await;
    for path in ["/en/track", "/en/status?x=1", "/staff/login"] {
        assert_eq!(server.get(path).await.status(), 200, "{path}");
    }
    let answer = server
        .post_form("/report", &[("narrative", "x"), ("step", "check")])
        .await;
    assert!(answer.status() != 503, "a form that comes is read");
    drop(slow);
}

#[tokio::test]
async fn what_is_announced_and_never_comes_keeps_no_form_waiting() {
    let server = server().await;
    let address: SocketAddr = server.url.trim_start_matches("http://").parse().unwrap();
    let silent: Vec<TcpStream> = (0..12)
        .map(|_| {
            let mut stream = TcpStream::connect(address).unwrap();
            stream
                .write_all(
                    b"POST /report HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\
                      Content-Type: application/x-www-form-urlencoded\r\n\r\nnarrative=",
                )
                .unwrap();
            stream
        })
        .collect();
    let begun = Instant::now();
    let text = "گ".repeat(300_000);
    let answer = server
        .post_form("/report", &[("narrative", &text), ("step", "check")])
        .await;
    let status = answer.status().as_u16();
    assert!(
        [303, 422].contains(&status),
        "what is wrong with it is told: {status}"
    );
    assert!(
        begun.elapsed() < Duration::from_secs(8),
        "{:?}",
        begun.elapsed()
    );
    for mut stream in silent {
        stream
            .set_read_timeout(Some(Duration::from_millis(1)))
            .unwrap();
        let _ = stream.read(&mut [0]);
    }
}
