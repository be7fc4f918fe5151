//! Bodies that name a report by its number, and the report that is found by it.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::Response;
use serde::de::DeserializeOwned;

use super::json::Json;
use super::tracked::not_found;
use crate::http::Web;
use crate::http::shared::client_address::ClientAddress;
use crate::http::shared::tracked_report::TrackedReport;
use crate::locale::Translator;
use crate::service::CaseFile;

/// A body that has a tracking number in it.
pub trait TrackingBody: DeserializeOwned {
    /// The number as it was typed.
    fn tracking_number(&self) -> &str;

    /// What is wrong with the rest of it, which is told before any report is looked for.
    fn refusal(&self, _: Translator) -> Option<Response> {
        None
    }
}

/// A request about the report whose number is in its body.
pub struct Tracked<T> {
    /// The report, as it was just read.
    pub(super) case: CaseFile,
    /// What was sent.
    pub(super) body: T,
    /// The language to answer in.
    pub(super) words: Translator,
}

impl<T: TrackingBody + Send> FromRequest<Web> for Tracked<T> {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let Ok(ClientAddress(source)) = ClientAddress::from_request_parts(&mut parts, web).await;
        let request = Request::from_parts(parts, body);
        let Json { body, words } = Json::<T>::from_request(request, web).await?;
        if let Some(refused) = body.refusal(words) {
            return Err(refused);
        }
        match TrackedReport::find(&web.server, source, body.tracking_number()).await {
            Ok(TrackedReport(case)) => Ok(Self { case, body, words }),
            Err(error) => Err(not_found(words, error)),
        }
    }
}
