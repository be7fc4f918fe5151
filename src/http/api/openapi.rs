//! The description of the API, OpenAPI 3.1: put together from what each module says of itself.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::Router;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use axum::routing::get;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    Components, ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr,
    ResponseBuilder,
};
use utoipa::{OpenApi as _, PartialSchema, ToSchema};

use crate::http::Web;
use crate::http::shared::fault::{FieldProblem, Problem};
use crate::http::shared::static_response::{CachePolicy, StaticResponse};
use crate::http::view::problems;
use crate::locale::{Locale, Translator};

/// Every module's description.
fn descriptions() -> Vec<OpenApi> {
    vec![
        Description::openapi(),
        super::appeal::Description::openapi(),
        super::audit::Description::openapi(),
        super::reports::Description::openapi(),
        super::session::Description::openapi(),
        super::staff::Description::openapi(),
        super::status::Description::openapi(),
        super::track::Description::openapi(),
        super::track_feed::Description::openapi(),
    ]
}

/// What this module adds to the API's description.
#[derive(utoipa::OpenApi)]
#[openapi(paths(show))]
struct Description;

/// Its routes.
pub(super) fn router() -> Router<Web> {
    Router::new().route("/api/v1/openapi.json", get(show))
}

/// The name operations ask for a session under.
const BEARER: &str = "bearer";

const ABOUT: &str = "Sajam takes reports about officials, bodies and dangers, and shows everybody how they are handled.

A tracking number is a secret: it is sent in bodies and never in addresses. Texts come in the language of `Accept-Language`
(`fa`, the default, or `en`). Whatever goes wrong is told as a problem document (RFC 9457) whose `type` and `status` are
stable. The types, each with a page that explains it:

";

/// What no operation says by itself.
fn frame() -> OpenApi {
    let problem = ResponseBuilder::new()
        .description("What went wrong, and what to do now.")
        .content(
            "application/problem+json",
            ContentBuilder::new()
                .schema(Some(Ref::from_schema_name(Problem::name())))
                .build(),
        )
        .build();
    let mut components = Components::new();
    components
        .schemas
        .insert(Problem::name().into_owned(), Problem::schema());
    components
        .schemas
        .insert(FieldProblem::name().into_owned(), FieldProblem::schema());
    components
        .responses
        .insert(PROBLEM.to_owned(), RefOr::T(problem));
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("The token of a session of the staff."))
        .build();
    components.add_security_scheme(BEARER, SecurityScheme::Http(bearer));
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Sajam")
                .version("1")
                .description(Some(about()))
                .license(Some(
                    LicenseBuilder::new()
                        .name("Apache License 2.0")
                        .identifier(Some("Apache-2.0"))
                        .build(),
                ))
                .build(),
        )
        .components(Some(components))
        .build()
}

/// The response every operation may give instead of its own.
const PROBLEM: &str = "Problem";

fn about() -> String {
    let words = Translator::of(Locale::En);
    problems::all().fold(ABOUT.to_owned(), |mut text, fault| {
        let (code, status) = (fault.code(), fault.status().as_u16());
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "- [`/problems/{code}`](/problems/{code}), {status}: {}",
            fault.title(words)
        );
        text
    })
}

/// The whole document.
fn document() -> OpenApi {
    let mut document = frame();
    for description in descriptions() {
        document.merge(description);
    }
    for item in document.paths.paths.values_mut() {
        let operations = [
            &mut item.get,
            &mut item.put,
            &mut item.post,
            &mut item.delete,
            &mut item.options,
            &mut item.head,
            &mut item.patch,
            &mut item.trace,
        ];
        for operation in operations.into_iter().flatten() {
            may_fail(operation);
        }
    }
    document
}

fn may_fail(operation: &mut Operation) {
    operation
        .responses
        .responses
        .entry("default".to_owned())
        .or_insert_with(|| RefOr::Ref(Ref::from_response_name(PROBLEM)));
}

static DOCUMENT: LazyLock<StaticResponse> = LazyLock::new(|| {
    let json = document()
        .to_json()
        .expect("a document of strings and maps has JSON");
    let kind = HeaderValue::from_static("application/json");
    StaticResponse::new(kind, CachePolicy::Minute, json).for_other_sites()
});

/// This document.
#[utoipa::path(
    get,
    path = "/api/v1/openapi.json",
    operation_id = "describe",
    tag = "API",
    responses((status = 200, description = "The description of the API, OpenAPI 3.1.", content_type = "application/json"))
)]
async fn show(request: HeaderMap) -> Response {
    DOCUMENT.answer(&request)
}

#[cfg(test)]
#[path = "openapi_tests.rs"]
mod tests;
