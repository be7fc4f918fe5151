//! The whole site as a service: a page that is ready in memory is handed out at once, everything else takes the routes.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::SocketAddr;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::http::Method;
use axum::response::Response;
use axum::routing::future::RouteFuture;
use futures::future::Either;
use tower::Service;

use super::shared::{language, security_headers};
use super::{Web, public};
use crate::locale::Locale;
use crate::metrics::RouteFamily;

/// What connections are served from: see [`super::connections`].
#[derive(Clone)]
pub struct Site(Arc<Parts>);

struct Parts {
    web: Web,
    routes: Router,
}

impl Site {
    /// Over all routes, which were made with this `web`.
    pub(super) fn of(web: Web, routes: Router) -> Self {
        Self(Arc::new(Parts { web, routes }))
    }

    /// The site, for the connection of `from`.
    pub(super) fn connection(&self, from: SocketAddr) -> Connection {
        Connection {
            site: self.clone(),
            from,
        }
    }

    /// A page that is the same for everybody and was made before. Whoever asks is not looked at; the answer is what the
    /// routes would give.
    fn rendered(&self, request: &Request) -> Option<Response> {
        let uri = request.uri();
        if request.method() != Method::GET || uri.query().is_some() {
            return None;
        }
        let web = &self.0.web;
        let (locale, path) = Locale::from_path(uri.path());
        let mut response = if let Some(page) = public::disturbed(&web.server, locale, path) {
            page.answer(request.headers())
        } else if let Some(pages) = public::static_pages(path) {
            pages.of(locale).answer(request.headers())
        } else {
            let generation = web.server.catalogue.generation()?;
            let page = web.pages.find(generation, locale, path)?;
            page.answer(request.headers())
        };
        if web.setting.is_secure {
            security_headers::only_over_tls(response.headers_mut());
        }
        web.server
            .counts
            .note(RouteFamily::Public, response.status());
        Some(response)
    }
}

/// The site, for one connection.
#[derive(Clone)]
pub struct Connection {
    site: Site,
    /// For limits alone.
    from: SocketAddr,
}

impl Service<Request> for Connection {
    type Response = Response;
    type Error = Infallible;
    type Future = Either<Ready<Result<Response, Infallible>>, RouteFuture<Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request) -> Self::Future {
        if let Some(response) = self.site.rendered(&request) {
            return Either::Left(ready(Ok(response)));
        }
        request.extensions_mut().insert(ConnectInfo(self.from));
        let request = language::take_from_path(request);
        Either::Right(self.site.0.routes.clone().call(request))
    }
}
