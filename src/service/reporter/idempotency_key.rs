//! What makes sending the same report again file nothing twice: the tracking number follows from this key and the content.

/// A secret that the sender made up for one submission, so that sending it again files nothing twice.
pub struct IdempotencyKey(zeroize::Zeroizing<String>);

impl IdempotencyKey {
    /// 16 to 255 visible ASCII characters: long enough that nobody guesses it.
    pub fn parse(text: &str) -> Option<Self> {
        let fits =
            (16..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
        fits.then(|| Self(text.to_owned().into()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}
