use super::*;

fn entry(name: &str, updated_ms: i64) -> Entry {
    Entry {
        name: name.to_owned(),
        since: "2026-11-24".to_owned(),
        kind: "incident",
        path: format!("/status/incidents/{name}"),
        locale: Locale::En,
        title: "Filing <b>&</b> \"tracking\" ]]>".to_owned(),
        paragraphs: vec!["one\u{fffe}\u{0}".to_owned(), "two & three".to_owned()],
        published_ms: 1_795_500_000_000,
        updated_ms,
    }
}

fn feed(entries: Vec<Entry>) -> Feed {
    Feed {
        words: Words::of(Locale::En),
        origin: "https://sajam.example.ir".to_owned(),
        authority: authority("log.example.ir/sajam"),
        updated_ms: 1_795_503_600_000,
        entries,
    }
}

#[test]
fn sources_are_merged_with_the_newest_news_first() {
    let merged = merge(vec![
        vec![entry("a", 10), entry("b", 30)],
        vec![entry("d", 20), entry("c", 20)],
    ]);
    let names: Vec<&str> = merged.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["b", "c", "d", "a"]);
    let many = (0..200).map(|n| entry(&n.to_string(), n)).collect();
    assert_eq!(merge(vec![many]).len(), MOST);
}

#[test]
fn ids_are_given_under_the_name_of_the_log() {
    assert_eq!(authority("Log.Example.ir/sajam"), "log.example.ir");
    assert_eq!(authority("/x"), "sajam.local");
    let feed = feed(vec![entry("incident/1", 0)]);
    assert_eq!(
        feed.id_of(&feed.entries[0]),
        "tag:log.example.ir,2026-11-24:sajam/incident/1/en"
    );
}

#[test]
fn other_programs_read_both_formats_alike() {
    let feed = feed(vec![entry("incident/1", 1_795_503_600_000)]);
    for document in [atom(&feed).unwrap(), json(&feed).unwrap()] {
        let read = feed_rs::parser::parse(document.as_slice()).unwrap();
        assert_eq!(read.title.unwrap().content, "Sajam: service status");
        let [entry] = read.entries.as_slice() else {
            panic!("one entry")
        };
        assert_eq!(
            entry.id,
            "tag:log.example.ir,2026-11-24:sajam/incident/1/en"
        );
        assert_eq!(
            entry.title.as_ref().unwrap().content,
            "Filing <b>&</b> \"tracking\" ]]>"
        );
        assert_eq!(
            entry.links[0].href,
            "https://sajam.example.ir/en/status/incidents/incident/1"
        );
        assert_eq!(entry.updated.unwrap().timestamp_millis(), 1_795_503_600_000);
        let text = entry.content.as_ref().unwrap().body.as_ref().unwrap();
        assert!(text.starts_with("one"), "{text}");
        assert!(text.ends_with("two & three"), "{text}");
    }
}
