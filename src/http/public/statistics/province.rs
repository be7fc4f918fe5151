//! One province over all releases, from the published tables alone; and what a page of a category has in common with it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use sajam_aggregates::vocabulary::{Category, Province};

use super::parts::{Row, figure, href_of, periods, sort, trend};
use crate::calendar::Period;
use crate::chart::{Bars, ChartId, TileMap, Trend};
use crate::disclosure::family::Dimension;
use crate::disclosure::{CellCode, FamilyId, Figure, Release, Shown};
use crate::figures;
use crate::http::Web;
use crate::http::foundation::fault::Fault;
use crate::http::foundation::language::Reader;
use crate::http::foundation::still::Still;
use crate::http::layout::Frame;
use crate::http::public::shelved;
use crate::locale::Words;

#[derive(Template)]
#[template(path = "public/statistics/place.html")]
pub(super) struct Place {
    pub(super) frame: Frame,
    pub(super) lede: String,
    pub(super) title: String,
    /// The latest first.
    pub(super) rows: Vec<Row>,
    pub(super) trend: Option<Trend>,
    pub(super) year: Option<Year>,
}

/// The newest yearly table, as far as it is about this.
pub(super) struct Year {
    pub(super) title: String,
    pub(super) heading: String,
    pub(super) href: String,
    pub(super) rows: Vec<Row>,
    pub(super) map: Option<TileMap>,
    pub(super) bars: Option<Bars>,
}

impl Place {
    /// The figure of each period, with the release it is in.
    pub(super) fn rows(
        words: Words,
        frame: &Frame,
        periods: &[(Period, Option<&Release>)],
        of: &dyn Fn(&Release) -> Option<Shown>,
    ) -> Vec<Row> {
        let releases = periods.iter().rev().filter_map(|(_, release)| *release);
        releases
            .filter_map(|release| {
                let row = Row::new(words, words.period(release.period()), of(release)?);
                Some(row.at(frame.href(&format!("/statistics/{}", release.id()))))
            })
            .collect()
    }

    pub(super) fn answer(self) -> Result<Still, Fault> {
        shelved::page(self.render())
    }
}

pub(super) async fn show(
    State(web): State<Web>,
    Reader(words): Reader,
    Path(code): Path<String>,
    request: HeaderMap,
) -> Response {
    let province = Province::ALL.iter().find(|one| one.code() == code);
    let Some(province) = province.map(|one| one.code()) else {
        return Fault::NotFound.page(words);
    };
    let path = format!("/statistics/provinces/{province}");
    shelved::answer(&web, words, &path, &request, |shelf| {
        let label = figures::label(words, Dimension::Province, province);
        let frame = Frame::new(words, path.as_str(), label.as_str()).with_charts();
        let cell: CellCode = province.parse().map_err(|_| Fault::Internal)?;
        let quarters = periods(shelf, FamilyId::QuarterProvince);
        let of_quarter = |release: &Release| figure(release, &cell).map(Figure::shown);
        let title = words.t1("statistics-province-trend", "label", &label);
        let year = shelf
            .of_family(FamilyId::YearProvinceCategory)
            .find(|published| published.corrections.is_empty());
        let year = year.map(|published| {
            let release = &published.release;
            let mut rows: Vec<Row> = Category::ALL
                .iter()
                .filter_map(|category| {
                    let code = category.code();
                    let cell = format!("{province}/{code}").parse().ok()?;
                    let name = figures::label(words, Dimension::Category, code);
                    let row = Row::new(words, name, figure(release, &cell)?.shown());
                    Some(row.at(href_of(&frame, Dimension::Category, code)))
                })
                .collect();
            sort(&mut rows);
            let period = words.period(release.period());
            let values = [("label", label.as_str()), ("period", period.as_str())];
            let title = words.args("statistics-province-year", &values).into_owned();
            let bars: Vec<_> = rows.iter().map(Row::bar).collect();
            Year {
                map: None,
                bars: Some(Bars::new(
                    words,
                    &ChartId::new("year"),
                    title.as_str(),
                    &bars,
                )),
                href: frame.href(&format!("/statistics/{}", release.id())),
                heading: words.t("dimension-category").into_owned(),
                title,
                rows,
            }
        });
        let page = Place {
            lede: words
                .t1("statistics-province-lede", "label", &label)
                .into_owned(),
            rows: Place::rows(words, &frame, &quarters, &of_quarter),
            trend: trend(
                words,
                "trend",
                &title,
                &quarters,
                &[(label.clone(), &of_quarter)],
            )?,
            title: title.into_owned(),
            year,
            frame,
        };
        page.answer()
    })
    .await
}
