//! The reporter answers a question.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use sajam_aggregates::{Message, Refusal, ReportId};

use super::tracking::{self, Kept, Notice};
use super::{again, number};
use crate::app::App;
use crate::http::Web;
use crate::http::foundation::access;
use crate::http::foundation::fault::Fault;
use crate::http::foundation::form::Form;
use crate::service::progress::Progress;
use crate::service::{ActionError, CaseFile, OpenedText, following, written};

/// Sends the answer and shows the tracking page again.
pub async fn post(State(web): State<Web>, typed: Form) -> Response {
    let Some(id) = access::check(&web.app, typed.get("access")) else {
        return number::expired(&typed);
    };
    match answer(&web.app, &id, &typed).await {
        Ok(response) => response,
        Err(error) => again::page("/track/answers", &typed, error.into()),
    }
}

async fn answer(app: &App, id: &ReportId, typed: &Form) -> Result<Response, ActionError<Refusal>> {
    let words = typed.words;
    let kept = Kept::of(typed);
    let message: Message = match written::text(typed.get("message")) {
        Ok(message) => message,
        Err(fault) => {
            let case = CaseFile::load(app, id).await?;
            let kept = Kept {
                fault: Some(fault),
                ..kept
            };
            let response = tracking::page(app, words, &case, None, kept).await?;
            return Ok(Fault::Invalid.dress(response));
        }
    };
    let seen = typed.get("seen").parse().ok();
    let done = following::answer(app, id, seen, &message).await;
    let case = CaseFile::load(app, id).await?;
    let progress = Progress::of(app, &case).await?;
    let is_in = is_answered(&progress, seen, &message);
    let (status, notice, kept) = match done {
        Ok(()) => (
            StatusCode::OK,
            Notice::new(
                "success",
                words.t("reporter-answer-sent-title"),
                words.t("reporter-answer-sent-text"),
            ),
            Kept::default(),
        ),
        // The same form twice, or the page reloaded.
        Err(ActionError::Refused(_) | ActionError::Conflict) if is_in => (
            StatusCode::OK,
            Notice::new(
                "info",
                words.t("reporter-answer-there-title"),
                words.t("reporter-answer-there-text"),
            ),
            Kept::default(),
        ),
        Err(ActionError::Conflict | ActionError::Refused(Refusal::ChangedSince { .. })) => (
            StatusCode::CONFLICT,
            Notice::changed(words, &progress, seen),
            kept,
        ),
        Err(ActionError::Refused(refusal)) => (
            StatusCode::CONFLICT,
            Notice::new(
                "info",
                words.term("refusal", refusal.code()),
                words.t("reporter-answer-refused"),
            ),
            kept,
        ),
        Err(error) => return Err(error),
    };
    let mut response = tracking::page_of(app, words, &case, &progress, Some(notice), kept);
    *response.status_mut() = status;
    Ok(response)
}

/// Whether this very answer has come in since the page was made.
fn is_answered(progress: &Progress, seen: Option<u64>, message: &Message) -> bool {
    progress.since(seen.unwrap_or(0)).any(|step| {
        step.event == "ReporterAnswered"
            && matches!(&step.text, Some(OpenedText::Text(text)) if text.as_str() == message.as_str())
    })
}
