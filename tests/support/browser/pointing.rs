//! Pointing at something on the page and clicking on it.

use super::Browser;

/// Brings what is to be clicked on to the middle of the window, and says what is in the way of that, if anything is.
/// Chromium would scroll no further than until a first row of pixels is in the window.
const POINT: &str = "
    const [wanted] = arguments;
    // An option of a list that is not unfolded is nowhere.
    const target = wanted.closest('select') ?? wanted;
    target.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'});
    const box = target.getClientRects()[0];
    if (!box) return 'it is not displayed';
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight)
        return `its middle (${x}, ${y}) is outside the window (${innerWidth} x ${innerHeight})`;
    const hit = document.elementFromPoint(x, y);
    return target.contains(hit) ? null : `it is covered by ${hit?.cloneNode().outerHTML}`;";

impl Browser {
    /// Clicks what leads to another page, and waits for that page.
    pub async fn follow(&self, css: &str) {
        let left = self.document().await;
        self.click(css).await;
        self.loaded_other_than(Some(left)).await;
        self.find("body footer").await;
    }

    /// Clicks what stays on the page.
    pub async fn click(&self, css: &str) {
        let target = self.find(css).await;
        let argument = vec![target.to_json().unwrap()];
        let in_the_way = match self.driver.execute(POINT, argument).await {
            Ok(answer) => answer.json().as_str().map(str::to_owned),
            Err(error) => Some(error.to_string()),
        };
        if let Some(in_the_way) = in_the_way {
            self.fail(&format!("{css} cannot be clicked on: {in_the_way}"))
                .await;
        }
        if let Err(error) = target.click().await {
            self.fail(&format!("{css}: {error}")).await;
        }
    }
}
