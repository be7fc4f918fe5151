//! `sajam incident`: telling the public what is wrong when the pages of the staff cannot be reached.

use std::io::Write;

use clap::{Args, Subcommand, ValueEnum};
use sajam_aggregates::{Message, ShortText};

use super::{Outcome, start};
use crate::clock::Clock;
use crate::config::Installation;
use crate::locale::{Locale, Translator};
use crate::server::Server;
use crate::status::words::{text, title};
use crate::status::{Bilingual, Change, IncidentId, Kind, Said};

/// Who opened it, in the database.
const ACTOR: &str = "command line";

/// Incidents that `list --all` shows.
const MOST: i64 = 200;

#[derive(Subcommand, Debug)]
pub(super) enum Incident {
    /// Lists what goes on.
    List {
        /// Also what is over.
        #[arg(long)]
        all: bool,
    },
    /// Makes an incident known: on the status page and in the feeds, at once.
    Open {
        /// What it is.
        #[arg(long, value_enum, default_value_t = ByHand::Disruption)]
        kind: ByHand,
        /// The title in Persian.
        #[arg(long, value_parser = one_line)]
        title_fa: String,
        /// The title in English.
        #[arg(long, value_parser = one_line, requires = "text_en")]
        title_en: Option<String>,
        #[command(flatten)]
        words: Written,
    },
    /// Adds news to an open incident.
    Update {
        /// Its id.
        id: IncidentId,
        #[command(flatten)]
        words: Written,
    },
    /// Closes an incident that people opened. Those that the program opened close by themselves.
    Close {
        /// Its id.
        id: IncidentId,
        #[command(flatten)]
        words: Written,
    },
}

/// What can be opened by hand.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ByHand {
    /// Something does not work as it should.
    Disruption,
    /// Work that was announced.
    Maintenance,
}

#[derive(Args, Debug)]
pub(super) struct Written {
    /// What the public is told, in Persian.
    #[arg(long, value_parser = message)]
    text_fa: String,
    /// The same in English.
    #[arg(long, value_parser = message)]
    text_en: Option<String>,
}

impl Written {
    fn said(self, title: Option<Bilingual>) -> Said {
        Said {
            title,
            text: Bilingual {
                fa: self.text_fa,
                en: self.text_en,
            },
        }
    }
}

fn one_line(raw: &str) -> Result<String, String> {
    let text = ShortText::parse(raw).map_err(|error| error.to_string())?;
    Ok(text
        .as_str()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" "))
}

fn message(raw: &str) -> Result<String, String> {
    let text = Message::parse(raw).map_err(|error| error.to_string())?;
    Ok(text.as_str().to_owned())
}

pub(super) async fn run(place: &Installation, what: Incident) -> Outcome {
    let started = start::command(place, Clock::system()).await?;
    let result = carry_out(&started.server, what).await;
    started.database.close().await;
    result
}

async fn carry_out(server: &Server, what: Incident) -> Outcome {
    let mut out = std::io::stdout();
    match what {
        Incident::List { all } => {
            let incidents = if all {
                server.incidents.before(None, MOST).await?
            } else {
                server.incidents.open_now().await?
            };
            if incidents.is_empty() {
                writeln!(out, "No incidents.")?;
            }
            let words = Translator::of(Locale::En);
            for incident in &incidents {
                let state = if incident.is_open() { "open" } else { "closed" };
                let kind = incident.kind.code();
                let title = title(incident, words).text;
                writeln!(out, "{}  {state:<7}{kind:<13}{title}", incident.id)?;
                for step in &incident.steps {
                    let hour = words.hour(step.hour);
                    let text = text(incident, step, words).text;
                    writeln!(out, "    {hour}: {text}")?;
                }
            }
        }
        Incident::Open {
            kind,
            title_fa,
            title_en,
            words,
        } => {
            let kind = match kind {
                ByHand::Disruption => Kind::Disruption,
                ByHand::Maintenance => Kind::Maintenance,
            };
            let title = Bilingual {
                fa: title_fa,
                en: title_en,
            };
            let id = IncidentId::draw(server.entropy);
            let said = words.said(Some(title));
            server.incidents.open(&id, kind, &said, ACTOR).await?;
            writeln!(out, "{id}")?;
        }
        Incident::Update { id, words } => {
            let said = words.said(None);
            server
                .incidents
                .add(&id, None, Change::Updated, &said, ACTOR)
                .await?;
        }
        Incident::Close { id, words } => {
            let said = words.said(None);
            server
                .incidents
                .add(&id, None, Change::Closed, &said, ACTOR)
                .await?;
        }
    }
    Ok(())
}
