//! What a page looks like, where it can be measured: which letters, in which order, on how many sheets.

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::json;

use super::Browser;

/// Texts that are to run from left to right and do not: within a line each letter stands right of the one before.
const OUT_OF_ORDER: &str = "
    const torn = [];
    for (const piece of document.querySelectorAll('main bdi[dir=ltr], main code, main pre[dir=ltr], main [dir=ltr]')) {
        if (piece.closest('.visually-hidden, input, svg, details:not([open])')) continue;
        let before = null;
        const nodes = document.createTreeWalker(piece, NodeFilter.SHOW_TEXT);
        while (nodes.nextNode()) {
            const text = nodes.currentNode;
            for (let at = 0; at < text.length; at++) {
                const letter = document.createRange();
                letter.setStart(text, at);
                letter.setEnd(text, at + 1);
                const box = letter.getBoundingClientRect();
                if (box.width === 0 || !text.data[at].trim()) continue;
                const isBack = before && Math.abs(box.top - before.top) < box.height / 2 && box.left < before.left;
                // Persian words in it run the other way.
                if (isBack && !/\\p{Letter}/u.test(text.data[at])) torn.push(piece.textContent);
                before = box;
            }
        }
    }
    return [...new Set(torn)];";

impl Browser {
    /// Pieces of the page that run from left to right by their mark and not to the eye.
    pub async fn out_of_order(&self) -> Vec<String> {
        let torn = self.driver.execute(OUT_OF_ORDER, Vec::new()).await;
        torn.unwrap().convert().unwrap()
    }

    /// Whether every letter of an element is the pages' own font's.
    pub async fn is_in_the_shipped_font(&self, css: &str) -> bool {
        self.devtools("DOM.enable", json!({})).await;
        self.devtools("CSS.enable", json!({})).await;
        let document = self.devtools("DOM.getDocument", json!({})).await;
        let asked = json!({"nodeId": document["root"]["nodeId"], "selector": css});
        let node = self.devtools("DOM.querySelector", asked).await;
        let asked = json!({"nodeId": node["nodeId"]});
        let used = self.devtools("CSS.getPlatformFontsForNode", asked).await;
        let used = used["fonts"].as_array().unwrap();
        !used.is_empty() && used.iter().all(|font| font["isCustomFont"] == true)
    }

    /// How many fonts the page has fetched.
    pub async fn fonts_fetched(&self) -> u64 {
        let fetched = "return [...document.fonts].filter(font => font.status === 'loaded').length";
        let fetched = self.driver.execute(fetched, Vec::new()).await.unwrap();
        fetched.json().as_u64().unwrap()
    }

    /// Text at twice its size, as a reader may set it. Whether all of it is on the screen still.
    pub async fn fits_at_twice_the_size(&self) -> bool {
        let twice = "document.documentElement.style.fontSize = '225%';
            return document.documentElement.scrollWidth <= innerWidth";
        let fits = self.driver.execute(twice, Vec::new()).await.unwrap();
        fits.json() == true
    }

    /// How many sheets of A4 the page is printed on.
    pub async fn sheets(&self) -> usize {
        let a4 = json!({"paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": true});
        let printed = self.devtools("Page.printToPDF", a4).await;
        let pdf = BASE64_STANDARD.decode(printed["data"].as_str().unwrap());
        let pdf = String::from_utf8_lossy(&pdf.unwrap()).into_owned();
        pdf.matches("/Type /Page\n").count()
    }

    /// The columns that do not fit on a sheet of A4.
    pub async fn columns_off_the_paper(&self) -> Vec<String> {
        let print = json!({"media": "print"});
        self.devtools("Emulation.setEmulatedMedia", print).await;
        // 210 mm less the margins.
        let paper = json!({"width": 680, "height": 1000, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", paper)
            .await;
        let off = "return [...document.querySelectorAll('thead th')]
            .filter(head => {
                const box = head.getBoundingClientRect();
                return box.width < 5 || box.left < 0 || box.right > innerWidth;
            })
            .map(head => head.textContent)";
        let off = self.driver.execute(off, Vec::new()).await.unwrap();
        let off = off.convert().unwrap();
        let screen = json!({"media": ""});
        self.devtools("Emulation.setEmulatedMedia", screen).await;
        self.resize().await;
        off
    }
}
