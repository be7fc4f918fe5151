//! Staff requests: who is signed in, and whether one of their roles may come here.
//!
//! Every staff route is mounted with [`for_roles`], which is the only way to get a [`Staff`] into a handler: a staff
//! handler mounted without roles answers 500 in every test that touches it.

use askama::Template;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::MethodRouter;
use sajam_aggregates::Role;
use secrecy::{ExposeSecret, SecretString};

use super::fault::{Fault, ResponseFormat};
use super::form::Form;
use super::site_settings::SiteSettings;
use super::{page, resubmit_page};
use crate::http::Web;
use crate::http::layout::Frame;
use crate::locale::{Locale, Translator};
use crate::service::accounts::{self, StaffSession};

/// A signed-in member of the staff with a role that may be here.
#[derive(Clone)]
pub struct Staff {
    /// Who, and what they may do.
    pub session: StaffSession,
    /// A name for this request, for the event's context and the server's log.
    pub request: String,
}

impl<S: Sync> FromRequestParts<S> for Staff {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let words = super::language::words(parts.extensions.get::<Locale>());
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Fault::Internal.page(words))
    }
}

/// Who is let in.
#[derive(Clone, Copy)]
enum Admitted {
    /// Whoever has one of the roles.
    Roles(&'static [Role]),
    /// Whoever is signed in, also with a password that has to be changed first.
    SignedIn,
}

impl Admitted {
    fn has(self, session: &StaffSession) -> bool {
        match self {
            Self::Roles(roles) => roles.iter().any(|role| session.has(*role)),
            Self::SignedIn => true,
        }
    }
}

/// Mounts a route for the given roles only.
pub fn for_roles(web: &Web, roles: &'static [Role], route: MethodRouter<Web>) -> MethodRouter<Web> {
    route.layer(from_fn_with_state(
        (web.clone(), Admitted::Roles(roles)),
        admit,
    ))
}

/// Mounts a route for whoever is signed in, also with a password that has to be changed first.
pub fn for_signed_in(web: &Web, route: MethodRouter<Web>) -> MethodRouter<Web> {
    route.layer(from_fn_with_state((web.clone(), Admitted::SignedIn), admit))
}

/// Whoever is not signed in is asked to sign in, and whoever has a first password to change it; whoever has none of the
/// roles is told that there is no such page.
async fn admit(
    State((web, admitted)): State<(Web, Admitted)>,
    mut request: Request,
    next: Next,
) -> Response {
    let speaks = ResponseFormat::of(&request);
    let words = super::language::words(request.extensions().get::<Locale>());
    let session = match token(request.headers(), &web.setting) {
        Some(token) => accounts::resume(&web.server, token.expose_secret()).await,
        None => Ok(None),
    };
    match session {
        Err(error) => keep(request, speaks, error.into()).await,
        Ok(None) => lead(request, speaks, "/staff/login", Fault::SignInNeeded).await,
        Ok(Some(session))
            if session.must_change_password && !matches!(admitted, Admitted::SignedIn) =>
        {
            let fault = Fault::PasswordChangeNeeded;
            lead(request, speaks, "/staff/password", fault).await
        }
        Ok(Some(session)) if admitted.has(&session) => {
            let name = hex::encode(web.server.entropy.bytes::<8>());
            let (login, roles_held) = (session.login.clone(), session.roles());
            request.extensions_mut().insert(Staff {
                session,
                request: name,
            });
            let response = next.run(request).await;
            told_to_staff(response, words, login, roles_held)
        }
        Ok(Some(session)) => {
            let response = speaks.tell(Fault::NotFound);
            told_to_staff(response, words, session.login.clone(), session.roles())
        }
    }
}

#[derive(Template)]
#[template(path = "staff/not_yours.html")]
struct NotYours {
    frame: Frame,
    number: String,
}

/// The answer as somebody who is signed in is told it: that nothing is there has a page of theirs. It is one page whether
/// there is such a report or not.
fn told_to_staff(
    response: Response,
    words: Translator,
    login: String,
    roles: Vec<Role>,
) -> Response {
    if response.extensions().get::<Fault>() != Some(&Fault::NotFound) {
        return response;
    }
    let frame = Frame::new(words, "", words.t("error-not-yours-title")).staff(login, roles);
    let number = words.number(i64::from(Fault::NotFound.status().as_u16()));
    Fault::NotFound.dress(page::html(NotYours { frame, number }.render()))
}

/// Reading leads to where something has to be done first; a posted form comes back, to be sent again after that.
async fn lead(request: Request, speaks: ResponseFormat, first: &str, fault: Fault) -> Response {
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    if !reads || request.uri().path().starts_with("/api/") {
        return keep(request, speaks, fault).await;
    }
    let locale = request
        .extensions()
        .get::<Locale>()
        .copied()
        .unwrap_or_default();
    Redirect::to(&locale.href(first)).into_response()
}

/// Tells a fault; what a form brought stays on the page.
async fn keep(request: Request, speaks: ResponseFormat, fault: Fault) -> Response {
    let path = request.uri().path().to_owned();
    if request.method() != Method::POST || path.starts_with("/api/") {
        return speaks.tell(fault);
    }
    match Form::small(request).await {
        Ok(form) => resubmit_page::page(fault, form.words, &path, &form),
        Err(refused) => refused,
    }
}

fn cookie_name(setting: &SiteSettings) -> &'static str {
    if setting.is_secure {
        "__Host-sajam-session"
    } else {
        "sajam-session"
    }
}

fn device_cookie_name(setting: &SiteSettings) -> &'static str {
    if setting.is_secure {
        "__Host-sajam-device"
    } else {
        "sajam-device"
    }
}

/// How long a browser is known after somebody signed in with it: half a year.
const DEVICE_SECONDS: i64 = 182 * 86_400;

fn cookie_value<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value)
}

/// The session's secret: from the cookie for pages, from `Authorization: Bearer` for the API.
pub fn token(headers: &HeaderMap, setting: &SiteSettings) -> Option<SecretString> {
    let bearer = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let cookie = || cookie_value(headers, cookie_name(setting));
    bearer.or_else(cookie).map(SecretString::from)
}

/// The `Set-Cookie` that begins a session.
pub fn begin_cookie(setting: &SiteSettings, token: &SecretString) -> Option<HeaderValue> {
    let seconds = accounts::SESSION.as_secs();
    cookie(
        setting,
        cookie_name(setting),
        token.expose_secret(),
        seconds,
    )
}

/// The `Set-Cookie` that ends one.
pub fn end_cookie(setting: &SiteSettings) -> Option<HeaderValue> {
    cookie(setting, cookie_name(setting), "", 0)
}

/// What the browser kept from signing in before; empty if nothing.
pub fn devices<'a>(headers: &'a HeaderMap, setting: &SiteSettings) -> &'a str {
    cookie_value(headers, device_cookie_name(setting)).unwrap_or_default()
}

/// The `Set-Cookie` by which the browser is known the next time. It opens nothing.
pub fn device_cookie(setting: &SiteSettings, devices: &str) -> Option<HeaderValue> {
    cookie(
        setting,
        device_cookie_name(setting),
        devices,
        DEVICE_SECONDS,
    )
}

fn cookie(setting: &SiteSettings, name: &str, value: &str, seconds: i64) -> Option<HeaderValue> {
    let secure = if setting.is_secure { "; Secure" } else { "" };
    let mut cookie: HeaderValue =
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}")
            .parse()
            .ok()?;
    cookie.set_sensitive(true);
    Some(cookie)
}
