//! The event store on a real PostgreSQL: exact bytes, the chain, the lock, append-only.

mod commands;
mod histories;
mod stored;

use std::collections::BTreeSet;

use sajam::server::Server;
use sajam::service::accounts::StaffSession;
use sajam::service::action::ActionCommand;
use sajam::service::case;
use sajam::service::reporter::{self, Filing, IdempotencyKey, InstitutionAnswer};
use sajam::service::{ActionError, CaseFile, ServiceError, history_bundle};
use sajam::store::{Acting, CommandError};
use sajam_aggregates::report::{Acknowledge, Triage};
use sajam_aggregates::{
    Anonymity, Audience, By, Category, Channel, Institution, Language, Message, Narrative,
    Priority, Province, Refusal, Report, ReportAction, ReportCommand, ReportId,
};
use sajam_ledger::{VerifierKey, verify_bundle};
use sqlx::{Executor, Row};

use crate::support::{TestDatabase, TestOptions, TestServer};

fn filing(narrative: &str) -> Filing {
    Filing {
        category: Category::Omission,
        province: Province::ALL[3],
        institution: InstitutionAnswer::Unknown,
        narrative: Narrative::parse(narrative).unwrap(),
        subject: None,
        place: None,
        occurred: None,
        anonymity: Anonymity::Anonymous,
        identity: None,
        contact: None,
        channel: Channel::Web,
        language: Language::Persian,
    }
}

const NARRATIVE: &str = "پل روستا سه ماه است که شکسته و کسی رسیدگی نمی‌کند.";

async fn file(server: &TestServer, narrative: &str) -> (reporter::Filed, ReportId) {
    let filed = reporter::file(server, &filing(narrative), None)
        .await
        .unwrap();
    let id = reporter::report_id(server, &filed.tracking_number);
    (filed, id)
}

fn message(text: &str) -> Message {
    Message::parse(text).unwrap()
}

/// Plain SQL, knowing nothing but the format: header, hash and both commitments of every event.
const VERIFY_BY_SQL: &str = "
    select count(*) filter (where hash = sha256(convert_to(E'sajam-history/v1/event\\n' || header, 'UTF8'))) as hashes,
           count(*) filter (where header::json ->> 'payload' = encode(sha256(convert_to(E'sajam-history/v1/payload\\n', 'UTF8')
                                  || payload_salt || convert_to(payload::text, 'UTF8')), 'hex')) as payloads,
           count(*) filter (where header::json ->> 'context' = encode(sha256(convert_to(E'sajam-history/v1/context\\n', 'UTF8')
                                  || context_salt || convert_to(metadata::text, 'UTF8')), 'hex')) as contexts,
           count(*) as all
    from events";

/// Carries out a command on the report as it is when the command comes.
async fn execute(
    server: &TestServer,
    session: &StaffSession,
    id: &ReportId,
    seen: Option<u64>,
    command: &dyn ActionCommand,
) -> Result<(), ActionError<Refusal>> {
    let case = CaseFile::load(server, id).await?;
    case::execute(server, session, case, seen, command, "r").await
}

async fn signed_in(server: &TestServer, login: &str, password: &str) -> StaffSession {
    sajam::service::accounts::sign_in(server, login, &password.into(), Default::default())
        .await
        .unwrap()
        .session
}
