//! `/staff/releases`: publishing statistics, and saying that published ones are wrong.
//!
//! Nobody sees a true count here: before publication there are cells and margins, after it what everybody sees.

mod act;
mod form;
mod list;
mod one;

pub use act::act;
pub use list::list;
pub use one::one;

use crate::http::foundation::session::Signed;
use crate::http::layout::Frame;
use crate::locale::Words;

fn frame(signed: &Signed, words: Words, path: impl Into<String>, title: &str) -> Frame {
    let session = &signed.session;
    Frame::new(words, path, title).staff(session.login.clone(), session.roles())
}
