//! The reporter appeals against the answer, once, after being told what that means.

use std::borrow::Cow;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sajam_aggregates::{Message, Refusal, ReportId};

use super::tracking::{self, Kept, Notice};
use super::{again, field_text, number};
use crate::app::App;
use crate::http::Web;
use crate::http::foundation::fault::Fault;
use crate::http::foundation::form::Form;
use crate::http::foundation::{access, page};
use crate::http::layout::{FormErrors, Frame};
use crate::locale::Words;
use crate::service::progress::Progress;
use crate::service::{ActionError, CaseFile, OpenedText, following, written};

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
pub async fn post(State(web): State<Web>, typed: Form) -> Response {
    let Some(id) = access::check(&web.app, typed.get("access")) else {
        return number::expired(&typed);
    };
    let response = if typed.get("confirm") == "yes" {
        appeal(&web.app, &id, &typed).await
    } else {
        ask(&web.app, &id, &typed).await
    };
    response.unwrap_or_else(|error| again::page("/track/appeal", &typed, error.into()))
}

async fn ask(app: &App, id: &ReportId, typed: &Form) -> Result<Response, ActionError<Refusal>> {
    let case = CaseFile::load(app, id).await?;
    let progress = Progress::of(app, &case).await?;
    Ok(match &progress.appeal {
        Ok(()) => question(app, &case, &progress, typed, None, FormErrors::default()),
        Err(refusal) => refused(app, &case, &progress, typed, refusal),
    })
}

async fn appeal(app: &App, id: &ReportId, typed: &Form) -> Result<Response, ActionError<Refusal>> {
    let words = typed.words;
    let grounds: Message = match written::text(typed.get("grounds")) {
        Ok(grounds) => grounds,
        Err(fault) => {
            let case = CaseFile::load(app, id).await?;
            let progress = Progress::of(app, &case).await?;
            if let Err(refusal) = &progress.appeal {
                return Ok(refused(app, &case, &progress, typed, refusal));
            }
            let label = words.t("reporter-label-grounds");
            let mut errors = FormErrors::default();
            errors.add("grounds", field_text::text_message(words, &label, fault));
            let page = question(app, &case, &progress, typed, None, errors);
            return Ok(Fault::Invalid.dress(page));
        }
    };
    let seen = typed.get("seen").parse().ok();
    let done = following::appeal(app, id, seen, &grounds).await;
    let case = CaseFile::load(app, id).await?;
    let progress = Progress::of(app, &case).await?;
    let told = |kind, title, text| {
        let notice = Notice::new(kind, title, text);
        tracking::page_of(app, words, &case, &progress, Some(notice), Kept::default())
    };
    Ok(match done {
        Ok(()) => told(
            "success",
            words.t("reporter-appealed-title"),
            words.t("reporter-appealed-text"),
        ),
        // The same form twice, or the page reloaded.
        Err(ActionError::Refused(_) | ActionError::Conflict)
            if is_in(&progress, seen, &grounds) =>
        {
            told(
                "info",
                words.t("reporter-appeal-there-title"),
                words.t("reporter-answer-there-text"),
            )
        }
        Err(ActionError::Refused(Refusal::ChangedSince { .. }) | ActionError::Conflict)
            if progress.appeal.is_ok() =>
        {
            let notice = Some(Notice::changed(words, &progress, seen));
            let page = question(app, &case, &progress, typed, notice, FormErrors::default());
            Fault::Conflict.dress(page)
        }
        Err(ActionError::Refused(refusal)) => {
            let refusal = progress.appeal.as_ref().err().unwrap_or(&refusal);
            refused(app, &case, &progress, typed, refusal)
        }
        Err(error) => return Err(error),
    })
}

/// Whether this very appeal has come in since the page was made.
fn is_in(progress: &Progress, seen: Option<u64>, grounds: &Message) -> bool {
    progress.since(seen.unwrap_or(0)).any(|step| {
        step.event == "Appealed"
            && matches!(&step.text, Some(OpenedText::Text(text)) if text.as_str() == grounds.as_str())
    })
}

/// There is nothing to appeal against, or no more. What was written stays on the page.
fn refused(
    app: &App,
    case: &CaseFile,
    progress: &Progress,
    typed: &Form,
    refusal: &Refusal,
) -> Response {
    let words: Words = typed.words;
    let title = words.term("refusal", refusal.code());
    let notice = Notice::new("info", title, "".into());
    let kept = Kept::of(typed);
    let page = tracking::page_of(app, words, case, progress, Some(notice), kept);
    Fault::Refused(refusal.code()).dress(page)
}

fn question(
    app: &App,
    case: &CaseFile,
    progress: &Progress,
    typed: &Form,
    notice: Option<Notice>,
    errors: FormErrors,
) -> Response {
    let words = typed.words;
    // After a change has been shown, the next press is about the report as it is now.
    let seen = match notice {
        Some(_) => progress.revision,
        None => typed.get("seen").parse().unwrap_or(progress.revision),
    };
    let page = Appeal {
        frame: Frame::new(words, "/track", words.t("reporter-appeal-title"))
            .noindex()
            .refused(!errors.is_empty()),
        notice,
        errors,
        access: access::issue(app, &case.id),
        seen,
        end: tracking::end(words, progress),
        grounds: typed.get("grounds"),
    };
    page::html(page.render())
}
