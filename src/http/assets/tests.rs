use super::*;

#[test]
fn the_stylesheet_links_only_to_files_that_are_served_and_knows_no_left_or_right() {
    let css = &ASSETS
        .iter()
        .find(|asset| asset.plain == "sajam.css")
        .unwrap()
        .body;
    let css = str::from_utf8(css).unwrap();
    for link in css.split("url(\"").skip(1) {
        let link = link.split('"').next().unwrap();
        assert!(ASSETS.iter().any(|asset| asset.path == link), "{link}");
    }
    assert!(css.len() < 27_000, "{} bytes", css.len());
    for physical in [
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "float:",
        " left:",
        " right:",
        ":has(",
        "data:",
    ] {
        assert!(!css.contains(physical), "{physical}");
    }
}

/// Of the shipped font every figure is as wide as its widest, with holes between: «۱۰» would read as «۱ ۰».
#[test]
fn persian_figures_keep_their_own_width() {
    for css in [
        include_str!("../../../assets/sajam.css"),
        include_str!("../../../assets/staff.css"),
        include_str!("../../../assets/charts.css"),
    ] {
        for rule in css.split('}').filter(|rule| rule.contains("tabular-nums")) {
            let selectors = rule.split('{').next().unwrap();
            let selectors = selectors.rsplit("*/").next().unwrap();
            assert!(
                selectors
                    .split(',')
                    .all(|one| one.trim().starts_with(":lang(en) ")),
                "{selectors}"
            );
        }
    }
}

/// Relative luminance of `#rgb` or `#rrggbb` (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let digits = colour.trim_start_matches('#');
    let width = digits.len() / 3;
    let channel = |index: usize| {
        let text = &digits[index * width..(index + 1) * width];
        let value = u8::from_str_radix(&text.repeat(3 - width), 16).unwrap();
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * channel(0) + 0.7152 * channel(1) + 0.0722 * channel(2)
}

#[test]
fn text_stands_out_from_its_ground_in_light_and_dark() {
    let palettes_of = |css: &'static str| -> Vec<&'static str> {
        css.split(":root {")
            .skip(1)
            .take(2)
            .map(|rest| rest.split('}').next().unwrap())
            .collect()
    };
    let palettes = palettes_of(include_str!("../../../assets/sajam.css"));
    let charts = palettes_of(include_str!("../../../assets/charts.css"));
    let colour = |palette: usize, name: &str| {
        let find = |palette: &'static str| {
            let start = palette.find(&format!("--{name}: #"))? + name.len() + 4;
            palette[start..].split(';').next()
        };
        // What the dark palette does not name stays as it is in the light one.
        find(palettes[palette])
            .or_else(|| find(charts[palette]))
            .or_else(|| find(palettes[0]))
            .unwrap()
    };
    for palette in [0, 1] {
        for (text, ground, least) in [
            ("ink", "paper", 7.0),
            ("ink", "card", 7.0),
            ("ink", "teal-soft", 7.0),
            ("ink", "warn-soft", 7.0),
            ("ink", "good-soft", 7.0),
            ("ink", "bad-soft", 7.0),
            ("muted", "paper", 4.5),
            ("muted", "card", 4.5),
            ("muted", "teal-soft", 4.5),
            ("link", "paper", 4.5),
            ("link", "card", 4.5),
            ("link", "teal-soft", 4.5),
            ("link-hover", "paper", 4.5),
            ("good", "good-soft", 4.5),
            ("warn", "warn-soft", 4.5),
            ("bad", "bad-soft", 4.5),
            ("bad", "paper", 4.5),
            ("bad", "card", 4.5),
            ("header-ink", "header", 7.0),
            ("header-quiet", "header", 4.5),
            ("line-strong", "card", 3.0),
            ("line-strong", "paper", 3.0),
            ("focus", "paper", 3.0),
            ("saffron", "header", 3.0),
            ("header-ink", "button", 4.5),
            ("header-ink", "button-hover", 4.0),
            ("ink", "shade-1", 4.5),
            ("ink", "shade-2", 4.5),
            ("ink", "shade-3", 4.5),
            ("ink", "shade-4", 4.5),
            ("ink", "chart-bar", 3.0),
            ("chart-1", "paper", 3.0),
            ("chart-2", "paper", 3.0),
            ("chart-3", "paper", 3.0),
            ("chart-4", "paper", 3.0),
            ("chart-1", "chart-band", 3.0),
        ] {
            let (a, b) = (
                luminance(colour(palette, text)),
                luminance(colour(palette, ground)),
            );
            let ratio = (a.max(b) + 0.05) / (a.min(b) + 0.05);
            assert!(
                ratio >= least,
                "{text} on {ground} in palette {palette}: {ratio:.2}"
            );
        }
    }
}
