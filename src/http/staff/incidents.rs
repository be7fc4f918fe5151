//! `/staff/incidents`: telling the public what is wrong, what is new about it, and that it is over.
//!
//! What was made known is in feeds within minutes and cannot be taken back, so it is shown before it is sent.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::frame;
use super::incident_form::{self, IncidentCommand};
use crate::http::Web;
use crate::http::layout::{Choice, FormErrors, Frame};
use crate::http::shared::extract::{Path, Query};
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::staff_roles::Administrator;
use crate::http::shared::{page, resubmit_page};
use crate::http::view::incident::IncidentView;
use crate::locale::Translator;
use crate::service::ServiceError;
use crate::status::incidents::may_add;
use crate::status::{Change, Incident, IncidentError, IncidentId, Said};

/// What was just done.
#[derive(Debug, Deserialize)]
pub struct Seen {
    done: Option<String>,
}

/// The texts of a form as they were typed.
struct Typed {
    title_fa: String,
    text_fa: String,
    title_en: String,
    text_en: String,
}

#[derive(Template)]
#[template(path = "staff/incidents.html")]
struct ListPage {
    frame: Frame,
    done: String,
    open: Vec<(String, IncidentView)>,
    id: String,
    kinds: Vec<Choice>,
    typed: Typed,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "staff/incident.html")]
struct OnePage {
    frame: Frame,
    incident: IncidentView,
    action: String,
    seen: i64,
    /// Empty when it is over.
    changes: Vec<Choice>,
    typed: Typed,
    errors: FormErrors,
    fault: String,
}

#[derive(Template)]
#[template(path = "staff/incident_confirm.html")]
struct ConfirmPage {
    frame: Frame,
    action: String,
    lead: String,
    said: Said,
    hidden: Vec<(String, String)>,
}

fn typed(form: Option<&Form>) -> Typed {
    let get = |name| form.map_or("", |form| form.get(name)).to_owned();
    Typed {
        title_fa: get("title_fa"),
        text_fa: get("text_fa"),
        title_en: get("title_en"),
        text_en: get("text_en"),
    }
}

fn away(error: sqlx::Error) -> Fault {
    let error: ServiceError = error.into();
    error.into()
}

/// Open incidents, and the form of a new one.
pub async fn list(
    State(web): State<Web>,
    signed: Administrator,
    Query(seen): Query<Seen>,
    RequestLocale(words): RequestLocale,
) -> Response {
    let done = match seen.done.as_deref() {
        Some(code @ ("opened" | "updated" | "closed")) => {
            words.term("staff-incident-done", code).into_owned()
        }
        _ => String::new(),
    };
    match list_page(&web, &signed, words, None, FormErrors::default(), done).await {
        Ok(page) => page::html(page.render()),
        Err(fault) => fault.page(words),
    }
}

async fn list_page(
    web: &Web,
    signed: &Administrator,
    words: Translator,
    form: Option<&Form>,
    errors: FormErrors,
    done: String,
) -> Result<ListPage, Fault> {
    let open = web.server.incidents.open_now().await.map_err(away)?;
    let view = |incident: &Incident| {
        let href = words
            .locale()
            .href(&format!("/staff/incidents/{}", incident.id));
        (href, IncidentView::of(incident, words))
    };
    let sent: Option<IncidentId> = form.and_then(|form| form.get("id").parse().ok());
    let title = words.t("staff-incidents-title");
    Ok(ListPage {
        frame: frame(signed, words, "/staff/incidents", &title)
            .language_by("incident", "/staff/incidents", ("stage", "edit"), ("", ""))
            .with_errors(&errors),
        done,
        open: open.iter().map(view).collect(),
        id: sent
            .unwrap_or_else(|| IncidentId::draw(web.server.entropy))
            .to_string(),
        kinds: incident_form::kinds(words, form.map_or("", |form| form.get("kind"))),
        typed: typed(form),
        errors,
    })
}

/// Opens one, after it was shown.
pub async fn open(State(web): State<Web>, signed: Administrator, form: Form) -> Response {
    let words = form.words;
    let done = try_open(&web, &signed, &form).await;
    done.unwrap_or_else(|fault| resubmit_page::page(fault, words, "/staff/incidents", &form))
}

async fn try_open(web: &Web, signed: &Administrator, form: &Form) -> Result<Response, Fault> {
    let words = form.words;
    let Ok(id) = form.get("id").parse::<IncidentId>() else {
        return Err(Fault::Malformed);
    };
    if form.get("stage") == "edit" {
        return refilled_list(web, signed, form, FormErrors::default()).await;
    }
    let asked = match incident_form::opened(form) {
        Ok(asked) => asked,
        Err(errors) => return refilled_list(web, signed, form, errors).await,
    };
    let IncidentCommand::Open(kind, said) = asked else {
        return Err(Fault::Malformed);
    };
    if form.get("stage") != "send" {
        let lead = words.t("staff-incident-confirm-open").into_owned();
        let path = "/staff/incidents".to_owned();
        return Ok(confirm(signed, form, path, lead, said));
    }
    let actor = signed.session.id.as_str();
    match web.server.incidents.open(&id, kind, &said, actor).await {
        Ok(()) => Ok(done(words, Change::Opened)),
        Err(IncidentError::Sql(error)) => Err(away(error)),
        Err(_) => Err(Fault::Malformed),
    }
}

async fn refilled_list(
    web: &Web,
    signed: &Administrator,
    form: &Form,
    errors: FormErrors,
) -> Result<Response, Fault> {
    let is_wrong = !errors.is_empty();
    let page = list_page(web, signed, form.words, Some(form), errors, String::new()).await?;
    let response = page::html(page.render());
    Ok(if is_wrong {
        Fault::Invalid.dress(response)
    } else {
        response
    })
}

/// One incident, and the form for news of it.
pub async fn one(
    State(web): State<Web>,
    signed: Administrator,
    Path(id): Path<String>,
    RequestLocale(words): RequestLocale,
) -> Response {
    match find(&web, &id).await {
        Ok(incident) => {
            let page = one_page(&signed, words, &incident, None, FormErrors::default());
            page::html(page.render())
        }
        Err(fault) => fault.page(words),
    }
}

async fn find(web: &Web, id: &str) -> Result<Incident, Fault> {
    let id: IncidentId = id.parse().map_err(|_| Fault::NotFound)?;
    let found = web.server.incidents.find(&id).await.map_err(away)?;
    found.ok_or(Fault::NotFound)
}

fn one_page(
    signed: &Administrator,
    words: Translator,
    incident: &Incident,
    form: Option<&Form>,
    errors: FormErrors,
) -> OnePage {
    let path = format!("/staff/incidents/{}", incident.id);
    let current = form.map_or("updated", |form| form.get("change"));
    let view = IncidentView::of(incident, words);
    let action = words.locale().href(&path);
    let mut frame = frame(signed, words, path.clone(), &view.title.text).with_errors(&errors);
    if incident.is_open() {
        frame = frame.language_by("incident", path, ("stage", "edit"), ("", ""));
    }
    OnePage {
        action,
        frame,
        incident: view,
        seen: incident.seen(),
        changes: if incident.is_open() {
            incident_form::changes(incident, words, current)
        } else {
            Vec::new()
        },
        typed: typed(form),
        errors,
        fault: String::new(),
    }
}

/// Adds news or closes it, after it was shown.
pub async fn add(
    State(web): State<Web>,
    signed: Administrator,
    Path(id): Path<String>,
    form: Form,
) -> Response {
    let words = form.words;
    match try_add(&web, &signed, &id, &form).await {
        Ok(response) => response,
        Err(Fault::NotFound) => Fault::NotFound.page(words),
        Err(fault) => resubmit_page::page(fault, words, &format!("/staff/incidents/{id}"), &form),
    }
}

async fn try_add(
    web: &Web,
    signed: &Administrator,
    id: &str,
    form: &Form,
) -> Result<Response, Fault> {
    let words = form.words;
    let incident = find(web, id).await?;
    let Ok(seen) = form.get("seen").parse::<i64>() else {
        return Err(Fault::Malformed);
    };
    let refilled = |errors: FormErrors| one_page(signed, words, &incident, Some(form), errors);
    if form.get("stage") == "edit" {
        return Ok(page::html(refilled(FormErrors::default()).render()));
    }
    let (change, said) = match incident_form::added(form) {
        Err(errors) => return Ok(Fault::Invalid.dress(page::html(refilled(errors).render()))),
        Ok(IncidentCommand::Add(change, said)) => (change, said),
        Ok(IncidentCommand::Open(..)) => return Err(Fault::Malformed),
    };
    let result = if form.get("stage") == "send" {
        let actor = signed.session.id.as_str();
        let added = web
            .server
            .incidents
            .add(&incident.id, Some(seen), change, &said, actor);
        added.await
    } else {
        may_add(&incident, Some(seen), change)
    };
    let told = match result {
        Ok(()) if form.get("stage") == "send" => return Ok(done(words, change)),
        Ok(()) => {
            let lead = match change {
                Change::Closed => words.t("staff-incident-confirm-close"),
                _ => words.t("staff-incident-confirm-update"),
            };
            let path = format!("/staff/incidents/{}", incident.id);
            return Ok(confirm(signed, form, path, lead.into_owned(), said));
        }
        Err(IncidentError::Sql(error)) => return Err(away(error)),
        Err(IncidentError::NotFound) => return Err(Fault::NotFound),
        Err(IncidentError::Changed) => words.t("staff-incident-changed"),
        Err(IncidentError::Closed) => words.t("staff-incident-over"),
        Err(IncidentError::Automatic) => words.t("staff-incident-automatic"),
    };
    // As it is by now, with what was typed.
    let incident = find(web, id).await?;
    let mut page = one_page(signed, words, &incident, Some(form), FormErrors::default());
    page.fault = told.into_owned();
    Ok(Fault::Conflict.dress(page::html(page.render())))
}

fn confirm(
    signed: &Administrator,
    form: &Form,
    path: String,
    lead: String,
    said: Said,
) -> Response {
    let words = form.words;
    let hidden = form
        .pairs()
        .filter(|(name, _)| *name != "stage")
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let title = words.t("staff-incident-confirm");
    let page = ConfirmPage {
        action: words.locale().href(&path),
        frame: frame(signed, words, path.clone(), &title).language_by(
            "confirm",
            path,
            ("stage", "check"),
            ("", ""),
        ),
        lead,
        said,
        hidden,
    };
    page::html(page.render())
}

fn done(words: Translator, change: Change) -> Response {
    let path = words.locale().href("/staff/incidents");
    Redirect::to(&format!("{path}?done={}", change.code())).into_response()
}
