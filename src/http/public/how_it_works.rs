//! How a report is filed, protected and handled, and what nobody can promise.

use std::sync::LazyLock;

use askama::Template;
use sajam_aggregates::{Anonymity, Role};

use crate::http::foundation::still::StillPages;
use crate::http::layout::Frame;

#[derive(Template)]
#[template(path = "public/how_it_works.html")]
struct HowItWorks {
    frame: Frame,
}

pub(super) static PAGES: LazyLock<StillPages> = LazyLock::new(|| {
    StillPages::render(|words| {
        HowItWorks {
            frame: Frame::new(words, "/how-it-works", words.t("public-how-title")),
        }
        .render()
    })
});
