//! A reporter's own feed: what happened to the report, as the tracking page tells it, and nothing that could be read
//! nowhere but there. Whoever runs the feed reader sees all of it, so it names no subject, body, unit or outcome, says
//! nothing that was written, and does not show the number or its own address.
//!
//! A day is told when it is over, what the reporter did too: somebody who asks every minute learns no more of a moment.

use jiff::Timestamp;
use jiff::civil::Time;
use sajam_aggregates::ReportEventKind;
use sajam_statistics::calendar::{JalaliMonth, last_time_of_day};

use super::{Entry, Feed, authority, day, moments};
use crate::context::Context;
use crate::locale::Translator;
use crate::service::CaseFile;
use crate::service::reporter::feed_address::FeedAddress;
use crate::service::reporter::timeline::{When, told};

/// The feed of a report. That staff read the report shows nowhere in it: entries are numbered among themselves.
#[must_use]
pub fn feed(
    context: &Context,
    words: Translator,
    origin: &str,
    case: &CaseFile,
    address: &FeedAddress,
) -> Feed {
    let name = format!("following/{}", address.name(context));
    let now = context.clock.now();
    let mut steps: Vec<(ReportEventKind, Timestamp)> = told(case)
        .map(|(event, when)| (event, midnight(when)))
        .collect();
    drop_repeated_assignments(&mut steps);
    let today = last_time_of_day(Time::midnight(), now);
    steps.retain(|(_, midnight)| *midnight < today);
    let known = moments(steps.iter().map(|(_, midnight)| *midnight));
    let mut entries: Vec<Entry> = (1_usize..)
        .zip(steps.iter().zip(known))
        .map(|(number, ((event, midnight), at))| Entry {
            name: format!("{name}/{number}"),
            since: day(at),
            kind: "step",
            path: "/track".to_owned(),
            locale: words.locale(),
            title: title(words, *event),
            paragraphs: vec![
                words.date(*midnight),
                words.t("feed-following-more").into_owned(),
            ],
            published: at,
            updated: at,
        })
        .collect();
    entries.reverse();
    Feed {
        words,
        origin: origin.to_owned(),
        authority: authority(context.secrets.log.origin()),
        title: words.t("feed-following-title").into_owned(),
        about: words.t("feed-following-about").into_owned(),
        home: "/track",
        own: None,
        // It must say a time also while it is empty: the month's beginning tells nothing.
        updated: entries.first().map_or_else(
            || JalaliMonth::containing(now).start(),
            |newest| newest.updated,
        ),
        name,
        entries,
    }
}

/// That a report was given to a unit is told once. To whom, and each time it changes hands after that, is for the
/// tracking page alone.
fn drop_repeated_assignments(steps: &mut Vec<(ReportEventKind, Timestamp)>) {
    let mut is_assigned = false;
    steps.retain(|(event, _)| match *event {
        ReportEventKind::Assigned => !std::mem::replace(&mut is_assigned, true),
        // Whoever has the address must not learn that there is a name to open.
        ReportEventKind::Recused | ReportEventKind::IdentityOpened => false,
        _ => true,
    });
}

/// What an appeal came to is an outcome, and told on the tracking page alone.
fn title(words: Translator, event: ReportEventKind) -> String {
    match event {
        ReportEventKind::Assigned => words.t("reporter-assigned-to-unit"),
        ReportEventKind::Reopened | ReportEventKind::AppealDismissed => {
            words.t("feed-following-decided")
        }
        event => words.term("event", event.name()),
    }
    .into_owned()
}

/// The beginning of its day in Tehran.
fn midnight(when: When) -> Timestamp {
    let at = match when {
        When::Hour(hour) => hour.start(),
        When::Day(at) => at,
    };
    last_time_of_day(Time::midnight(), at)
}
