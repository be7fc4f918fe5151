//! Pictures of pages, for people to look at.

use std::path::{Path, PathBuf};

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::Deserialize;
use serde_json::json;

use super::Browser;

/// Where they are put.
pub(super) fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Layout {
    css_content_size: Size,
}

#[derive(Deserialize)]
struct Size {
    width: f64,
    height: f64,
}

#[derive(Deserialize)]
struct Picture {
    data: String,
}

impl Browser {
    /// Keeps a picture of the whole page, which must be no wider than the window, as `target/screenshots/<name>.png`.
    pub async fn whole_page(&self, name: &str) {
        self.loaded().await;
        let layout = self.devtools("Page.getLayoutMetrics", json!({})).await;
        let Layout {
            css_content_size: size,
        } = serde_json::from_value(layout).unwrap();
        let clip = json!({"x": 0, "y": 0, "width": size.width, "height": size.height, "scale": 1});
        let asked = json!({"captureBeyondViewport": true, "clip": clip});
        let picture = self.devtools("Page.captureScreenshot", asked).await;
        let picture: Picture = serde_json::from_value(picture).unwrap();
        let png = BASE64_STANDARD.decode(picture.data).unwrap();
        std::fs::write(folder().join(format!("{name}.png")), png).unwrap();
        // The window was as high as the page meanwhile.
        self.loaded().await;
        let (width, window) = (size.width, f64::from(self.width));
        assert!(width <= window, "{name} is {width} wide");
    }
}
