//! The name of one filled-in form: sent twice, it files once.

use crate::context::Context;

/// A new one: 256 random bits in hex.
pub(super) fn draw(context: &Context) -> String {
    hex::encode(context.entropy.bytes::<32>())
}
