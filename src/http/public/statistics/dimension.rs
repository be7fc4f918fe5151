//! One category, or one province, over all releases: from the published tables alone.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use sajam_aggregates::vocabulary::Province;
use sajam_statistics::family::Dimension;
use sajam_statistics::{CellCode, FamilyId, Figure, Release, Shown};

use super::view_models::{Next, Row, Slot, figure, href_of, periods, sort, trend};
use crate::chart::{Bars, ChartId, TileMap, Trend};
use crate::figures;
use crate::http::Web;
use crate::http::layout::Frame;
use crate::http::public::page_cache;
use crate::http::shared::extract::Path;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::static_response::StaticResponse;
use crate::locale::Translator;
use crate::service::releases::{ReleaseSet, codes};

#[derive(Template)]
#[template(path = "public/statistics/code.html")]
struct CodePage {
    frame: Frame,
    lede: String,
    title: String,
    /// The latest first.
    rows: Vec<Row>,
    trend: Option<Trend>,
    year: Option<Year>,
    /// When the first yearly table is due, as long as there is none.
    next_year: Option<Next>,
}

/// The newest yearly table, as far as it is about this.
struct Year {
    title: String,
    heading: String,
    href: String,
    rows: Vec<Row>,
    map: Option<TileMap>,
    bars: Option<Bars>,
}

/// A dimension whose codes have pages.
#[derive(Clone, Copy)]
enum Subject {
    Category,
    Province,
}

impl Subject {
    const fn dimension(self) -> Dimension {
        match self {
            Self::Category => Dimension::Category,
            Self::Province => Dimension::Province,
        }
    }

    /// What the yearly table tells apart beside it.
    const fn across(self) -> Dimension {
        match self {
            Self::Category => Dimension::Province,
            Self::Province => Dimension::Category,
        }
    }

    /// The tables by this alone.
    const fn family(self) -> FamilyId {
        match self {
            Self::Category => FamilyId::MonthCategory,
            Self::Province => FamilyId::QuarterProvince,
        }
    }

    /// The cell of the yearly table, whose codes are a province's and a category's.
    fn cell_of_year(self, code: &str, across: &str) -> Option<CellCode> {
        let cell = match self {
            Self::Category => format!("{across}/{code}"),
            Self::Province => format!("{code}/{across}"),
        };
        cell.parse().ok()
    }

    fn lede(self, words: Translator, label: &str) -> String {
        match self {
            Self::Category => words.t1("statistics-category-lede", "label", label),
            Self::Province => words.t1("statistics-province-lede", "label", label),
        }
        .into_owned()
    }

    fn title(self, words: Translator, label: &str) -> String {
        match self {
            Self::Category => words.t1("statistics-category-trend", "label", label),
            Self::Province => words.t1("statistics-province-trend", "label", label),
        }
        .into_owned()
    }

    fn title_of_year(self, words: Translator, label: &str, period: &str) -> String {
        let values = [("label", label), ("period", period)];
        match self {
            Self::Category => words.args("statistics-category-year", &values),
            Self::Province => words.args("statistics-province-year", &values),
        }
        .into_owned()
    }
}

pub(super) async fn category(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    Path(code): Path<String>,
    request: HeaderMap,
) -> Response {
    answer(&web, words, Subject::Category, &code, &request).await
}

pub(super) async fn province(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    Path(code): Path<String>,
    request: HeaderMap,
) -> Response {
    answer(&web, words, Subject::Province, &code, &request).await
}

async fn answer(
    web: &Web,
    words: Translator,
    subject: Subject,
    code: &str,
    request: &HeaderMap,
) -> Response {
    let known = codes(subject.dimension());
    let Some(code) = known.into_iter().find(|known| *known == code) else {
        return Fault::NotFound.page(words);
    };
    let path = match subject {
        Subject::Category => format!("/statistics/categories/{code}"),
        Subject::Province => format!("/statistics/provinces/{code}"),
    };
    page_cache::answer(web, words, &path, request, |release_set| {
        page(words, subject, code, &path, release_set)
    })
    .await
}

fn page(
    words: Translator,
    subject: Subject,
    code: &str,
    path: &str,
    release_set: &ReleaseSet,
) -> Result<StaticResponse, Fault> {
    let label = figures::label(words, subject.dimension(), code);
    let frame = Frame::new(words, path, label.as_str()).with_charts();
    let cell: CellCode = code.parse().map_err(|_| Fault::Internal)?;
    let slots = periods(release_set, subject.family());
    let of = |release: &Release| figure(release, &cell).map(Figure::shown);
    let title = subject.title(words, &label);
    let page = CodePage {
        lede: subject.lede(words, &label),
        rows: rows(&frame, &slots, &of),
        trend: trend(words, "trend", &title, &slots, &[(label.clone(), &of)])?,
        title,
        year: year(&frame, subject, code, &label, release_set),
        next_year: Next::of(words, release_set, FamilyId::YearProvinceCategory),
        frame,
    };
    page_cache::page(page.render())
}

/// The figure of each period, with the release it is in.
fn rows(frame: &Frame, slots: &[Slot<'_>], of: &dyn Fn(&Release) -> Option<Shown>) -> Vec<Row> {
    let words = frame.words;
    let releases = slots.iter().rev().filter_map(|(_, release)| *release);
    releases
        .filter_map(|release| {
            let row = Row::new(words, words.period(release.period()), of(release)?);
            Some(row.at(frame.href(&format!("/statistics/{}", release.id()))))
        })
        .collect()
}

fn year(
    frame: &Frame,
    subject: Subject,
    code: &str,
    label: &str,
    release_set: &ReleaseSet,
) -> Option<Year> {
    let words = frame.words;
    let release = release_set
        .standing(FamilyId::YearProvinceCategory)
        .next()?;
    let across = subject.across();
    let shown = |other: &str| {
        let cell = subject.cell_of_year(code, other)?;
        figure(release, &cell).map(Figure::shown)
    };
    let mut rows: Vec<Row> = codes(across)
        .into_iter()
        .filter_map(|other| {
            let row = Row::new(words, figures::label(words, across, other), shown(other)?);
            Some(row.at(href_of(frame, across, other)))
        })
        .collect();
    sort(&mut rows);
    let title = subject.title_of_year(words, label, &words.period(release.period()));
    let chart = ChartId::new("year");
    let (map, bars) = match subject {
        Subject::Category => {
            let provinces = Province::ALL.iter();
            let tiles = provinces.filter_map(|one| Some((*one, shown(one.code())?)));
            let map = TileMap::new(words, &chart, title.as_str(), tiles);
            (Some(map), None)
        }
        Subject::Province => {
            let bars: Vec<_> = rows.iter().map(Row::bar).collect();
            (None, Some(Bars::new(words, &chart, title.as_str(), &bars)))
        }
    };
    Some(Year {
        href: frame.href(&format!("/statistics/{}", release.id())),
        heading: words.term("dimension", across.code()).into_owned(),
        title,
        rows,
        map,
        bars,
    })
}
