//! What somebody outside keeps of the log: every checkpoint that was let out, compared with the newest over its tiles.

use sajam_ledger::tree::{LogPath, Tiles, check_consistency, check_consistency_places};
use sajam_ledger::{Checkpoint, VerifierKey};

/// The newest checkpoint of a site, if it answers with one.
pub(crate) async fn newest(url: &str, key: &VerifierKey) -> Option<Checkpoint> {
    let answer = reqwest::get(format!("{url}/ledger/checkpoint"))
        .await
        .ok()?;
    if answer.status() != 200 {
        return None;
    }
    let note = answer.text().await.ok()?;
    Some(key.verify_checkpoint(&note).unwrap())
}

/// That `new` continues `old`, from what the site serves.
pub(crate) async fn is_continued(url: &str, old: &Checkpoint, new: &Checkpoint) {
    let mut tiles = Tiles::new();
    for place in check_consistency_places(old.size, new.size).unwrap() {
        let path = LogPath::Tile(place, place.width(new.size));
        let answer = reqwest::get(format!("{url}/ledger/{path}")).await.unwrap();
        assert_eq!(answer.status(), 200, "{path} of {}", new.size);
        tiles.insert(place, answer.bytes().await.unwrap().to_vec());
    }
    assert_eq!(check_consistency(old, new, &tiles), Ok(()));
}
