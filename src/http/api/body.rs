//! Bodies of commands: JSON of exactly the expected shape, and no larger than a command can be.

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use serde::de::DeserializeOwned;

use crate::http::foundation::fault::{Fault, Speaks};

/// The longest texts of a command in the longest spelling of JSON (`\u0000`, twice for what lies beyond the BMP).
const LARGEST: usize = 256 * 1024;

/// A body's JSON, understood by [`Body::read`]. Also an empty body is one: that of a command without fields.
pub struct Body {
    bytes: Vec<u8>,
}

impl Body {
    /// The body as a `T`, whose unknown keys are refused by `T` itself.
    ///
    /// # Errors
    /// [`Fault::Malformed`] for anything else.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        let bytes = if self.bytes.is_empty() { b"{}".as_slice() } else { &self.bytes };
        serde_json::from_slice(bytes).map_err(|_| Fault::Malformed)
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.bytes);
    }
}

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let speaks = Speaks::of(&request);
        let is_json = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"));
        let bytes = to_bytes(request.into_body(), LARGEST)
            .await
            .map_err(|_| speaks.tell(Fault::TooLarge))?;
        if !is_json && !bytes.is_empty() {
            return Err(speaks.tell(Fault::Malformed));
        }
        Ok(Self {
            bytes: bytes.to_vec(),
        })
    }
}
