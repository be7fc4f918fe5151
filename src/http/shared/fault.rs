//! What goes wrong, and how it is told: one list, one status and one stable code each, in the reader's language,
//! as a page for people and as a problem document (RFC 9457) for programs.
//!
//! Nothing here repeats what a person typed, and causes stay in the server's log.

use std::any::Any;

use askama::Template;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderValue, Response as HttpResponse, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use sajam_aggregates::{Refusal, StaffRefusal};
use serde::Serialize;
use tower_http::catch_panic::ResponseForPanic;

use super::language::words;
use super::page;
use crate::failure_log;
use crate::http::layout::Frame;
use crate::locale::{Locale, Translator};
use crate::service::{ActionError, ServiceError};

/// What can go wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No such page, report or release; also what somebody without the right to it is told.
    NotFound,
    /// The page exists, the method does not.
    MethodNotAllowed,
    /// The tracking number's check digit is wrong: a typing error.
    MistypedNumber,
    /// No report has this number.
    UnknownNumber,
    /// Not signed in, or no longer.
    SignInNeeded,
    /// Login or password is wrong.
    SignInRejected,
    /// The password is one that the program drew: it has to be changed before anything else.
    PasswordChangeNeeded,
    /// A reporter's page was left open too long: the number is needed again.
    AccessExpired,
    /// A page that answered a form is not shown any more.
    PageGone,
    /// Another site's page made the request.
    CrossSite,
    /// The domain refused; the code of its refusal.
    Refused(&'static str),
    /// Something changed while the page was open.
    Conflict,
    /// It is not in the published log yet.
    NotPublished,
    /// Fields are missing or wrong.
    Invalid,
    /// Not a form or JSON of the expected shape.
    Malformed,
    /// More than is taken.
    TooLarge,
    /// Too many attempts.
    TooMany {
        /// Seconds to wait.
        seconds: u64,
    },
    /// The database is away.
    Unavailable,
    /// Too many others ask for the same at this moment.
    Busy,
    /// A fault of ours.
    Internal,
}

impl Fault {
    /// Every fault once, for tests and documentation.
    pub const SAMPLES: [Self; 20] = [
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::MistypedNumber,
        Self::UnknownNumber,
        Self::SignInNeeded,
        Self::SignInRejected,
        Self::PasswordChangeNeeded,
        Self::AccessExpired,
        Self::PageGone,
        Self::CrossSite,
        Self::Refused("already-resolved"),
        Self::Conflict,
        Self::NotPublished,
        Self::Invalid,
        Self::Malformed,
        Self::TooLarge,
        Self::TooMany { seconds: 90 },
        Self::Unavailable,
        Self::Busy,
        Self::Internal,
    ];

    /// The HTTP status (RFC 9110).
    pub fn status(self) -> StatusCode {
        match self {
            Self::NotFound | Self::UnknownNumber => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::MistypedNumber | Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SignInNeeded | Self::SignInRejected | Self::AccessExpired => {
                StatusCode::UNAUTHORIZED
            }
            Self::PageGone => StatusCode::GONE,
            Self::CrossSite | Self::PasswordChangeNeeded => StatusCode::FORBIDDEN,
            Self::Refused(_) | Self::Conflict | Self::NotPublished => StatusCode::CONFLICT,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable | Self::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code: the last part of a problem's type, and the key of its texts.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::MistypedNumber => "mistyped-number",
            Self::UnknownNumber => "unknown-number",
            Self::SignInNeeded => "sign-in-needed",
            Self::SignInRejected => "sign-in-rejected",
            Self::PasswordChangeNeeded => "password-change-needed",
            Self::AccessExpired => "access-expired",
            Self::PageGone => "page-gone",
            Self::CrossSite => "cross-site",
            Self::Refused(code) => code,
            Self::Conflict => "conflict",
            Self::NotPublished => "not-published",
            Self::Invalid => "invalid",
            Self::Malformed => "malformed",
            Self::TooLarge => "too-large",
            Self::TooMany { .. } => "too-many",
            Self::Unavailable => "unavailable",
            Self::Busy => "busy",
            Self::Internal => "internal",
        }
    }

    /// One line: what happened.
    pub fn title(self, words: Translator) -> String {
        match self {
            Self::Refused(code) => words.term("refusal", code).into_owned(),
            other => words
                .t(&format!("error-{}-title", other.code()))
                .into_owned(),
        }
    }

    /// One or two sentences: what to do now.
    pub fn advice(self, words: Translator) -> String {
        match self {
            Self::Refused(_) => words.t("error-refused-advice").into_owned(),
            Self::TooMany { seconds } => words
                .t1(
                    "error-too-many-advice",
                    "minutes",
                    &words.number(i64::try_from(seconds.div_ceil(60)).unwrap_or(1)),
                )
                .into_owned(),
            other => words
                .t(&format!("error-{}-advice", other.code()))
                .into_owned(),
        }
    }

    fn retry_after(self) -> Option<u64> {
        match self {
            Self::TooMany { seconds } => Some(seconds.max(1)),
            Self::Unavailable | Self::Busy => Some(5),
            _ => None,
        }
    }

    /// The fault as a page.
    pub fn page(self, words: Translator) -> Response {
        let frame = Frame::new(words, "", self.title(words)).noindex();
        let body = ErrorPage {
            frame,
            advice: self.advice(words),
            number: words.number(i64::from(self.status().as_u16())),
        }
        .render();
        let mut response = self.dress(page::html(body));
        // So that an audience's own page can take this one's place.
        response.extensions_mut().insert(self);
        response
    }

    /// The fault as a problem document.
    pub fn problem(self, words: Translator) -> Response {
        self.problem_with(words, Vec::new())
    }

    /// The fault as a problem document, with what is wrong field by field.
    pub fn problem_with(self, words: Translator, errors: Vec<FieldProblem>) -> Response {
        let problem = Problem {
            r#type: format!("/problems/{}", self.code()),
            title: self.title(words),
            status: self.status().as_u16(),
            detail: self.advice(words),
            errors,
        };
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        self.dress(
            (
                [(
                    CONTENT_TYPE,
                    HeaderValue::from_static("application/problem+json"),
                )],
                body,
            )
                .into_response(),
        )
    }

    /// Gives a page of an audience's own, which shows the fault beside what was typed, its status and headers.
    pub fn dress(self, mut response: Response) -> Response {
        *response.status_mut() = self.status();
        if let Some(seconds) = self.retry_after() {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// One field that is wrong.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub struct FieldProblem {
    /// The field's name.
    pub field: String,
    /// A stable code.
    pub code: String,
    /// What is wrong, in the reader's language.
    pub detail: String,
}

/// A problem document (RFC 9457).
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// A stable, relative address: `/problems/<code>`.
    pub r#type: String,
    /// What happened, in the reader's language.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What to do now, in the reader's language.
    pub detail: String,
    /// What is wrong field by field.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldProblem>,
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    frame: Frame,
    advice: String,
    number: String,
}

/// A refusal's code, whichever aggregate it is of.
pub trait RefusalCode: std::error::Error {
    /// See the aggregate's own `code`.
    fn refusal_code(&self) -> &'static str;
}

impl RefusalCode for Refusal {
    fn refusal_code(&self) -> &'static str {
        self.code()
    }
}

impl RefusalCode for StaffRefusal {
    fn refusal_code(&self) -> &'static str {
        self.code()
    }
}

impl<R: RefusalCode> From<ActionError<R>> for Fault {
    fn from(error: ActionError<R>) -> Self {
        match error {
            ActionError::Refused(refusal) => match refusal.refusal_code() {
                "changed-since" => Self::Conflict,
                "no-such-report" => Self::NotFound,
                code => Self::Refused(code),
            },
            ActionError::Conflict => Self::Conflict,
            ActionError::Service(error) => error.into(),
        }
    }
}

impl From<ServiceError> for Fault {
    fn from(error: ServiceError) -> Self {
        match error {
            ServiceError::NotFound => Self::NotFound,
            ServiceError::Busy => Self::Busy,
            ServiceError::Unavailable(cause) => {
                failure_log::note("the database was away", chain(cause.as_ref()));
                Self::Unavailable
            }
            ServiceError::Corrupt(cause) => {
                failure_log::note("what is stored does not read back", chain(cause.as_ref()));
                Self::Internal
            }
        }
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// Whether a request is answered with pages or with JSON, and in which language. The published log is for programs, as the
/// API is.
#[derive(Clone, Copy)]
pub struct ResponseFormat {
    words: Translator,
    is_api: bool,
}

impl ResponseFormat {
    /// From a request's path and noted language.
    pub fn of<B>(request: &Request<B>) -> Self {
        Self::new(request.uri(), request.extensions())
    }

    /// From the parts of a request.
    pub fn of_parts(parts: &Parts) -> Self {
        Self::new(&parts.uri, &parts.extensions)
    }

    fn new(uri: &Uri, extensions: &Extensions) -> Self {
        let path = uri.path();
        Self {
            words: words(extensions.get::<Locale>()),
            is_api: path.starts_with("/api/") || path.starts_with("/ledger/"),
        }
    }

    /// Whether the answer is a page.
    pub fn is_page(self) -> bool {
        !self.is_api
    }

    /// The fault in that form.
    pub fn tell(self, fault: Fault) -> Response {
        if self.is_api {
            fault.problem(self.words)
        } else {
            fault.page(self.words)
        }
    }
}

/// Nothing is mounted there.
pub(in crate::http) async fn not_found(request: Request) -> Response {
    match canonical_address(&request) {
        Some(address) => Redirect::permanent(&address).into_response(),
        None => ResponseFormat::of(&request).tell(Fault::NotFound),
    }
}

/// Where somebody meant to go who wrote capital letters, a slash too many or the language that has no prefix. It depends on
/// the address alone, so it tells nothing of what there is.
fn canonical_address(request: &Request) -> Option<String> {
    let path = request.uri().path();
    let lower = path.to_ascii_lowercase();
    let mut parts: Vec<&str> = lower.split('/').filter(|part| !part.is_empty()).collect();
    if parts.first() == Some(&"fa") {
        parts.remove(0);
    }
    let canonical = format!("/{}", parts.join("/"));
    if canonical == path {
        return None;
    }
    let locale: Locale = request.extensions().get().copied().unwrap_or_default();
    let mut address = locale.href(&canonical);
    if let Some(query) = request.uri().query() {
        address = format!("{address}?{query}");
    }
    Some(address)
}

/// Something is, for another method.
pub(in crate::http) async fn method_not_allowed(request: Request) -> Response {
    ResponseFormat::of(&request).tell(Fault::MethodNotAllowed)
}

/// A handler panicked. The message may hold anything, so it is not logged; the panic hook has printed its place.
#[derive(Clone, Copy)]
pub(in crate::http) struct Panicked;

impl ResponseForPanic for Panicked {
    type ResponseBody = Body;

    fn response_for_panic(&mut self, _: Box<dyn Any + Send + 'static>) -> HttpResponse<Body> {
        Fault::Internal
            .page(Translator::of(Locale::Fa))
            .into_response()
    }
}
