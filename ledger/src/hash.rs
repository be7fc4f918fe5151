//! The 32-byte values of the format: hashes, commitments and salts, each its own type, written in lower-case hex.

use std::fmt;
use std::str::FromStr;

/// Text that is not 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not 64 lower-case hexadecimal digits")]
pub struct HexError;

/// The digit's value by its character, 255 for what is no lower-case hexadecimal digit.
const DIGITS: [u8; 256] = {
    let mut digits = [255; 256];
    let mut value = 0;
    while value < 16 {
        digits[b"0123456789abcdef"[value as usize] as usize] = value;
        value += 1;
    }
    digits
};

/// One text per value, so upper case is refused. An export of a large log has billions of digits: no branch for each.
pub(crate) fn decode(text: &[u8]) -> Result<[u8; 32], HexError> {
    let text: &[u8; 64] = text.try_into().or(Err(HexError))?;
    let (pairs, _) = text.as_chunks::<2>();
    let mut bytes = [0; 32];
    let mut wrong = 0;
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        let (high, low) = (DIGITS[usize::from(*high)], DIGITS[usize::from(*low)]);
        wrong |= high | low;
        *byte = high << 4 | low & 15;
    }
    if wrong > 15 { Err(HexError) } else { Ok(bytes) }
}

macro_rules! bytes32 {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name([u8; 32]);

        impl $name {
            /// From its raw bytes.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The raw bytes.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl FromStr for $name {
            type Err = HexError;

            fn from_str(text: &str) -> Result<Self, HexError> {
                decode(text.as_bytes()).map(Self)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

macro_rules! debug_as_hex {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
    )*};
}

bytes32! {
    /// The hash of an event: SHA-256 over a label and its canonical header. It is also the event's entry in the log.
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    EventHash
}
bytes32! {
    /// A salted hash of a payload or a context, as it stands in a header.
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    Commitment
}
bytes32! {
    /// A node of the log's Merkle tree (RFC 6962), as it stands in an inclusion proof.
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
    NodeHash
}
bytes32! {
    /// 32 random bytes from the operating system that keep a short payload from being guessed from its commitment.
    #[derive(Clone, Copy, PartialEq, Eq)]
    Salt
}
debug_as_hex!(EventHash, Commitment, NodeHash);

impl EventHash {
    /// The `prev` of a stream's first event.
    pub const ZERO: Self = Self([0; 32]);
}

/// A salt opens what it hides, so logs do not get it.
impl fmt::Debug for Salt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Salt(…)")
    }
}
