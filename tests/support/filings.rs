//! Invented reports.

use sajam::service::reporter::{self, Filed, Filing, InstitutionAnswer};
use sajam_aggregates::{Anonymity, Category, Channel, Language, Narrative, Province};

use super::TestServer;

/// One of many different ones.
pub fn filing(number: usize) -> Filing {
    Filing {
        category: Category::ALL[number % Category::ALL.len()],
        province: Province::ALL[number % Province::ALL.len()],
        institution: InstitutionAnswer::Unknown,
        narrative: Narrative::parse(&format!("گزارش شمارهٔ {number} که برای آزمون نوشته شده است"))
            .unwrap(),
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

/// Files so many at once.
pub async fn file(server: &TestServer, count: usize) -> Vec<Filed> {
    let filed = (0..count)
        .map(|number| async move { reporter::file(server, &filing(number), None).await.unwrap() });
    futures::future::join_all(filed).await
}
