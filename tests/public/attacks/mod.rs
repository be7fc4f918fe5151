//! Attacks on what a real server publishes, by somebody who fetches all of it whenever they like.

mod canary;
mod days;
mod later;
mod refetch;

use std::collections::BTreeMap;

use reqwest::header::ACCEPT_ENCODING;
use sajam::clock::Clock;
use sajam::service::releases;
use sajam_aggregates::By;
use sajam_statistics::calendar::Period;

use crate::support::{TestOptions, TestServer};

/// One answer: its status, its headers but the time of day, its bytes as they came.
#[derive(Debug, PartialEq, Eq)]
struct Fetched {
    status: u16,
    headers: Vec<(String, Vec<u8>)>,
    body: Vec<u8>,
}

/// Answers by address, those for browsers that read gzip apart.
type Crawl = BTreeMap<(String, bool), Fetched>;

/// Where a reader begins.
const DOORS: [&str; 9] = [
    "/",
    "/en/",
    "/methodology",
    "/statistics",
    "/en/statistics",
    "/feed.atom",
    "/feed.json",
    "/en/feed.atom",
    "/en/feed.json",
];

async fn fetch(server: &TestServer, path: &str, gzip: bool) -> Fetched {
    let mut request = server.client.get(server.at(path));
    if gzip {
        request = request.header(ACCEPT_ENCODING, "gzip");
    }
    let answer = request.send().await.unwrap();
    let headers = answer.headers().iter();
    Fetched {
        status: answer.status().as_u16(),
        headers: headers
            .filter(|(name, _)| *name != "date")
            .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
            .collect(),
        body: answer.bytes().await.unwrap().to_vec(),
    }
}

/// The addresses of statistics that a page links to.
fn links(page: &str) -> impl Iterator<Item = String> {
    let quoted = page
        .split("href=\"")
        .skip(1)
        .chain(page.split("src=\"").skip(1));
    quoted
        .filter_map(|rest| rest.split(['"', '#', '?']).next())
        .filter(|path| path.starts_with("/statistics") || path.starts_with("/en/statistics"))
        // A history carries the log's newest checkpoint: what that may tell is another test's question (`tests/log/observer.rs`).
        .filter(|path| !path.ends_with("/history"))
        .map(str::to_owned)
}

/// The permanent addresses of every release, whether or not a page links to them: its pages and its files.
async fn permanent(server: &TestServer) -> Vec<String> {
    let mut all = Vec::new();
    for published in &server.catalogue.current().await.unwrap().releases {
        let address = format!("/statistics/{}", published.release.id());
        let files = published.files.iter();
        all.extend(files.map(|file| format!("{address}/{}", file.name)));
        all.push(format!("/en{address}"));
        all.push(address);
    }
    all
}

/// Everything about statistics that can be reached from the front doors or is known to be there, plain and compressed.
async fn crawl(server: &TestServer) -> Crawl {
    let mut found = crawl_plain(server).await;
    let paths: Vec<String> = found.keys().map(|(path, _)| path.clone()).collect();
    for path in paths {
        let gzip = fetch(server, &path, true).await;
        found.insert((path, true), gzip);
    }
    found
}

async fn crawl_plain(server: &TestServer) -> Crawl {
    let mut found = Crawl::new();
    let mut open = permanent(server).await;
    open.extend(DOORS.map(str::to_owned));
    while let Some(path) = open.pop() {
        if found.contains_key(&(path.clone(), false)) {
            continue;
        }
        let plain = fetch(server, &path, false).await;
        open.extend(links(&String::from_utf8_lossy(&plain.body)));
        found.insert((path, false), plain);
    }
    found
}

/// The addresses at which two crawls differ, in the answer or in being there.
fn differences(one: &Crawl, other: &Crawl) -> Vec<String> {
    let addresses = one.keys().chain(other.keys());
    let mut differ: Vec<String> = addresses
        .filter(|address| one.get(address) != other.get(address))
        .map(|(path, _)| path.clone())
        .collect();
    differ.sort();
    differ.dedup();
    differ
}

/// A server whose clock stands at the beginning of Mehr 1405.
async fn server() -> TestServer {
    let options = TestOptions {
        clock: Clock::set_to("1405-07".parse::<Period>().unwrap().start()),
        ..TestOptions::default()
    };
    TestServer::start_with(options).await
}

/// Publishes whatever is due.
async fn publish_due(server: &TestServer) {
    for due in releases::plan(server).await.unwrap() {
        releases::publish(
            server,
            &server.catalogue,
            due.family,
            due.period,
            &By::System,
        )
        .await
        .unwrap();
    }
}

/// Whether it is a release's file, which never changes; its pages may come to name the next release.
fn is_file(path: &str) -> bool {
    path.starts_with("/statistics/") && (path.ends_with(".csv") || path.ends_with(".json"))
}

/// How many releases there are.
fn published(crawl: &Crawl) -> usize {
    let packages = crawl
        .keys()
        .filter(|(path, gzip)| !gzip && path.ends_with("/datapackage.json"));
    packages.count()
}
