//! Everything once more before it is sent.

use std::borrow::Cow;

use askama::Template;
use axum::response::Response;

use super::filing_steps::steps;
use crate::context::Context;
use crate::http::layout::Frame;
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::http::shared::page;
use crate::http::view::field_message;
use crate::service::reporter::{FIELDS, Filing, InstitutionAnswer};

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
    context: &Context,
    typed: &Form,
    token: &str,
    filing: &Filing,
    fault: Option<Fault>,
) -> Response {
    let words = typed.words;
    let page = Review {
        frame: Frame::new(words, "/report", words.t("reporter-review-title"))
            .step()
            .language_by("report", "/report", ("step", "check"), ("step", "send"))
            .refused(fault.is_some()),
        steps: steps(words),
        answers: FIELDS
            .into_iter()
            .filter_map(|field| {
                Some(Answer {
                    label: field_message::reporter_label(words, field.name),
                    value: value(context, typed, filing, field.name)?,
                })
            })
            .collect(),
        hidden: FIELDS
            .into_iter()
            .map(|field| (field.name, typed.get(field.name)))
            .collect(),
        token,
        fault: fault.map(|fault| (fault.title(words), fault.advice(words))),
    };
    page::html(page.render())
}

/// An answer as it will be filed; `None` for a field that is shown with another.
fn value<'a>(
    context: &Context,
    typed: &Form,
    filing: &'a Filing,
    field: &str,
) -> Option<Cow<'a, str>> {
    let words = typed.words;
    let short = |text: &'a Option<sajam_aggregates::ShortText>| {
        Cow::Borrowed(text.as_ref().map_or("", |text| text.as_str()))
    };
    let reach = |text: &'a Option<sajam_aggregates::Contact>| {
        Cow::Borrowed(text.as_ref().map_or("", |text| text.as_str()))
    };
    Some(match field {
        "category" => words.term("category", filing.category.code()),
        "province" => words.term("province", filing.province.code()),
        "institution" => match &filing.institution {
            InstitutionAnswer::Listed(code) => context
                .directory
                .institution_name(code, words.locale())
                .into(),
            InstitutionAnswer::Described(text) => text.as_str().into(),
            InstitutionAnswer::Unknown => words.t("reporter-institution-unknown"),
        },
        "narrative" => filing.narrative.as_str().into(),
        "subject" => short(&filing.subject),
        "place" => short(&filing.place),
        "occurred" => short(&filing.occurred),
        "anonymity" => words.term("anonymity", filing.anonymity.code()),
        "identity" => reach(&filing.identity),
        "contact" => reach(&filing.contact),
        _ => return None,
    })
}
