//! `/staff/login` and `/staff/logout`.

use askama::Template;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use sajam_aggregates::Role;
use secrecy::{ExposeSecret, SecretString};

use crate::http::Web;
use crate::http::layout::{FormErrors, Frame};
use crate::http::shared::client_address::ClientAddress;
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::{page, session};
use crate::locale::Translator;
use crate::metrics::SignInRefusal;
use crate::service::accounts::{self, Caller, SignInError, StaffSession};

#[derive(Template)]
#[template(path = "staff/login.html")]
struct LoginPage {
    frame: Frame,
    login: String,
    errors: FormErrors,
}

impl LoginPage {
    fn new(words: Translator, login: &str) -> Self {
        let title = words.t("staff-login-title").into_owned();
        Self {
            frame: Frame::new(words, "/staff/login", title).bare().noindex(),
            login: login.to_owned(),
            errors: FormErrors::default(),
        }
    }

    fn refused(words: Translator, login: &str, fault: Fault) -> Response {
        let mut page = Self::new(words, login);
        let advice = match fault {
            Fault::TooMany { seconds } => words
                .count("staff-login-wait", seconds.div_ceil(60))
                .into_owned(),
            fault => fault.advice(words),
        };
        let message = format!("{}. {advice}", fault.title(words));
        page.errors.add("login", message);
        page.frame = page.frame.with_errors(&page.errors);
        fault.dress(page::html(page.render()))
    }
}

/// Asks for login and password; whoever is signed in already goes on.
pub async fn show(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    headers: HeaderMap,
) -> Response {
    if let Some(token) = session::token(&headers, &web.setting)
        && let Ok(Some(_)) = accounts::resume(&web.server, token.expose_secret()).await
    {
        return Redirect::to(&words.locale().href("/staff")).into_response();
    }
    page::html(LoginPage::new(words, "").render())
}

/// Signs somebody in. Wrong login, wrong password and a suspended account have one answer.
pub async fn sign_in(
    State(web): State<Web>,
    ClientAddress(source): ClientAddress,
    headers: HeaderMap,
    form: Form,
) -> Response {
    let (words, login) = (form.words, form.get("login"));
    let password = SecretString::from(form.get("password"));
    let caller = Caller {
        source,
        devices: session::devices(&headers, &web.setting),
        session: session::token(&headers, &web.setting),
    };
    match accounts::sign_in(&web.server, login, &password, caller).await {
        Ok(signed_in) => {
            // Whoever's login was tried hears of it first.
            let page = match &signed_in.session {
                session if session.must_change_password => "/staff/password",
                session if session.failures > 0 => "/staff",
                session => first_page(session),
            };
            let target = words.locale().href(page);
            let cookies = [
                session::begin_cookie(&web.setting, &signed_in.token),
                session::device_cookie(&web.setting, &signed_in.devices),
            ];
            with_cookies(Redirect::to(&target), cookies)
        }
        Err(SignInError::Rejected) => {
            web.server
                .counts
                .note_refused_sign_in(SignInRefusal::Password);
            LoginPage::refused(words, login, Fault::SignInRejected)
        }
        Err(SignInError::Wait { seconds }) => {
            web.server.counts.note_refused_sign_in(SignInRefusal::Wait);
            LoginPage::refused(words, login, Fault::TooMany { seconds })
        }
        Err(SignInError::Service(error)) => LoginPage::refused(words, login, error.into()),
    }
}

/// Ends the session, if there is one.
pub async fn sign_out(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    headers: HeaderMap,
) -> Response {
    if let Some(token) = session::token(&headers, &web.setting)
        && let Err(error) = accounts::sign_out(&web.server, token.expose_secret()).await
    {
        return Fault::from(error).page(words);
    }
    let target = words.locale().href("/staff/login");
    with_cookies(Redirect::to(&target), [session::end_cookie(&web.setting)])
}

pub(super) fn with_cookies(
    redirect: Redirect,
    cookies: impl IntoIterator<Item = Option<HeaderValue>>,
) -> Response {
    let mut response = redirect.into_response();
    for cookie in cookies.into_iter().flatten() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// Where somebody's work begins.
pub(super) fn first_page(session: &StaffSession) -> &'static str {
    let first = |role: &Role| match role {
        Role::Intake => "/staff/queues/intake",
        Role::Investigator => "/staff/queues/mine",
        Role::Supervisor => "/staff/queues/unit",
        Role::Auditor => "/audit",
        Role::Publisher => "/statistics",
        Role::Administrator => "/staff",
    };
    session.roles().first().map_or("/staff", first)
}
