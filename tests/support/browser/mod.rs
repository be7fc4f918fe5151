//! A real Chromium, driven through chromedriver.

mod chromedriver;
mod looks;
mod page;
mod pictures;
mod pointing;

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use thirtyfour::prelude::*;

use super::{PATIENCE, wait_for};
use chromedriver::Chromedriver;

/// How high the window is.
const HEIGHT: u32 = 900;

/// A browser in a window of its own, which ends with this.
pub struct Browser {
    pub driver: ManuallyDrop<WebDriver>,
    width: u32,
    // Fields are dropped in this order: the folder goes when nobody writes there any more.
    _chromedriver: Chromedriver,
    folder: tempfile::TempDir,
}

impl Browser {
    /// A browser with JavaScript switched off, as every page must work, in a window so wide; pictures go to
    /// `target/screenshots`.
    pub async fn start(width: u32) -> Self {
        let chromedriver = Chromedriver::start().await;
        let folder = tempfile::tempdir().unwrap();
        let driver = WebDriver::builder(&chromedriver.url, capabilities(folder.path()))
            .request_timeout(2 * PATIENCE)
            .await
            .expect("chromedriver starts a browser");
        let timeouts = TimeoutConfiguration::new(Some(PATIENCE), Some(PATIENCE), None);
        driver.update_timeouts(timeouts).await.unwrap();
        let browser = Self {
            driver: ManuallyDrop::new(driver),
            width,
            _chromedriver: chromedriver,
            folder,
        };
        browser.resize().await;
        browser
    }

    /// Opens a page and waits until it is there.
    pub async fn go(&self, url: &str) {
        self.driver.goto(url).await.unwrap();
        self.loaded().await;
    }

    pub async fn find(&self, css: &str) -> WebElement {
        match self.driver.find(By::Css(css)).await {
            Ok(element) => element,
            Err(error) => {
                let page = self.driver.find(By::Css("body")).await.unwrap();
                let page = page.text().await.unwrap();
                self.fail(&format!("{css} is not there: {error}\n{page}"))
                    .await
            }
        }
    }

    pub async fn has(&self, css: &str) -> bool {
        !self.driver.find_all(By::Css(css)).await.unwrap().is_empty()
    }

    /// Types into a field by its name, in place of what is there.
    pub async fn fill(&self, name: &str, text: &str) {
        self.fill_in(&format!("[name='{name}']:not([type='hidden'])"), text)
            .await;
    }

    async fn fill_in(&self, css: &str, text: &str) {
        let field = self.find(css).await;
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }

    /// Chooses a radio button or an option by its value.
    pub async fn choose(&self, name: &str, value: &str) {
        let radio = format!("input[name='{name}'][value='{value}']");
        let css = if self.has(&radio).await {
            radio
        } else {
            format!("select[name='{name}'] option[value='{value}']")
        };
        self.click(&css).await;
    }

    /// Unfolds the form whose address ends in `action`, fills in its fields and sends it.
    pub async fn send(&self, action: &str, fields: &[(&str, &str)]) {
        let form = format!("form[action$='/{action}']");
        if self.has(&format!("details:not([open]):has({form})")).await {
            self.click(&format!("details:has({form}) > summary")).await;
        }
        for (name, value) in fields {
            let option = format!("{form} select[name='{name}'] option[value='{value}']");
            let radio = format!("{form} input[type='radio'][name='{name}'][value='{value}']");
            if self.has(&option).await {
                self.click(&option).await;
            } else if self.has(&radio).await {
                self.click(&radio).await;
            } else {
                self.fill_in(&format!("{form} [name='{name}']"), value)
                    .await;
            }
        }
        self.follow(&format!("{form} button[type='submit']")).await;
    }

    /// The text of the page as a person reads it.
    pub async fn text(&self) -> String {
        self.find("body").await.text().await.unwrap()
    }

    /// The file that was just downloaded, which is taken away: the next of the name is another.
    pub async fn downloaded(&self, name: &str) -> Vec<u8> {
        let path = downloads(self.folder.path()).join(name);
        // Its name is taken at once; what is in it comes all together, when all of it is there.
        let bytes = async || std::fs::read(&path).ok().filter(|bytes| !bytes.is_empty());
        let Some(bytes) = wait_for(bytes).await else {
            self.fail(&format!("{name} was not downloaded")).await
        };
        std::fs::remove_file(&path).unwrap();
        bytes
    }

    pub async fn quit(self) {
        let _ = WebDriver::clone(&self.driver).quit().await;
    }
}

fn downloads(folder: &Path) -> PathBuf {
    folder.join("downloads")
}

fn capabilities(folder: &Path) -> thirtyfour::ChromeCapabilities {
    let downloads = downloads(folder);
    std::fs::create_dir(&downloads).unwrap();
    let mut capabilities = DesiredCapabilities::chrome();
    for argument in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        &format!("--user-data-dir={}", folder.join("profile").display()),
    ] {
        capabilities.add_arg(argument).unwrap();
    }
    let preferences = serde_json::json!({
        "profile.managed_default_content_settings.javascript": 2,
        "download.default_directory": downloads,
        "download.prompt_for_download": false,
    });
    capabilities
        .add_experimental_option("prefs", preferences)
        .unwrap();
    capabilities
}
