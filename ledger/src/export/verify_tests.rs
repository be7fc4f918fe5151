use super::super::line::EventLine;
use super::super::streams::{Record, SetAside};
use super::*;
use crate::hash::Commitment;

/// The second event of a stream whose first is missing.
fn orphan(index: u64) -> Vec<u8> {
    let event = EventLine {
        index,
        hash: EventHash::ZERO,
        header: "",
        stream: "report/1",
        seq: 2,
        at: At::from_unix_millis(0).unwrap(),
        prev: EventHash::ZERO,
        event_type: "",
        payload_commitment: Commitment::from_bytes([0; 32]),
        context_commitment: Commitment::from_bytes([0; 32]),
        payload: None,
        context: None,
    };
    let mut bytes = Vec::new();
    Record::of(&event).write(&mut bytes);
    bytes
}

/// What is said of two partitions with an orphan each, at these indexes of the log.
fn check(indexes: [u64; 2], threads: usize) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut aside = SetAside::new(folder.path(), 2);
    for (partition, index) in indexes.into_iter().enumerate() {
        let record = orphan(index);
        let place = (partition as u32, record.len() as u32);
        aside.take(&record, &[place]).unwrap();
    }
    let options = ExportOptions {
        threads: NonZeroUsize::new(threads).unwrap(),
        scratch: folder.path(),
        wanted: None,
        progress: &|_| {},
    };
    let error = check_streams(&aside.done(), &options).unwrap_err();
    error.to_string()
}

/// In whichever partition the earlier fault is, and whichever thread finds it.
#[test]
fn of_two_faults_the_earlier_is_named() {
    for threads in [1, 2, 3] {
        for indexes in [[5, 7], [7, 5]] {
            let said = check(indexes, threads);
            assert!(said.starts_with("index 5 "), "{indexes:?}: {said}");
        }
    }
}
