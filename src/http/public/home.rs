//! The home page. The whole country may open it in one evening: it is rendered once and served from memory.

use std::sync::LazyLock;

use askama::Template;
use sajam_aggregates::Category;

use crate::http::layout::{Disruption, Frame};
use crate::http::shared::static_response::{StaticPages, StaticResponse};
use crate::http::view::disruption::disruptions;
use crate::locale::Translator;
use crate::server::Server;

#[derive(Template)]
#[template(path = "public/home.html")]
struct Home {
    frame: Frame,
    categories: [Category; 6],
}

pub(super) static PAGES: LazyLock<StaticPages> =
    LazyLock::new(|| StaticPages::render(|words| home(words, Vec::new())));

fn home(words: Translator, disruptions: Vec<Disruption>) -> Result<String, askama::Error> {
    Home {
        frame: Frame::new(words, "/", "").telling(disruptions),
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
}

/// The page while something is wrong with the service; None while nothing is, and it is what it always is.
pub(super) fn disturbed(server: &Server, words: Translator) -> Option<StaticResponse> {
    let disruptions = disruptions(server, words);
    if disruptions.is_empty() {
        return None;
    }
    match home(words, disruptions) {
        Ok(page) => Some(StaticResponse::page(page)),
        Err(error) => {
            tracing::error!(%error, "a page does not render");
            None
        }
    }
}
