//! `/audit/export`: the whole log as one file, and how to go on with one that was broken off.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use crate::context::Context;
use crate::http::Web;
use crate::http::layout::{FormErrors, Frame};
use crate::http::shared::extract::{Path, Query};
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::page;
use crate::http::shared::staff_roles::Auditor;
use crate::http::view::export_file::{asked, file, file_name, number};
use crate::locale::Translator;
use crate::service::ServiceError;
use crate::service::export::{Export, ExportFault};

/// What the form says of a file that was broken off.
#[derive(Debug, Default, Deserialize)]
pub struct Begun {
    size: Option<String>,
    lines: Option<String>,
}

#[derive(Template)]
#[template(path = "auditor/export.html")]
struct ExportPage {
    frame: Frame,
    /// None while nothing is published.
    whole: Option<Integer>,
    size: String,
    lines: String,
    errors: FormErrors,
    rest: Rest,
    verifier_key: String,
}

/// The export of the newest checkpoint.
struct Integer {
    entries: String,
    published: String,
    weight: String,
    href: String,
    file: String,
    check: String,
    count: String,
}

/// What is missing of a file that was broken off.
enum Rest {
    /// Nobody asked.
    NotAsked,
    /// The file has every line.
    Nothing { check: String },
    /// What follows its whole lines.
    Lines {
        href: String,
        join: String,
        check: String,
    },
}

/// The page.
pub async fn show(
    State(web): State<Web>,
    signed: Auditor,
    Query(begun): Query<Begun>,
    RequestLocale(words): RequestLocale,
) -> Response {
    match view(&web.server, &signed, begun, words).await {
        Ok((view, is_refused)) => {
            let response = page::html(view.render());
            if is_refused {
                Fault::Invalid.dress(response)
            } else {
                response
            }
        }
        Err(fault) => fault.page(words),
    }
}

async fn view(
    context: &Context,
    signed: &Auditor,
    begun: Begun,
    words: Translator,
) -> Result<(ExportPage, bool), Fault> {
    let newest = match Export::of(context, None).await {
        Ok(export) => Some(export),
        Err(ServiceError::NotFound) => None,
        Err(error) => return Err(error.into()),
    };
    let (whole, newest_size) = match &newest {
        Some(export) => (Some(whole(export, words).await?), export.checkpoint().size),
        None => (None, 0),
    };
    let mut view = ExportPage {
        frame: Frame::new(words, "/audit/export", words.t("audit-export-title"))
            .staff(signed.session.login.clone(), signed.session.roles()),
        whole,
        size: begun
            .size
            .clone()
            .unwrap_or_else(|| newest_size.to_string()),
        lines: begun.lines.clone().unwrap_or_default(),
        errors: FormErrors::default(),
        rest: Rest::NotAsked,
        verifier_key: context.secrets.log.verifier_key().to_string(),
    };
    if let Some(lines) = &begun.lines {
        match rest(context, &view.size, lines).await? {
            Remainder::Rest(rest) => view.rest = rest,
            Remainder::NoSuchSize => {
                view.errors
                    .add("size", words.t("audit-export-no-such-size"));
            }
            Remainder::NoNumber => {
                view.errors
                    .add("lines", words.t("audit-export-lines-number"));
            }
            Remainder::TooMany { most } => {
                let most = words.number(most);
                let message = words.t1("audit-export-lines-many", "most", &most);
                view.errors.add("lines", message);
            }
        }
    }
    let is_refused = !view.errors.is_empty();
    view.frame = view.frame.with_errors(&view.errors);
    Ok((view, is_refused))
}

async fn whole(export: &Export, words: Translator) -> Result<Integer, Fault> {
    let size = export.checkpoint().size;
    let bytes = export.estimated_bytes().await.map_err(fault)?;
    Ok(Integer {
        entries: words.number(size),
        published: words.datetime(export.published_at()),
        weight: weight(words, bytes),
        href: words.locale().href(&format!("/audit/export/{size}")),
        file: file_name(size, None),
        check: check_command(&file_name(size, None)),
        count: format!("wc -l < {}", file_name(size, None)),
    })
}

/// An estimate, so rounded up and in the largest unit that keeps two digits.
fn weight(words: Translator, bytes: u64) -> String {
    let count = |unit| words.number(bytes.div_ceil(unit));
    match bytes {
        0..10_000_000 => words.t1("audit-export-kilobytes", "count", &count(1_000)),
        10_000_000..10_000_000_000 => {
            words.t1("audit-export-megabytes", "count", &count(1_000_000))
        }
        _ => words.t1("audit-export-gigabytes", "count", &count(1_000_000_000)),
    }
    .into_owned()
}

/// What came of asking for the rest of a file.
enum Remainder {
    Rest(Rest),
    NoSuchSize,
    NoNumber,
    TooMany { most: u64 },
}

/// What is missing of a file with so many whole lines: its first line is none of an index.
async fn rest(context: &Context, size: &str, lines: &str) -> Result<Remainder, Fault> {
    let Some(size) = typed_number(size) else {
        return Ok(Remainder::NoSuchSize);
    };
    match Export::of(context, Some(size)).await {
        Ok(_) => {}
        Err(ServiceError::NotFound) => return Ok(Remainder::NoSuchSize),
        Err(error) => return Err(error.into()),
    }
    let Some(lines) = typed_number(lines) else {
        return Ok(Remainder::NoNumber);
    };
    let whole = file_name(size, None);
    let rest = match lines {
        0 => Rest::Lines {
            href: format!("/audit/export/{size}"),
            join: String::new(),
            check: check_command(&whole),
        },
        lines if lines <= size + 1 => {
            let from = lines - 1;
            Rest::Lines {
                href: format!("/audit/export/{size}?from={from}"),
                join: format!(
                    "head -n {lines} {whole} | cat - {} > sajam-export-{size}-whole.jsonl",
                    file_name(size, Some(from))
                ),
                check: check_command(&format!("sajam-export-{size}-whole.jsonl")),
            }
        }
        lines if lines == size + 2 => Rest::Nothing {
            check: check_command(&whole),
        },
        _ => return Ok(Remainder::TooMany { most: size + 2 }),
    };
    Ok(Remainder::Rest(rest))
}

/// A number as somebody types it: in any of the digits people here use, with or without separators.
fn typed_number(text: &str) -> Option<u64> {
    let latin = |char: char| match char {
        '۰'..='۹' => char::from_digit(char as u32 - '۰' as u32, 10),
        '٠'..='٩' => char::from_digit(char as u32 - '٠' as u32, 10),
        char => Some(char),
    };
    let digits: String = text
        .chars()
        .filter(|char| !char.is_whitespace() && !matches!(char, ',' | '٬'))
        .filter_map(latin)
        .collect();
    number(&digits)
}

fn check_command(file: &str) -> String {
    format!("sajam-verify export {file} --key-file log.pub")
}

/// Where in an export the answer begins.
#[derive(Debug, Deserialize)]
pub struct From {
    from: Option<String>,
}

/// The export as a file; told what is wrong on the page where it was asked for.
pub async fn download(
    State(web): State<Web>,
    signed: Auditor,
    Path(size): Path<String>,
    Query(From { from }): Query<From>,
    RequestLocale(words): RequestLocale,
) -> Response {
    let answer = async {
        let export = asked(&web.server, &signed, Some(&size)).await?;
        let entries = export.checkpoint().size;
        match file(export, from.as_deref()) {
            Err(Fault::Invalid) => {
                let begun = Begun {
                    size: Some(size),
                    lines: None,
                };
                let (mut view, _) = view(&web.server, &signed, begun, words).await?;
                let most = words.number(entries);
                let message = words.t1("audit-export-from-beyond", "most", &most);
                view.errors.add("lines", message);
                view.frame = view.frame.with_errors(&view.errors);
                Ok(Fault::Invalid.dress(page::html(view.render())))
            }
            file => file,
        }
    };
    answer
        .await
        .unwrap_or_else(|fault: Fault| fault.page(words))
}

fn fault(fault: ExportFault) -> Fault {
    match fault {
        ExportFault::Unavailable(error) => Fault::from(ServiceError::from(error)),
        fault => {
            tracing::error!(%fault, "the log does not read back");
            Fault::Internal
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    #[test]
    fn a_number_is_read_as_people_type_it() {
        for (text, number) in [
            ("12", Some(12)),
            (" ۱٬۲۳۴ ", Some(1234)),
            ("٤٥", Some(45)),
            ("1,000", Some(1000)),
            ("", None),
            ("-1", None),
            ("+1", None),
            ("1.5", None),
            ("x", None),
            ("9223372036854775808", None),
        ] {
            assert_eq!(typed_number(text), number, "{text}");
        }
    }

    #[test]
    fn a_weight_is_rounded_up_in_a_unit_people_can_picture() {
        let words = Translator::of(Locale::En);
        for (bytes, told) in [
            (1, "1 KB"),
            (9_999_999, "10,000 KB"),
            (10_000_000, "10 MB"),
            (4_800_000_001, "4,801 MB"),
            (50_000_000_000, "50 GB"),
        ] {
            assert_eq!(weight(words, bytes), told);
        }
    }
}
