//! `/api/v1/session`: signing in and out.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use zeroize::Zeroizing;

use super::json::{self, Json};
use crate::clock::to_at;
use crate::http::Web;
use crate::http::shared::client_address::ClientAddress;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::session;
use crate::metrics::SignInRefusal;
use crate::service::accounts::{self, Caller, SignInError};

/// What this module adds to the API's description.
#[derive(OpenApi)]
#[openapi(paths(begin, end))]
pub struct Description;

/// Who signs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    /// The account's name.
    pub login: String,
    /// Its password.
    #[schema(format = Password)]
    pub password: String,
}

/// A session.
#[derive(Serialize, ToSchema)]
pub struct Session {
    /// For the header `Authorization: Bearer …`.
    pub token: String,
    /// When it ends (RFC 3339, UTC).
    pub expires_at: String,
    /// What the account may do.
    pub roles: Vec<&'static str>,
}

/// Begins a session, and ends the one whose token is sent, if one is.
///
/// It lasts eight hours, and half an hour without being used. With a password that Sajam drew, everything but the page
/// `/staff/password` is answered 403 with `/problems/password-change-needed`.
#[utoipa::path(
    post, path = "/api/v1/session", operation_id = "signIn", tag = "Sessions", request_body = Credentials,
    responses(
        (status = 200, description = "signed in", body = Session),
    )
)]
pub async fn begin(
    State(web): State<Web>,
    ClientAddress(source): ClientAddress,
    headers: HeaderMap,
    Json {
        body: credentials,
        words,
    }: Json<Credentials>,
) -> Response {
    let password = Zeroizing::new(credentials.password);
    let password = SecretString::from(password.as_str());
    // Programs keep no cookie.
    let caller = Caller {
        source,
        devices: "",
        session: session::token(&headers, &web.setting),
    };
    match accounts::sign_in(&web.server, &credentials.login, &password, caller).await {
        Ok(signed_in) => json::answer(
            StatusCode::OK,
            &Session {
                token: signed_in.token.expose_secret().to_owned(),
                expires_at: to_at(signed_in.expires)
                    .map(|at| at.to_string())
                    .unwrap_or_default(),
                roles: signed_in
                    .session
                    .roles()
                    .into_iter()
                    .map(|role| role.code())
                    .collect(),
            },
        ),
        Err(SignInError::Rejected) => {
            web.server
                .counts
                .note_refused_sign_in(SignInRefusal::Password);
            Fault::SignInRejected.problem(words)
        }
        Err(SignInError::Wait { seconds }) => {
            web.server.counts.note_refused_sign_in(SignInRefusal::Wait);
            Fault::TooMany { seconds }.problem(words)
        }
        Err(SignInError::Service(error)) => Fault::from(error).problem(words),
    }
}

/// Ends the session whose token is sent; also when there is none any more.
#[utoipa::path(
    delete, path = "/api/v1/session", operation_id = "signOut", tag = "Sessions", security(("bearer" = [])),
    responses((status = 204, description = "the session is ended"))
)]
pub async fn end(
    State(web): State<Web>,
    RequestLocale(words): RequestLocale,
    headers: HeaderMap,
) -> Response {
    if let Some(token) = session::token(&headers, &web.setting)
        && let Err(error) = accounts::sign_out(&web.server, token.expose_secret()).await
    {
        return Fault::from(error).problem(words);
    }
    StatusCode::NO_CONTENT.into_response()
}
