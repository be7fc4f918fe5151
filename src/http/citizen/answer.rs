//! The reporter answers a question.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use sajam_aggregates::{Refusal, ReportEventKind, ReportId};

use super::reporter_form::ReporterForm;
use super::retry_page;
use super::tracking::{self, Draft, Notice};
use crate::http::Web;
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::server::Server;
use crate::service::action::FromFields;
use crate::service::reporter::Answer;
use crate::service::reporter::timeline::Timeline;
use crate::service::{ActionError, CaseFile, reporter};

/// Sends the answer and shows the tracking page again.
pub async fn post(State(web): State<Web>, ReporterForm { id, typed }: ReporterForm) -> Response {
    match answer(&web.server, &id, &typed).await {
        Ok(response) => response,
        Err(error) => retry_page::page("/track/answers", &typed, error.into()),
    }
}

async fn answer(
    server: &Server,
    id: &ReportId,
    typed: &Form,
) -> Result<Response, ActionError<Refusal>> {
    let words = typed.words;
    let draft = Draft::of(typed);
    let answer = match Answer::parse(typed) {
        Ok(answer) => answer,
        Err(wrong) => {
            let case = CaseFile::load(server, id).await?;
            let draft = Draft {
                error: wrong.first().copied(),
                ..draft
            };
            let response = tracking::page(server, words, &case, None, draft).await?;
            return Ok(Fault::Invalid.dress(response));
        }
    };
    let seen = typed.get("seen").parse().ok();
    let done = reporter::execute(server, id, seen, &answer).await;
    let case = CaseFile::load(server, id).await?;
    let timeline = Timeline::of(server, &case).await?;
    let is_in = timeline.has_since(
        seen,
        ReportEventKind::ReporterAnswered,
        answer.message.as_str(),
    );
    let (status, notice, draft) = match done {
        Ok(()) => (
            StatusCode::OK,
            Notice::new(
                "success",
                words.t("reporter-answer-sent-title"),
                words.t("reporter-answer-sent-text"),
            ),
            Draft::default(),
        ),
        // The same form twice, or the page reloaded.
        Err(ActionError::Refused(_) | ActionError::Conflict) if is_in => (
            StatusCode::OK,
            Notice::new(
                "info",
                words.t("reporter-answer-there-title"),
                words.t("reporter-answer-there-text"),
            ),
            Draft::default(),
        ),
        Err(ActionError::Conflict | ActionError::Refused(Refusal::ChangedSince { .. })) => (
            StatusCode::CONFLICT,
            Notice::changed(words, &timeline, seen),
            draft,
        ),
        Err(ActionError::Refused(refusal)) => (
            StatusCode::CONFLICT,
            Notice::new(
                "info",
                words.term("refusal", refusal.code()),
                words.t("reporter-answer-refused"),
            ),
            draft,
        ),
        Err(error) => return Err(error),
    };
    let mut response = tracking::page_of(server, words, &case, &timeline, Some(notice), draft);
    *response.status_mut() = status;
    Ok(response)
}
