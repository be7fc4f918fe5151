//! What the monitor can find, each named so that somebody can look at the very row.

use sajam_projections::Position;

/// The first thing that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// A position is missing or out of order.
    #[error("position {expected}: the log goes on with {found}")]
    Gap {
        /// The position that should be there.
        expected: Position,
        /// The one that is, as stored.
        found: i64,
    },
    /// The event of an entry is gone.
    #[error("position {position}: the event {stream} {sequence} is not in the event store")]
    EventMissing {
        /// The entry's position.
        position: Position,
        /// The stream.
        stream: String,
        /// The event's place in it.
        sequence: i64,
    },
    /// An event is not what was hashed.
    #[error("position {position}, {stream} event {sequence}: {what}")]
    Event {
        /// The entry's position.
        position: Position,
        /// The stream.
        stream: String,
        /// The event's place in it.
        sequence: i64,
        /// What does not hold.
        what: EventFault,
    },
    /// A cover entry is not the hash of its secret.
    #[error("position {position}: the cover entry is not the hash of its secret")]
    Cover {
        /// The entry's position.
        position: Position,
    },
    /// An entry's hash is not 32 bytes.
    #[error("position {position}: the entry is no hash")]
    Entry {
        /// The entry's position.
        position: Position,
    },
    /// A stored tile is not the tree's.
    #[error("tile {tile} of level {level} is not that of the log's entries")]
    Tile {
        /// The tile's level.
        level: u8,
        /// Its number.
        tile: u64,
    },
    /// A tile is stored that the tree does not have, or with another number of hashes.
    #[error("tile {tile} of level {level} is not in the log's tree, or has another width there")]
    StrayTile {
        /// The tile's level, as stored.
        level: i16,
        /// Its number, as stored.
        tile: i64,
    },
    /// The log's head is missing or holds no size.
    #[error("the log's head is missing, or no size")]
    Head,
    /// The log's head says another size.
    #[error("the log's head says {head} entries, the log has {entries}")]
    Size {
        /// What the head says.
        head: u64,
        /// What there is.
        entries: u64,
    },
    /// A checkpoint's signature does not hold.
    #[error("the checkpoint of beat {beat_ms} is not signed by the log's key")]
    CheckpointSignature {
        /// Its beat, in Unix milliseconds as it is stored.
        beat_ms: i64,
    },
    /// A checkpoint's row and note disagree, or it is no larger than the one before.
    #[error(
        "the checkpoint of beat {beat_ms} is not what its note says, or no larger than the one before"
    )]
    CheckpointRow {
        /// Its beat, in Unix milliseconds as it is stored.
        beat_ms: i64,
    },
    /// A checkpoint's root is not the log's.
    #[error(
        "the checkpoint of beat {beat_ms} has another root than the log's first {size} entries"
    )]
    CheckpointRoot {
        /// Its beat, in Unix milliseconds as it is stored.
        beat_ms: i64,
        /// Its size.
        size: u64,
    },
    /// A checkpoint covers more than there is: the log was cut, or the database is an older one.
    #[error(
        "the checkpoint of beat {beat_ms} covers more entries than the log has: the log was cut, or this is an older database"
    )]
    CheckpointBeyondLog {
        /// Its beat, in Unix milliseconds as it is stored.
        beat_ms: i64,
    },
    /// A checkpoint that was let out is gone.
    #[error("the checkpoint of beat {beat_ms} was let out and is not there")]
    CheckpointMissing {
        /// Its beat, in Unix milliseconds as it is stored.
        beat_ms: i64,
    },
    /// An event that is neither in the log nor on its way there.
    #[error("{stream} event {sequence} is neither in the log nor in its queue")]
    Unlogged {
        /// The stream.
        stream: String,
        /// The event's place in it.
        sequence: i64,
    },
    /// The log is not the one that was published, as the file outside the database has it.
    #[error("the first {size} entries are not those that were published")]
    Published {
        /// How many were published.
        size: u64,
    },
    /// More was published than there is: the database is an older copy.
    #[error("{published} entries were published, the log has {entries}: this is an older database")]
    OlderThanPublished {
        /// How many were published.
        published: u64,
        /// How many there are.
        entries: u64,
    },
    /// An entry says that its event is lost, and the log was never taken up from its published copy there.
    #[error(
        "position {position}: the entry says that its event is lost, but the log was not taken up from its published copy there: it was deleted"
    )]
    NotLost {
        /// The entry's position.
        position: Position,
    },
    /// The tree could not be computed.
    #[error("the tree could not be computed")]
    Tree,
}

/// What does not hold of one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventFault {
    /// The entry holds another hash.
    #[error("the log holds another hash than the event store")]
    EntryHash,
    /// The header does not hash to the event's hash.
    #[error("its hash does not match its header")]
    Hash,
    /// The stored header is not a canonical one.
    #[error("its header is not one")]
    Header,
    /// Header and columns disagree.
    #[error("its header speaks of another stream, sequence, type or version")]
    Columns,
    /// The payload is not what was committed to.
    #[error("its payload is not the one its header commits to")]
    Payload,
    /// The context is not what was committed to.
    #[error("its context is not the one its header commits to")]
    Context,
    /// It does not follow the event before it.
    #[error("it does not follow the event before it")]
    Chain,
    /// It is earlier than the event before it.
    #[error("it is earlier than the event before it")]
    Time,
    /// It stands in the log before the event it follows.
    #[error("it stands in the log before the event it follows")]
    Order,
}
