use super::*;

/// Stream, sequence number, time, hash, hash before.
type Event = (String, u64, i64, [u8; 32], [u8; 32]);

/// Events of several streams, each linked to the one before it.
fn records(count: u64, streams: u64) -> Vec<Event> {
    (0..count)
        .map(|index| {
            let (stream, seq) = (index % streams, index / streams + 1);
            let hash = |seq: u64| {
                let mut hash = [0; 32];
                if seq > 0 {
                    hash[..8].copy_from_slice(&seq.to_be_bytes());
                    hash[8] = stream as u8;
                }
                hash
            };
            let at = seq as i64 * 1000;
            (
                format!("report/{stream:x}"),
                seq,
                at,
                hash(seq),
                hash(seq - 1),
            )
        })
        .collect()
}

#[expect(clippy::unwrap_in_result, reason = "the result is what is tested")]
fn check(records: &[Event], partitions: u64) -> Result<u64, ExportFault> {
    let folder = tempfile::tempdir().unwrap();
    let mut aside = SetAside::new(folder.path(), partitions);
    for (index, (stream, seq, at, hash, prev)) in records.iter().enumerate() {
        let record = Record {
            index: index as u64,
            seq: *seq,
            at: *at,
            hash: EventHash::from_bytes(*hash),
            prev: EventHash::from_bytes(*prev),
            stream,
        };
        let mut bytes = Vec::new();
        let length = record.write(&mut bytes);
        let partition = u32::from(*stream.as_bytes().last().unwrap()) % partitions as u32;
        aside.take(&bytes, &[(partition, length)]).unwrap();
    }
    let blocks = aside.done();
    let files = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(files, 0, "the scratch file has no name");
    let mut streams = 0;
    for partition in 0..blocks.partitions() {
        match blocks.check(partition) {
            Ok(more) => streams += more,
            Err(ExportError::Fault(fault)) => return Err(fault),
            Err(error) => panic!("{error}"),
        }
    }
    Ok(streams)
}

#[test]
fn whole_streams_in_one_block_and_in_many() {
    for (count, streams) in [(0, 1), (1, 1), (20, 5), (5000, 16)] {
        for partitions in [1, 3, 16] {
            let streams = streams.min(count);
            assert_eq!(
                check(&records(count, streams.max(1)), partitions),
                Ok(streams)
            );
        }
    }
}

/// What the memory for a log of any size rests on: a partition keeps one block, and writes it only when it is full.
#[test]
fn a_partition_keeps_one_block() {
    let stream = "s".repeat(39);
    let record = Record {
        index: 0,
        seq: 1,
        at: 0,
        hash: EventHash::ZERO,
        prev: EventHash::ZERO,
        stream: &stream,
    };
    let mut bytes = Vec::new();
    let length = record.write(&mut bytes);
    assert_eq!(BLOCK % length as usize, 0, "so that blocks can be full");
    let folder = tempfile::tempdir().unwrap();
    let mut aside = SetAside::new(folder.path(), 1);
    let block = BLOCK as u32;
    for taken in 1..=4 * block / length {
        aside.take(&bytes, &[(0, length)]).unwrap();
        let full = (taken * length - 1) / block;
        let partition = &aside.partitions[0];
        let blocks: Vec<_> = (0..full).map(|at| (u64::from(at * block), block)).collect();
        assert_eq!(partition.blocks, blocks);
        assert_eq!(partition.open.len() as u32, taken * length - full * block);
    }
    assert_eq!(BLOCK, 65_536, "docs/verifying.md says so");
}

#[test]
fn two_events_may_have_one_time() {
    let mut events = records(20, 2);
    events.iter_mut().for_each(|event| event.2 = 1000);
    assert_eq!(check(&events, 1), Ok(2));
}

#[test]
fn every_break_in_a_stream_shows() {
    let whole = records(3000, 10);
    for at in [0, 5, 10, 1500, 2989] {
        for partitions in [1, 4] {
            let said = |change: &dyn Fn(&mut Vec<Event>)| {
                let mut changed = whole.clone();
                change(&mut changed);
                match check(&changed, partitions) {
                    Err(ExportFault::Event { fault, .. }) => fault,
                    other => panic!("{other:?}"),
                }
            };
            let seq = whole[at].1;
            assert_eq!(
                said(&|all| drop(all.remove(at))),
                EventFault::Seq(seq + 1, seq)
            );
            assert_eq!(
                said(&|all| all.insert(at + 1, all[at].clone())),
                EventFault::Seq(seq, seq + 1)
            );
            assert_eq!(
                said(&|all| all.swap(at, at + 10)),
                EventFault::Seq(seq + 1, seq)
            );
            assert_eq!(said(&|all| all[at + 10].4[3] ^= 1), EventFault::Prev);
            assert_eq!(said(&|all| all[at].3[3] ^= 1), EventFault::Prev);
            assert!(matches!(
                said(&|all| all[at + 10].2 -= 1001),
                EventFault::Time(..)
            ));
            assert!(matches!(
                said(&|all| all[at + 10].0 = "report/x".to_owned()),
                EventFault::Seq(..)
            ));
        }
    }
}

#[test]
fn partitions_grow_with_the_log_to_a_bound() {
    assert_eq!(partitions(0), 1);
    assert_eq!(partitions(PARTITION), 1);
    assert_eq!(partitions(PARTITION + 1), 2);
    assert_eq!(partitions(100_000_000), 382);
    assert_eq!(partitions(u64::MAX), MOST_PARTITIONS);
}
