//! What staff see and do: signing in, queues, and the case page.

use super::layout::Frame;
use super::shared::session::Staff;
use crate::locale::Translator;

pub mod act;
pub mod case;
mod forms;
pub mod home;
mod incident_form;
pub mod incidents;
pub mod login;
pub mod password;
pub mod queue;
pub mod releases;
mod timeline;

/// What is around a page of somebody who is signed in.
fn frame(signed: &Staff, words: Translator, path: impl Into<String>, title: &str) -> Frame {
    let session = &signed.session;
    Frame::new(words, path, title).staff(session.login.clone(), session.roles())
}

/// Enough of an id to tell reports apart on a page; the whole stands in the address.
pub(super) fn short_id(id: &str) -> &str {
    id.get(..8).unwrap_or(id)
}
