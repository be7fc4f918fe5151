//! Incidents as entries.

use super::{Entry, day, moments};
use crate::locale::Translator;
use crate::status::{Incident, Latest, words as incident_words};

/// The incidents with the latest news.
pub(super) fn entries(latest: &Latest, words: Translator) -> Vec<Entry> {
    latest
        .incidents
        .iter()
        .map(|incident| entry(incident, words))
        .collect()
}

fn entry(incident: &Incident, words: Translator) -> Entry {
    let title = incident_words::title(incident, words);
    let state = if incident.is_open() {
        words.t("feed-incident-open")
    } else {
        words.t("feed-incident-closed")
    };
    let paragraphs = incident
        .steps
        .iter()
        .map(|step| {
            let hour = words.hour(step.hour);
            format!(
                "{hour}: {}",
                incident_words::text(incident, step, words).text
            )
        })
        .collect();
    let published = incident.opened_hour().start();
    Entry {
        name: format!("incident/{}", incident.id),
        since: day(published),
        kind: "incident",
        path: format!("/status/incidents/{}", incident.id),
        locale: title.locale,
        title: format!("{state}: {}", title.text),
        paragraphs,
        published,
        updated: moments(incident.steps.iter().map(|step| step.hour.start()))
            .last()
            .unwrap_or(published),
    }
}
