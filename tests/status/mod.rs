//! How the service tells of itself, through a real server on a real PostgreSQL.

mod away;
mod checking;
mod feeds;
mod metrics;
mod screens;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use sajam::clock::Clock;
use sajam::http::SiteSettings;
use sajam::service::reporter::{self, Filing, InstitutionAnswer};
use sajam::status::{Bilingual, Said};
use sajam_aggregates::{Anonymity, Category, Channel, Language, Narrative, Province};
use serde_json::Value;

use crate::support::{TestOptions, TestServer, wait_for};

/// 2026-11-24T05:00 in Tehran.
pub const MORNING: Timestamp = Timestamp::constant(1_795_483_800, 0);
pub const HOUR: SignedDuration = SignedDuration::from_hours(1);
pub const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A server in the morning, whose clock stands still until it is set.
pub async fn server() -> TestServer {
    let options = TestOptions {
        clock: Clock::set_to(MORNING),
        setting: SiteSettings {
            public_origin: Some("https://sajam.example.ir".to_owned()),
            ..SiteSettings::default()
        },
        ..TestOptions::default()
    };
    TestServer::start_with(options).await
}

/// Moves the clock to a beat's beginning and on to where its checkpoint is public.
pub async fn move_to(server: &TestServer, beat: Timestamp) {
    server.clock.set(beat - server.beat.every);
    server.publish().await;
}

/// A report that was filed and withdrawn: two events.
pub async fn file_a_report(server: &TestServer) {
    let filing = Filing {
        category: Category::Labour,
        province: Province::Tehran,
        institution: InstitutionAnswer::Unknown,
        narrative: Narrative::parse("حقوق کارگران چهار ماه است پرداخت نشده است").unwrap(),
        subject: None,
        place: None,
        occurred: None,
        anonymity: Anonymity::Anonymous,
        identity: None,
        contact: None,
        channel: Channel::Web,
        language: Language::Persian,
    };
    let filed = reporter::file(server, &filing, None).await.unwrap();
    let id = reporter::report_id(server, &filed.tracking_number);
    reporter::execute(server, &id, None, &reporter::Withdraw { reason: None })
        .await
        .unwrap();
}

pub async fn status(server: &TestServer) -> Value {
    server.get("/api/v1/status").await.json().await.unwrap()
}

pub async fn page(server: &TestServer, path: &str) -> String {
    let answer = server.get(path).await;
    assert_eq!(answer.status(), 200, "{path}");
    answer.text().await.unwrap()
}

/// Waits until the status says so.
pub async fn until(server: &TestServer, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
    let held = wait_for(|| async { Some(status(server).await).filter(&holds) }).await;
    let Some(held) = held else {
        panic!("{what}: {:#}", status(server).await);
    };
    held
}

pub fn said(title: &str, fa: &str, en: Option<&str>) -> Said {
    let both = |fa: &str, en: Option<&str>| Bilingual {
        fa: fa.to_owned(),
        en: en.map(str::to_owned),
    };
    Said {
        title: Some(both(title, en.map(|_| "Slow pages"))),
        text: both(fa, en),
    }
}
