//! A chart read back as XML.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::{WIDTH, text};

/// A drawing, taken apart.
pub(super) struct Drawing {
    pub(super) elements: Vec<Element>,
    pub(super) ids: Vec<String>,
    pub(super) height: f64,
    pub(super) titles: Vec<String>,
    pub(super) description: String,
}

pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    pub(super) text: String,
}

impl Element {
    pub(super) fn get(&self, name: &str) -> &str {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    pub(super) fn number(&self, name: &str) -> f64 {
        self.get(name)
            .parse()
            .unwrap_or_else(|_| panic!("{} of {}: «{}»", name, self.name, self.get(name)))
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let attributes = start
        .attributes()
        .map(|attribute| {
            let attribute = attribute.unwrap();
            (
                attribute.key.as_ref().to_owned(),
                attribute.value.into_owned(),
            )
        })
        .collect();
    Element {
        name: start.name().as_ref().to_owned(),
        attributes,
        text: String::new(),
    }
}

/// Reads what must be well-formed XML; every element's text is kept with it.
pub(super) fn read(chart: &str) -> Drawing {
    let mut reader = Reader::from_str(chart);
    reader.config_mut().check_end_names = true;
    let mut elements = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                open.push(elements.len());
                elements.push(element(&start));
            }
            Event::Empty(start) => elements.push(element(&start)),
            Event::End(_) => {
                open.pop().unwrap();
            }
            Event::Text(text) => {
                if let Some(index) = open.last() {
                    elements[*index].text.push_str(&text);
                }
            }
            Event::GeneralRef(_) => {}
            Event::Eof => break,
            other => panic!("{other:?}"),
        }
    }
    assert!(open.is_empty());
    let svg = elements.iter().find(|one| one.name == "svg").unwrap();
    assert_eq!(svg.get("role"), "img");
    let mut view = svg
        .get("viewBox")
        .split(' ')
        .map(|side| side.parse::<f64>().unwrap());
    assert_eq!(
        (view.next(), view.next(), view.next()),
        (Some(0.0), Some(0.0), Some(WIDTH))
    );
    let ids = elements
        .iter()
        .map(|one| one.get("id").to_owned())
        .filter(|id| !id.is_empty())
        .collect();
    let texts = |name: &str| -> Vec<String> {
        let named = elements.iter().filter(|one| one.name == name);
        named.map(|one| one.text.clone()).collect()
    };
    Drawing {
        height: view.next().unwrap(),
        ids,
        titles: texts("title"),
        description: texts("desc").concat(),
        elements,
    }
}

impl Drawing {
    /// Everything stands inside the drawing: shapes, and text as wide as it is estimated to be.
    pub(super) fn assert_inside(&self) {
        let inside = |x: f64, y: f64, what: &str| {
            assert!((-0.1..=WIDTH + 0.1).contains(&x), "x {x}: {what}");
            assert!((-0.1..=self.height + 0.1).contains(&y), "y {y}: {what}");
        };
        let direction = self.elements.iter().find(|one| one.name == "svg").unwrap();
        let rtl = direction.get("direction") == "rtl";
        let is_tile = self.with_class("chart-tile") > 0;
        for one in &self.elements {
            match one.name.as_str() {
                "rect" => {
                    let (x, y) = (one.number("x"), one.number("y"));
                    inside(x, y, "rect");
                    inside(x + one.number("width"), y + one.number("height"), "rect");
                }
                "line" => {
                    inside(one.number("x1"), one.number("y1"), "line");
                    inside(one.number("x2"), one.number("y2"), "line");
                }
                "circle" => inside(one.number("cx"), one.number("cy"), "circle"),
                "path" => {
                    for (x, y) in corners(one.get("d")) {
                        inside(x, y, one.get("d"));
                    }
                }
                "text" => {
                    let (x, y) = (one.number("x"), one.number("y"));
                    let size = match one.get("class") {
                        "chart-small" | "chart-end-value" | "chart-tile-value" => text::SMALL,
                        _ => text::NORMAL,
                    };
                    let width = text::width(&one.text, size);
                    let left = match (one.get("text-anchor"), rtl) {
                        ("middle", _) => x - width / 2.0,
                        ("start", false) | ("end", true) => x,
                        _ => x - width,
                    };
                    // Names on tiles, which no code puts together, are compared with their tiles in the browser.
                    let aside = if is_tile { 4.0 } else { 0.0 };
                    inside(left + aside, y - size * 0.8, &one.text);
                    inside(left + width - aside, y, &one.text);
                }
                _ => {}
            }
        }
    }

    pub(super) fn with_class(&self, class: &str) -> usize {
        let with = |one: &&Element| one.get("class").split(' ').any(|name| name == class);
        self.elements.iter().filter(with).count()
    }
}

/// Where the absolute commands of a path lead.
pub(super) fn corners(d: &str) -> Vec<(f64, f64)> {
    let mut at = (0.0, 0.0);
    let mut corners = Vec::new();
    let mut rest = d;
    while let Some(command) = rest.chars().next() {
        rest = rest.strip_prefix(command).unwrap();
        let end = rest
            .find(|char: char| char.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        let numbers: Vec<f64> = rest[..end]
            .split_whitespace()
            .map(|number| number.parse().unwrap())
            .collect();
        rest = &rest[end..];
        match (command, numbers.as_slice()) {
            ('M' | 'L', [x, y]) => at = (*x, *y),
            ('H', [x]) => at.0 = *x,
            ('V', [y]) => at.1 = *y,
            // Marks are small and close themselves.
            ('a' | 'h' | 'v' | 'l' | 'Z', _) => continue,
            _ => panic!("{command} in {d}"),
        }
        corners.push(at);
    }
    corners
}
