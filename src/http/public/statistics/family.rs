//! Every release of one family.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use sajam_statistics::FamilyId;

use super::parts::{Link, Next};
use crate::http::Web;
use crate::http::foundation::fault::Fault;
use crate::http::foundation::language::Reader;
use crate::http::layout::Frame;
use crate::http::public::shelved;

#[derive(Template)]
#[template(path = "public/statistics/family.html")]
struct FamilyPage {
    frame: Frame,
    releases: Vec<Link>,
    next: Option<Next>,
}

pub(super) async fn show(
    State(web): State<Web>,
    Reader(words): Reader,
    Path(family): Path<String>,
    request: HeaderMap,
) -> Response {
    let Ok(family) = family.parse::<FamilyId>() else {
        return Fault::NotFound.page(words);
    };
    let path = format!("/statistics/tables/{family}");
    shelved::answer(&web, words, &path, &request, |shelf| {
        let frame =
            Frame::new(words, path.as_str(), words.term("family", family.code())).with_charts();
        let page = FamilyPage {
            releases: shelf
                .of_family(family)
                .map(|published| Link::to(&frame, published))
                .collect(),
            next: Next::of(words, shelf, family),
            frame,
        };
        shelved::page(page.render())
    })
    .await
}
