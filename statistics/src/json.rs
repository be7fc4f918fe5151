//! JSON in which the same value always has the same bytes.

use serde::Serialize;

/// Canonical in the sense of RFC 8785 where a struct declares its fields in the order of their names and holds integers and
/// ASCII only, as every one here does.
pub(crate) fn canonical(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("structs of integers and strings have JSON")
}
