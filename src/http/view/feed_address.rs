//! The address of a reporter's own feed.

use zeroize::Zeroizing;

use crate::locale::Translator;
use crate::service::reporter::feed_address::FeedAddress;

/// The whole address of a feed, in the reader's language. `origin` is the site's.
pub(in crate::http) fn address_of(
    origin: &str,
    words: Translator,
    address: &FeedAddress,
    ending: &str,
) -> Zeroizing<String> {
    let path = Zeroizing::new(format!("/following/{}.{ending}", address.expose()));
    let path = Zeroizing::new(words.locale().href(&path));
    Zeroizing::new(format!("{origin}{}", path.as_str()))
}
