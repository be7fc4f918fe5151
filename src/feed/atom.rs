//! Atom (RFC 4287).

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::{Entry, Feed};

/// The feed as an Atom document.
///
/// # Errors
/// When it cannot be written: a fault of ours.
pub fn write(feed: &Feed) -> io::Result<Vec<u8>> {
    let mut writer = Writer::new(Vec::new());
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    writer
        .create_element("feed")
        .with_attribute(("xmlns", "http://www.w3.org/2005/Atom"))
        .with_attribute(("xml:lang", feed.words.locale().lang()))
        .write_inner_content(|writer| {
            text(writer, "id", &feed.id())?;
            text(writer, "title", &feed.title)?;
            text(writer, "subtitle", &feed.about)?;
            text(writer, "updated", &feed.updated.to_string())?;
            writer
                .create_element("author")
                .write_inner_content(|writer| text(writer, "name", &feed.words.t("app-name")))?;
            if let Some(own) = feed.own_address("atom") {
                link(writer, "self", "application/atom+xml", &own)?;
            }
            link(writer, "alternate", "text/html", &feed.address(feed.home))?;
            for entry in &feed.entries {
                write_entry(writer, feed, entry)?;
            }
            Ok(())
        })?;
    Ok(writer.into_inner())
}

fn write_entry(writer: &mut Writer<Vec<u8>>, feed: &Feed, entry: &Entry) -> io::Result<()> {
    writer
        .create_element("entry")
        .with_attribute(("xml:lang", entry.locale.lang()))
        .write_inner_content(|writer| {
            text(writer, "id", &feed.id_of(entry))?;
            text(writer, "title", &entry.title)?;
            text(writer, "published", &entry.published.to_string())?;
            text(writer, "updated", &entry.updated.to_string())?;
            link(writer, "alternate", "text/html", &feed.address(&entry.path))?;
            writer
                .create_element("category")
                .with_attribute(("term", entry.kind))
                .write_empty()?;
            writer
                .create_element("content")
                .with_attribute(("type", "text"))
                .write_text_content(BytesText::new(&written(&entry.paragraphs.join("\n\n"))))?;
            Ok(())
        })?;
    Ok(())
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> io::Result<()> {
    writer
        .create_element(name)
        .write_text_content(BytesText::new(&written(text)))?;
    Ok(())
}

fn link(writer: &mut Writer<Vec<u8>>, rel: &str, kind: &str, href: &str) -> io::Result<()> {
    writer
        .create_element("link")
        .with_attribute(("rel", rel))
        .with_attribute(("type", kind))
        .with_attribute(("href", href))
        .write_empty()?;
    Ok(())
}

/// XML has no way at all to write some characters (XML 1.0, 2.2); one of them would make the whole feed unreadable.
fn written(text: &str) -> String {
    let is_char = |char| matches!(char, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    text.chars()
        .map(|char| if is_char(char) { char } else { '\u{fffd}' })
        .collect()
}
