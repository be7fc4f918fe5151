//! `/staff`: what somebody who signed in can do here.

use std::borrow::Cow;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use sajam_aggregates::Role;
use sajam_projections::queues;

use crate::http::Web;
use crate::http::input::queue_query::QueueKind;
use crate::http::layout::Frame;
use crate::http::shared::fault::Fault;
use crate::http::shared::language::RequestLocale;
use crate::http::shared::page;
use crate::http::shared::session::Staff;
use crate::locale::Translator;
use crate::service::ServiceError;

#[derive(Template)]
#[template(path = "staff/home.html")]
struct HomePage {
    frame: Frame,
    cards: Vec<Card>,
    /// The units somebody works for; may be empty.
    units: String,
    /// That somebody gave wrong passwords for their login; empty where nobody did.
    tried: String,
}

/// One thing to do.
struct Card {
    title: String,
    about: String,
    /// How much of it waits; may be empty.
    count: String,
    /// Where; empty for what is done on the command line.
    href: String,
}

/// A card for each thing the roles allow.
pub async fn show(
    State(web): State<Web>,
    signed: Staff,
    RequestLocale(words): RequestLocale,
) -> Response {
    let session = &signed.session;
    let mut cards = Vec::new();
    for kind in QueueKind::ALL {
        let Some(queue) = kind.of(session) else {
            continue;
        };
        let waiting = match queues::count(&web.server.pool, &queue).await {
            Ok(waiting) => waiting,
            Err(error) => {
                let error: ServiceError = error.into();
                return Fault::from(error).page(words);
            }
        };
        cards.push(Card {
            title: kind.title(words),
            about: kind.explanation(words),
            count: words.count("staff-queue-total", waiting).into_owned(),
            href: words.locale().href(&kind.path()),
        });
    }
    for role in session.roles() {
        cards.extend(cards_of(role, words));
    }
    cards.push(Card {
        title: words.t("staff-home-password").into_owned(),
        about: words.t("staff-home-password-about").into_owned(),
        count: String::new(),
        href: words.locale().href("/staff/password"),
    });
    let mut units: Vec<_> = session
        .capacities()
        .into_iter()
        .flat_map(|staff| staff.units)
        .collect();
    units.sort();
    units.dedup();
    let frame = Frame::new(words, "/staff", words.t("staff-home-title"))
        .staff(session.login.clone(), session.roles());
    let units: Vec<String> = units
        .iter()
        .map(|unit| web.server.directory.unit_name(unit, words.locale()))
        .collect();
    let units = words.list(&units);
    page::html(
        HomePage {
            frame,
            cards,
            units,
            tried: match session.failures {
                0 => String::new(),
                times => words
                    .count("staff-home-tried", u64::from(times))
                    .into_owned(),
            },
        }
        .render(),
    )
}

/// What a role without queues comes for.
fn cards_of(role: Role, words: Translator) -> Vec<Card> {
    let checks = (
        words.t("staff-home-checks"),
        words.t("staff-home-checks-about"),
        "/audit/checks",
    );
    let cards = match role {
        Role::Intake | Role::Investigator | Role::Supervisor => Vec::new(),
        Role::Auditor => {
            let audit = (
                words.t("staff-home-audit"),
                words.t("staff-home-audit-about"),
                "/audit",
            );
            vec![audit, checks]
        }
        Role::Publisher => vec![(
            words.t("staff-home-statistics"),
            words.t("staff-home-statistics-about"),
            "/staff/releases",
        )],
        Role::Administrator => {
            let incidents = (
                words.t("staff-home-incidents"),
                words.t("staff-home-incidents-about"),
                "/staff/incidents",
            );
            let accounts = (
                words.t("staff-home-accounts"),
                words.t("staff-home-accounts-about"),
                "",
            );
            vec![incidents, checks, accounts]
        }
    };
    let card = |(title, about, path): (Cow<'static, str>, Cow<'static, str>, &str)| Card {
        title: title.into_owned(),
        about: about.into_owned(),
        count: String::new(),
        href: match path {
            "" => String::new(),
            path => words.locale().href(path),
        },
    };
    cards.into_iter().map(card).collect()
}
