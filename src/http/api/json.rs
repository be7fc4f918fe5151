//! JSON in and out. What a body said stays in neither log nor answer.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures::StreamExt;
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::http::shared::fault::Fault;
use crate::http::shared::language;
use crate::locale::Translator;

/// Bytes of JSON taken.
const LARGEST: usize = 1024 * 1024;

/// Bytes read and dropped past that: whoever sends too much still hears why, instead of a broken connection.
const MOST_DROPPED: usize = 32 * 1024 * 1024;

/// A JSON body of exactly this shape, and the language to answer in.
pub struct Json<T> {
    /// What was sent.
    pub body: T,
    /// The reader's words.
    pub words: Translator,
}

impl<S: Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let words = language::words(request.extensions().get());
        let is_json = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
        if !is_json {
            return Err(Fault::Malformed.problem(words));
        }
        let bytes = read(request.into_body())
            .await
            .map_err(|fault| fault.problem(words))?;
        match serde_json::from_slice(&bytes) {
            Ok(body) => Ok(Self { body, words }),
            Err(_) => Err(Fault::Malformed.problem(words)),
        }
    }
}

async fn read(body: Body) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let mut stream = body.into_data_stream();
    let mut bytes = Zeroizing::new(Vec::new());
    let mut length = 0;
    while let Some(chunk) = stream.next().await {
        let chunk: Bytes = chunk.map_err(|_| Fault::Malformed)?;
        length += chunk.len();
        if length <= LARGEST {
            bytes.extend_from_slice(&chunk);
        } else if length > MOST_DROPPED {
            break;
        }
    }
    if length > LARGEST {
        return Err(Fault::TooLarge);
    }
    Ok(bytes)
}

/// An answer in JSON.
pub fn answer(status: StatusCode, body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(bytes) => document(status, bytes),
        Err(error) => {
            tracing::error!(%error, "an answer does not become JSON");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A ready JSON document.
pub fn document(status: StatusCode, json: impl Into<Body>) -> Response {
    let kind = [(CONTENT_TYPE, HeaderValue::from_static("application/json"))];
    (status, kind, json.into()).into_response()
}
