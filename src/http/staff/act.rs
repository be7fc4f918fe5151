//! `POST /staff/reports/{id}/{action}`: doing something with a case.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use sajam_aggregates::report::TextVisibility;
use sajam_aggregates::{Audience, Refusal, ReportEvent, ReportId};
use zeroize::Zeroizing;

use super::case::{self as case_page, CaseNotice};
use super::forms::STAGE;
use super::login::first_page;
use super::short_id;
use super::timeline::label;
use crate::context::Context;
use crate::http::Web;
use crate::http::layout::Frame;
use crate::http::shared::case::open;
use crate::http::shared::extract::Path;
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::http::shared::session::Staff;
use crate::http::shared::staff_roles::CaseWorker;
use crate::http::shared::{page, resubmit_page};
use crate::service::action::{Action, InputError};
use crate::service::case;
use crate::service::input::FieldKind;
use crate::service::{ActionError, CaseFile};

#[derive(Template)]
#[template(path = "staff/confirm.html")]
struct ConfirmPage {
    frame: Frame,
    action: String,
    seen: u64,
    /// What cannot be undone about it.
    warning: String,
    /// The button that does it.
    send: String,
    /// What it settles, with what that is called.
    codes: Vec<(String, String)>,
    /// What the reporter will read.
    letter: Vec<Zeroizing<String>>,
    /// What stays in the file only, with what it is called.
    notes: Vec<(String, Zeroizing<String>)>,
    /// Every field once more.
    hidden: Vec<(&'static str, Zeroizing<String>)>,
}

/// Carries out an action and shows the case; whatever goes wrong, what was typed stays on the page.
pub async fn act(
    State(web): State<Web>,
    signed: CaseWorker,
    Path((id, action)): Path<(String, String)>,
    form: Form,
) -> Response {
    let words = form.words;
    let (Ok(id), Some(action)) = (id.parse::<ReportId>(), case::find(&action)) else {
        return Fault::NotFound.page(words);
    };
    let acting = Acting {
        context: &web.server,
        signed: &signed,
        id: &id,
        action,
        form: &form,
    };
    match acting.run().await {
        Ok(response) => response,
        Err(Fault::NotFound) => Fault::NotFound.page(words),
        Err(fault) => {
            let path = format!("/staff/reports/{id}/{}", action.code());
            resubmit_page::page(fault, words, &path, &form)
        }
    }
}

struct Acting<'a> {
    context: &'a Context,
    signed: &'a CaseWorker,
    id: &'a ReportId,
    action: &'static Action,
    form: &'a Form,
}

impl Acting<'_> {
    async fn run(&self) -> Result<Response, Fault> {
        let Ok(seen) = self.form.get("seen").parse::<u64>() else {
            return Err(Fault::Malformed);
        };
        let case = CaseFile::load(self.context, self.id).await?;
        if !case::may_open(&self.signed.session, &case) {
            return self.taken_away(&case);
        }
        if self.form.get(STAGE) == "edit" {
            return self.again(CaseNotice::default()).await;
        }
        let command = match self.action.read(self.context, self.form).await {
            Ok(command) => command,
            Err(InputError::Fields(wrong)) => {
                let told = CaseNotice {
                    wrong: &wrong,
                    ..CaseNotice::default()
                };
                return self.again(told).await;
            }
            Err(InputError::Service(error)) => return Err(error.into()),
        };
        if self.action.is_confirmed && self.form.get(STAGE) != "send" {
            return self.confirm(&case, seen).await;
        }
        let Staff {
            session,
            request: name,
        } = &**self.signed;
        match case::execute(
            self.context,
            session,
            case,
            Some(seen),
            command.as_ref(),
            name,
        )
        .await
        {
            Ok(()) => self.done().await,
            Err(ActionError::Refused(refusal)) => self.refused(&refusal, seen).await,
            Err(ActionError::Conflict) => self.told(Fault::Conflict, seen).await,
            Err(error) => Err(error.into()),
        }
    }

    /// Back to the case; to the queue when the case is no longer theirs to read.
    async fn done(&self) -> Result<Response, Fault> {
        let session = &self.signed.session;
        let case = CaseFile::load(self.context, self.id).await?;
        let identity = case::opened_identity(session, &case)?;
        if !identity.is_empty() {
            let told = CaseNotice {
                done: Some(self.action),
                identity,
                ..CaseNotice::default()
            };
            let words = self.form.words;
            return case_page::render(self.context, self.signed, words, &case, &told).await;
        }
        let path = if case::may_open(session, &case) {
            format!("/staff/reports/{}", self.id)
        } else {
            first_page(session).to_owned()
        };
        let target = format!(
            "{}?done={}",
            self.form.words.locale().href(&path),
            self.action.code()
        );
        Ok(Redirect::to(&target).into_response())
    }

    async fn refused(&self, refusal: &Refusal, seen: u64) -> Result<Response, Fault> {
        let fault = match refusal {
            Refusal::ChangedSince { .. } => Fault::Conflict,
            other => Fault::Refused(other.code()),
        };
        self.told(fault, seen).await
    }

    async fn told(&self, fault: Fault, seen: u64) -> Result<Response, Fault> {
        let told = CaseNotice {
            fault: Some(fault),
            seen: Some(seen),
            ..CaseNotice::default()
        };
        self.again(told).await
    }

    /// The case with what was typed.
    async fn again(&self, told: CaseNotice<'_>) -> Result<Response, Fault> {
        let told = CaseNotice {
            typed: Some((self.action, self.form)),
            ..told
        };
        match open(self.context, self.signed, self.id).await {
            Ok(case) => {
                case_page::render(self.context, self.signed, self.form.words, &case, &told).await
            }
            Err(Fault::NotFound) => self.taken_away(&CaseFile::load(self.context, self.id).await?),
            Err(fault) => Err(fault),
        }
    }

    /// Somebody else's by now. Whoever has read it before is told so and keeps their text; to others it is not there.
    fn taken_away(&self, case: &CaseFile) -> Result<Response, Fault> {
        let me = &self.signed.session.id;
        let has_read = case.entries.iter().any(
            |entry| matches!(&entry.event, ReportEvent::Opened(opened) if opened.reader == *me),
        );
        if has_read {
            let words = self.form.words;
            return Ok(resubmit_page::page_to_copy(
                Fault::Refused("not-your-unit"),
                words,
                self.form,
            ));
        }
        Err(Fault::NotFound)
    }

    /// Shows what will be sent to the reporter before it is.
    async fn confirm(&self, case: &CaseFile, seen: u64) -> Result<Response, Fault> {
        let verdicts = case::verdicts(&self.signed.session, case);
        let verdict = verdicts
            .into_iter()
            .find(|(action, _)| *action == self.action);
        if let Some((_, Err(refusal))) = verdict {
            return self.refused(&refusal, seen).await;
        }
        if case.report.revision() != seen {
            return self.told(Fault::Conflict, seen).await;
        }
        let (words, form) = (self.form.words, self.form);
        let short = short_id(self.id.as_str());
        let path = format!("/staff/reports/{}", self.id);
        let session = &self.signed.session;
        let code = self.action.code();
        let title = words.t1(&format!("staff-confirm-title-{code}"), "id", short);
        let mut view = ConfirmPage {
            action: words.locale().href(&format!("{path}/{code}")),
            frame: Frame::new(words, path.clone(), title)
                .staff(session.login.clone(), session.roles())
                .language_by(
                    "confirm",
                    format!("{path}/{code}"),
                    (STAGE, "check"),
                    ("", ""),
                ),
            seen,
            warning: words.term("staff-confirm-final", code).into_owned(),
            send: words.term("staff-confirm-send", code).into_owned(),
            codes: Vec::new(),
            letter: Vec::new(),
            notes: Vec::new(),
            hidden: Vec::new(),
        };
        for field in self.action.fields {
            let value = Zeroizing::new(form.get(field.name).trim().to_owned());
            view.hidden.push((field.name, value.clone()));
            match (field.sealed, field.kind) {
                (Some(_), _) if value.is_empty() => {}
                (Some(sealed), _) => match sealed.visibility(Audience::Reporter) {
                    TextVisibility::Opened => view.letter.push(value),
                    TextVisibility::Sealed | TextVisibility::OnRecord => {
                        view.notes.push((label(words, field.name), value))
                    }
                },
                (None, FieldKind::Code(_)) => {
                    let name = words.term(field.name, &value).into_owned();
                    view.codes.push((label(words, field.name), name));
                }
                (None, _) => view
                    .codes
                    .push((label(words, field.name), value.to_string())),
            }
        }
        Ok(page::html(view.render()))
    }
}
