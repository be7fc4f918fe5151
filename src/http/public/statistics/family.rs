//! Every release of one family.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use sajam_statistics::FamilyId;

use super::view_models::{Link, Next};
use crate::http::Web;
use crate::http::layout::Frame;
use crate::http::public::page_cache;
use crate::http::shared::extract::Path;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;

#[derive(Template)]
#[template(path = "public/statistics/family.html")]
struct FamilyPage {
    frame: Frame,
    releases: Vec<Link>,
    next: Option<Next>,
}

pub(super) async fn show(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    Path(family): Path<String>,
    request: HeaderMap,
) -> Response {
    let Ok(family) = family.parse::<FamilyId>() else {
        return Fault::NotFound.page(words);
    };
    let path = format!("/statistics/tables/{family}");
    page_cache::answer(&web, words, &path, &request, |release_set| {
        let frame =
            Frame::new(words, path.as_str(), words.term("family", family.code())).with_charts();
        let page = FamilyPage {
            releases: release_set
                .of_family(family)
                .map(|published| Link::to(&frame, published))
                .collect(),
            next: Next::of(words, release_set, family),
            frame,
        };
        page_cache::page(page.render())
    })
    .await
}
