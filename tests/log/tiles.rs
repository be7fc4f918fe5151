//! The public log by a client that knows the specifications and none of our code: checkpoint (C2SP tlog-checkpoint),
//! tiles and entry bundles (C2SP tlog-tiles), hashes (RFC 6962), signature (Ed25519).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Verifier, VerifyingKey};
use jiff::{SignedDuration, Timestamp};
use sajam::clock::Clock;
use sajam::sequencer::Beat;
use sha2::{Digest, Sha256};

use crate::support::{TestOptions, TestServer};

fn leaf(entry: &[u8]) -> Vec<u8> {
    Sha256::new()
        .chain_update([0])
        .chain_update(entry)
        .finalize()
        .to_vec()
}

fn root(leaves: &[Vec<u8>]) -> Vec<u8> {
    match leaves {
        [] => Sha256::digest([]).to_vec(),
        [one] => one.clone(),
        many => {
            let left = many.len().next_power_of_two() / 2;
            let hash = Sha256::new()
                .chain_update([1])
                .chain_update(root(&many[..left]))
                .chain_update(root(&many[left..]));
            hash.finalize().to_vec()
        }
    }
}

/// Size and root that a checkpoint states, once its signature by `key` holds.
fn checkpoint(note: &str, key: &str) -> (usize, Vec<u8>) {
    let [name, _, public] = key
        .trim()
        .splitn(3, '+')
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    let public = STANDARD.decode(public).unwrap();
    assert_eq!(public[0], 1, "Ed25519");
    let public = VerifyingKey::from_bytes(public[1..].try_into().unwrap()).unwrap();
    let (text, signatures) = note.split_once("\n\n").unwrap();
    let text = format!("{text}\n");
    let signature = signatures
        .lines()
        .find_map(|line| line.strip_prefix(&format!("— {name} ")))
        .unwrap();
    let signature = STANDARD.decode(signature).unwrap();
    public
        .verify(
            text.as_bytes(),
            &Signature::from_slice(&signature[4..]).unwrap(),
        )
        .unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines.len(), lines[0]), (3, name));
    (
        lines[1].parse().unwrap(),
        STANDARD.decode(lines[2]).unwrap(),
    )
}

async fn bytes(server: &TestServer, path: &str) -> Vec<u8> {
    let answer = server.get(path).await;
    assert_eq!(answer.status(), 200, "{path}");
    assert_eq!(
        answer.headers()["cache-control"],
        "public, max-age=31536000, immutable"
    );
    assert!(answer.headers().get("set-cookie").is_none());
    answer.bytes().await.unwrap().to_vec()
}

fn partial(width: usize) -> String {
    if width == 256 {
        String::new()
    } else {
        format!(".p/{width}")
    }
}

#[tokio::test]
async fn a_client_of_the_specifications_finds_every_entry_under_the_checkpoint() {
    let clock = Clock::set_to(Timestamp::constant(1_800_000_000, 0));
    let beat = Beat {
        every: SignedDuration::from_mins(10),
        block: 100,
    };
    let server = TestServer::start_with(TestOptions {
        clock: clock.clone(),
        beat,
        ..TestOptions::default()
    })
    .await;
    server.accounts().await;
    let key = server.get("/ledger/key").await.text().await.unwrap();
    let mut last = 0;
    for _ in 0..5 {
        server.publish().await;
        let note = server.get("/ledger/checkpoint").await.text().await.unwrap();
        let newest = checkpoint(&note, &key);
        let (size, expected) = newest;
        assert!(size > last && size % 100 == 0, "{size} after {last}");
        last = size;
        let mut leaves = Vec::new();
        for bundle in 0..size.div_ceil(256) {
            let width = (size - bundle * 256).min(256);
            let entries = bytes(
                &server,
                &format!("/ledger/tile/entries/{bundle:03}{}", partial(width)),
            )
            .await;
            let tile = bytes(
                &server,
                &format!("/ledger/tile/0/{bundle:03}{}", partial(width)),
            )
            .await;
            assert_eq!((entries.len(), tile.len()), (width * 34, width * 32));
            for (entry, hash) in entries.chunks(34).zip(tile.chunks(32)) {
                assert_eq!(entry[..2], [0, 32]);
                assert_eq!(leaf(&entry[2..]), hash);
                leaves.push(hash.to_vec());
            }
        }
        assert_eq!(root(&leaves), expected, "size {size}");
        if size >= 256 {
            let above = bytes(
                &server,
                &format!("/ledger/tile/1/000{}", partial(size / 256)),
            )
            .await;
            for (hash, tile) in above.chunks(32).zip(leaves.chunks(256)) {
                assert_eq!(hash, root(tile));
            }
        }
        // One entry past the checkpoint is not found, whether it is there or not; nor is any other spelling.
        let (bundle, width) = (size / 256, size % 256 + 1);
        for path in [
            format!("/ledger/tile/0/{bundle:03}.p/{width}"),
            format!("/ledger/tile/entries/{bundle:03}.p/{width}"),
            "/ledger/tile/0/999".to_owned(),
            "/ledger/tile/0/0".to_owned(),
            "/ledger/tile/0/000.p/0".to_owned(),
            "/ledger/tile/9/x".to_owned(),
            "/ledger/key-changes/1".to_owned(),
            "/ledger/nowhere".to_owned(),
        ] {
            let answer = server.get(&path).await;
            assert_eq!(answer.status(), 404, "{path}");
            // Programs ask for these.
            let kind = &answer.headers()["content-type"];
            assert_eq!(kind, "application/problem+json", "{path}");
        }
    }
}
