//! How the figures are made, for a reader who has never heard of it.

use std::sync::LazyLock;

use askama::Template;
use axum::extract::Request;
use axum::response::Response;

use crate::disclosure::FamilyId;
use crate::disclosure::family::{BUDGET_MILLI, FAMILIES, Family};
use crate::disclosure::margin::margin95;
use crate::http::foundation::still::StillPages;
use crate::http::layout::Frame;
use crate::locale::Words;
use crate::service::releases::methodology::{CHANGES, Change};

#[derive(Template)]
#[template(path = "public/methodology.html")]
struct Methodology {
    frame: Frame,
    rows: Vec<Row>,
    total: String,
    /// The margin of a cell of the monthly table.
    margin: u64,
    /// The newest first.
    changes: Vec<Changed>,
}

/// A version of the method.
struct Changed {
    title: String,
    text: String,
}

/// A family as the page lists it.
struct Row {
    name: String,
    epsilon: String,
    margin: u64,
}

/// Thousandths of ε as a decimal number in the reader's digits.
pub(super) fn epsilon(words: Words, milli: u32) -> String {
    let fraction = format!("{:03}", milli % 1000);
    let fraction = fraction.trim_end_matches('0');
    let point = words.t("public-decimal-point");
    let text = match fraction {
        "" => (milli / 1000).to_string(),
        fraction => format!("{}{point}{fraction}", milli / 1000),
    };
    words.digits(&text)
}

fn changed(words: Words, change: &Change) -> Changed {
    let version = change.version.to_string();
    Changed {
        title: words
            .args(
                "public-method-change",
                &[
                    ("version", words.digits(&version).as_str()),
                    ("day", &words.civil_day(change.day)),
                ],
            )
            .into_owned(),
        text: words.term("methodology-change", &version).into_owned(),
    }
}

fn row(words: Words, family: &Family) -> Row {
    Row {
        name: words.term("family", family.id.code()).into_owned(),
        epsilon: epsilon(words, family.epsilon_milli),
        margin: margin95(family.scale(), 1),
    }
}

static PAGES: LazyLock<StillPages> = LazyLock::new(|| {
    StillPages::render(|words| {
        Methodology {
            frame: Frame::new(words, "/methodology", words.t("public-method-title")),
            rows: FAMILIES.iter().map(|family| row(words, family)).collect(),
            total: epsilon(words, BUDGET_MILLI),
            changes: CHANGES
                .iter()
                .rev()
                .map(|change| changed(words, change))
                .collect(),
            margin: margin95(FamilyId::MonthCategory.family().scale(), 1),
        }
        .render()
    })
});

pub(super) async fn show(request: Request) -> Response {
    PAGES.answer(&request)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;

    #[test]
    fn epsilon_is_written_without_needless_zeros() {
        let en = Words::of(Locale::En);
        assert_eq!(epsilon(en, 250), "0.25");
        assert_eq!(epsilon(en, 500), "0.5");
        assert_eq!(epsilon(en, 2000), "2");
        assert_eq!(epsilon(Words::of(Locale::Fa), 250), "۰٫۲۵");
    }
}
