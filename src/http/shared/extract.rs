//! Parts of an address, as handlers are given them. What cannot be read is told as our own pages and problem documents tell
//! it, in the reader's language; the framework's own extractors would answer in bare English, and are not to be used.

#![expect(
    clippy::disallowed_types,
    reason = "these are what everything else uses instead"
)]

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;
use serde::de::DeserializeOwned;

use super::fault::{Fault, ResponseFormat};

/// The variable parts of a path. Bytes that are no text are no page's address.
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(path)) => Ok(Self(path)),
            Err(_) => Err(ResponseFormat::of_parts(parts).tell(Fault::NotFound)),
        }
    }
}

/// What stands after the question mark. A key that stands twice says nothing.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        match axum::extract::Query::from_request_parts(parts, state).await {
            Ok(axum::extract::Query(query)) => Ok(Self(query)),
            Err(_) => Err(ResponseFormat::of_parts(parts).tell(Fault::Malformed)),
        }
    }
}
