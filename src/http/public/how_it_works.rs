//! How a report is filed, protected and handled, and what nobody can promise.

use std::sync::LazyLock;

use askama::Template;
use sajam_aggregates::{Anonymity, Role};

use crate::http::layout::Frame;
use crate::http::shared::static_response::StaticPages;

#[derive(Template)]
#[template(path = "public/how_it_works.html")]
struct HowItWorks {
    frame: Frame,
}

pub(super) static PAGES: LazyLock<StaticPages> = LazyLock::new(|| {
    StaticPages::render(|words| {
        HowItWorks {
            frame: Frame::new(words, "/how-it-works", words.t("public-how-title")),
        }
        .render()
    })
});
