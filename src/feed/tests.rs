use super::public::merge;
use super::*;
use crate::clock::from_ms;

fn entry(name: &str, updated: i64) -> Entry {
    Entry {
        name: name.to_owned(),
        since: "2026-11-24".to_owned(),
        kind: "incident",
        path: format!("/status/incidents/{name}"),
        locale: Locale::En,
        title: "Filing <b>&</b> \"tracking\" ]]>".to_owned(),
        paragraphs: vec!["one\u{fffe}\u{0}".to_owned(), "two & three".to_owned()],
        published: from_ms(1_795_500_000_000),
        updated: from_ms(updated),
    }
}

fn feed(entries: Vec<Entry>) -> Feed {
    Feed {
        words: Translator::of(Locale::En),
        origin: "https://sajam.example.ir".to_owned(),
        authority: authority("log.example.ir/sajam"),
        name: "feed".to_owned(),
        title: "Sajam & <others>".to_owned(),
        about: "Everything".to_owned(),
        home: "/",
        own: Some("/feed"),
        updated: from_ms(1_795_503_600_000),
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
    assert_eq!(names, ["b", "d", "c", "a"]);
    // However many newer entries of one kind there are, none of another is pushed out by them.
    let many = (0..200).map(|n| entry(&n.to_string(), 100 + n)).collect();
    let merged = merge(vec![vec![entry("old", 1)], many]);
    assert_eq!(merged.len(), 21);
    assert_eq!(
        (merged[0].name.as_str(), merged[20].name.as_str()),
        ("199", "old")
    );
}

#[test]
fn a_step_is_always_told_later_than_the_one_before() {
    let told = |known: &[i64]| {
        let told = moments(known.iter().copied().map(from_ms));
        told.map(Timestamp::as_millisecond).collect::<Vec<_>>()
    };
    assert_eq!(told(&[7_200_000, 7_200_000]), [7_200_000, 7_201_000]);
    assert_eq!(told(&[5_000, 0, 0, 9_000]), [5_000, 6_000, 7_000, 9_000]);
    assert!(told(&[]).is_empty());
}

#[test]
fn ids_are_given_under_the_name_of_the_log() {
    let of = |origin: &str| {
        let Authority { host, path } = authority(origin);
        (host, path)
    };
    let pair = |host: &str, path: &str| (host.to_owned(), path.to_owned());
    assert_eq!(of("Log.Example.ir/sajam"), pair("log.example.ir", "sajam"));
    assert_eq!(of("log.example.ir"), pair("log.example.ir", "sajam"));
    assert_eq!(of("/x"), pair("sajam.local", "x"));
    assert_ne!(of("sajam.local/0a1b2c3d"), of("sajam.local/4e5f6071"));
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
        assert_eq!(read.title.unwrap().content, "Sajam & <others>");
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
