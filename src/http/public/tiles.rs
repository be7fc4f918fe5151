//! The published log as C2SP tlog-tiles: tiles and entry bundles under `/ledger/`, written once and kept forever.
//!
//! Nothing past the newest checkpoint leaves the house: what is not under it is not found, whether it exists or not.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use sajam_ledger::tree::{LogPath, TILE_WIDTH, TilePlace};

use crate::http::Web;
use crate::http::foundation::fault::Fault;
use crate::http::foundation::language::Reader;
use crate::http::foundation::still::{Keep, Still};
use crate::service::ServiceError;

/// `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`.
pub(super) async fn show(
    State(web): State<Web>,
    Reader(words): Reader,
    Path(path): Path<String>,
    request: HeaderMap,
) -> Response {
    let found = match LogPath::parse(&format!("tile/{path}")) {
        Some(path) => bytes(&web, path).await,
        None => Ok(None),
    };
    match found {
        Ok(Some(bytes)) => {
            let kind = HeaderValue::from_static("application/octet-stream");
            Still::new(kind, Keep::Forever, bytes)
                .for_other_sites()
                .answer(&request)
        }
        Ok(None) => Fault::NotFound.page(words),
        Err(error) => Fault::from(error).page(words),
    }
}

/// What lies there in the published log; `None` for what is not (yet) under the newest checkpoint.
async fn bytes(web: &Web, path: LogPath) -> Result<Option<Vec<u8>>, ServiceError> {
    let checkpoints = &web.app.checkpoints;
    let size = checkpoints.newest().await?.map_or(0, |newest| newest.size);
    match path {
        LogPath::Tile(place, width) if width <= place.width(size) => {
            Ok(checkpoints.tile(place, width).await?)
        }
        LogPath::Entries(bundle, width)
            if width
                <= (TilePlace {
                    level: 0,
                    tile: bundle,
                })
                .width(size) =>
        {
            Ok(Some(checkpoints.entries(bundle * TILE_WIDTH, width).await?))
        }
        _ => Ok(None),
    }
}
