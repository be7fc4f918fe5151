//! What every page must keep to, looked at whenever one is rendered in a test or a debug build: so no page can be forgotten.

use std::collections::BTreeSet;

/// Panics where two elements of a page have one id, where something can be filled in and has no name to read out, or
/// where turning to the other language would lose what was typed.
pub(super) fn check(html: &str) {
    let faults = faults(html);
    assert!(faults.is_empty(), "{faults:?} in {html}");
}

fn faults(html: &str) -> Vec<String> {
    let mut ids = BTreeSet::new();
    let mut faults = Vec::new();
    let labelled: BTreeSet<&str> = tags(html)
        .filter(|(name, _)| *name == "label")
        .filter_map(|(_, tag)| attribute(tag, "for"))
        .collect();
    for (name, tag) in tags(html) {
        let id = attribute(tag, "id");
        if let Some(id) = id
            && !ids.insert(id)
        {
            faults.push(format!("two elements have the id {id}"));
        }
        let is_filled_in = match name {
            "textarea" | "select" => true,
            "input" => !matches!(attribute(tag, "type"), Some("hidden" | "submit")),
            _ => false,
        };
        let has_name = attribute(tag, "aria-label").is_some()
            || attribute(tag, "aria-labelledby").is_some()
            || id.is_some_and(|id| labelled.contains(id));
        if is_filled_in && !has_name {
            faults.push(format!("no label: <{tag}>"));
        }
    }
    for (_, tag) in tags(html) {
        for attribute_name in ["for", "aria-describedby", "aria-labelledby"] {
            let named = attribute(tag, attribute_name).unwrap_or_default();
            for id in named.split_ascii_whitespace() {
                if !ids.contains(id) {
                    faults.push(format!("{attribute_name} names {id}, which is not there"));
                }
            }
        }
    }
    faults.extend(texts_left_behind(html));
    faults
}

/// Forms with a text, on a page whose language is a link, that have no button of their own which takes the text along.
fn texts_left_behind(html: &str) -> impl Iterator<Item = String> {
    let is_link =
        tags(html).any(|(name, tag)| name == "a" && attribute(tag, "class") == Some("language"));
    html.split("<form ")
        .skip(1)
        .filter_map(|rest| rest.split("</form>").next())
        .filter(move |form| is_link && form.contains("<textarea "))
        .filter(|form| !tags(form).any(|(_, tag)| attribute(tag, "formaction").is_some()))
        .map(|form| format!("its text is lost with the language: <form {form}"))
}

/// Each opening tag: the element's name and all between the angle brackets. Values hold no angle bracket: they are escaped.
fn tags(html: &str) -> impl Iterator<Item = (&str, &str)> {
    html.split('<').skip(1).filter_map(|part| {
        let tag = part.split('>').next()?;
        let name = tag.split_ascii_whitespace().next()?;
        name.starts_with(|char: char| char.is_ascii_alphabetic())
            .then_some((name, tag))
    })
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_with_a_fault_is_found() {
        let sound = r#"<p id="a">x</p><label for="b">y</label><input id="b" aria-describedby="a">"#;
        assert_eq!(faults(sound), Vec::<String>::new());
        for fault in [
            r#"<p id="a"></p><p id="a"></p>"#,
            r#"<input name="x">"#,
            r#"<textarea id="x"></textarea>"#,
            r#"<label for="x">y</label>"#,
            r#"<p aria-describedby="x"></p>"#,
            r#"<a class="language"></a><form id="f"><textarea aria-label="x"></textarea></form>"#,
        ] {
            assert_eq!(faults(fault).len(), 1, "{fault}");
        }
        assert!(faults(r#"<input type="hidden" name="x">"#).is_empty());
    }
}
