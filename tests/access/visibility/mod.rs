//! Who sees what: the domain's table (`aggregates/src/report/visibility.rs`) against what pages, API, bundles and files
//! really hold, of reports to which everything has happened and with words of their own in every sealed field.

mod audiences;
mod comparison;
mod public;
mod story;

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use sajam::clock::Clock;
use sajam::sequencer::Beat;
use sajam_aggregates::{Audience, ReportEvent, Role, SealedField, StoredEvent};

use crate::support::TestOptions;
use crate::support::people::Scene;
use audiences::{Looking, export};
use comparison::{Comparison, Subject};
use public::public_answers;

#[tokio::test]
async fn every_audience_is_given_exactly_what_the_table_says() {
    let scene = Scene::with(TestOptions {
        clock: Clock::set_to(Timestamp::constant(1_795_511_100, 0)),
        beat: Beat {
            every: SignedDuration::from_mins(10),
            block: 64,
        },
        ..TestOptions::default()
    })
    .await;
    let stories = story::tell(&scene).await;
    everything_has_happened(&stories);
    let size = scene.server.published().await;
    let export = export(&scene, size).await;
    let public = public_answers(&scene, size).await;
    let supervisor = scene.a(Role::Supervisor).await;
    let auditor = scene.a(Role::Auditor).await;

    let mut comparison = Comparison::default();
    for story in &stories {
        let mut looking = Looking {
            scene: &scene,
            story,
            comparison: &mut comparison,
        };
        looking.reporter().await;
        looking.own_feed().await;
        looking.staff(&supervisor).await;
        looking.auditor(&auditor, &export).await;
        looking.public(&public);
    }
    let rows = || {
        let events = ReportEvent::TYPES.iter().copied();
        let texts = SealedField::ALL.iter().copied().map(Subject::Text);
        let rows = events.map(Subject::Occurrence).chain(texts);
        rows.chain([Subject::Actors])
    };
    let columns = Audience::ALL.iter().copied();
    let mut cells: Vec<_> = columns
        .flat_map(|by| rows().map(move |row| (row, by)))
        .collect();
    for by in [Audience::Reporter, Audience::Auditor] {
        let payloads = ReportEvent::TYPES.iter().copied().map(Subject::Payload);
        cells.extend(payloads.map(|row| (row, by)));
    }
    comparison.conclude(cells);
}

/// A new event or sealed field has to be told of in a story before it can be compared.
fn everything_has_happened(stories: &[story::Story]) {
    let entries = || stories.iter().flat_map(|story| &story.case.entries);
    let events: BTreeSet<_> = entries().map(|entry| entry.event.name()).collect();
    let missing = |name: &&&str| !events.contains(**name);
    let missing: Vec<_> = ReportEvent::TYPES.iter().filter(missing).collect();
    assert!(missing.is_empty(), "no story has {missing:?}");
    let words = stories.iter().flat_map(|story| &story.words);
    let fields: BTreeSet<_> = words.map(|(field, _)| *field).collect();
    assert!(fields.iter().eq(SealedField::ALL), "only {fields:?}");
}
