//! Who may go where: every route of staff and auditors, pages and API, once, with the roles that may use it.
//!
//! Routers are mounted from this table and from nothing else, so what the tests walk is what there is.

use axum::http::Method;
use axum::routing::{MethodRouter, delete, get, post};
use axum::{Extension, Router};
use sajam_aggregates::Role;

use super::Web;
use super::input::queue_query::QueueKind;
use super::shared::session::{for_roles, for_signed_in};
use super::{api, auditor, staff};

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Also somebody who is not signed in: signing in and out.
    Anyone,
    /// Whoever is signed in, also with a password that has to be changed first.
    SignedIn,
    /// Whoever has one of the roles. To others the route is not there.
    Roles(&'static [Role]),
}

/// One route.
pub struct GuardedRoute {
    /// Its method.
    pub method: Method,
    /// Its pattern, without the language.
    pub path: &'static str,
    /// Who may use it.
    pub who: Access,
    handler: fn() -> MethodRouter<Web>,
}

const EVERYBODY: Access = Access::Roles(Role::ALL);
const RECEIVERS: Access = Access::Roles(&[Role::Intake, Role::Supervisor]);
const HANDLERS: Access = Access::Roles(&[Role::Investigator, Role::Supervisor]);
const INVESTIGATORS: Access = Access::Roles(&[Role::Investigator]);
const READERS: Access = Access::Roles(&[Role::Intake, Role::Investigator, Role::Supervisor]);
const AUDITORS: Access = Access::Roles(&[Role::Auditor]);
/// Whoever speaks to the public for the installation: it is about servers, not about cases.
const ADMINISTRATORS: Access = Access::Roles(&[Role::Administrator]);
const PUBLISHERS: Access = Access::Roles(&[Role::Publisher]);
const CHECKERS: Access = Access::Roles(&[Role::Auditor, Role::Administrator]);

const fn row(
    method: Method,
    path: &'static str,
    who: Access,
    handler: fn() -> MethodRouter<Web>,
) -> GuardedRoute {
    GuardedRoute {
        method,
        path,
        who,
        handler,
    }
}

/// The table.
#[rustfmt::skip]
pub static GUARDED: &[GuardedRoute] = &[
    row(Method::GET, "/staff/login", Access::Anyone, || get(staff::login::show)),
    row(Method::POST, "/staff/login", Access::Anyone, || post(staff::login::sign_in)),
    row(Method::POST, "/staff/logout", Access::Anyone, || post(staff::login::sign_out)),
    row(Method::GET, "/staff/password", Access::SignedIn, || get(staff::password::show)),
    row(Method::POST, "/staff/password", Access::SignedIn, || post(staff::password::change)),
    row(Method::GET, "/staff", EVERYBODY, || get(staff::home::show)),
    row(Method::GET, "/staff/queues/intake", RECEIVERS, || get(staff::queue::show).layer(Extension(QueueKind::Intake))),
    row(Method::GET, "/staff/queues/unit", HANDLERS, || get(staff::queue::show).layer(Extension(QueueKind::Unit))),
    row(Method::GET, "/staff/queues/mine", INVESTIGATORS, || get(staff::queue::show).layer(Extension(QueueKind::Mine))),
    row(Method::GET, "/staff/reports/{id}", READERS, || get(staff::case::show)),
    row(Method::POST, "/staff/reports/{id}/{action}", READERS, || post(staff::act::act)),
    row(Method::GET, "/staff/incidents", ADMINISTRATORS, || get(staff::incidents::list)),
    row(Method::POST, "/staff/incidents", ADMINISTRATORS, || post(staff::incidents::open)),
    row(Method::GET, "/staff/incidents/{id}", ADMINISTRATORS, || get(staff::incidents::one)),
    row(Method::POST, "/staff/incidents/{id}", ADMINISTRATORS, || post(staff::incidents::add)),
    row(Method::GET, "/staff/releases", PUBLISHERS, || get(staff::releases::list)),
    row(Method::GET, "/staff/releases/{id}", PUBLISHERS, || get(staff::releases::one)),
    row(Method::POST, "/staff/releases/{id}", PUBLISHERS, || post(staff::releases::act)),
    row(Method::GET, "/audit/checks", CHECKERS, || get(auditor::checks::show)),
    row(Method::GET, "/audit", AUDITORS, || get(auditor::log::show)),
    row(Method::GET, "/audit/export", AUDITORS, || get(auditor::export::show)),
    row(Method::GET, "/audit/export/{size}", AUDITORS, || get(auditor::export::download)),
    row(Method::GET, "/audit/{kind}/{id}", AUDITORS, || get(auditor::stream::show)),
    row(Method::GET, "/audit/{kind}/{id}/history", AUDITORS, || get(auditor::stream::history)),
    row(Method::POST, "/api/v1/session", Access::Anyone, || post(api::session::begin)),
    row(Method::DELETE, "/api/v1/session", Access::Anyone, || delete(api::session::end)),
    row(Method::GET, "/api/v1/staff/queues/{queue}", READERS, || get(api::staff::queue)),
    row(Method::GET, "/api/v1/staff/reports/{id}", READERS, || get(api::staff::case)),
    row(Method::POST, "/api/v1/staff/reports/{id}/{command}", READERS, || post(api::staff::command)),
    row(Method::GET, "/api/v1/audit/reports/{id}/history", AUDITORS, || get(api::audit::history)),
    row(Method::GET, "/api/v1/audit/export", AUDITORS, || get(api::audit::export)),
];

/// Where nothing is mounted but what the table says.
pub const GUARDED_PLACES: [&str; 5] = [
    "/staff",
    "/audit",
    "/api/v1/session",
    "/api/v1/staff",
    "/api/v1/audit",
];

/// Whether a path is `place` or below it.
pub fn is_under(path: &str, place: &str) -> bool {
    path.strip_prefix(place)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl GuardedRoute {
    /// The handler, for whoever is said here.
    pub fn mounted_for(&self, web: &Web, who: Access) -> MethodRouter<Web> {
        match who {
            Access::Anyone => (self.handler)(),
            Access::SignedIn => for_signed_in(web, (self.handler)()),
            Access::Roles(roles) => for_roles(web, roles, (self.handler)()),
        }
    }
}

/// The table's routes.
pub(super) fn router(web: &Web) -> Router<Web> {
    GUARDED.iter().fold(Router::new(), |router, row| {
        router.route(row.path, row.mounted_for(web, row.who))
    })
}
