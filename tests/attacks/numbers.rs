//! Tracking numbers by the thousand.

use std::net::{IpAddr, Ipv4Addr};

use futures::StreamExt;
use futures::stream;
use sajam::service::reporter::{self, LookupError};

use super::{all_at_once, post_from, scene, server};

/// No report has it, and its check digit is right.
const UNKNOWN: &str = "0000 0000 0000 0000 0000";

#[tokio::test]
async fn of_four_hundred_wrong_numbers_at_once_sixty_are_looked_for() {
    let server = server().await;
    let fields = [("number", UNKNOWN)];
    let tries = (0..400).map(|_| post_from(&server, "192.0.2.1", "/track", &fields));
    assert_eq!(all_at_once(tries, [404, 429]).await, [60, 340]);
}

#[tokio::test]
async fn a_wide_network_is_not_as_many_sources_as_it_has_addresses() {
    let server = server().await;
    let tries = (0..300).map(|number| {
        let source = format!("2001:db8:0:{:x}::1", number * 200);
        let server = &server;
        async move { post_from(server, &source, "/track", &[("number", UNKNOWN)]).await }
    });
    assert_eq!(all_at_once(tries, [404, 429]).await, [240, 60]);
}

#[tokio::test]
async fn right_numbers_at_once_cost_nothing() {
    let scene = scene().await;
    let (number, _) = scene
        .report_about(
            sajam_aggregates::Category::Omission,
            reporter::InstitutionAnswer::Unknown,
        )
        .await;
    let number = number.grouped();
    for _ in 0..3 {
        let fields = [("number", number.as_str())];
        let tries = (0..40).map(|_| post_from(&scene.server, "192.0.2.1", "/track", &fields));
        assert_eq!(all_at_once(tries, [200]).await, [40]);
    }
}

#[tokio::test]
async fn wrong_numbers_from_everywhere_keep_nobody_out() {
    let scene = scene().await;
    let server = &scene.server;
    let (number, _) = scene
        .report_about(
            sajam_aggregates::Category::Omission,
            reporter::InstitutionAnswer::Unknown,
        )
        .await;
    let unknown = stream::iter(0..6_100_u32)
        .map(|number| {
            let source = Some(IpAddr::V4(Ipv4Addr::from(0x0a00_0000 + number)));
            async move { reporter::find(server, source, UNKNOWN).await.err() }
        })
        .buffer_unordered(20)
        .filter(|error| {
            let is_unknown = matches!(error, Some(LookupError::Unknown));
            async move { is_unknown }
        });
    assert_eq!(unknown.count().await, 6_100);
    let number = number.grouped();
    let told = post_from(server, "192.0.2.1", "/track", &[("number", &number)]).await;
    assert_eq!(told.status, 200);
}
