//! No page, header or file tells of a true count but through the noised figures: two houses with different reports
//! and the same figures answer alike, byte for byte.

use reqwest::header::HeaderMap;
use sajam::service::releases::{self, due_at};
use sajam_aggregates::{By, Category};

use crate::public::hand_over::hand_over;
use crate::support::TestServer;
use crate::support::months::{FAMILY, file, month, server_with};

async fn everything(server: &TestServer) -> Vec<(String, u16, HeaderMap, String)> {
    let mut all = Vec::new();
    for path in [
        "/",
        "/statistics",
        "/en/statistics",
        "/statistics/month-category-1405-07",
        "/en/statistics/month-category-1405-07",
        "/statistics/month-category-1405-07/month-category.csv",
        "/statistics/month-category-1405-07/month-category.json",
        "/statistics/month-category-1405-08",
        "/methodology",
    ] {
        let answer = server.get(path).await;
        let (status, mut headers) = (answer.status().as_u16(), answer.headers().clone());
        headers.remove("date");
        let body = answer.text().await.unwrap();
        all.push((path.to_owned(), status, headers, body));
    }
    all
}

#[tokio::test]
async fn houses_with_other_reports_and_the_same_figures_answer_alike() {
    let few = server_with(1).await;
    let many = server_with(90).await;
    file(&many, "1405-07", 30, Category::Environment).await;
    file(&many, "1405-08", 20, Category::Bribery).await;
    many.settle().await;
    many.clock.set(due_at(month("1405-07")));
    assert_eq!(few.clock.now(), many.clock.now());
    assert_eq!(everything(&few).await, everything(&many).await);

    releases::publish(&few, &few.catalogue, FAMILY, month("1405-07"), &By::System)
        .await
        .unwrap();
    assert_ne!(everything(&few).await, everything(&many).await);
    hand_over(&few, &many).await;
    assert_eq!(everything(&few).await, everything(&many).await);
}
