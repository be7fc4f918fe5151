//! A real Chromium, driven through chromedriver.

use std::mem::ManuallyDrop;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

/// chromedriver and the browser it drives; both end with this.
pub struct Browser {
    pub driver: ManuallyDrop<WebDriver>,
    width: u32,
    chromedriver: Child,
    shots: PathBuf,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// A browser with JavaScript switched off, as every page must work; screenshots go to `target/screenshots`.
    pub async fn start(width: u32) -> Self {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let chromedriver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .process_group(0)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed: scripts/install test");
        let profile = tempfile::tempdir().unwrap();
        let downloads = profile.path().join("downloads");
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
            &format!("--window-size={width},900"),
            &format!(
                "--user-data-dir={}",
                profile.path().join("profile").display()
            ),
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
        let url = format!("http://127.0.0.1:{port}");
        // A session asked for before chromedriver is ready may hang for minutes.
        for _ in 0..400 {
            if reqwest::get(format!("{url}/status")).await.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        let driver = WebDriver::new(&url, capabilities)
            .await
            .expect("chromedriver starts a browser");
        let shots = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/screenshots");
        std::fs::create_dir_all(&shots).unwrap();
        Self {
            driver: ManuallyDrop::new(driver),
            width,
            chromedriver,
            shots,
            _profile: profile,
        }
    }

    pub async fn go(&self, url: &str) {
        self.driver.goto(url).await.unwrap();
    }

    pub async fn find(&self, css: &str) -> WebElement {
        match self.driver.find(By::Css(css)).await {
            Ok(element) => element,
            Err(_) => {
                let url = self.driver.current_url().await.unwrap();
                let page = self.driver.find(By::Css("body")).await.unwrap();
                panic!("{css} is not on {url}:\n{}", page.text().await.unwrap())
            }
        }
    }

    pub async fn has(&self, css: &str) -> bool {
        self.driver.find(By::Css(css)).await.is_ok()
    }

    /// Types into a field by its name, in place of what is there.
    pub async fn fill(&self, name: &str, text: &str) {
        let field = self
            .find(&format!("[name='{name}']:not([type='hidden'])"))
            .await;
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

    /// Clicks what leads to another page, and waits for that page.
    pub async fn follow(&self, css: &str) {
        let left = self.find("html").await;
        self.click(css).await;
        for _ in 0..400 {
            if left.tag_name().await.is_err() && self.has("body footer").await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("{css} led nowhere within 10 s");
    }

    /// Clicks what stays on the page.
    pub async fn click(&self, css: &str) {
        self.find(css)
            .await
            .click()
            .await
            .unwrap_or_else(|error| panic!("{css}: {error}"));
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
                let field = self.find(&format!("{form} [name='{name}']")).await;
                field.clear().await.unwrap();
                field.send_keys(*value).await.unwrap();
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
        let path = self._profile.path().join("downloads").join(name);
        for _ in 0..200 {
            if let Ok(bytes) = std::fs::read(&path)
                && !bytes.is_empty()
            {
                std::fs::remove_file(&path).unwrap();
                return bytes;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{name} was not downloaded");
    }

    /// Keeps a picture of the whole page as `target/screenshots/<name>.png`.
    pub async fn shot(&self, name: &str) {
        let path = self.shots.join(format!("{name}.png"));
        // A tall window takes in what a person would scroll to.
        self.driver
            .set_window_rect(0, 0, self.width.max(500), 2400)
            .await
            .unwrap();
        self.driver.screenshot(&path).await.unwrap();
    }

    /// [`Self::whole_shot`] at the browser's own width.
    pub async fn whole_page(&self, name: &str) {
        // A window starts no narrower than 500, but can be made so.
        let width = self.width;
        self.driver.set_window_rect(0, 0, width, 900).await.unwrap();
        self.whole_shot(name, i64::from(width)).await;
    }

    /// Keeps a picture of the whole page, which must be no wider than the screen, as `target/screenshots/<name>.png`.
    pub async fn whole_shot(&self, name: &str, width: i64) {
        let layout = self.devtools("Page.getLayoutMetrics", json!({})).await;
        let size = |side: &str| layout["cssContentSize"][side].as_i64().unwrap();
        let clip =
            json!({"x": 0, "y": 0, "width": size("width"), "height": size("height"), "scale": 1});
        let asked = json!({"captureBeyondViewport": true, "clip": clip});
        let shot = self.devtools("Page.captureScreenshot", asked).await;
        let png = BASE64_STANDARD
            .decode(shot["data"].as_str().unwrap())
            .unwrap();
        std::fs::write(self.shots.join(format!("{name}.png")), png).unwrap();
        let is_wide = size("width");
        assert!(is_wide <= width, "{name} is {is_wide} wide");
    }

    /// A command of Chromium's own protocol, through chromedriver.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let address = format!(
            "{}session/{}/goog/cdp/execute",
            self.driver.handle().server_url(),
            self.driver.handle().session_id()
        );
        let asked = json!({"cmd": command, "params": parameters});
        let answer = reqwest::Client::new()
            .post(address)
            .json(&asked)
            .send()
            .await
            .unwrap();
        let mut answer: Value = answer.json().await.unwrap();
        answer["value"].take()
    }

    pub async fn quit(self) {
        let _ = WebDriver::clone(&self.driver).quit().await;
    }
}

impl Drop for Browser {
    /// chromedriver and its browser are ended as a group; the session is not asked, which could take minutes when a
    /// test has failed in the middle of something.
    fn drop(&mut self) {
        if let Ok(group) = self.chromedriver.id().try_into() {
            let _ = nix::sys::signal::killpg(
                nix::unistd::Pid::from_raw(group),
                nix::sys::signal::Signal::SIGKILL,
            );
        }
        let _ = self.chromedriver.wait();
    }
}
