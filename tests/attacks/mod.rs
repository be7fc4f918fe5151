//! What somebody does who means harm and needs no account for it: many requests at once, many sources, odd characters.

mod bodies;
mod characters;
mod numbers;
mod sessions;
mod sign_in;

use futures::future::join_all;
use jiff::Timestamp;
use sajam::clock::Clock;
use sajam::config::ProxyHeader;
use sajam::http::SiteSettings;

use crate::support::people::Scene;
use crate::support::{TestOptions, TestServer};

const NOW: Timestamp = Timestamp::constant(1_795_511_100, 0);

/// A server whose clock stands still and which is told by a proxy where requests come from.
async fn server() -> TestServer {
    TestServer::start_with(TestOptions {
        clock: Clock::set_to(NOW),
        setting: SiteSettings {
            behind_proxy: Some(ProxyHeader::XForwardedFor),
            ..SiteSettings::default()
        },
        ..TestOptions::default()
    })
    .await
}

async fn scene() -> Scene {
    Scene::of(server().await).await
}

/// An answer: its status, whether it says when to come again, and its text.
struct Told {
    status: u16,
    has_retry_after: bool,
    text: String,
}

async fn post_from(server: &TestServer, source: &str, path: &str, fields: &[(&str, &str)]) -> Told {
    let request = server.client.post(server.at(path));
    let request = request
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", source);
    let answer = server
        .shown(request.form(fields).send().await.unwrap())
        .await;
    Told {
        status: answer.status().as_u16(),
        has_retry_after: answer.headers().contains_key("retry-after"),
        text: answer.text().await.unwrap(),
    }
}

/// All at once; how many answers have each of these statuses.
async fn all_at_once<const N: usize>(
    asked: impl Iterator<Item = impl Future<Output = Told>>,
    statuses: [u16; N],
) -> [usize; N] {
    let told = join_all(asked).await;
    statuses.map(|status| told.iter().filter(|told| told.status == status).count())
}
