//! What the program says over HTTP: pages, files and the API.
//!
//! One folder an audience (`public`, `citizen`, `staff`, `auditor`), one file a use case; `api` speaks JSON for all of
//! them; `shared` is what they share. English lives under `/en`: the prefix is taken off before routing, so every
//! page exists in both languages without being mounted twice.

pub mod access_table;
pub mod api;
pub mod assets;
pub mod auditor;
pub mod citizen;
pub mod connections;
pub mod fast_path;
pub mod input;
pub mod layout;
pub mod public;
pub mod shared;
pub mod staff;
pub mod view;

use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use hyper::body::Body as _;
use tower_http::catch_panic::CatchPanicLayer;

use connections::LONGEST_BODY;
pub use fast_path::Site;
pub use shared::site_settings::SiteSettings;
pub use shared::web::Web;

use crate::metrics::RouteFamily;
use crate::server::Server;
use shared::fault::{Fault, ResponseFormat};
use shared::form::Form;
use shared::{fault, origin, resubmit_page, security_headers};

impl Site {
    /// With nothing rendered yet.
    #[must_use]
    pub fn new(server: Server, setting: &SiteSettings) -> Self {
        let web = Web::new(server, setting);
        let routes = routed(&web);
        Self::of(web, routes)
    }
}

/// Every route with what wraps them all, but the language: that is taken off the path before routing.
fn routed(web: &Web) -> Router {
    routes(web)
        .fallback(fault::not_found)
        .method_not_allowed_fallback(fault::method_not_allowed)
        .layer(CatchPanicLayer::custom(fault::Panicked))
        .layer(from_fn_with_state(web.clone(), answer))
        .with_state(web.clone())
}

/// What is done with every request and every answer: refusing other sites', headers, counting for [`crate::metrics`]. In
/// one layer, since each costs every request a few allocations.
async fn answer(State(web): State<Web>, request: Request, next: Next) -> Response {
    let family = RouteFamily::of(request.uri().path());
    let mut response = if origin::is_cross_site(&request, web.setting.public_origin.as_deref()) {
        refuse_cross_site(request).await
    } else {
        admit(&web, request, next).await
    };
    security_headers::secure(response.headers_mut());
    if web.setting.is_secure {
        security_headers::only_over_tls(response.headers_mut());
    }
    web.server.counts.note(family, response.status());
    response
}

/// Works on a request, unless more than can be are being worked on already, and no longer than somebody waits.
async fn admit(web: &Web, request: Request, next: Next) -> Response {
    let format = ResponseFormat::of(&request);
    // Told at once, rather than when the queue has become longer than anybody's patience. One whose body is still to come
    // takes no slot: whoever sends slowly would have them all. What it asks of the database waits there, and not for long.
    let has_body = !request.body().is_end_stream();
    let slot = if has_body {
        None
    } else {
        match web.request_slots.try_acquire() {
            Ok(slot) => Some(slot),
            Err(_) => return format.tell(Fault::Unavailable),
        }
    };
    let longest = if has_body {
        LONGEST_REQUEST + LONGEST_BODY
    } else {
        LONGEST_REQUEST
    };
    let answered = tokio::time::timeout(longest, next.run(request)).await;
    drop(slot);
    match answered {
        Ok(response) => response,
        Err(_) => format.tell(Fault::Unavailable),
    }
}

/// Until an answer begins, once its request is there; statements give up earlier, and then the page still has what was typed.
const LONGEST_REQUEST: Duration = Duration::from_secs(60);

/// A browser that does not say where a form was filled in (old ones behind a proxy do not) may have carried somebody's
/// words: they are on the page, to be copied. They cannot be sent on from it, or another site could have it done.
async fn refuse_cross_site(request: Request) -> Response {
    let format = ResponseFormat::of(&request);
    match Form::small(request).await {
        Ok(form) if format.is_page() => {
            resubmit_page::page_to_copy(Fault::CrossSite, form.words, &form)
        }
        _ => format.tell(Fault::CrossSite),
    }
}

/// Every route there is, without what wraps them all.
pub fn routes(web: &Web) -> Router<Web> {
    Router::new()
        .merge(public::router())
        .merge(citizen::router(web))
        .merge(access_table::router(web))
        .merge(api::router())
}
