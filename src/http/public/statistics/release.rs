//! One release: its permanent page and its files.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use sajam_statistics::calendar::Period;
use sajam_statistics::family::Dimension;
use sajam_statistics::{FamilyId, Release, ReleaseId};

use super::table::{self, Table};
use super::view_models::Next;
use crate::chart::{Bars, ChartId, TileMap};
use crate::figures;
use crate::http::Web;
use crate::http::layout::Frame;
use crate::http::public::page_cache;
use crate::http::shared::extract::Path;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::page;
use crate::http::shared::static_response::{CachePolicy, StaticResponse};
use crate::locale::{Locale, Translator};
use crate::service::history_bundle;
use crate::service::releases::{Published, ReleaseSet};

#[derive(Template)]
#[template(path = "public/statistics/release.html")]
struct ReleasePage {
    frame: Frame,
    /// The table's kind.
    family: String,
    family_href: String,
    period: String,
    headline: String,
    /// What was said to be wrong, and where the figures that replace these are.
    notices: Vec<Notice>,
    table: Table,
    map: Option<TileMap>,
    bars: Option<Bars>,
    data_until: String,
    data_until_iso: String,
    published: String,
    published_iso: String,
    next: Next,
    epsilon: String,
    licence: String,
    revisions: Vec<Revision>,
    files: Vec<Download>,
    /// Where the history with these fingerprints is, and what checks it.
    history: String,
    command: String,
    counts: Vec<String>,
}

#[derive(Template)]
#[template(path = "public/statistics/unpublished.html")]
struct Unpublished {
    frame: Frame,
    family: String,
    family_href: String,
    number: String,
}

struct Notice {
    text: String,
    replacement: String,
}

struct Revision {
    day: String,
    text: String,
    href: String,
}

struct Download {
    href: String,
    name: String,
    kind: String,
    bytes: String,
    sha256: String,
}

pub(super) async fn show(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    Path(id): Path<String>,
    request: HeaderMap,
) -> Response {
    let Ok(id) = id.parse::<ReleaseId>() else {
        return Fault::NotFound.page(words);
    };
    let path = format!("/statistics/{id}");
    let response = page_cache::answer(&web, words, &path, &request, |release_set| {
        let published = release_set.find(id).ok_or(Fault::NotFound)?;
        page_cache::page(release_page(words, release_set, published).render())
    })
    .await;
    if response.status() == StatusCode::NOT_FOUND {
        return unpublished(words, id);
    }
    response
}

/// A table that may well come, and is not out: the address is no mistake.
fn unpublished(words: Translator, id: ReleaseId) -> Response {
    let frame = Frame::new(words, "", words.t("statistics-unpublished")).noindex();
    let family = id.family();
    let page = Unpublished {
        family: words.term("family", family.code()).into_owned(),
        family_href: frame.href(&format!("/statistics/tables/{family}")),
        number: words.number(Fault::NotFound.status().as_u16()),
        frame,
    };
    Fault::NotFound.dress(page::html(page.render()))
}

pub(super) async fn file(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    Path((id, name)): Path<(String, String)>,
    request: HeaderMap,
) -> Response {
    let Ok(id) = id.parse::<ReleaseId>() else {
        return Fault::NotFound.page(words);
    };
    let path = format!("/statistics/{id}/{name}");
    page_cache::answer(&web, words, &path, &request, |release_set| {
        let files = release_set.find(id).map(|published| &published.files);
        let file = files.and_then(|files| files.iter().find(|file| file.name == name));
        let file = file.ok_or(Fault::NotFound)?;
        let kind = HeaderValue::try_from(&file.media_type).map_err(|_| Fault::Internal)?;
        Ok(StaticResponse::new(kind, CachePolicy::Forever, file.bytes.clone()).for_other_sites())
    })
    .await
}

/// The release's part of the unchangeable history, with its proofs as of the newest checkpoint: what `sajam-verify` reads.
pub(super) async fn history(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    Path(id): Path<String>,
    request: HeaderMap,
) -> Response {
    let Ok(id) = id.parse::<ReleaseId>() else {
        return Fault::NotFound.page(words);
    };
    match history_bundle::release_bundle(&web.server, id).await {
        Ok(bundle) => {
            let kind = HeaderValue::from_static("application/json");
            StaticResponse::new(kind, CachePolicy::Seconds, bundle.to_json())
                .for_other_sites()
                .answer(&request)
        }
        Err(error) => Fault::from(error).page(words),
    }
}

fn release_page(words: Translator, release_set: &ReleaseSet, published: &Published) -> ReleasePage {
    let release = &published.release;
    let (id, metadata) = (release.id(), release.metadata());
    let family = words.term("family", release.family().code());
    let period = words.period(release.period());
    let title = format!("{family}، {period}");
    let title = match words.locale() {
        Locale::Fa => title,
        Locale::En => format!("{family}, {period}"),
    };
    let frame = Frame::new(words, format!("/statistics/{id}"), title.as_str()).with_charts();
    let table = Table::of(&frame, release);
    let chart = ChartId::new("release");
    let (map, bars) = match release.family().family().dimensions {
        [Dimension::Province, ..] => (Some(table::map(words, &chart, &title, release)), None),
        _ => (None, table.bars(words, &chart, &title)),
    };
    ReleasePage {
        family_href: frame.href(&format!("/statistics/tables/{}", release.family())),
        headline: figures::headline(words, release),
        notices: notices(&frame, release_set, published),
        table,
        map,
        bars,
        data_until: words.civil_day(metadata.data_until),
        data_until_iso: metadata.data_until.to_string(),
        published: words.civil_day(metadata.published_on),
        published_iso: metadata.published_on.to_string(),
        next: Next::after(&frame, release_set, release),
        epsilon: super::super::methodology::epsilon(words, release.epsilon_milli()),
        licence: metadata.licence.as_str().to_owned(),
        revisions: revisions(&frame, release_set, published),
        files: files(words, release),
        history: format!("/statistics/{id}/history"),
        command: format!("sajam-verify bundle {id}.json --key-file log.pub"),
        counts: counts(words, release.family()),
        family: family.into_owned(),
        period: with_days(words, release.period()),
        frame,
    }
}

fn notices(frame: &Frame, release_set: &ReleaseSet, published: &Published) -> Vec<Notice> {
    let is_out = |name: &str| name.parse().is_ok_and(|id| release_set.find(id).is_some());
    published
        .corrections
        .iter()
        .map(|correction| Notice {
            text: reason(frame.words, &correction.said.reason),
            replacement: match &correction.said.replacement {
                // Named first and published a moment later.
                Some(id) if is_out(id.as_str()) => frame.href(&format!("/statistics/{id}")),
                _ => String::new(),
            },
        })
        .collect()
}

fn reason(words: Translator, reason: &sajam_aggregates::release::Notice) -> String {
    match words.locale() {
        Locale::Fa => reason.fa.as_str(),
        Locale::En => reason.en.as_str(),
    }
    .to_owned()
}

/// What happened to this period's table, the first first: every revision with its day, and why it was not the last.
fn revisions(frame: &Frame, release_set: &ReleaseSet, published: &Published) -> Vec<Revision> {
    let words = frame.words;
    let release = &published.release;
    let mut all: Vec<&Published> = release_set
        .releases
        .iter()
        .filter(|other| {
            other.release.family() == release.family() && other.release.period() == release.period()
        })
        .collect();
    all.sort_by_key(|other| other.release.metadata().revision);
    let mut revisions = Vec::new();
    for other in all {
        let id = other.release.id();
        let is_this = id == release.id();
        revisions.push(Revision {
            day: words.civil_day(other.release.metadata().published_on),
            text: match id.previous() {
                None => words.t("statistics-revision-first").into_owned(),
                Some(_) => words.t("statistics-revision-next").into_owned(),
            },
            href: if is_this {
                String::new()
            } else {
                frame.href(&format!("/statistics/{id}"))
            },
        });
        revisions.extend(other.corrections.iter().map(|correction| Revision {
            day: words.date(correction.at),
            text: reason(words, &correction.said.reason),
            href: String::new(),
        }));
    }
    revisions
}

fn files(words: Translator, release: &Release) -> Vec<Download> {
    release
        .files()
        .iter()
        .map(|file| Download {
            // One address for a file, whatever the reader's language.
            href: format!("/statistics/{}/{}", release.id(), file.name()),
            name: file.name().to_owned(),
            kind: file
                .media_type()
                .split(';')
                .next()
                .unwrap_or_default()
                .to_owned(),
            bytes: words.number(file.bytes()),
            sha256: hex::encode(file.sha256()),
        })
        .collect()
}

/// What is counted, and what the figures do not say.
fn counts(words: Translator, family: FamilyId) -> Vec<String> {
    let mut counts = vec![words.term("counted", family.code())];
    counts.push(match family {
        FamilyId::WeekStage => words.t("statistics-counted-at-each-stage"),
        _ => words.t("statistics-counted-once"),
    });
    // Of appeals there is no such thing to say.
    if family != FamilyId::QuarterAppeal {
        counts.push(words.t("public-release-read-reports"));
    }
    if family == FamilyId::QuarterOutcome {
        counts.push(words.t("public-release-read-outcomes"));
    }
    counts.into_iter().map(Into::into).collect()
}

/// A period, for who does not live by its calendar with the days in theirs: "Summer 1405 (22 June – 22 September 2026)".
fn with_days(words: Translator, period: Period) -> String {
    let name = words.period(period);
    match words.locale() {
        Locale::Fa => name,
        Locale::En => {
            let (first, last) = (period.first_day().to_civil(), period.last_day().to_civil());
            let month = words.term("gregorian", &first.month().to_string());
            let from = if first.year() == last.year() {
                format!("{} {month}", first.day())
            } else {
                words.civil_day(first)
            };
            format!("{name} ({from} – {})", words.civil_day(last))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::num::NonZeroU32;

    use super::*;
    use sajam_statistics::{Metadata, TrueTable};

    /// Two categories, one of which was taken out of the vocabulary after the release.
    fn old(family: FamilyId, period: &str, grid: &[&[&str]]) -> ReleaseSet {
        let grid: Vec<Vec<_>> = grid
            .iter()
            .map(|codes| codes.iter().map(|code| code.parse().unwrap()).collect())
            .collect();
        let metadata = Metadata {
            data_until: "2026-03-20".parse().unwrap(),
            licence: "CC-BY-4.0".parse().unwrap(),
            methodology: 1,
            period: period.parse().unwrap(),
            published_on: "2026-03-28".parse().unwrap(),
            revision: NonZeroU32::MIN,
        };
        let table = TrueTable::new(family, &grid, []).unwrap();
        let entropy = crate::entropy::Entropy::system();
        let (release, _) = table.noise(&mut entropy.rng()).publish(metadata).unwrap();
        ReleaseSet {
            generation: 1,
            digest: Vec::new(),
            altered: BTreeSet::new(),
            releases: vec![Published {
                release,
                files: Vec::new(),
                corrections: Vec::new(),
            }],
        }
    }

    #[test]
    fn a_category_that_is_not_in_use_any_more_keeps_its_figures() {
        let categories: &[&str] = &["bribery", "usury"];
        for release_set in [
            old(FamilyId::MonthCategory, "1404-12", &[categories]),
            old(
                FamilyId::YearProvinceCategory,
                "1404",
                &[&["IR-07", "IR-99"], categories],
            ),
        ] {
            for locale in Locale::ALL {
                let words = Translator::of(locale);
                let page = release_page(words, &release_set, &release_set.releases[0])
                    .render()
                    .unwrap();
                assert!(
                    page.contains("usury") && !page.contains("categories/usury"),
                    "{page}"
                );
                assert!(!page.contains("provinces/IR-99"));
            }
        }
    }
}
