//! The front page: how the system does, over all releases.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use sajam_aggregates::vocabulary::{Category, Province};
use sajam_statistics::family::{Dimension, FAMILIES};
use sajam_statistics::{FamilyId, Release};

use super::view_models::{Link, Next, Row, periods, rhythm, trend};
use crate::chart::Trend;
use crate::figures;
use crate::http::Web;
use crate::http::layout::Frame;
use crate::http::public::page_cache;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::static_response::StaticResponse;
use crate::locale::Translator;
use crate::service::releases::{CLOSE_WITHIN_BANDS, ReleaseSet};

#[derive(Template)]
#[template(path = "public/statistics/front.html")]
struct Front {
    frame: Frame,
    /// Empty before the first release.
    headline: String,
    received: Option<Trend>,
    arrived: Option<Trend>,
    resolved: Option<Trend>,
    indicators: Vec<Indicator>,
    families: Vec<FamilyLine>,
    categories: Vec<(String, String)>,
    provinces: Vec<(String, String)>,
}

/// How a quarter went, in one respect.
struct Indicator {
    question: String,
    part: Row,
    whole: Row,
    period: String,
    href: String,
}

struct FamilyLine {
    title: String,
    href: String,
    newest: Option<Link>,
    next: Option<Next>,
    rhythm: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    request: HeaderMap,
) -> Response {
    page_cache::answer(&web, words, "/statistics", &request, |release_set| {
        front(words, release_set)
    })
    .await
}

fn front(words: Translator, release_set: &ReleaseSet) -> Result<StaticResponse, Fault> {
    let frame = Frame::new(words, "/statistics", words.t("public-statistics-title")).with_charts();
    let months = periods(release_set, FamilyId::MonthCategory);
    let weeks = periods(release_set, FamilyId::WeekStage);
    let received = words.t("statistics-received-trend");
    let total = |release: &Release| Some(release.grand_total());
    let stage = |code: &'static str| move |release: &Release| Some(release.added_up(&[code]));
    let (arrived, resolved) = (
        words.t("statistics-arrived-trend"),
        words.t("statistics-resolved-trend"),
    );
    let newest = months.iter().rev().find_map(|(_, release)| *release);
    let page = Front {
        headline: newest.map_or(String::new(), |release| figures::headline(words, release)),
        received: trend(
            words,
            "received",
            &received,
            &months,
            &[(received.to_string(), &total)],
        )?,
        arrived: trend(
            words,
            "arrived",
            &arrived,
            &weeks,
            &[(arrived.to_string(), &stage("received"))],
        )?,
        resolved: trend(
            words,
            "resolved",
            &resolved,
            &weeks,
            &[(resolved.to_string(), &stage("resolved"))],
        )?,
        indicators: indicators(&frame, release_set),
        families: FAMILIES
            .iter()
            .map(|family| FamilyLine {
                title: words.term("family", family.id.code()).into_owned(),
                href: frame.href(&format!("/statistics/tables/{}", family.id)),
                newest: release_set
                    .of_family(family.id)
                    .next()
                    .map(|published| Link::to(&frame, published)),
                next: Next::of(words, release_set, family.id),
                rhythm: rhythm(words, family.id),
            })
            .collect(),
        categories: links(
            &frame,
            Dimension::Category,
            Category::ALL.iter().map(|one| one.code()),
        ),
        provinces: links(
            &frame,
            Dimension::Province,
            Province::ALL.iter().map(|one| one.code()),
        ),
        frame,
    };
    page_cache::page(page.render())
}

fn links(
    frame: &Frame,
    dimension: Dimension,
    codes: impl Iterator<Item = &'static str>,
) -> Vec<(String, String)> {
    codes
        .map(|code| {
            let href = super::view_models::href_of(frame, dimension, code);
            (href, figures::label(frame.words, dimension, code))
        })
        .collect()
}

/// The indicators that EU 2019/1937 and ISO 37002 ask for, of the newest quarter of each that stands.
fn indicators(frame: &Frame, release_set: &ReleaseSet) -> Vec<Indicator> {
    let words = frame.words;
    let found: &[&str] = &["substantiated", "partly-substantiated"];
    let asked: [(FamilyId, &str, &[&str]); 4] = [
        (
            FamilyId::QuarterAcknowledgement,
            "acknowledged",
            &["in-time"],
        ),
        (FamilyId::QuarterClosing, "closed", &CLOSE_WITHIN_BANDS),
        (FamilyId::QuarterOutcome, "found", found),
        (FamilyId::QuarterAppeal, "reopened", &["reopened"]),
    ];
    asked
        .into_iter()
        .filter_map(|(family, question, part)| {
            let release = release_set.standing(family).next()?;
            Some(Indicator {
                question: words.term("indicator", question).into_owned(),
                part: Row::new(words, String::new(), release.part(part)),
                whole: Row::new(words, String::new(), release.grand_total()),
                period: words.period(release.period()),
                href: frame.href(&format!("/statistics/{}", release.id())),
            })
        })
        .collect()
}
