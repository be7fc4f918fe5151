//! Randomness as a parameter: salts, keys, nonces and tracking numbers are drawn from what start-up hands down.

use rand_core::{CryptoRng, OsRng, RngCore};

/// The source of random bytes. In the program it is the operating system's; there is no other.
#[derive(Clone, Copy, Debug, Default)]
pub struct Entropy(());

impl Entropy {
    /// The operating system's generator.
    pub fn system() -> Self {
        Self(())
    }

    /// `N` fresh random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        OsRng.fill_bytes(&mut bytes);
        bytes
    }

    /// The same source for code that draws as much as it needs, such as noise by rejection.
    pub fn rng(&self) -> impl RngCore + CryptoRng {
        OsRng
    }
}
