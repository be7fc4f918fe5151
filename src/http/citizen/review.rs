//! Everything once more before it is sent.

use std::borrow::Cow;

use askama::Template;
use axum::response::Response;

use super::field_text;
use super::filing_form::{FIELDS, steps};
use crate::app::App;
use crate::http::foundation::fault::Fault;
use crate::http::foundation::form::Form;
use crate::http::foundation::page;
use crate::http::layout::Frame;
use crate::service::filing::{Filing, InstitutionAnswer};
use crate::service::written::Field;

#[derive(Template)]
#[template(path = "citizen/review.html")]
struct Review<'a> {
    frame: Frame,
    steps: [Cow<'static, str>; 3],
    answers: Vec<Answer<'a>>,
    hidden: Vec<(&'static str, &'a str)>,
    token: &'a str,
    fault: Option<(String, String)>,
}

struct Answer<'a> {
    label: Cow<'static, str>,
    /// Empty for what was left out.
    value: Cow<'a, str>,
}

pub(super) fn page(
    app: &App,
    typed: &Form,
    token: &str,
    filing: &Filing,
    fault: Option<Fault>,
) -> Response {
    let words = typed.words;
    let page = Review {
        frame: Frame::new(words, "/report", words.t("reporter-review-title"))
            .noindex()
            .refused(fault.is_some()),
        steps: steps(words),
        answers: FIELDS
            .into_iter()
            .filter_map(|field| {
                Some(Answer {
                    label: field_text::label(words, field),
                    value: value(app, typed, filing, field)?,
                })
            })
            .collect(),
        hidden: FIELDS
            .into_iter()
            .map(|field| (field.name(), typed.get(field.name())))
            .collect(),
        token,
        fault: fault.map(|fault| (fault.title(words), fault.advice(words))),
    };
    page::html(page.render())
}

/// An answer as it will be filed; `None` for a field that is shown with another.
fn value<'a>(app: &App, typed: &Form, filing: &'a Filing, field: Field) -> Option<Cow<'a, str>> {
    let words = typed.words;
    let short = |text: &'a Option<sajam_aggregates::ShortText>| {
        Cow::Borrowed(text.as_ref().map_or("", |text| text.as_str()))
    };
    let reach = |text: &'a Option<sajam_aggregates::Contact>| {
        Cow::Borrowed(text.as_ref().map_or("", |text| text.as_str()))
    };
    Some(match field {
        Field::Category => words.term("category", filing.category.code()),
        Field::Province => words.term("province", filing.province.code()),
        Field::Institution => match &filing.institution {
            InstitutionAnswer::Listed(code) => {
                app.directory.institution_name(code, words.locale()).into()
            }
            InstitutionAnswer::Described(text) => text.as_str().into(),
            InstitutionAnswer::Unknown => words.t("reporter-institution-unknown"),
        },
        Field::Narrative => filing.narrative.as_str().into(),
        Field::Subject => short(&filing.subject),
        Field::Place => short(&filing.place),
        Field::Occurred => short(&filing.occurred),
        Field::Anonymity => words.term("anonymity", filing.anonymity.code()),
        Field::Identity => reach(&filing.identity),
        Field::Contact => reach(&filing.contact),
        Field::InstitutionName | Field::Language => return None,
    })
}
