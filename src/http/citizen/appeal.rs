//! The reporter appeals against the answer, once, after being told what that means.

use std::borrow::Cow;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sajam_aggregates::{Refusal, ReportEventKind, ReportId};

use super::reporter_form::ReporterForm;
use super::retry_page;
use super::tracking::{self, Draft, Notice};
use crate::http::Web;
use crate::http::layout::{FormErrors, Frame};
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::http::shared::{page, report_token};
use crate::http::view::field_message;
use crate::locale::Translator;
use crate::server::Server;
use crate::service::action::FromFields;
use crate::service::reporter::timeline::Timeline;
use crate::service::{ActionError, CaseFile, OpenedText, reporter};

#[derive(Template)]
#[template(path = "citizen/appeal.html")]
struct Appeal<'a> {
    frame: Frame,
    notice: Option<Notice>,
    errors: FormErrors,
    access: String,
    seen: u64,
    /// The answer that the appeal is against.
    end: Vec<(Cow<'static, str>, &'a OpenedText)>,
    grounds: &'a str,
}

/// Asks for the grounds; with `confirm=yes` appeals and shows the tracking page again.
pub async fn post(State(web): State<Web>, ReporterForm { id, typed }: ReporterForm) -> Response {
    let response = if typed.get("confirm") == "yes" {
        appeal(&web.server, &id, &typed).await
    } else {
        ask(&web.server, &id, &typed).await
    };
    response.unwrap_or_else(|error| retry_page::page("/track/appeal", &typed, error.into()))
}

async fn ask(
    server: &Server,
    id: &ReportId,
    typed: &Form,
) -> Result<Response, ActionError<Refusal>> {
    let case = CaseFile::load(server, id).await?;
    let timeline = Timeline::of(server, &case).await?;
    Ok(match &timeline.appeal {
        Ok(()) => question(server, &case, &timeline, typed, None, FormErrors::default()),
        Err(refusal) => refused(server, &case, &timeline, typed, refusal),
    })
}

async fn appeal(
    server: &Server,
    id: &ReportId,
    typed: &Form,
) -> Result<Response, ActionError<Refusal>> {
    let words = typed.words;
    let appeal = match reporter::Appeal::parse(typed) {
        Ok(appeal) => appeal,
        Err(wrong) => {
            let case = CaseFile::load(server, id).await?;
            let timeline = Timeline::of(server, &case).await?;
            if let Err(refusal) = &timeline.appeal {
                return Ok(refused(server, &case, &timeline, typed, refusal));
            }
            let errors = field_message::form_errors(words, &wrong);
            let page = question(server, &case, &timeline, typed, None, errors);
            return Ok(Fault::Invalid.dress(page));
        }
    };
    let seen = typed.get("seen").parse().ok();
    let done = reporter::execute(server, id, seen, &appeal).await;
    let case = CaseFile::load(server, id).await?;
    let timeline = Timeline::of(server, &case).await?;
    let told = |kind, title, text| {
        let notice = Notice::new(kind, title, text);
        tracking::page_of(
            server,
            words,
            &case,
            &timeline,
            Some(notice),
            Draft::default(),
        )
    };
    Ok(match done {
        Ok(()) => told(
            "success",
            words.t("reporter-appealed-title"),
            words.t("reporter-appealed-text"),
        ),
        // The same form twice, or the page reloaded.
        Err(ActionError::Refused(_) | ActionError::Conflict)
            if timeline.has_since(seen, ReportEventKind::Appealed, appeal.grounds.as_str()) =>
        {
            told(
                "info",
                words.t("reporter-appeal-there-title"),
                words.t("reporter-answer-there-text"),
            )
        }
        Err(ActionError::Refused(Refusal::ChangedSince { .. }) | ActionError::Conflict)
            if timeline.appeal.is_ok() =>
        {
            let notice = Some(Notice::changed(words, &timeline, seen));
            let page = question(
                server,
                &case,
                &timeline,
                typed,
                notice,
                FormErrors::default(),
            );
            Fault::Conflict.dress(page)
        }
        Err(ActionError::Refused(refusal)) => {
            let refusal = timeline.appeal.as_ref().err().unwrap_or(&refusal);
            refused(server, &case, &timeline, typed, refusal)
        }
        Err(error) => return Err(error),
    })
}

/// There is nothing to appeal against, or no more. What was written stays on the page.
fn refused(
    server: &Server,
    case: &CaseFile,
    timeline: &Timeline,
    typed: &Form,
    refusal: &Refusal,
) -> Response {
    let words: Translator = typed.words;
    let title = words.term("refusal", refusal.code());
    let notice = Notice::new("info", title, "".into());
    let draft = Draft::of(typed);
    let page = tracking::page_of(server, words, case, timeline, Some(notice), draft);
    Fault::Refused(refusal.code()).dress(page)
}

fn question(
    server: &Server,
    case: &CaseFile,
    timeline: &Timeline,
    typed: &Form,
    notice: Option<Notice>,
    errors: FormErrors,
) -> Response {
    let words = typed.words;
    // After a change has been shown, the next press is about the report as it is now.
    let seen = match notice {
        Some(_) => timeline.revision,
        None => typed.get("seen").parse().unwrap_or(timeline.revision),
    };
    let page = Appeal {
        frame: Frame::new(words, "/track", words.t("reporter-appeal-title"))
            .step()
            .language_by(
                "appeal",
                "/track/appeal",
                ("step", "change"),
                ("confirm", "yes"),
            )
            .with_errors(&errors),
        notice,
        errors,
        access: report_token::issue(server, &case.id),
        seen,
        end: tracking::end(words, timeline),
        grounds: typed.get("grounds"),
    };
    page::html(page.render())
}
