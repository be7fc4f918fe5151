//! What monitoring reads, and that it cannot read when somebody filed.

use sajam::metrics;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::support::TestServer;

#[tokio::test]
async fn they_have_an_address_of_their_own() {
    let server = server().await;
    until(&server, "a publication", |status| {
        status["log"]["state"] == "on_beat"
    })
    .await;
    server.settle().await;
    assert_eq!(server.get("/metrics").await.status(), 404);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let serving = tokio::spawn(metrics::serve(
        server.metrics_source(),
        listener,
        stop.clone(),
    ));
    let answer = reqwest::get(format!("http://{address}/metrics"))
        .await
        .unwrap();
    assert!(
        answer.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("application/openmetrics-text")
    );
    let text = answer.text().await.unwrap();
    for line in [
        "sajam_database_up 1",
        "sajam_database_writable 1",
        "sajam_sequencer_has_leader 1",
        "sajam_log_late_beats 0",
        "sajam_leads 1",
        "sajam_database_connections_exhausted 0",
        &format!(
            "sajam_log_published_timestamp_seconds {}",
            MORNING.as_second()
        ),
        "sajam_projection_behind_entries{projection=\"queues\"} 0",
        "sajam_http_answers_total{family=\"filing\",class=\"5xx\"} 0",
        "sajam_incidents_open{kind=\"log-late\"} 0",
        "# EOF",
    ] {
        assert!(
            text.lines().any(|found| found == line),
            "{line} is not in\n{text}"
        );
    }
    assert!(!text.contains("ledger_check"), "no check was made");
    let page = reqwest::get(format!("http://{address}/status"))
        .await
        .unwrap();
    assert_eq!(page.status(), 404, "nothing else is served there");
    stop.cancel();
    serving.await.unwrap();
}

#[tokio::test]
async fn a_report_moves_none_of_them() {
    let server = server().await;
    until(&server, "a publication", |status| {
        status["log"]["state"] == "on_beat"
    })
    .await;
    server.settle().await;
    let before = lines(&server).await;
    for _ in 0..3 {
        assert_eq!(server.get("/report").await.status(), 200);
        file_a_report(&server).await;
    }
    server.settle().await;
    assert_eq!(before, lines(&server).await);
}

/// What there is, in an order of its own: that of the text is any.
async fn lines(server: &TestServer) -> Vec<String> {
    let text = metrics::text(&server.metrics_source()).await.unwrap();
    // The disk is the whole machine's, and others write to it.
    let own = text
        .lines()
        .filter(|line| !line.starts_with("sajam_disk_free_bytes "));
    let mut lines: Vec<String> = own.map(str::to_owned).collect();
    lines.sort();
    lines
}
