//! Posted forms: read whole, so that whatever is wrong with them the page can be shown again as it was filled in.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::Response;
use futures::StreamExt;
use tokio::sync::Semaphore;
use zeroize::{Zeroize, Zeroizing};

use super::fault::{Fault, ResponseFormat};
use crate::locale::Translator;
use crate::service::input::FieldValues;

/// What a form may hold at most: 10 MB of Persian text is three times that in a form's encoding. Whatever a field takes
/// is far less; the rest is there to be shown again with a word on what is too long.
const LARGEST: usize = 34 * 1024 * 1024;

/// What may come of a form before it is known who sends it: the longest text of one field, several times over.
const LARGE: usize = 512 * 1024;

/// Forms above [`LARGE`] wait for each other, so that many at once do not fill the memory; and not for ever.
static LARGE_FORMS: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(3));
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// The longest form of the site has not half as many fields.
const MOST_FIELDS: usize = 64;

/// A form's fields as they were typed. Wiped when dropped.
pub struct Form {
    fields: BTreeMap<String, String>,
    /// The language to answer in.
    pub words: Translator,
}

impl Form {
    /// The form that a request brings, if it is a small one: for telling a refusal to somebody who is not known, at little
    /// cost.
    ///
    /// # Errors
    /// What is answered instead.
    pub async fn small(request: Request) -> Result<Self, Response> {
        Self::read(request, LARGE).await
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
        Self::read(request, LARGEST).await
    }
}

impl Form {
    /// Reads at most so many bytes.
    async fn read(request: Request, most: usize) -> Result<Self, Response> {
        let speaks = ResponseFormat::of(&request);
        let words = super::language::words(request.extensions().get());
        if !is_form(request.headers()) {
            return Err(speaks.tell(Fault::Malformed));
        }
        let announced = request.headers().get(CONTENT_LENGTH);
        let announced = announced.and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
        if announced.is_some_and(|length| length > most) {
            return Err(speaks.tell(Fault::TooLarge));
        }
        let body = body(request.into_body(), most).await;
        let body = body.map_err(|fault| speaks.tell(fault))?;
        if form_urlencoded::parse(&body).nth(MOST_FIELDS).is_some() {
            return Err(speaks.tell(Fault::Malformed));
        }
        // Bytes that are no UTF-8 become U+FFFD, which no field takes: the page comes back with the rest as typed.
        let fields = form_urlencoded::parse(&body).into_owned().collect();
        Ok(Self { fields, words })
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE);
    let kind = kind.and_then(|value| value.to_str().ok()?.split(';').next());
    kind.is_some_and(|kind| {
        kind.trim()
            .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    })
}

/// The bytes of a body. A large one takes its turn once it has become large: what was only announced holds nobody up.
async fn body(body: Body, most: usize) -> Result<Zeroizing<Vec<u8>>, Fault> {
    let mut stream = body.into_data_stream();
    let mut bytes = Zeroizing::new(Vec::new());
    let mut turn = None;
    while let Some(part) = stream.next().await {
        let part = part.map_err(|_| Fault::Malformed)?;
        if bytes.len() + part.len() > most {
            return Err(Fault::TooLarge);
        }
        if turn.is_none() && bytes.len() + part.len() > LARGE {
            let waited = tokio::time::timeout(LONGEST_WAIT, LARGE_FORMS.acquire()).await;
            turn = Some(waited.map_err(|_| Fault::Busy)?);
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}
