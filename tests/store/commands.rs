//! Commands at once: whole, or not at all.

use super::*;

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
