//! One release: its permanent page and its files.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use super::shelved;
use super::statistics::{day, height, value};
use crate::disclosure::{Figure, Release, ReleaseId};
use crate::http::Web;
use crate::http::foundation::fault::Fault;
use crate::http::foundation::language::Reader;
use crate::http::foundation::still::{Keep, Still};
use crate::http::layout::Frame;
use crate::locale::Words;

#[derive(Template)]
#[template(path = "public/release.html")]
struct ReleasePage {
    frame: Frame,
    month: String,
    headline: String,
    most: Option<String>,
    rows: Vec<Row>,
    tallest: u64,
    total: Row,
    published: String,
    licence: String,
    files: Vec<Download>,
}

struct Row {
    label: String,
    value: String,
    margin: String,
    height: u64,
}

struct Download {
    href: String,
    name: String,
    bytes: String,
    sha256: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    Reader(words): Reader,
    Path(id): Path<String>,
    request: HeaderMap,
) -> Response {
    let Ok(id) = id.parse::<ReleaseId>() else {
        return Fault::NotFound.page(words);
    };
    let path = format!("/statistics/{id}");
    shelved::answer(&web, words, &path, &request, |shelf| {
        let published = shelf.find(id).ok_or(Fault::NotFound)?;
        let page = release_page(words, &published.release).ok_or(Fault::NotFound)?;
        shelved::page(page.render())
    })
    .await
}

pub(super) async fn file(
    State(web): State<Web>,
    Reader(words): Reader,
    Path((id, name)): Path<(String, String)>,
    request: HeaderMap,
) -> Response {
    let Ok(id) = id.parse::<ReleaseId>() else {
        return Fault::NotFound.page(words);
    };
    let path = format!("/statistics/{id}/{name}");
    shelved::answer(&web, words, &path, &request, |shelf| {
        let files = shelf.find(id).map(|published| &published.files);
        let file = files.and_then(|files| files.iter().find(|file| file.name == name));
        let file = file.ok_or(Fault::NotFound)?;
        let kind = HeaderValue::try_from(&file.media_type).map_err(|_| Fault::Internal)?;
        Ok(Still::new(kind, Keep::Forever, file.bytes.clone()).for_other_sites())
    })
    .await
}

/// The page of a monthly release; `None` for families without a page.
fn release_page(words: Words, release: &Release) -> Option<ReleasePage> {
    let id = release.id();
    let month = words.period(release.period());
    let total = release.totals().last()?;
    let mut figures: Vec<&Figure> = release.cells().iter().collect();
    // By what is shown, so that the order tells nothing that the figures do not; within one figure, that of the grid.
    figures.sort_by_key(|figure| std::cmp::Reverse(height(figure)));
    let title = words
        .t1("public-release-title", "month", &month)
        .into_owned();
    let frame = Frame::new(words, format!("/statistics/{id}"), title);
    let total = row(words, words.t("public-release-total").into_owned(), total);
    Some(ReleasePage {
        headline: words
            .args(
                "public-release-headline",
                &[
                    ("month", &month),
                    ("total", &total.value),
                    ("margin", &total.margin),
                ],
            )
            .into_owned(),
        most: most(words, &figures),
        tallest: figures.first().map_or(0, |figure| height(figure)),
        rows: figures
            .iter()
            .map(|figure| row(words, category(words, figure), figure))
            .collect(),
        total,
        published: day(words, release.metadata().published_on),
        licence: release.metadata().licence.as_str().to_owned(),
        files: release
            .files()
            .iter()
            .map(|file| Download {
                // One address for a file, whatever the reader's language.
                href: format!("/statistics/{id}/{}", file.name()),
                name: file.name().to_owned(),
                bytes: words.number(file.bytes()),
                sha256: hex::encode(file.sha256()),
            })
            .collect(),
        month,
        frame,
    })
}

/// The category with most reports, where the margins leave no doubt that it is.
fn most(words: Words, figures: &[&Figure]) -> Option<String> {
    let [first, second, ..] = figures else {
        return None;
    };
    let (least, _) = first.shown().range();
    let (_, most) = second.shown().range();
    (least > most).then(|| {
        words
            .t1("public-release-most", "category", &category(words, first))
            .into_owned()
    })
}

fn category(words: Words, figure: &Figure) -> String {
    let code = figure.cell.parts().next().unwrap_or_default();
    words.term("category", code).into_owned()
}

fn row(words: Words, label: String, figure: &Figure) -> Row {
    let shown = figure.shown();
    Row {
        label,
        value: value(words, shown.value),
        margin: words.number(shown.margin95),
        height: height(figure),
    }
}
