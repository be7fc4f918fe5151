//! Publishing and correcting, after it was shown: neither can be taken back.

use std::error::Error;

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use futures::FutureExt;
use sajam_aggregates::{By, ReleaseRefusal, Role};
use sajam_statistics::ReleaseId;

use super::form::{Action, read};
use super::one::one_page;
use crate::http::Web;
use crate::http::layout::{FormErrors, Frame};
use crate::http::shared::extract::Path;
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::http::shared::staff_roles::Publisher;
use crate::http::shared::{page, resubmit_page};
use crate::http::staff::frame;
use crate::locale::Translator;
use crate::service::ServiceError;
use crate::service::releases::{self, CorrectError, Correction, PublishError};

#[derive(Template)]
#[template(path = "staff/release_confirm.html")]
struct ConfirmPage {
    frame: Frame,
    lead: String,
    /// In Persian and in English; none for a publication.
    reason: Option<(String, String)>,
    hidden: Vec<(String, String)>,
}

/// Shows what is asked, and does it once it is sent again.
pub async fn act(
    State(web): State<Web>,
    signed: Publisher,
    Path(id): Path<String>,
    form: Form,
) -> Response {
    let words = form.words;
    match try_act(&web, &signed, &id, &form).await {
        Ok(response) => response,
        Err(Fault::NotFound) => Fault::NotFound.page(words),
        Err(fault) => resubmit_page::page(fault, words, &format!("/staff/releases/{id}"), &form),
    }
}

async fn try_act(
    web: &Web,
    signed: &Publisher,
    text: &str,
    form: &Form,
) -> Result<Response, Fault> {
    let words = form.words;
    let id: ReleaseId = text.parse().map_err(|_| Fault::NotFound)?;
    if form.get("stage") == "edit" {
        let page = one_page(web, signed, words, text, Some(form), FormErrors::default()).await?;
        return Ok(page::html(page.render()));
    }
    let action = match read(form) {
        Ok(action) => action,
        Err(errors) => {
            let page = one_page(web, signed, words, text, Some(form), errors).await?;
            return Ok(Fault::Invalid.dress(page::html(page.render())));
        }
    };
    if form.get("stage") != "send" {
        return Ok(confirm(signed, form, id, action));
    }
    let by = by(signed)?;
    let server = web.server.clone();
    let (work, done) = match action {
        Action::Publish if id.previous().is_some() => return Err(Fault::NotFound),
        Action::Publish => {
            let work = async move {
                let published =
                    releases::publish(&server, &server.catalogue, id.family(), id.period(), &by)
                        .await;
                published.map(drop).map_err(CorrectError::from)
            };
            (work.boxed(), "published")
        }
        Action::Correct(correction, reason) => {
            let work = async move {
                let corrected =
                    releases::correct(&server, &server.catalogue, id, reason, correction, &by)
                        .await;
                corrected.map(drop)
            };
            (work.boxed(), "corrected")
        }
    };
    // Of several steps: a browser that is closed meanwhile does not break it off.
    let result = tokio::spawn(work).await.map_err(|_| Fault::Internal)?;
    match result {
        Ok(()) => {
            let path = words.locale().href("/staff/releases");
            Ok(Redirect::to(&format!("{path}?done={done}")).into_response())
        }
        Err(error) => {
            let told = told(words, &error)?;
            let mut page =
                one_page(web, signed, words, text, Some(form), FormErrors::default()).await?;
            page.fault = told;
            Ok(Fault::Conflict.dress(page::html(page.render())))
        }
    }
}

/// Whoever came this far is a publisher: the route is theirs alone.
fn by(signed: &Publisher) -> Result<By, Fault> {
    let capacities = signed.session.capacities();
    let publisher = capacities
        .into_iter()
        .find(|staff| staff.role == Role::Publisher);
    publisher.map(By::Staff).ok_or(Fault::NotFound)
}

fn confirm(signed: &Publisher, form: &Form, id: ReleaseId, action: Action) -> Response {
    let words = form.words;
    let title = words.term("family", id.family().code());
    let (lead, reason) = match action {
        Action::Publish => {
            let period = words.period(id.period());
            let values = [("title", &*title), ("period", period.as_str())];
            (words.args("staff-release-confirm-publish", &values), None)
        }
        Action::Correct(correction, reason) => {
            let lead = match correction {
                Correction::Replace => words.t("staff-release-confirm-replace"),
                Correction::Withdraw => words.t("staff-release-confirm-withdraw"),
            };
            let texts = [reason.fa, reason.en].map(|text| text.as_str().to_owned());
            (lead, Some(texts.into()))
        }
    };
    let hidden = form
        .pairs()
        .filter(|(name, _)| *name != "stage")
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let title = words.t("staff-release-confirm");
    let path = format!("/staff/releases/{id}");
    let page = ConfirmPage {
        lead: lead.into_owned(),
        reason,
        hidden,
        frame: frame(signed, words, path.clone(), &title).language_by(
            "confirm",
            path,
            ("stage", "check"),
            ("", ""),
        ),
    };
    page::html(page.render())
}

/// Why nothing was done, in the reader's words.
fn told(words: Translator, error: &CorrectError) -> Result<String, Fault> {
    let code = match error {
        CorrectError::Refused(refusal) => match refusal {
            ReleaseRefusal::AlreadyReplaced => "already-replaced",
            ReleaseRefusal::NotPublished => "not-published",
            _ => "other",
        },
        CorrectError::Service(ServiceError::Unavailable(_))
        | CorrectError::Replacement(PublishError::Service(ServiceError::Unavailable(_))) => {
            return Err(Fault::Unavailable);
        }
        CorrectError::Conflict | CorrectError::Service(_) => "other",
        CorrectError::Begun(_) => "begun",
        CorrectError::Replacement(error) => match error {
            PublishError::NotClosed { .. } => "not-closed",
            PublishError::BeforeFirst(_) => "before-first",
            PublishError::AlreadyPublished(_) => "already-published",
            PublishError::NotPublished(_) => "not-published",
            PublishError::DrawnElsewhere(_) => "drawn-elsewhere",
            PublishError::Overspent(_) => "overspent",
            PublishError::Behind { .. } | PublishError::Waiting(_) | PublishError::Uncovered(_) => {
                "behind"
            }
            PublishError::Forked(_) => "forked",
            PublishError::Held => "held",
            PublishError::Unwitnessed => "unwitnessed",
            PublishError::ClockAhead => "clock-ahead",
            _ => "other",
        },
    };
    if code == "other" {
        tracing::error!(%error, cause = error.source(), "statistics are not published");
    }
    Ok(words.term("release-refusal", code).into_owned())
}
