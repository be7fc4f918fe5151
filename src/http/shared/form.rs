//! Posted forms: read whole, so that whatever is wrong with them the page can be shown again as it was filled in.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::body::to_bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::Response;
use tokio::sync::Semaphore;
use zeroize::Zeroize;

use super::fault::{Fault, ResponseFormat};
use crate::locale::Translator;
use crate::service::input::FieldValues;

/// What a form may hold at most: 10 MB of Persian text is three times that in a form's encoding. Whatever a field takes
/// is far less; the rest is there to be shown again with a word on what is too long.
const LARGEST: usize = 34 * 1024 * 1024;

/// Forms above this wait for each other, so that many at once do not fill the memory.
const LARGE: usize = 512 * 1024;
static LARGE_FORMS: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(3));

/// A form's fields as they were typed. Wiped when dropped.
pub struct Form {
    fields: BTreeMap<String, String>,
    /// The language to answer in.
    pub words: Translator,
}

impl Form {
    /// The form that a request brings, if it says that it is a small one: for telling a refusal, at little cost.
    pub async fn small(request: Request) -> Option<Self> {
        let length = request.headers().get(CONTENT_LENGTH)?;
        let length: usize = length.to_str().ok()?.parse().ok()?;
        if length > LARGE {
            return None;
        }
        Self::from_request(request, &()).await.ok()
    }

    /// A form of these fields, for tests and for pages that begin empty.
    pub fn of(words: Translator, fields: &[(&str, &str)]) -> Self {
        Self {
            fields: fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            words,
        }
    }

    /// What was typed; empty when the field is not there.
    pub fn get(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// Every field with what was typed.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether the field was sent at all: a pressed button, a ticked box.
    pub fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }
}

impl FieldValues for Form {
    fn value(&self, name: &str) -> &str {
        self.get(name)
    }
}

impl Drop for Form {
    fn drop(&mut self) {
        self.fields.values_mut().for_each(Zeroize::zeroize);
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let speaks = ResponseFormat::of(&request);
        let words = super::language::words(request.extensions().get());
        let is_form = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| {
                value.split(';').next().is_some_and(|kind| {
                    kind.trim()
                        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
                })
            });
        if !is_form {
            return Err(speaks.tell(Fault::Malformed));
        }
        let announced: usize = request
            .headers()
            .get(CONTENT_LENGTH)
            .and_then(|value| value.to_str().ok()?.parse().ok())
            .unwrap_or(LARGEST);
        if announced > LARGEST {
            return Err(speaks.tell(Fault::TooLarge));
        }
        let _turn = if announced > LARGE {
            LARGE_FORMS.acquire().await.ok()
        } else {
            None
        };
        let body = to_bytes(request.into_body(), LARGEST)
            .await
            .map_err(|_| speaks.tell(Fault::TooLarge))?;
        // Bytes that are no UTF-8 become U+FFFD, which no field takes: the page comes back with the rest as typed.
        let fields = form_urlencoded::parse(&body).into_owned().collect();
        Ok(Self { fields, words })
    }
}
