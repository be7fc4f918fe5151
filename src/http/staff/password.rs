//! `/staff/password`: changing one's own password. Whoever has one that the program drew can go nowhere else.

use std::borrow::Cow;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use secrecy::SecretString;
use serde::Deserialize;

use super::login::{first_page, with_cookies};
use crate::http::Web;
use crate::http::layout::{FormErrors, Frame};
use crate::http::shared::client_address::ClientAddress;
use crate::http::shared::extract::Query;
use crate::http::shared::fault::Fault;
use crate::http::shared::form::Form;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::session::Staff;
use crate::http::shared::{page, session};
use crate::locale::Translator;
use crate::metrics::SignInRefusal;
use crate::service::accounts::{
    self, Caller, ChangePasswordError, FEWEST_DIFFERENT, LONGEST_PASSWORD, PasswordChange,
    PasswordFault, SHORTEST_PASSWORD, SignInError, StaffSession,
};

/// What was just done.
#[derive(Deserialize)]
pub struct Seen {
    done: Option<String>,
}

#[derive(Template)]
#[template(path = "staff/password.html")]
struct PasswordPage {
    frame: Frame,
    login: String,
    is_first: bool,
    is_done: bool,
    rules: Vec<Cow<'static, str>>,
    errors: FormErrors,
}

impl PasswordPage {
    fn new(words: Translator, session: &StaffSession, errors: FormErrors) -> Self {
        let is_first = session.must_change_password;
        // Until it is changed, no other link leads anywhere.
        let roles = if is_first {
            Vec::new()
        } else {
            session.roles()
        };
        let title = words.t("staff-password-title");
        Self {
            frame: Frame::new(words, "/staff/password", title)
                .staff(session.login.clone(), roles)
                .with_errors(&errors),
            login: session.login.clone(),
            is_first,
            is_done: false,
            rules: vec![
                words.t1(
                    "staff-password-rule-long",
                    "number",
                    &words.number(SHORTEST_PASSWORD),
                ),
                words.t1(
                    "staff-password-rule-different",
                    "number",
                    &words.number(FEWEST_DIFFERENT),
                ),
                words.t("staff-password-rule-new"),
                words.t("staff-password-rule-words"),
            ],
            errors,
        }
    }
}

/// Asks for the password there is, and twice for the new one.
pub async fn show(
    signed: Staff,
    RequestLocale(words): RequestLocale,
    Query(seen): Query<Seen>,
) -> Response {
    let mut page = PasswordPage::new(words, &signed.session, FormErrors::default());
    page.is_done = seen.done.as_deref() == Some("changed");
    page::html(page.render())
}

/// Changes it. Every other session of the account ends, and this browser gets a new one.
pub async fn change(
    State(web): State<Web>,
    ClientAddress(source): ClientAddress,
    signed: Staff,
    headers: HeaderMap,
    form: Form,
) -> Response {
    let words = form.words;
    let typed = |name| SecretString::from(form.get(name));
    let change = PasswordChange {
        current: typed("password"),
        new: typed("new_password"),
        repeated: typed("new_password_again"),
    };
    let caller = Caller {
        source,
        devices: session::devices(&headers, &web.setting),
        session: None,
    };
    match accounts::change_password(&web.server, &signed.session, &change, caller).await {
        Ok(signed_in) => {
            let target = if signed.session.must_change_password {
                first_page(&signed_in.session)
            } else {
                "/staff/password?done=changed"
            };
            let cookies = [
                session::begin_cookie(&web.setting, &signed_in.token),
                session::device_cookie(&web.setting, &signed_in.devices),
            ];
            with_cookies(Redirect::to(&words.locale().href(target)), cookies).into_response()
        }
        Err(error) => {
            let why = match &error {
                ChangePasswordError::Current(SignInError::Rejected) => {
                    Some(SignInRefusal::Password)
                }
                ChangePasswordError::Current(SignInError::Wait { .. }) => Some(SignInRefusal::Wait),
                _ => None,
            };
            if let Some(why) = why {
                web.server.counts.note_refused_sign_in(why);
            }
            refused(words, &signed.session, error)
        }
    }
}

fn refused(words: Translator, session: &StaffSession, error: ChangePasswordError) -> Response {
    let mut errors = FormErrors::default();
    let mut faulted = None;
    match error {
        ChangePasswordError::NotTaken(fault) => {
            let (field, message) = explain(words, fault);
            errors.add(field, message);
        }
        ChangePasswordError::Current(SignInError::Rejected) => {
            errors.add("password", words.t("staff-password-wrong"));
        }
        ChangePasswordError::Current(SignInError::Wait { seconds }) => {
            errors.add(
                "password",
                words.count("staff-login-wait", seconds.div_ceil(60)),
            );
            faulted = Some(Fault::TooMany { seconds });
        }
        ChangePasswordError::Current(SignInError::Service(error)) => {
            let fault = Fault::from(error);
            errors.add(
                "password",
                format!("{}. {}", fault.title(words), fault.advice(words)),
            );
            faulted = Some(fault);
        }
    }
    let page = PasswordPage::new(words, session, errors).render();
    match faulted {
        Some(fault) => fault.dress(page::html(page)),
        None => page::html_with(StatusCode::UNPROCESSABLE_ENTITY, page),
    }
}

fn explain(words: Translator, fault: PasswordFault) -> (&'static str, Cow<'static, str>) {
    let message = match fault {
        PasswordFault::TooShort => words.t1(
            "staff-password-too-short",
            "number",
            &words.number(SHORTEST_PASSWORD),
        ),
        PasswordFault::TooLong => words.t1(
            "staff-password-too-long",
            "number",
            &words.number(LONGEST_PASSWORD),
        ),
        PasswordFault::TooUniform => words.t1(
            "staff-password-too-uniform",
            "number",
            &words.number(FEWEST_DIFFERENT),
        ),
        PasswordFault::IsLogin => words.t("staff-password-is-login"),
        PasswordFault::NotNew => words.t("staff-password-not-new"),
        PasswordFault::NotRepeated => {
            return ("new_password_again", words.t("staff-password-not-repeated"));
        }
    };
    ("new_password", message)
}
