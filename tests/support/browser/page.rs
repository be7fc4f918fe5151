//! The page in the window: whether it is all there, and what to show of it when a test fails.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Browser, HEIGHT, PATIENCE, wait_for};

/// What a page says of itself. Chromium runs this although pages may run nothing.
const STATE: &str = "
    document.body?.getBoundingClientRect(); // Letters are asked for when a page is laid out.
    return {document: performance.timeOrigin, ready: document.readyState, fonts: document.fonts.status,
        width: innerWidth, height: innerHeight};";

#[derive(Debug, Deserialize)]
pub(super) struct PageState {
    /// When it began, by which one document is told from the next.
    document: f64,
    ready: String,
    fonts: String,
    width: u32,
    height: u32,
}

impl Browser {
    pub(super) async fn page_state(&self) -> Result<PageState, String> {
        let answer = self.driver.execute(STATE, Vec::new()).await;
        answer
            .and_then(|answer| answer.convert())
            .map_err(|error| error.to_string())
    }

    /// Makes the window what it should be: an exact one. A real one's frame takes some of it, more or less as the
    /// version of Chromium has it, and is never narrower than 500.
    pub(super) async fn resize(&self) {
        let size =
            json!({"width": self.width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", size)
            .await;
        self.loaded().await;
    }

    /// Waits until the page is there with its style and letters, as wide and high as the window.
    pub(super) async fn loaded(&self) {
        self.loaded_other_than(None).await;
    }

    /// The document in the window, to be told from the next.
    pub(super) async fn document(&self) -> f64 {
        let state = self.page_state().await;
        state.unwrap_or_else(|error| panic!("{error}")).document
    }

    /// Waits until the page that is there is another than that one.
    pub(super) async fn loaded_other_than(&self, left: Option<f64>) {
        let is_loaded = |state: &PageState| {
            Some(state.document) != left
                && state.ready == "complete"
                && state.fonts == "loaded"
                && (state.width, state.height) == (self.width, HEIGHT)
        };
        // Between two pages there is none to ask.
        let state = async || self.page_state().await.ok().filter(is_loaded);
        if wait_for(state).await.is_none() {
            let state = self.page_state().await;
            self.fail(&format!("no page within {PATIENCE:?}: {state:?}"))
                .await;
        }
    }

    /// A command of Chromium's own protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let answer = self.driver.cdp().send_raw(command, parameters).await;
        answer.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Ends the test, with a picture of what is in the window.
    pub(super) async fn fail(&self, message: &str) -> ! {
        let url = self.driver.current_url().await;
        let url = url.map_or_else(|error| error.to_string(), |url| url.to_string());
        let test = std::thread::current()
            .name()
            .unwrap_or("test")
            .replace("::", "-");
        let path = super::pictures::folder().join(format!("failed-{test}.png"));
        let picture = match self.driver.screenshot(&path).await {
            Ok(()) => path.display().to_string(),
            Err(error) => format!("no picture: {error}"),
        };
        panic!("{message}\non {url} ({picture})");
    }
}
