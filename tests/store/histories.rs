//! Reading streams back, with their proofs.

use super::*;

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
