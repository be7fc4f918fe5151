//! Filing a report: the form, checked before anything is sent.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use sajam_aggregates::Channel;
use std::borrow::Cow;

use super::filing_steps::steps;
use super::{choices, form_token, review, second, submitted};
use crate::http::Web;
use crate::http::layout::{Choice, FormErrors, Frame};
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::page;
use crate::http::shared::site_address::origin;
use crate::http::view::disruption::disruptions;
use crate::http::view::field_message;
use crate::server::Server;
use crate::service::input::{FieldError, FieldSpec, without_invisible};
use crate::service::reporter::{
    self, FIELDS, Filing, IdempotencyKey, InstitutionInput, ReportInput,
};

#[derive(Template)]
#[template(path = "citizen/filing_form.html")]
struct FilingForm<'a> {
    frame: Frame,
    steps: [Cow<'static, str>; 3],
    typed: &'a Form,
    token: &'a str,
    errors: FormErrors,
    /// Whether something nobody can see is in the way.
    can_clean: bool,
    categories: Vec<Choice>,
    provinces: Vec<Choice>,
    institutions: Vec<Choice>,
    anonymity: Vec<Choice>,
}

impl FilingForm<'_> {
    fn label(&self, field: &str) -> Cow<'static, str> {
        field_message::reporter_label(self.frame.words, field)
    }
}

/// An empty form with a token of its own.
pub async fn get(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    request: HeaderMap,
) -> Response {
    let empty = Form::of(words, &[("anonymity", "anonymous")]);
    let token = form_token::draw(&web.server);
    page::empty_form(form_page(&web.server, &empty, &token, &[]), &request)
}

/// Checks what was typed, goes back to it, or sends it.
pub async fn post(State(web): State<Web>, headers: HeaderMap, typed: Form) -> Response {
    let server = &web.server;
    let site = origin(&web.setting, &headers);
    // Whoever comes without a token of ours gets one with the next page, and nothing is filed before.
    let (token, is_ours) = match IdempotencyKey::parse(typed.get("token")) {
        Some(_) => (typed.get("token").to_owned(), true),
        None => (form_token::draw(server), false),
    };
    match typed.get("step") {
        "change" => form(server, &typed, &token, &[]),
        "clean" => check(server, &cleaned(&typed), &token),
        "send" if is_ours => send(server, &site, &typed, &token).await,
        "filed" if is_ours => match second::filed(server, &token).await {
            Some(page) => page::html(Ok(page)),
            None => Fault::PageGone.page(typed.words),
        },
        _ => check(server, &typed, &token),
    }
}

fn check(server: &Server, typed: &Form, token: &str) -> Response {
    match filing_of(server, typed) {
        Ok(filing) => review::page(server, typed, token, &filing, None),
        Err(wrong) => form(server, typed, token, &wrong),
    }
}

async fn send(server: &Server, site: &str, typed: &Form, token: &str) -> Response {
    let filing = match filing_of(server, typed) {
        Ok(filing) => filing,
        Err(wrong) => return form(server, typed, token, &wrong),
    };
    if let Some(question) = second::question(server, token, typed).await {
        return question;
    }
    match reporter::file(server, &filing, IdempotencyKey::parse(token).as_ref()).await {
        Ok(filed) => {
            let page = submitted::render(typed.words, site, &filed);
            if let Ok(page) = &page {
                second::remember(server, token, typed, page).await;
            }
            page::html(page)
        }
        // Pressing «send» again is safe: the token makes it the same report.
        Err(error) => {
            let fault = Fault::from(error);
            fault.dress(review::page(server, typed, token, &filing, Some(fault)))
        }
    }
}

fn filing_of(server: &Server, typed: &Form) -> Result<Filing, Vec<FieldError>> {
    input(typed).check(&server.directory, Channel::Web)
}

fn input(typed: &Form) -> ReportInput<'_> {
    let get = |field: FieldSpec| typed.get(field.name);
    let name = get(reporter::INSTITUTION_NAME.spec());
    let institution = match (get(reporter::INSTITUTION), !name.trim().is_empty()) {
        ("" | choices::OTHER, true) | (choices::OTHER, false) => InstitutionInput::Name(name),
        ("", false) => InstitutionInput::Unanswered,
        (choices::UNKNOWN, false) => InstitutionInput::Unknown,
        (_, true) => InstitutionInput::Both,
        (code, false) => InstitutionInput::Code(code),
    };
    ReportInput {
        category: get(reporter::CATEGORY.spec()),
        province: get(reporter::PROVINCE.spec()),
        institution,
        narrative: get(reporter::NARRATIVE.spec()),
        subject: get(reporter::SUBJECT.spec()),
        place: get(reporter::PLACE.spec()),
        occurred: get(reporter::OCCURRED.spec()),
        anonymity: get(reporter::ANONYMITY.spec()),
        identity: get(reporter::IDENTITY.spec()),
        contact: get(reporter::CONTACT.spec()),
        language: typed.words.locale().lang(),
    }
}

/// The same without characters that nobody sees, at the reporter's wish.
fn cleaned(typed: &Form) -> Form {
    let values = FIELDS.map(|field| without_invisible(typed.get(field.name)));
    let fields: Vec<(&str, &str)> = FIELDS
        .iter()
        .zip(&values)
        .map(|(field, value)| (field.name, value.as_str()))
        .collect();
    Form::of(typed.words, &fields)
}

fn form(server: &Server, typed: &Form, token: &str, wrong: &[FieldError]) -> Response {
    let status = if wrong.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    page::html_with(status, form_page(server, typed, token, wrong))
}

fn form_page(
    server: &Server,
    typed: &Form,
    token: &str,
    wrong: &[FieldError],
) -> Result<String, askama::Error> {
    let words = typed.words;
    let errors = field_message::form_errors(words, wrong);
    FilingForm {
        frame: Frame::new(words, "/report", words.t("reporter-report-title"))
            .telling(disruptions(server, words))
            .with_errors(&errors)
            .language_by("report", "/report", ("step", "change"), ("step", "check")),
        steps: steps(words),
        typed,
        token,
        errors,
        can_clean: wrong.iter().any(|error| error.fault.is_invisible()),
        categories: choices::categories(words, typed.get("category")),
        provinces: choices::provinces(words, typed.get("province")),
        institutions: choices::institutions(words, &server.directory, typed.get("institution")),
        anonymity: choices::anonymity(words, typed.get("anonymity")),
    }
    .render()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Locale, Translator};

    fn institution(chosen: &str, name: &str) -> &'static str {
        let form = Form::of(
            Translator::of(Locale::Fa),
            &[("institution", chosen), ("institution_name", name)],
        );
        match input(&form).institution {
            InstitutionInput::Unanswered => "unanswered",
            InstitutionInput::Code(_) => "code",
            InstitutionInput::Name(_) => "name",
            InstitutionInput::Both => "both",
            InstitutionInput::Unknown => "unknown",
        }
    }

    #[test]
    fn words_for_an_institution_are_never_dropped() {
        assert_eq!(institution("", ""), "unanswered");
        assert_eq!(institution("", "دهیاری"), "name");
        assert_eq!(institution("_other", "دهیاری"), "name");
        assert_eq!(institution("_other", ""), "name");
        assert_eq!(institution("_unknown", " "), "unknown");
        assert_eq!(institution("_unknown", "دهیاری"), "both");
        assert_eq!(institution("police", ""), "code");
        assert_eq!(institution("police", "دهیاری"), "both");
    }

    #[test]
    fn cleaning_takes_out_what_nobody_sees_and_nothing_else() {
        let form = Form::of(
            Translator::of(Locale::Fa),
            &[
                ("subject", "مد\u{202e}یر\0"),
                ("narrative", "می\u{200c}دانم\r\nو"),
            ],
        );
        let cleaned = cleaned(&form);
        assert_eq!(cleaned.get("subject"), "مدیر");
        assert_eq!(cleaned.get("narrative"), form.get("narrative"));
    }
}
