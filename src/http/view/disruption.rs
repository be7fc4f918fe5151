//! What is wrong with the service just now, on the pages where people begin.

use crate::http::layout::Disruption;
use crate::locale::Translator;
use crate::server::Server;
use crate::status::Kind;
use crate::status::words::title;

/// The incidents that go on, from memory; work that was announced is told on the status page alone.
pub(in crate::http) fn disruptions(server: &Server, words: Translator) -> Vec<Disruption> {
    let Some(latest) = server.incidents.known() else {
        return Vec::new();
    };
    let open = latest
        .incidents
        .iter()
        .filter(|incident| incident.is_open() && incident.kind != Kind::Maintenance);
    open.map(|incident| {
        let title = title(incident, words);
        Disruption {
            title: title.text,
            locale: title.locale,
            href: words
                .locale()
                .href(&format!("/status/incidents/{}", incident.id)),
        }
    })
    .collect()
}
