//! Filing a report by program.

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::post;
use sajam_aggregates::Channel;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::json::{self, Json};
use crate::http::Web;
use crate::http::shared::fault::{Fault, FieldProblem, Problem};
use crate::http::view::field_message;
use crate::locale::Translator;
use crate::service::reporter::{self, IdempotencyKey, InstitutionInput, ReportInput};

const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// What this module adds to the API's description.
#[derive(OpenApi)]
#[openapi(paths(file))]
pub struct Description;

/// Its routes.
pub fn router() -> Router<Web> {
    Router::new().route("/api/v1/reports", post(file))
}

/// A report as it is sent.
#[derive(Deserialize, ToSchema, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub struct ReportBody {
    /// A category's code.
    #[schema(example = "omission")]
    category: String,
    /// A province's code of ISO 3166-2:IR.
    #[schema(example = "IR-23")]
    province: String,
    /// The body complained of; `null` when it is not known.
    institution: Option<InstitutionBody>,
    /// What happened.
    #[schema(min_length = 20, max_length = 20_000)]
    narrative: String,
    /// Whom it is about: name or post.
    #[serde(default)]
    #[schema(max_length = 300)]
    subject: Option<String>,
    /// Where exactly.
    #[serde(default)]
    #[schema(max_length = 300)]
    place: Option<String>,
    /// When, in words.
    #[serde(default)]
    #[schema(max_length = 300)]
    occurred: Option<String>,
    /// `anonymous`, `confidential` or `named`.
    #[schema(example = "anonymous")]
    anonymity: String,
    /// Who the reporter is: needed for `named`, refused for `anonymous`.
    #[serde(default)]
    #[schema(max_length = 500)]
    identity: Option<String>,
    /// How to reach the reporter: refused for `anonymous`.
    #[serde(default)]
    #[schema(max_length = 500)]
    contact: Option<String>,
    /// The language to answer in, `fa` or `en`; that of the request if it is left out.
    #[serde(default)]
    #[schema(example = "fa")]
    language: Option<String>,
}

/// The body complained of: a code of the directory, or a name in words.
#[derive(Deserialize, ToSchema, Zeroize, ZeroizeOnDrop)]
#[serde(deny_unknown_fields)]
pub enum InstitutionBody {
    /// A code of the directory.
    #[serde(rename = "code")]
    Code(String),
    /// A name, where the directory has none.
    #[serde(rename = "name")]
    Name(String),
}

/// What the reporter must keep.
#[derive(Serialize, ToSchema, Zeroize, ZeroizeOnDrop)]
pub struct FiledBody {
    /// 20 digits. Shown this once; nobody can recover it.
    #[schema(example = "48291730556290813340", pattern = "^[0-9]{20}$")]
    tracking_number: String,
    /// The signed receipt.
    receipt: String,
}

impl ReportBody {
    fn input(&self, words: Translator) -> ReportInput<'_> {
        ReportInput {
            category: &self.category,
            province: &self.province,
            institution: match &self.institution {
                Some(InstitutionBody::Code(code)) => InstitutionInput::Code(code),
                Some(InstitutionBody::Name(name)) => InstitutionInput::Name(name),
                None => InstitutionInput::Unknown,
            },
            narrative: &self.narrative,
            subject: self.subject.as_deref().unwrap_or_default(),
            place: self.place.as_deref().unwrap_or_default(),
            occurred: self.occurred.as_deref().unwrap_or_default(),
            anonymity: &self.anonymity,
            identity: self.identity.as_deref().unwrap_or_default(),
            contact: self.contact.as_deref().unwrap_or_default(),
            language: self.language.as_deref().unwrap_or(words.locale().lang()),
        }
    }
}

/// Files a report.
///
/// With an `Idempotency-Key`, sending the same again gives the same number and receipt and files nothing twice. Draw the
/// key at random, anew for every report: whoever guesses it and knows the whole report could ask for the number. What is
/// evidently not random is refused.
#[utoipa::path(
    post,
    path = "/api/v1/reports",
    tag = "reports",
    params(("Idempotency-Key" = Option<String>, Header, description = "128 random bits or more: 32 hexadecimal digits, with hyphens or without, or 22 base64url characters; at most 255 visible ASCII characters")),
    request_body = ReportBody,
    responses(
        (status = 201, description = "It is filed", body = FiledBody),
        (status = 400, description = "Not JSON of this shape", body = Problem, content_type = "application/problem+json"),
        (status = 413, description = "More than 1 MiB", body = Problem, content_type = "application/problem+json"),
        (status = 422, description = "Fields are missing or wrong; nothing is filed", body = Problem, content_type = "application/problem+json"),
        (status = 503, description = "The database is away; send it again with the same key", body = Problem, content_type = "application/problem+json"),
    )
)]
pub async fn file(
    State(web): State<Web>,
    headers: HeaderMap,
    Json { body, words }: Json<ReportBody>,
) -> Response {
    let Ok(key) = idempotency_key(&headers) else {
        let problem = FieldProblem {
            field: "Idempotency-Key".to_owned(),
            code: IDEMPOTENCY_KEY.to_owned(),
            detail: words.t("reporter-idempotency-key").into_owned(),
        };
        return Fault::Invalid.problem_with(words, vec![problem]);
    };
    let checked = body.input(words).check(&web.server.directory, Channel::Api);
    let filing = match checked {
        Ok(filing) => filing,
        Err(wrong) => {
            return Fault::Invalid.problem_with(words, field_message::problems(words, &wrong));
        }
    };
    match reporter::file(&web.server, &filing, key.as_ref()).await {
        Ok(filed) => json::answer(
            StatusCode::CREATED,
            &FiledBody {
                tracking_number: filed.tracking_number.digits().to_string(),
                receipt: filed.receipt,
            },
        ),
        Err(error) => Fault::from(error).problem(words),
    }
}

/// A header of another form, or two of them.
struct WrongKey;

fn idempotency_key(headers: &HeaderMap) -> Result<Option<IdempotencyKey>, WrongKey> {
    let mut sent = headers.get_all(IDEMPOTENCY_KEY).iter();
    match (sent.next(), sent.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => {
            let key = value.to_str().ok().and_then(IdempotencyKey::parse);
            key.map(Some).ok_or(WrongKey)
        }
        (Some(_), Some(_)) => Err(WrongKey),
    }
}
