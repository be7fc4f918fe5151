//! A reporter's page remembers whose it is by a sealed token in its forms, so that the tracking number is typed once
//! and stands in no page, cookie or address afterwards.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use sajam_aggregates::ReportId;

use crate::clock::later;
use crate::context::Context;
use crate::seal::{open_token, seal_token};
use crate::secrets::Key;

/// How long a page may be left open.
const LASTS: SignedDuration = SignedDuration::from_hours(1);

const LABEL: &str = "sajam-access/v1";

fn key(context: &Context) -> Key {
    Key::new(context.secrets.report_id.tag(LABEL, b""))
}

/// A token for one report, good for an hour.
pub fn issue(context: &Context, report: &ReportId) -> String {
    let expires = later(context.clock.now(), LASTS).as_millisecond();
    URL_SAFE_NO_PAD.encode(seal_token(
        &key(context),
        LABEL,
        format!("{expires} {report}").as_bytes(),
        context.entropy,
    ))
}

/// The report a token was issued for; `None` when it is not ours or too old.
pub fn check(context: &Context, token: &str) -> Option<ReportId> {
    let sealed = URL_SAFE_NO_PAD.decode(token).ok()?;
    let text = open_token(&key(context), LABEL, &sealed).ok()?;
    let (expires, report) = std::str::from_utf8(&text).ok()?.split_once(' ')?;
    (expires.parse::<i64>().ok()? > context.clock.now().as_millisecond())
        .then(|| report.parse().ok())?
}
