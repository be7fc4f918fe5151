//! Full exports: honest ones pass whatever their size, and every lie in one is named.

use sajam_ledger::{
    EventHash, ExportError, ExportWriteError, ExportWriter, LogKey, MAX_LINE, Progress,
    verify_export,
};

use crate::logs::{Entry, check_on, checkpoint, export, export_under, finding, log, relink, write};
use crate::support::{ORIGIN, key, log_key};

fn events(entries: &[Entry]) -> Vec<usize> {
    let events = entries.iter().enumerate();
    let events = events.filter(|(_, entry)| matches!(entry, Entry::Event { .. }));
    events.map(|(index, _)| index).collect()
}

#[test]
fn honest_exports_of_every_size() {
    for size in (0..40).chain([255, 256, 257, 1000]) {
        let entries = log(7, size, 5);
        let document = export(&entries);
        let verdict = check_on(2, document.as_bytes(), None).unwrap();
        let events = events(&entries).len() as u64;
        assert_eq!(verdict.checkpoint.size, size as u64);
        assert_eq!(
            (verdict.events, verdict.covers),
            (events, size as u64 - events)
        );
        assert_eq!(verdict.contexts, events);
        let payloads = document.matches("\"payload\":{\"salt\"").count() as u64;
        assert_eq!(verdict.payloads, payloads);
        assert!(size < 40 || payloads > 0);
        assert!(verdict.streams <= 5);
        assert_eq!(verdict.found, None);
    }
}

/// Several chunks for each thread, several blocks in the scratch file.
#[test]
fn a_large_export_on_any_number_of_threads() {
    let entries = log(8, 9000, 40);
    let document = export(&entries);
    assert!(document.len() > 4 << 20);
    let wanted = events(&entries)[3000];
    let hash = entries[wanted].hash();
    let verdicts = [1, 2, 3, 7].map(|threads| check_on(threads, document.as_bytes(), Some(hash)));
    for verdict in verdicts {
        let verdict = verdict.unwrap();
        assert_eq!(verdict.streams, 40);
        assert_eq!(verdict.found.unwrap().index, wanted as u64);
    }
    for place in [0, 3000] {
        let entry = &entries[events(&entries)[place]];
        let Entry::Event { event, .. } = entry else {
            panic!("it is one of the events");
        };
        let is_first = event.header.contains("\"type\":\"Submitted\"");
        assert_eq!(is_first, place == 0);
        let verdict = check_on(2, document.as_bytes(), Some(entry.hash()));
        assert_eq!(verdict.unwrap().found.unwrap().submitted, is_first);
    }
    let cover = entries
        .iter()
        .position(|entry| matches!(entry, Entry::Cover(_)));
    let cover = entries[cover.unwrap()].hash();
    let verdict = check_on(2, document.as_bytes(), Some(cover)).unwrap();
    assert_eq!(verdict.found, None, "cover is no event");

    let last = *events(&entries).last().unwrap();
    for index in [0, 4500, last] {
        let mut lines: Vec<&str> = document.lines().collect();
        let changed = lines[index + 1].replacen("\"2026-", "\"2025-", 1);
        let changed = if lines[index + 1] == changed {
            "{}".to_owned()
        } else {
            changed
        };
        lines[index + 1] = &changed;
        let document = lines.join("\n") + "\n";
        for threads in [1, 2, 7] {
            let error = check_on(threads, document.as_bytes(), None).unwrap_err();
            let expected = format!("index {index}");
            assert!(error.to_string().starts_with(&expected), "{error}");
        }
    }
}

#[test]
fn progress_reaches_the_end() {
    let document = export(&log(9, 300, 3));
    let seen = std::sync::Mutex::new(Vec::new());
    let options = sajam_ledger::ExportOptions {
        threads: std::num::NonZeroUsize::MIN,
        scratch: &std::env::temp_dir(),
        wanted: None,
        progress: &|progress| seen.lock().unwrap().push(progress),
    };
    verify_export(document.as_bytes(), &key(), &options).unwrap();
    let seen = seen.into_inner().unwrap();
    assert_eq!(seen, [Progress::Entries(300, 300), Progress::Streams(1, 1)]);
}

#[test]
fn a_writer_goes_on_where_another_stopped() {
    let entries = log(10, 50, 4);
    let note = checkpoint(&entries);
    let signed = key().verify_checkpoint(&note).unwrap();
    let whole = export(&entries);
    for cut in [0, 1, 25, 50] {
        let mut first = ExportWriter::start(Vec::new(), &signed, &note).unwrap();
        entries[..cut]
            .iter()
            .for_each(|entry| write(&mut first, entry));
        assert_eq!(first.next_index(), cut as u64);
        let first = first.into_inner();
        let mut second = ExportWriter::resume(Vec::new(), 50, cut as u64);
        entries[cut..]
            .iter()
            .for_each(|entry| write(&mut second, entry));
        let second = second.finish().unwrap();
        assert!([first, second].concat() == whole.as_bytes());
    }
    let mut full = ExportWriter::resume(Vec::new(), 1, 1);
    assert!(matches!(
        full.cover(&[0; 32]),
        Err(ExportWriteError::Full(1))
    ));
    let unfinished = ExportWriter::resume(Vec::new(), 2, 1).finish();
    let expected = ExportWriteError::Unfinished { next: 1, size: 2 };
    assert_eq!(unfinished.unwrap_err().to_string(), expected.to_string());
}

#[test]
fn the_first_line() {
    let document = export(&log(11, 20, 2));
    let other = LogKey::generate(ORIGIN, [9; 32]).unwrap();
    let forged = export_under(&log(11, 20, 2), &checkpoint(&log(11, 20, 2)));
    let foreign = other.sign_checkpoint(20, [1; 32]);
    let foreign = serde_json::to_string(&foreign).unwrap();
    let first = forged.lines().next().unwrap();
    let note = serde_json::to_string(&checkpoint(&log(11, 20, 2))).unwrap();
    for (from, to, line) in [
        (
            first,
            "",
            "not an export: in its first line not JSON: EOF while parsing a value (column 0)"
                .to_owned(),
        ),
        (
            "-export/v1",
            "-export/v2",
            "not an export: in its first line its \"format\" is not \"sajam-export/v1\"".to_owned(),
        ),
        (
            "\"origin\":\"log.",
            "\"origin\":\"lag.",
            "the export is of the log \"lag.example.org\", the key is of \"log.example.org\""
                .to_owned(),
        ),
        (
            &note,
            &foreign,
            format!("the checkpoint: it is not signed by the key {}", key()),
        ),
        (
            "\\n20\\n",
            "\\n21\\n",
            format!(
                "the checkpoint: its signature is not that of the key {}",
                key()
            ),
        ),
    ] {
        assert!(document.contains(from), "{from}");
        assert_eq!(finding(document.replacen(from, to, 1).as_bytes()), line);
    }
    assert!(finding(b"").starts_with("not an export"));
    let start = "not an export: in its first line";
    for (bytes, line) in [
        (&b"\xff"[..], "the line is not UTF-8 (byte 1)"),
        (b"{\"a\":\xff", "the line is not UTF-8 (byte 6)"),
    ] {
        assert_eq!(finding(bytes), format!("{start} {line}"));
    }
    // As long as a line may be, and longer; also where no end is in sight.
    for (length, line) in [
        (MAX_LINE, "not JSON: "),
        (MAX_LINE + 1, "the line is longer than 4 MiB"),
        (MAX_LINE + 1000, "the line is longer than 4 MiB"),
    ] {
        for end in ["", "\n"] {
            let said = finding(format!("{}{end}", "1".repeat(length)).as_bytes());
            assert!(said.starts_with(&format!("{start} {line}")), "{said}");
        }
    }
}

#[test]
fn every_lie_is_named() {
    let entries = log(12, 200, 6);
    let document = export(&entries);
    let lines: Vec<&str> = document.lines().collect();
    let said = |change: &dyn Fn(&mut Vec<String>)| {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        change(&mut lines);
        finding((lines.join("\n") + "\n").as_bytes())
    };
    let event = *events(&entries).iter().find(|index| **index > 50).unwrap();
    let Entry::Event {
        event: linked,
        stream,
    } = &entries[event]
    else {
        unreachable!("an event");
    };
    let name = format!(
        "index {event} (report/{stream:032x}, event {}):",
        linked.seq
    );
    let at = event + 1;
    let swap = |from: &'static str, to: &'static str| {
        move |lines: &mut Vec<String>| {
            assert!(lines[at].contains(from), "{from}");
            lines[at] = lines[at].replacen(from, to, 1);
        }
    };
    for (line, expected) in [
        (said(&swap("\"type\":\"", "\"type\":\"X")), format!("{name} its hash does not match its header")),
        (said(&swap("\"kind\":\"staff\"", "\"kind\":\"stuff\"")), format!("{name} its context does not match the commitment in its header")),
        (said(&swap("\"index\":", "\"index\":1")), format!("index {event}: the line says index 1{event}: an index is missing, repeated or out of order")),
        (said(&swap("\"index\":", " \"index\":")), format!("index {event}: the line is not in canonical form (byte {})", lines[at].find(",\"index\"").unwrap() + 1)),
        (said(&swap("\"payload\"", "\"pay\"")), format!("index {event}: the header has no \"payload\"")),
        (said(&swap("{", "{\"a\\u001b[31m\":1,")), format!("index {event}: the line has the unknown key \"a\\u{{1b}}[31m\"")),
        (said(&|lines| drop(lines.remove(at))), format!("index {event}: the line says index {at}: an index is missing, repeated or out of order")),
        (said(&|lines| lines.insert(at, lines[at].clone())), format!("index {at}: the line says index {event}: an index is missing, repeated or out of order")),
        (said(&|lines| lines.swap(at, at + 1)), format!("index {event}: the line says index {at}: an index is missing, repeated or out of order")),
        (said(&|lines| lines.truncate(at)), format!("index {event}: the export is cut off here, the checkpoint has 200 entries")),
        (said(&|lines| drop(lines.pop())), "index 200: the export is cut off here, the checkpoint has 200 entries".to_owned()),
        (said(&|lines| lines[201] = "{\"end\":199}".to_owned()), "index 200: the export ends here and says that it has 199 entries, the checkpoint has 200".to_owned()),
        (said(&|lines| lines.insert(at, "{\"end\":200}".to_owned())), format!("index {event}: the export ends here and says that it has 200 entries, the checkpoint has 200")),
        (said(&|lines| lines.push("{\"end\":200}".to_owned())), "index 201: something follows the last line".to_owned()),
        (said(&|lines| lines.push(String::new())), "index 201: something follows the last line".to_owned()),
        (said(&|lines| lines.insert(201, lines[200].replace("199", "200"))), "index 200: the checkpoint has only 200 entries".to_owned()),
        (said(&|lines| lines[at] = "x".repeat(MAX_LINE + 1)), format!("index {event}: the line is longer than 4 MiB")),
    ] {
        assert_eq!(line, expected);
    }
    // So long that not even its end was looked for; and as long as a line may be, without an end.
    let (head, _) = document.split_at(document.find('\n').unwrap() + 1);
    for (length, expected) in [
        (
            MAX_LINE,
            "the export is cut off here, the checkpoint has 200 entries",
        ),
        (MAX_LINE + 1, "the line is longer than 4 MiB"),
        (MAX_LINE + 1000, "the line is longer than 4 MiB"),
    ] {
        let endless = format!("{head}{}", "x".repeat(length));
        let said = finding(endless.as_bytes());
        assert_eq!(said, format!("index 0: {expected}"), "{length}");
    }
    let cut = &document[..document.len() - 1];
    assert_eq!(
        finding(cut.as_bytes()),
        "index 200: the export is cut off here, the checkpoint has 200 entries"
    );
    let mut bytes = document.clone().into_bytes();
    let place = document.find("گ").unwrap();
    bytes[place] = 0xff;
    assert!(finding(&bytes).contains("the line is not UTF-8 (byte "));
}

/// The operator signs a log that does not hold together.
#[test]
fn a_signature_does_not_make_streams_whole() {
    let entries = log(13, 200, 6);
    let all = events(&entries);
    let stream_of = |index: usize| match &entries[index] {
        Entry::Event { stream, event } => (*stream, event.seq),
        Entry::Cover(_) | Entry::Lost(_) => unreachable!("an event"),
    };
    let first = all[60];
    let (stream, seq) = stream_of(first);
    let next = *all
        .iter()
        .find(|index| stream_of(**index) == (stream, seq + 1))
        .unwrap();
    let said = |change: &dyn Fn(&mut Vec<Entry>)| {
        let mut changed = entries.clone();
        change(&mut changed);
        finding(export(&changed).as_bytes())
    };
    let name =
        |index: usize, seq: u64| format!("index {index} (report/{stream:032x}, event {seq}):");
    let gap = "an event is missing, repeated or out of order";
    assert_eq!(
        said(&|all| all[first] = Entry::Cover([0; 32])),
        format!(
            "{} its seq is {}, not {seq}: {gap}",
            name(next, seq + 1),
            seq + 1
        )
    );
    assert_eq!(
        said(&|all| all.swap(first, next)),
        format!(
            "{} its seq is {}, not {seq}: {gap}",
            name(first, seq + 1),
            seq + 1
        )
    );
    assert_eq!(
        said(&|all| all[next] = all[first].clone()),
        format!(
            "{} its seq is {seq}, not {}: {gap}",
            name(next, seq),
            seq + 1
        )
    );
    // One event replaced by another with the same place, as from a second history of the report.
    let mut other = entries.clone();
    if let Entry::Event { event, .. } = &mut other[first] {
        event.context = "{\"actor\":null}".to_owned();
    }
    let other = relink(&other);
    assert_eq!(
        said(&|all| all[first] = other[first].clone()),
        format!(
            "{} its prev is not the hash of the event before it",
            name(next, seq + 1)
        )
    );
    // All of it consistent: nothing but the checkpoint that somebody kept shows it.
    assert!(check_on(2, export(&other).as_bytes(), None).is_ok());
    let kept = checkpoint(&entries);
    assert_eq!(
        finding(export_under(&other, &kept).as_bytes()),
        "the recomputed root of the 200 entries is not the checkpoint's: at least one entry is not the one that was published"
    );
}

#[test]
fn a_cover_with_another_secret_shows() {
    let entries = log(14, 30, 2);
    let note = checkpoint(&entries);
    let cover = entries
        .iter()
        .position(|entry| matches!(entry, Entry::Cover(_)))
        .unwrap();
    let mut other = entries.clone();
    other[cover] = Entry::Cover([3; 32]);
    assert!(
        finding(export_under(&other, &note).as_bytes())
            .starts_with("the recomputed root of the 30")
    );
}

#[test]
fn no_prefix_of_an_export_holds() {
    let document = export(&log(15, 12, 2));
    for end in 0..document.len() {
        finding(&document.as_bytes()[..end]);
    }
}

#[test]
fn what_keeps_it_from_being_read_is_no_finding() {
    use std::io::Read;
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("the disk is gone"))
        }
    }
    let document = export(&log(16, 3000, 3));
    let options = sajam_ledger::ExportOptions {
        threads: std::num::NonZeroUsize::MIN,
        scratch: std::path::Path::new("/nonexistent"),
        wanted: None,
        progress: &|_| {},
    };
    let half = document.as_bytes()[..1 << 20].chain(Broken);
    let error = verify_export(half, &key(), &options).unwrap_err();
    assert!(
        matches!(error, ExportError::Read(_) | ExportError::Scratch(_)),
        "{error}"
    );
    let error = verify_export(document.as_bytes(), &key(), &options).unwrap_err();
    assert!(matches!(error, ExportError::Scratch(_)), "{error}");
}

#[test]
fn an_empty_log() {
    let note = log_key().sign_checkpoint(0, sajam_ledger::EMPTY_ROOT);
    let document = export_under(&[], &note);
    assert_eq!(document.lines().count(), 2);
    let verdict = check_on(1, document.as_bytes(), Some(EventHash::ZERO)).unwrap();
    assert_eq!(
        (verdict.events, verdict.streams, verdict.found),
        (0, 0, None)
    );
}

/// What an operator lost does not pass as explained, and does not hide that everything else holds or does not.
#[test]
fn lost_entries_are_reported_last() {
    let entries = log(8, 300, 5);
    let lose = |indexes: &[usize]| {
        let mut less = entries.clone();
        for index in indexes {
            less[*index] = Entry::Lost(entries[*index].hash());
        }
        less
    };
    let covers: Vec<usize> = (0..300)
        .filter(|index| matches!(entries[*index], Entry::Cover(_)))
        .collect();
    // The last event of its stream, and two covers before it.
    let last = (0..300)
        .rev()
        .find(|index| matches!(entries[*index], Entry::Event { .. }));
    let lost = [covers[3], covers[5], last.unwrap()];
    let note = checkpoint(&entries);
    let said = finding(export_under(&lose(&lost), &note).as_bytes());
    assert!(
        said.starts_with(&format!("index {}: ", covers[3])),
        "{said}"
    );
    assert!(said.contains("of 3 entries in all") && said.contains("everything else holds"));

    let mut forged = lose(&lost);
    forged[covers[5]] = Entry::Lost(EventHash::ZERO);
    let said = finding(export_under(&forged, &note).as_bytes());
    assert!(said.contains("the recomputed root"), "{said}");
    // An event in the middle of its stream cannot be lost without showing as a gap.
    let first = (0..300).find(|index| matches!(entries[*index], Entry::Event { .. }));
    let said = finding(export_under(&lose(&[first.unwrap()]), &note).as_bytes());
    assert!(said.contains("an event is missing"), "{said}");
}
