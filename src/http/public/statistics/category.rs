//! One category over all releases, from the published tables alone.

use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use sajam_aggregates::vocabulary::{Category, Province};

use super::parts::{Row, figure, href_of, periods, sort, trend};
use super::province::{Place, Year};
use crate::chart::{ChartId, TileMap};
use crate::disclosure::family::Dimension;
use crate::disclosure::{CellCode, FamilyId, Release};
use crate::figures;
use crate::http::Web;
use crate::http::foundation::fault::Fault;
use crate::http::foundation::language::Reader;
use crate::http::layout::Frame;
use crate::http::public::shelved;

pub(super) async fn show(
    State(web): State<Web>,
    Reader(words): Reader,
    Path(code): Path<String>,
    request: HeaderMap,
) -> Response {
    let category = Category::ALL.iter().find(|one| one.code() == code);
    let Some(category) = category.map(|one| one.code()) else {
        return Fault::NotFound.page(words);
    };
    let path = format!("/statistics/categories/{category}");
    shelved::answer(&web, words, &path, &request, |shelf| {
        let label = figures::label(words, Dimension::Category, category);
        let frame = Frame::new(words, path.as_str(), label.as_str()).with_charts();
        let cell: CellCode = category.parse().map_err(|_| Fault::Internal)?;
        let months = periods(shelf, FamilyId::MonthCategory);
        let of_month =
            |release: &Release| figure(release, &cell).map(crate::disclosure::Figure::shown);
        let title = words.t1("statistics-category-trend", "label", &label);
        let year = shelf
            .of_family(FamilyId::YearProvinceCategory)
            .find(|published| published.corrections.is_empty());
        let year = year.map(|published| {
            let release = &published.release;
            let mut rows = Vec::new();
            let mut tiles = Vec::new();
            for province in Province::ALL {
                let code = province.code();
                let cell = format!("{code}/{category}").parse();
                let found = cell.ok().and_then(|cell| figure(release, &cell));
                if let Some(found) = found {
                    let name = figures::label(words, Dimension::Province, code);
                    let row = Row::new(words, name, found.shown());
                    rows.push(row.at(href_of(&frame, Dimension::Province, code)));
                    tiles.push((*province, found.shown()));
                }
            }
            sort(&mut rows);
            let period = words.period(release.period());
            let values = [("label", label.as_str()), ("period", period.as_str())];
            let title = words.args("statistics-category-year", &values).into_owned();
            Year {
                map: Some(TileMap::new(
                    words,
                    &ChartId::new("year"),
                    title.as_str(),
                    tiles,
                )),
                bars: None,
                href: frame.href(&format!("/statistics/{}", release.id())),
                heading: words.t("dimension-province").into_owned(),
                title,
                rows,
            }
        });
        let page = Place {
            lede: words
                .t1("statistics-category-lede", "label", &label)
                .into_owned(),
            rows: Place::rows(words, &frame, &months, &of_month),
            trend: trend(
                words,
                "trend",
                &title,
                &months,
                &[(label.clone(), &of_month)],
            )?,
            title: title.into_owned(),
            year,
            frame,
        };
        page.answer()
    })
    .await
}
