//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use serde::Serialize;

use super::{Entry, Feed};

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    description: &'a str,
    home_page_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<String>,
    language: &'static str,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    url: String,
    title: &'a str,
    content_text: String,
    date_published: String,
    date_modified: String,
    language: &'static str,
    tags: [&'static str; 1],
}

/// The feed as a JSON document.
///
/// # Errors
/// When it does not become JSON: a fault of ours.
pub fn write(feed: &Feed) -> serde_json::Result<Vec<u8>> {
    let item = |entry| item(feed, entry);
    serde_json::to_vec(&Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        description: &feed.about,
        home_page_url: feed.address(feed.home),
        feed_url: feed.own_address("json"),
        language: feed.words.locale().lang(),
        items: feed.entries.iter().map(item).collect(),
    })
}

fn item<'a>(feed: &Feed, entry: &'a Entry) -> Item<'a> {
    Item {
        id: feed.id_of(entry),
        url: feed.address(&entry.path),
        title: &entry.title,
        content_text: entry.paragraphs.join("\n\n"),
        date_published: entry.published.to_string(),
        date_modified: entry.updated.to_string(),
        language: entry.locale.lang(),
        tags: [entry.kind],
    }
}
