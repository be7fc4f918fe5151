//! What a report may spend, and who refuses more.

use super::*;

#[tokio::test]
async fn every_family_is_published_when_it_is_due_and_one_report_spends_what_is_declared() {
    let server = server_with(3).await;
    server.clock.set(due_at("1405".parse().unwrap()));
    let due = releases::plan(&server).await.unwrap();
    for family in FAMILIES {
        let periods: Vec<_> = due.iter().filter(|due| due.family == family.id).collect();
        assert!(!periods.is_empty(), "{}", family.id);
        let first = periods[0].period;
        let release = releases::publish(&server, &server.catalogue, family.id, first, &By::System)
            .await
            .unwrap();
        let cells: usize = family
            .dimensions
            .iter()
            .map(|dimension| releases::codes(*dimension).len())
            .product();
        assert_eq!(release.cells().len(), cells, "{}", family.id);
    }
    let balance = releases::budget::balance(&server.pool).await.unwrap();
    assert_eq!(balance.committed_milli, i64::from(spent_by_one_report()));
    assert_eq!(balance.families.len(), FAMILIES.len());
    for spent in balance.families {
        let family = spent.family.parse::<FamilyId>().unwrap().family();
        assert_eq!(spent.share_milli, i64::from(family.epsilon_milli));
        assert_eq!((spent.dearest_milli, spent.draws), (spent.share_milli, 1));
    }
}

#[tokio::test]
async fn the_database_refuses_a_draw_that_would_overspend_whoever_asks() {
    let server = server_with(3).await;
    publish(&server, "1405-07").await.unwrap();
    let mut role = server.test_database.as_server().await;
    let pay = |id: &str, period: &str, milli: u32| {
        format!(
            "insert into privacy_ledger values ('{id}', 'month-category', '{period}', {milli}, 0)"
        )
    };
    // Other periods of a family are other reports: they cost nothing together.
    role.execute(pay("a", "1405-08", 250).as_str())
        .await
        .unwrap();
    role.execute(pay("b", "1405-07", CORRECTIONS_MILLI).as_str())
        .await
        .unwrap();
    let refused = role
        .execute(pay("c", "1405-07", 1).as_str())
        .await
        .unwrap_err();
    let code = refused.as_database_error().unwrap().code().unwrap();
    assert_eq!(code, "SJ001");
    for forbidden in [
        "update privacy_ledger set epsilon_milli = 1",
        "delete from privacy_ledger",
        "truncate privacy_ledger",
        "insert into releases values ('unpaid', 'month-category', '1405-11', 0, '{}', 1)",
    ] {
        assert!(role.execute(forbidden).await.is_err(), "{forbidden}");
    }
    let next = ReleaseId::first(FAMILY, month("1405-07")).next();
    let overspent = releases::draw(&server, next).await;
    assert!(
        matches!(overspent, Err(PublishError::Overspent(id)) if id == next),
        "{overspent:?}"
    );
    assert_eq!(rows(&server, "releases").await, 1);
}

#[tokio::test]
async fn two_sessions_cannot_both_spend_what_is_left() {
    let server = server_with(1).await;
    let (mut one, mut other) = (
        server.test_database.as_server().await,
        server.test_database.as_server().await,
    );
    let pay = |id: &str| {
        format!("insert into privacy_ledger values ('{id}', 'month-category', '1405-07', 400, 0)")
    };
    other
        .execute("begin isolation level repeatable read; select from privacy_ledger")
        .await
        .unwrap();
    one.execute(pay("a").as_str()).await.unwrap();
    assert!(other.execute(pay("b").as_str()).await.is_err());
    other.execute("rollback").await.unwrap();
    assert!(other.execute(pay("b").as_str()).await.is_err());
}
