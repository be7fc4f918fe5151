//! The event store on a real PostgreSQL: exact bytes, the chain, the lock, append-only.

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

#[tokio::test]
async fn a_stored_event_read_back_by_plain_sql_hashes_to_what_its_row_says() {
    let server = TestServer::start().await;
    server.accounts().await;
    for number in 0..5 {
        file(&server, &format!("{NARRATIVE} «{number}» \"نقل\" \\ \t")).await;
    }
    let row = server
        .test_database
        .owner()
        .await
        .fetch_one(VERIFY_BY_SQL)
        .await
        .unwrap();
    let all: i64 = row.get("all");
    assert!(all >= 5 + 12, "{all}");
    for column in ["hashes", "payloads", "contexts"] {
        assert_eq!(row.get::<i64, _>(column), all, "{column}");
    }
}

#[tokio::test]
async fn the_database_refuses_to_rewrite_history_whoever_asks() {
    let server = TestServer::start().await;
    file(&server, NARRATIVE).await;
    server.settle().await;
    for mut connection in [
        server.test_database.owner().await,
        server.test_database.as_server().await,
    ] {
        for table in ["events", "log_entries", "checkpoints"] {
            for statement in [
                format!("update {table} set hash = ''"),
                format!("delete from {table}"),
                format!("truncate {table} cascade"),
            ] {
                let statement = if table == "checkpoints" {
                    statement.replace("hash = ''", "root = ''")
                } else {
                    statement
                };
                let refused = connection.execute(statement.as_str()).await.unwrap_err();
                let code = refused
                    .as_database_error()
                    .and_then(|error| error.code())
                    .map(|code| code.to_string());
                assert_eq!(code.as_deref(), Some("42501"), "{statement}");
            }
        }
    }
    let mut server_role = server.test_database.as_server().await;
    let refused = server_role
        .execute("alter table events disable trigger all")
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("must be owner"), "{refused}");
}

#[tokio::test]
async fn the_server_may_read_every_table_there_is() {
    let server = TestServer::start().await;
    let mut server_role = server.test_database.as_server().await;
    let closed: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
             and relname <> '_sqlx_migrations' and not has_table_privilege(oid, 'select')",
    )
    .fetch_all(&mut server_role)
    .await
    .unwrap();
    assert_eq!(
        closed,
        Vec::<String>::new(),
        "no rights are granted on these"
    );
}

#[tokio::test]
async fn the_database_holds_no_word_of_what_was_written_and_no_number() {
    let server = TestServer::start().await;
    let (filed, _) = file(&server, NARRATIVE).await;
    server.settle().await;
    let mut owner = server.test_database.owner().await;
    let tables = owner
        .fetch_all("select tablename::text from pg_tables where schemaname = 'public'")
        .await
        .unwrap();
    let number = filed.tracking_number.digits();
    for table in tables {
        let table: String = table.get(0);
        for row in owner
            .fetch_all(format!("select t::text as row from {table} t").as_str())
            .await
            .unwrap()
        {
            let row: String = row.get("row");
            assert!(
                !row.contains("روستا") && !row.contains(number.as_str()),
                "{table}"
            );
        }
    }
}

#[tokio::test]
async fn a_reporters_time_is_kept_to_the_hour() {
    let server = TestServer::start().await;
    file(&server, NARRATIVE).await;
    let at: String = sqlx::query_scalar(
        "select header::json ->> 'at' from events where event_type = 'Submitted'",
    )
    .fetch_one(&server.pool)
    .await
    .unwrap();
    assert!(at.ends_with(":00:00.000Z"), "{at}");
    let context: String =
        sqlx::query_scalar("select metadata::text from events where event_type = 'Submitted'")
            .fetch_one(&server.pool)
            .await
            .unwrap();
    assert_eq!(context, r#"{"actor":{"kind":"reporter"}}"#);
}

#[tokio::test]
async fn the_same_submission_with_the_same_key_is_one_report_also_at_once() {
    let server = TestServer::start().await;
    let key = IdempotencyKey::parse("8f14e45fceea167a5a36dedd4bea2543").unwrap();
    let filing = filing(NARRATIVE);
    let all =
        futures::future::join_all((0..20).map(|_| reporter::file(&server, &filing, Some(&key))))
            .await;
    let answers: BTreeSet<(String, String)> = all
        .into_iter()
        .map(|filed| filed.unwrap())
        .map(|filed| (filed.tracking_number.digits().to_string(), filed.receipt))
        .collect();
    assert_eq!(answers.len(), 1);
    let other = reporter::file(
        &server,
        &self::filing("متن دیگری که با همان کلید فرستاده شده است"),
        Some(&key),
    )
    .await
    .unwrap();
    assert!(
        !answers
            .iter()
            .any(|(number, _)| *number == *other.tracking_number.digits())
    );
    let reports: i64 =
        sqlx::query_scalar("select count(*) from events where event_type = 'Submitted'")
            .fetch_one(&server.pool)
            .await
            .unwrap();
    let keys: i64 = sqlx::query_scalar("select count(*) from data_keys")
        .fetch_one(&server.pool)
        .await
        .unwrap();
    assert_eq!((reports, keys), (2, 2));
}

async fn signed_in(server: &TestServer, login: &str, password: &str) -> StaffSession {
    sajam::service::accounts::sign_in(server, login, &password.into(), Default::default())
        .await
        .unwrap()
        .session
}

#[tokio::test]
async fn commands_at_once_on_one_report_are_taken_one_after_the_other() {
    let server = TestServer::start().await;
    let accounts = server.accounts().await;
    let (login, password) = &accounts[&sajam_aggregates::Role::Intake];
    let intake = signed_in(&server, login, password).await;
    let (_, id) = file(&server, NARRATIVE).await;
    let asked = case::Acknowledge;
    let results =
        futures::future::join_all((0..16).map(|_| execute(&server, &intake, &id, Some(1), &asked)))
            .await;
    let done = results.iter().filter(|result| result.is_ok()).count();
    assert_eq!(done, 1);
    for result in results {
        match result {
            Ok(())
            | Err(
                ActionError::Conflict
                | ActionError::Refused(Refusal::ChangedSince { .. } | Refusal::AlreadyAcknowledged),
            ) => {}
            Err(other) => panic!("{other:?}"),
        }
    }
    let sequences: Vec<i64> =
        sqlx::query_scalar("select sequence from events where aggregate_id = $1 order by sequence")
            .bind(id.as_str())
            .fetch_all(&server.pool)
            .await
            .unwrap();
    assert_eq!(sequences, [1, 2]);
}

#[tokio::test]
async fn a_multi_event_command_goes_in_whole_or_not_at_all() {
    let server = TestServer::start().await;
    let accounts = server.accounts().await;
    let (login, password) = &accounts[&sajam_aggregates::Role::Intake];
    let intake = signed_in(&server, login, password).await;
    // Triage of a received report appends two events; many reports at once share batches with each other.
    let mut reports = Vec::new();
    for number in 0..10 {
        reports.push(file(&server, &format!("{NARRATIVE} {number}")).await.1);
    }
    let triage = case::Triage {
        category: Category::Consumer,
        province: Province::ALL[1],
        institution: case::TriageInstitution::Unchanged,
        priority: Priority::High,
    };
    let tries = reports
        .iter()
        .flat_map(|id| [id, id, id])
        .map(|id| execute(&server, &intake, id, None, &triage));
    for result in futures::future::join_all(tries).await {
        assert!(
            matches!(result, Ok(()) | Err(ActionError::Conflict)),
            "{result:?}"
        );
    }
    for id in &reports {
        let types: Vec<String> = sqlx::query_scalar(
            "select event_type from events where aggregate_id = $1 order by sequence",
        )
        .bind(id.as_str())
        .fetch_all(&server.pool)
        .await
        .unwrap();
        assert_eq!(types[..3], ["Submitted", "Acknowledged", "Triaged"]);
        assert!(types[3..].iter().all(|name| name == "Triaged"), "{types:?}");
    }
}

#[tokio::test]
async fn histories_verify_with_proofs_for_reporter_and_auditor() {
    let server = TestServer::start().await;
    let (filed, id) = file(&server, NARRATIVE).await;
    reporter::execute(
        &server,
        &id,
        None,
        &reporter::Withdraw {
            reason: Some(message("مشکل حل شد")),
        },
    )
    .await
    .unwrap();
    server.settle().await;
    let case = reporter::track(&server, &filed.tracking_number)
        .await
        .unwrap();
    let key: VerifierKey = server.secrets.log.verifier_key();
    for (audience, payloads, contexts) in [(Audience::Reporter, 2, 0), (Audience::Auditor, 0, 2)] {
        let bundle = history_bundle::bundle(&server, &case, audience)
            .await
            .unwrap();
        let parsed = sajam_ledger::Bundle::parse(bundle.to_json().as_bytes()).unwrap();
        let verdict = verify_bundle(&parsed, &key).unwrap();
        assert_eq!(verdict.events, 2);
        assert_eq!((verdict.payloads, verdict.contexts), (payloads, contexts));
        let receipt = key.verify_receipt(&filed.receipt).unwrap();
        sajam_ledger::verify_receipt_against(&parsed, &receipt).unwrap();
    }
}

#[tokio::test]
async fn an_unknown_number_and_anothers_id_find_nothing() {
    let server = TestServer::start().await;
    let (filed, _) = file(&server, NARRATIVE).await;
    let other = sajam_aggregates::TrackingNumber::from_random(42);
    assert!(matches!(
        reporter::track(&server, &other).await,
        Err(ServiceError::NotFound)
    ));
    let case = reporter::track(&server, &filed.tracking_number)
        .await
        .unwrap();
    assert_eq!(case.entries.len(), 1);
}

#[tokio::test]
async fn on_two_servers_a_command_never_goes_in_by_halves() {
    let server = TestServer::start().await;
    let accounts = server.accounts().await;
    let (login, password) = &accounts[&sajam_aggregates::Role::Intake];
    let intake = signed_in(&server, login, password).await;
    let (database, secrets) = server.test_database.open().await;
    let directory = sajam::directory::Directory::open(None).unwrap();
    let other = Server::new(sajam::context::Context::new(
        &database,
        secrets,
        directory,
        sajam::clock::Clock::system(),
        sajam::entropy::Entropy::system(),
        sajam::sequencer::Beat::default(),
    ));
    // Straight to the stores: the service would look again and try once more.
    let by = By::Staff(intake.capacities().remove(0));
    let execute = async |app: &Server, id: &ReportId, action: ReportAction| {
        let acting = Acting {
            actor: by.actor(),
            request: "r".to_owned(),
            at: app.clock.now(),
        };
        let command = ReportCommand {
            by: by.clone(),
            seen: None,
            action,
        };
        let result = app
            .store
            .execute::<Report>(id.as_str(), command, acting)
            .await;
        assert!(
            matches!(
                result,
                Ok(_)
                    | Err(CommandError::Conflict
                        | CommandError::Refused(Refusal::AlreadyAcknowledged))
            ),
            "{result:?}"
        );
        result.is_ok()
    };
    let triage: ReportAction = Triage {
        category: Category::Consumer,
        province: Province::ALL[1],
        institution: Institution::Unknown,
        priority: Priority::Low,
    }
    .into();
    let mut refused = 0;
    for round in 0..60 {
        if refused > 2 {
            break;
        }
        let mut reports = Vec::new();
        for number in 0..8 {
            reports.push(
                file(&server, &format!("{NARRATIVE} {round} {number}"))
                    .await
                    .1,
            );
        }
        // One event on one server against two on the other, from the same state: the two share their first place.
        let tries = reports.iter().map(|id| async {
            tokio::join!(
                execute(&server, id, Acknowledge.into()),
                execute(&other, id, triage.clone())
            )
        });
        let outcomes = futures::future::join_all(tries).await;
        for (id, (one, two)) in reports.iter().zip(outcomes) {
            assert!(one || two, "somebody was first");
            refused += usize::from(!two);
            let types: Vec<String> = sqlx::query_scalar(
                "select event_type from events where aggregate_id = $1 order by sequence",
            )
            .bind(id.as_str())
            .fetch_all(&server.pool)
            .await
            .unwrap();
            let expected = if two { 3 } else { 2 };
            assert_eq!(
                types,
                ["Submitted", "Acknowledged", "Triaged"][..expected],
                "one: {one}, two: {two}"
            );
        }
    }
    assert!(refused > 0, "the race was run");
    server.settle().await;
    let mut owner = server.test_database.owner().await;
    sajam::monitor::check(
        &mut owner,
        &server.secrets.log.verifier_key(),
        &mut |_, _| {},
    )
    .await
    .unwrap();
}

/// A plan for any stream is made for short ones: a long one must not be compared with itself.
#[tokio::test]
async fn reading_a_stream_takes_a_time_that_grows_as_it_does() {
    let database = TestDatabase::create().await;
    let always_for_any = format!(
        "alter database {} set plan_cache_mode = force_generic_plan",
        database.name
    );
    let mut owner = database.owner().await;
    owner.execute(always_for_any.as_str()).await.unwrap();
    let server = TestServer::start_on(database, TestOptions::default()).await;
    owner
        .execute(
            "insert into events
             select 'report', id, sequence, 'Acknowledged', '1', '{}'::json, '{}'::json, sha256(''), sha256(''), '{}', sha256('')
                 from (values ('short', 500), ('long', 4000)) as stream (id, events), generate_series(1, events) as sequence
                 union all select 'report', i::text, 1, 'Acknowledged', '1', '{}'::json, '{}'::json, sha256(''), sha256(''), '{}', sha256('')
                 from generate_series(1, 20000) as i;
             insert into log_entries (position, hash, aggregate_type, aggregate_id, sequence)
             select 1000000000 + row_number() over (), hash, aggregate_type, aggregate_id, sequence from events;
             analyze events; analyze log_entries",
        )
        .await
        .unwrap();
    let reader = server.store.histories();
    let quickest = async |id: &str, events: usize| {
        let mut quickest = std::time::Duration::MAX;
        for _ in 0..3 {
            let start = std::time::Instant::now();
            assert_eq!(reader.read("report", id).await.unwrap().len(), events);
            assert!(reader.missing("report", id).await.unwrap().is_empty());
            quickest = quickest.min(start.elapsed());
        }
        quickest
    };
    let short = quickest("short", 500).await;
    let long = quickest("long", 4000).await;
    assert!(
        long < 24 * short,
        "eight times as long: {short:?} and {long:?}; squared it would be 64 times"
    );
}
