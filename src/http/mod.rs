//! What the program says over HTTP: pages, files and the API.
//!
//! One folder an audience (`public`, `citizen`, `staff`, `auditor`), one file a use case; `api` speaks JSON for all of
//! them; `foundation` is what they share. English lives under `/en`: the prefix is taken off before routing, so every
//! page exists in both languages without being mounted twice.

pub mod api;
pub mod assets;
pub mod auditor;
pub mod citizen;
pub mod foundation;
pub mod guarded;
pub mod layout;
pub mod public;
pub mod staff;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use tower::Layer;
use tower::util::MapRequestLayer;
use tower_http::catch_panic::CatchPanicLayer;

pub use foundation::setting::Setting;
pub use public::feed::Feeds;
pub use public::shelved::Shelved;

use crate::app::App;
use foundation::{fault, headers, language, origin};

/// What every handler is given.
#[derive(Clone)]
pub struct Web {
    /// The program.
    pub app: App,
    /// How the server is reached.
    pub setting: Arc<Setting>,
    /// Rendered pages of statistics.
    pub shelved: Arc<Shelved>,
    /// The feed as it was last written.
    pub feeds: Arc<Feeds>,
}

/// The whole site. Serve it with connect info, so that limits know a source.
pub fn router(app: App, setting: &Setting) -> Router {
    let web = Web {
        app,
        setting: Arc::new(setting.clone()),
        shelved: Arc::default(),
        feeds: Arc::default(),
    };
    let site = routes(&web)
        .fallback(fault::not_found)
        .method_not_allowed_fallback(fault::method_not_allowed)
        .layer(from_fn_with_state(web.clone(), origin::refuse_cross_site))
        .layer(CatchPanicLayer::custom(fault::Panicked))
        .layer(from_fn_with_state(web.clone(), headers::security))
        .layer(from_fn_with_state(web.clone(), count))
        .with_state(web);
    // The language is taken off the path before routing, so it wraps the router rather than being a layer of it.
    Router::new().fallback_service(MapRequestLayer::new(language::take_from_path).layer(site))
}

/// Counts answers for [`crate::metrics`].
async fn count(State(web): State<Web>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    web.app.counts.note(&path, response.status());
    response
}

/// Every route there is, without what wraps them all.
pub fn routes(web: &Web) -> Router<Web> {
    Router::new()
        .merge(public::router())
        .merge(citizen::router())
        .merge(staff::router(web))
        .merge(auditor::router(web))
        .merge(api::router(web))
        .merge(assets::router())
}
