//! The home page. The whole country may open it in one evening: it is rendered once and served from memory.

use std::sync::LazyLock;

use askama::Template;
use sajam_aggregates::Category;

use crate::http::layout::Frame;
use crate::http::shared::static_response::StaticPages;

#[derive(Template)]
#[template(path = "public/home.html")]
struct Home {
    frame: Frame,
    categories: [Category; 6],
}

pub(super) static PAGES: LazyLock<StaticPages> = LazyLock::new(|| {
    StaticPages::render(|words| {
        Home {
            frame: Frame::new(words, "/", ""),
            // What people come with most, one of each kind; the form has them all.
            categories: [
                Category::Omission,
                Category::Bribery,
                Category::AbuseOfPower,
                Category::PublicHealth,
                Category::Environment,
                Category::Labour,
            ],
        }
        .render()
    })
});
