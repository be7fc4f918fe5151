//! A form on a page of one report: whose it is stands in it, sealed.

use axum::extract::{FromRequest, Request};
use axum::response::Response;
use sajam_aggregates::ReportId;

use super::number_page;
use crate::http::Web;
use crate::http::shared::form::Form;
use crate::http::shared::report_token;
use crate::server::Server;

/// What was typed on a page of a report, and which report that is. There is no other way to one.
pub struct ReporterForm {
    /// The report.
    pub(super) id: ReportId,
    /// What was typed.
    pub(super) typed: Form,
}

impl ReporterForm {
    /// The form, if its token is ours and not too old; the page that asks for the number, with what was typed, else.
    pub(super) fn of(server: &Server, typed: Form) -> Result<Self, Box<Response>> {
        match report_token::check(server, typed.get("access")) {
            Some(id) => Ok(Self { id, typed }),
            None => Err(Box::new(number_page::expired(server, &typed))),
        }
    }
}

impl FromRequest<Web> for ReporterForm {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let typed = Form::from_request(request, web).await?;
        Self::of(&web.server, typed).map_err(|refused| *refused)
    }
}
