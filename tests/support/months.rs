//! Reports in months of the test's choice.

use jiff::SignedDuration;
use sajam::clock::Clock;
use sajam::http::SiteSettings;
use sajam::service::releases::{due_at, schedule};
use sajam::service::reporter::{self, Filing, InstitutionAnswer};
use sajam_aggregates::{Anonymity, Category, Channel, Language, Narrative, Province};
use sajam_statistics::FamilyId;
use sajam_statistics::calendar::Period;

use super::{TestOptions, TestServer};

pub(crate) const FAMILY: FamilyId = FamilyId::MonthCategory;

pub(crate) fn month(text: &str) -> Period {
    text.parse().unwrap()
}

pub(crate) fn filing_about(category: Category) -> Filing {
    Filing {
        category,
        province: Province::ALL[0],
        institution: InstitutionAnswer::Unknown,
        narrative: Narrative::parse("گزارشی که برای آزمون نوشته شده است").unwrap(),
        subject: None,
        place: None,
        occurred: None,
        anonymity: Anonymity::Anonymous,
        identity: None,
        contact: None,
        channel: Channel::Api,
        language: Language::Persian,
    }
}

/// Reports in a month gone by; moves the server's clock there.
pub(crate) async fn file(server: &TestServer, in_month: &str, count: usize, category: Category) {
    server
        .clock
        .set(month(in_month).start() + SignedDuration::from_hours(24));
    let filing = filing_about(category);
    let filed = (0..count).map(|_| reporter::file(server, &filing, None));
    for filed in futures::future::join_all(filed).await {
        filed.unwrap();
    }
}

pub(crate) async fn file_now(server: &TestServer) {
    reporter::file(server, &filing_about(Category::Labour), None)
        .await
        .unwrap();
}

/// A server in which `reports` were filed in Mehr 1405, at the first moment that month can be published.
pub(crate) async fn server_with(reports: usize) -> TestServer {
    server_at(SiteSettings::default(), reports).await
}

/// The same, reached in another way.
pub(crate) async fn server_at(setting: SiteSettings, reports: usize) -> TestServer {
    let clock = Clock::set_to(month("1405-07").start());
    let server = TestServer::start_with(TestOptions {
        clock,
        setting,
        ..TestOptions::default()
    })
    .await;
    schedule::begin_at(&server, month("1405-07").start())
        .await
        .unwrap();
    file(&server, "1405-07", reports, Category::Bribery).await;
    server.settle().await;
    server.clock.set(due_at(month("1405-07")));
    server
}
