//! `POST /staff/reports/{id}/{action}`: doing something with a case.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use sajam_aggregates::{Refusal, ReportEvent, ReportId};
use zeroize::Zeroizing;

use super::asked::{self, Command, NotAsked};
use super::case::{self, Told};
use super::login::first_page;
use super::short_id;
use super::story::label;
use crate::app::App;
use crate::http::Web;
use crate::http::foundation::fault::Fault;
use crate::http::foundation::form::Form;
use crate::http::foundation::session::Signed;
use crate::http::foundation::{kept, page};
use crate::http::layout::Frame;
use crate::service::{ActionError, CaseFile, handling};

/// The hidden field that says how far a form with a confirmation has come.
const STAGE: &str = "stage";

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
    /// Empty where nothing is resolved.
    outcome: String,
    explanation: Zeroizing<String>,
    reasons: Zeroizing<String>,
    outcome_code: String,
    outcome_label: String,
    reasons_label: String,
}

/// Carries out an action and shows the case; whatever goes wrong, what was typed stays on the page.
pub async fn act(
    State(web): State<Web>,
    signed: Signed,
    Path((id, action)): Path<(String, String)>,
    form: Form,
) -> Response {
    let words = form.words;
    let (Ok(id), Some(command)) = (id.parse::<ReportId>(), Command::parse(&action)) else {
        return Fault::NotFound.page(words);
    };
    let acting = Acting {
        app: &web.app,
        signed: &signed,
        id: &id,
        command,
        form: &form,
    };
    match acting.run().await {
        Ok(response) => response,
        Err(Fault::NotFound) => Fault::NotFound.page(words),
        Err(fault) => {
            let path = format!("/staff/reports/{id}/{}", command.code());
            kept::page(fault, words, &path, &form)
        }
    }
}

struct Acting<'a> {
    app: &'a App,
    signed: &'a Signed,
    id: &'a ReportId,
    command: Command,
    form: &'a Form,
}

impl Acting<'_> {
    async fn run(&self) -> Result<Response, Fault> {
        let Ok(seen) = self.form.get("seen").parse::<u64>() else {
            return Err(Fault::Malformed);
        };
        let case = CaseFile::load(self.app, self.id).await?;
        if !handling::may_open(&self.signed.session, &case) {
            return self.taken_away(&case);
        }
        if self.form.get(STAGE) == "edit" {
            return self.again(Told::default()).await;
        }
        let request = match asked::read(self.app, self.command, self.form).await {
            Ok(request) => request,
            Err(NotAsked::Fields(wrong)) => {
                let told = Told {
                    wrong: &wrong,
                    ..Told::default()
                };
                return self.again(told).await;
            }
            Err(NotAsked::Service(error)) => return Err(error.into()),
        };
        if self.command.is_confirmed() && self.form.get(STAGE) != "send" {
            return self.confirm(&case, seen).await;
        }
        let Signed {
            session,
            request: name,
        } = self.signed;
        match handling::handle(self.app, session, self.id, Some(seen), &request, name).await {
            Ok(()) => self.done().await,
            Err(ActionError::Refused(refusal)) => self.refused(&refusal, seen).await,
            Err(ActionError::Conflict) => self.told(Fault::Conflict, seen).await,
            Err(error) => Err(error.into()),
        }
    }

    /// Back to the case; to the queue when the case is no longer theirs to read.
    async fn done(&self) -> Result<Response, Fault> {
        let session = &self.signed.session;
        let case = CaseFile::load(self.app, self.id).await?;
        let path = if handling::may_open(session, &case) {
            format!("/staff/reports/{}", self.id)
        } else {
            first_page(session).to_owned()
        };
        let target = format!(
            "{}?done={}",
            self.form.words.locale().href(&path),
            self.command.code()
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
        let told = Told {
            fault: Some(fault),
            seen: Some(seen),
            ..Told::default()
        };
        self.again(told).await
    }

    /// The case with what was typed.
    async fn again(&self, told: Told<'_>) -> Result<Response, Fault> {
        let told = Told {
            typed: Some((self.command, self.form)),
            ..told
        };
        match case::open(self.app, self.signed, self.id).await {
            Ok(case) => case::render(self.app, self.signed, self.form.words, &case, &told).await,
            Err(Fault::NotFound) => self.taken_away(&CaseFile::load(self.app, self.id).await?),
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
            return Ok(kept::page_to_copy(
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
            .find(|(command, _)| *command == self.command);
        if let Some((_, Err(refusal))) = verdict {
            return self.refused(&refusal, seen).await;
        }
        if case.report.revision() != seen {
            return self.told(Fault::Conflict, seen).await;
        }
        let (words, form) = (self.form.words, self.form);
        let text = |name: &str| Zeroizing::new(form.get(name).trim().to_owned());
        let short = short_id(self.id.as_str());
        let path = format!("/staff/reports/{}", self.id);
        let session = &self.signed.session;
        let code = self.command.code();
        let title = words.t1(&format!("staff-confirm-title-{code}"), "id", short);
        let outcome = match self.command {
            Command::Resolve => words.term("outcome", form.get("outcome")).into_owned(),
            _ => String::new(),
        };
        let view = ConfirmPage {
            action: words.locale().href(&format!("{path}/{code}")),
            frame: Frame::new(words, path, title).staff(session.login.clone(), session.roles()),
            seen,
            warning: words.term("staff-confirm-final", code).into_owned(),
            send: words.term("staff-confirm-send", code).into_owned(),
            outcome,
            explanation: text("explanation"),
            reasons: text("reasons"),
            outcome_code: form.get("outcome").to_owned(),
            outcome_label: label(words, "outcome"),
            reasons_label: label(words, "reasons"),
        };
        Ok(page::html(view.render()))
    }
}
