//! An export of the log as a file.

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures::stream;

use crate::context::Context;
use crate::http::shared::fault::Fault;
use crate::http::shared::staff_roles::Auditor;
use crate::service::export::{Export, ExportFault};

/// Its one media type: JSON Lines.
pub const MEDIA_TYPE: &str = "application/jsonl";

/// The export of the newest checkpoint, or of the one of `size` entries.
///
/// # Errors
/// [`Fault::NotFound`] when there is no such checkpoint, and the store's.
pub async fn asked(context: &Context, _: &Auditor, size: Option<&str>) -> Result<Export, Fault> {
    let size = size.map(|size| number(size).ok_or(Fault::NotFound));
    Ok(Export::of(context, size.transpose()?).await?)
}

/// The export, or what of it begins at index `from`, as a file. It is made as it is taken.
///
/// # Errors
/// [`Fault::Invalid`] when `from` is no index of the export.
pub fn file(export: Export, from: Option<&str>) -> Result<Response, Fault> {
    let size = export.checkpoint().size;
    let (export, from) = match from {
        None => (Some(export), None),
        Some(from) => {
            let from = number(from).ok_or(Fault::Invalid)?;
            (export.from(from), Some(from))
        }
    };
    let export = export.ok_or(Fault::Invalid)?;
    let disposition = format!("attachment; filename=\"{}\"", file_name(size, from));
    let pieces = stream::try_unfold(export, |mut export| async move {
        match export.piece().await {
            Ok(piece) => Ok(piece.map(|piece| (piece, export))),
            Err(fault) => {
                tracing::error!(%fault, "an export was broken off");
                match fault {
                    // It breaks off here for everybody and always. All before it must arrive, so that whoever checks the
                    // file is told this index: the answer ends without the export's last line.
                    ExportFault::EventGone { .. } | ExportFault::EntryGone(_) => Ok(None),
                    // The connection is cut, so that whoever downloads sees that there is more to be had.
                    fault => Err(fault),
                }
            }
        }
    });
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE)),
        (
            CONTENT_DISPOSITION,
            disposition.parse().map_err(|_| Fault::Internal)?,
        ),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

/// A number as the program writes it. More than the database's 63 bits is no index.
pub(in crate::http) fn number(text: &str) -> Option<u64> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| is_plain)?;
    (number <= i64::MAX as u64).then_some(number)
}

pub(in crate::http) fn file_name(size: u64, from: Option<u64>) -> String {
    match from {
        None => format!("sajam-export-{size}.jsonl"),
        Some(from) => format!("sajam-export-{size}-from-{from}.jsonl"),
    }
}
