//! Charts in a real Chromium: nothing written stands over anything else or leaves its chart, letters are large enough
//! on a telephone, and there is a picture of each way of looking at them in `target/screenshots`.

#[path = "../../src/http/layout/gallery_charts.rs"]
mod sample;
use std::path::Path;

use sajam::locale::{Locale, Translator};
use serde_json::{Value, json};

use crate::support::Browser;

/// A page of charts beside the style sheet and fonts, in a folder.
fn page(folder: &Path, locale: Locale) -> String {
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    for file in [
        "sajam.css",
        "charts.css",
        "fonts/vazirmatn-regular.woff2",
        "fonts/vazirmatn-bold.woff2",
    ] {
        let from = assets.join(file);
        std::fs::copy(&from, folder.join(from.file_name().unwrap())).unwrap();
    }
    let charts = sample::Charts::new(Translator::of(locale));
    let bars = charts.bars.iter().map(ToString::to_string);
    let trends = charts.trends.iter().map(ToString::to_string);
    let maps = charts.maps.iter().map(ToString::to_string);
    let charts: String = bars.chain(trends).chain(maps).collect();
    let path = folder.join(format!("{locale}.html"));
    let html = format!(
        "<!doctype html><html lang=\"{}\" dir=\"{}\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>Charts</title>\
         <link rel=\"stylesheet\" href=\"sajam.css\">\
         <link rel=\"stylesheet\" href=\"charts.css\">\
         <body><main class=\"page\"><div class=\"charts\">{charts}</div></main></body></html>",
        locale.lang(),
        locale.dir()
    );
    std::fs::write(&path, html).unwrap();
    format!("file://{}", path.display())
}

/// Every text of every drawing: its words, its box, the size of its letters, its drawing's box and number.
const MEASURE: &str = "document.fonts.ready.then(() => JSON.stringify([...document.querySelectorAll('svg.chart-drawing')]
    .flatMap((svg, chart) => [...svg.querySelectorAll('text')].map(text => {
        const box = r => [r.left, r.top, r.right, r.bottom];
        const scale = svg.getBoundingClientRect().width / 320;
        return {chart, text: text.textContent, box: box(text.getBoundingClientRect()),
            size: scale * parseFloat(getComputedStyle(text).fontSize), svg: box(svg.getBoundingClientRect())};
    }))))";

#[derive(serde::Deserialize)]
struct Text {
    chart: usize,
    text: String,
    r#box: [f64; 4],
    size: f64,
    svg: [f64; 4],
}

async fn texts(browser: &Browser) -> Vec<Text> {
    let asked = json!({"expression": MEASURE, "awaitPromise": true});
    let answer = browser.devtools("Runtime.evaluate", asked).await;
    let Some(found) = answer["result"]["value"].as_str() else {
        panic!("{answer}");
    };
    serde_json::from_str(found).unwrap()
}

/// Boxes of text are a line high, with room above and below the letters.
const LEADING: f64 = 0.45;

fn assert_apart(texts: &[Text], name: &str) {
    for (index, one) in texts.iter().enumerate() {
        let [left, _, right, _] = one.r#box;
        assert!(
            left >= one.svg[0] - 2.0 && right <= one.svg[2] + 2.0,
            "{name}: «{}» leaves its chart {}",
            one.text,
            one.chart
        );
        assert!(
            one.size >= 11.0,
            "{name}: «{}» is {} pixels",
            one.text,
            one.size
        );
        for other in texts
            .iter()
            .skip(index + 1)
            .filter(|other| other.chart == one.chart)
        {
            let over = |from: usize, to: usize, tolerance: f64| {
                one.r#box[to].min(other.r#box[to]) - one.r#box[from].max(other.r#box[from])
                    > tolerance
            };
            let height = (one.r#box[3] - one.r#box[1]).min(other.r#box[3] - other.r#box[1]);
            assert!(
                !(over(0, 2, 1.5) && over(1, 3, LEADING * height)),
                "{name}: «{}» stands over «{}» in chart {}",
                one.text,
                other.text,
                one.chart
            );
        }
    }
}

async fn look(browser: &Browser, media: Value, name: &str) {
    browser.devtools("Emulation.setEmulatedMedia", media).await;
    browser.whole_page(name).await;
}

#[tokio::test]
async fn nothing_stands_over_anything_else() {
    let folder = tempfile::tempdir().unwrap();
    let feature = |name: &str, value: &str| json!({"media": "", "features": [{"name": name, "value": value}]});
    for width in [360, 1280] {
        let browser = Browser::start(width).await;
        for locale in Locale::ALL {
            browser.go(&page(folder.path(), locale)).await;
            let name = |look: &str| format!("charts-{locale}-{width}{look}");
            let texts = texts(&browser).await;
            assert!(texts.len() > 200, "{}", texts.len());
            assert_apart(&texts, &name(""));
            look(&browser, json!({}), &name("")).await;
            look(
                &browser,
                feature("prefers-color-scheme", "dark"),
                &name("-dark"),
            )
            .await;
            look(
                &browser,
                feature("forced-colors", "active"),
                &name("-forced"),
            )
            .await;
            look(&browser, json!({"media": "print"}), &name("-print")).await;
            look(&browser, json!({}), &name("")).await;
        }
        browser.quit().await;
    }
}
