//! The reporter takes the report back, after being asked once more.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sajam_aggregates::{Refusal, ReportId};

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
use crate::service::reporter::Withdraw;
use crate::service::reporter::timeline::Timeline;
use crate::service::{ActionError, CaseFile, reporter};

#[derive(Template)]
#[template(path = "citizen/withdrawal.html")]
struct Withdrawal<'a> {
    frame: Frame,
    notice: Option<Notice>,
    errors: FormErrors,
    access: String,
    seen: u64,
    /// An answer typed and not sent: it goes back to the tracking page with «no».
    message: &'a str,
    reason: &'a str,
}

/// Asks first; with `confirm=yes` withdraws and shows the tracking page again.
pub async fn post(State(web): State<Web>, ReporterForm { id, typed }: ReporterForm) -> Response {
    let response = if typed.get("confirm") == "yes" {
        withdraw(&web.server, &id, &typed).await
    } else {
        ask(&web.server, &id, &typed).await
    };
    response.unwrap_or_else(|error| retry_page::page("/track/withdrawal", &typed, error.into()))
}

async fn ask(
    server: &Server,
    id: &ReportId,
    typed: &Form,
) -> Result<Response, ActionError<Refusal>> {
    let words = typed.words;
    let case = CaseFile::load(server, id).await?;
    let timeline = Timeline::of(server, &case).await?;
    if let Err(refusal) = &timeline.withdrawal {
        let notice = closed(words, refusal);
        let draft = Draft::of(typed);
        return Ok(tracking::page_of(
            server,
            words,
            &case,
            &timeline,
            Some(notice),
            draft,
        ));
    }
    Ok(question(server, &case, typed, None, FormErrors::default()))
}

async fn withdraw(
    server: &Server,
    id: &ReportId,
    typed: &Form,
) -> Result<Response, ActionError<Refusal>> {
    let words = typed.words;
    let withdrawal = match Withdraw::parse(typed) {
        Ok(withdrawal) => withdrawal,
        Err(wrong) => {
            let case = CaseFile::load(server, id).await?;
            let errors = field_message::form_errors(words, &wrong);
            return Ok(Fault::Invalid.dress(question(server, &case, typed, None, errors)));
        }
    };
    let seen = typed.get("seen").parse().ok();
    let done = reporter::execute(server, id, seen, &withdrawal).await;
    let case = CaseFile::load(server, id).await?;
    let timeline = Timeline::of(server, &case).await?;
    let notice = match done {
        Ok(()) => Notice::new(
            "success",
            words.t("reporter-withdrawn-title"),
            words.t("reporter-withdrawn-text"),
        ),
        Err(ActionError::Refused(Refusal::ChangedSince { .. }) | ActionError::Conflict)
            if timeline.withdrawal.is_ok() =>
        {
            let notice = Notice::changed(words, &timeline, seen);
            let page = question(server, &case, typed, Some(notice), FormErrors::default());
            return Ok(Fault::Conflict.dress(page));
        }
        Err(ActionError::Refused(refusal)) => closed(
            words,
            timeline.withdrawal.as_ref().err().unwrap_or(&refusal),
        ),
        Err(error) => return Err(error),
    };
    Ok(tracking::page_of(
        server,
        words,
        &case,
        &timeline,
        Some(notice),
        Draft::default(),
    ))
}

/// There is nothing left to withdraw, or not now.
fn closed(words: Translator, refusal: &Refusal) -> Notice {
    let told = match refusal {
        Refusal::AlreadyWithdrawn => words.t("reporter-already-withdrawn"),
        other => words.term("refusal", other.code()),
    };
    Notice::new("info", told, "".into())
}

fn question(
    server: &Server,
    case: &CaseFile,
    typed: &Form,
    notice: Option<Notice>,
    errors: FormErrors,
) -> Response {
    let words = typed.words;
    // After a change has been shown, the next press is about the report as it is now.
    let seen = match notice {
        Some(_) => case.report.revision(),
        None => typed
            .get("seen")
            .parse()
            .unwrap_or_else(|_| case.report.revision()),
    };
    let page = Withdrawal {
        frame: Frame::new(words, "/track", words.t("reporter-withdraw-title"))
            .step()
            .language_by(
                "withdrawal",
                "/track/withdrawal",
                ("step", "change"),
                ("confirm", "yes"),
            )
            .with_errors(&errors),
        notice,
        errors,
        access: report_token::issue(server, &case.id),
        seen,
        message: typed.get("message"),
        reason: typed.get("reason"),
    };
    page::html(page.render())
}
