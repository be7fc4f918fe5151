//! The auditor's bundle of a stream as a file.

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName};
use axum::response::{IntoResponse, Response};
use sajam_ledger::Stream;

use crate::context::Context;
use crate::http::shared::fault::Fault;
use crate::http::shared::staff_roles::Auditor;
use crate::service::history_bundle;

/// The auditor's bundle of a stream, to be kept as a file.
///
/// # Errors
/// [`Fault::NotFound`] and the store's.
pub async fn bundle(context: &Context, _: &Auditor, stream: &Stream) -> Result<Response, Fault> {
    let bundle = history_bundle::auditors_bundle(context, stream).await?;
    let disposition = format!("attachment; filename=\"{}\"", file_name(stream));
    let headers: [(HeaderName, HeaderValue); 2] = [
        (CONTENT_TYPE, HeaderValue::from_static("application/json")),
        (
            CONTENT_DISPOSITION,
            disposition.parse().map_err(|_| Fault::Internal)?,
        ),
    ];
    Ok((headers, bundle.to_json()).into_response())
}

/// What the file is called.
pub fn file_name(stream: &Stream) -> String {
    format!(
        "sajam-{}-{}.json",
        stream.aggregate_type(),
        stream.aggregate_id()
    )
}
