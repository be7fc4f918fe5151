//! Published figures that turn out to be wrong.

use super::*;

#[tokio::test]
async fn a_correction_is_a_new_release_with_new_noise_and_the_old_bytes_stay() {
    let server = server_with(40).await;
    publish(&server, "1405-07").await.unwrap();
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    let before = bytes_of(&*release_set(&server).await, id, "month-category.csv");

    let correct = |id| {
        releases::correct(
            &server,
            &server.catalogue,
            id,
            notice(),
            Correction::Replace,
            &By::System,
        )
    };
    let replacement = correct(id).await.unwrap().unwrap();
    assert_eq!(replacement.id(), id.next());
    let after = release_set(&server).await;
    assert_eq!(after.find(id.next()).unwrap().release, replacement);
    assert_eq!(bytes_of(&after, id, "month-category.csv"), before);

    let again = correct(id).await;
    assert!(
        matches!(
            again,
            Err(CorrectError::Refused(ReleaseRefusal::AlreadyReplaced))
        ),
        "{again:?}"
    );
    // What was kept for corrections is spent: the replacement cannot be replaced, but it can be withdrawn.
    let spent = correct(id.next()).await;
    assert!(
        matches!(
            spent,
            Err(CorrectError::Replacement(PublishError::Overspent(_)))
        ),
        "{spent:?}"
    );
    releases::correct(
        &server,
        &server.catalogue,
        id.next(),
        notice(),
        Correction::Withdraw,
        &By::System,
    )
    .await
    .unwrap();
    let unknown = correct(ReleaseId::first(FAMILY, month("1405-06"))).await;
    assert!(
        matches!(
            unknown,
            Err(CorrectError::Refused(ReleaseRefusal::NotPublished))
        ),
        "{unknown:?}"
    );
}

#[tokio::test]
async fn a_correction_broken_off_before_its_notice_goes_on_with_the_same_draw() {
    let server = server_with(40).await;
    publish(&server, "1405-07").await.unwrap();
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    let drawn = releases::draw(&server, id.next()).await.unwrap();
    releases::announce(&server, &server.catalogue, &drawn, &By::System)
        .await
        .unwrap();
    let corrected = releases::correct(
        &server,
        &server.catalogue,
        id,
        notice(),
        Correction::Replace,
        &By::System,
    )
    .await
    .unwrap();
    assert_eq!(corrected, Some(drawn));
}

#[tokio::test]
async fn figures_that_are_being_replaced_are_not_withdrawn_instead() {
    let server = server_with(40).await;
    publish(&server, "1405-07").await.unwrap();
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    releases::draw(&server, id.next()).await.unwrap();
    let withdrawn = releases::correct(
        &server,
        &server.catalogue,
        id,
        notice(),
        Correction::Withdraw,
        &By::System,
    )
    .await;
    assert!(
        matches!(withdrawn, Err(CorrectError::Begun(next)) if next == id.next()),
        "{withdrawn:?}"
    );
}

#[tokio::test]
async fn a_correction_broken_off_after_its_notice_is_finished_by_whoever_comes() {
    let server = server_with(40).await;
    publish(&server, "1405-07").await.unwrap();
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    let drawn = releases::draw(&server, id.next()).await.unwrap();
    // The draw cannot be announced just then.
    let file = "release_files where release_id = 'month-category-1405-07-r2' and name = 'month-category.csv'";
    let tables = ["release_files"];
    forge(
        &server,
        &tables,
        &format!("create table kept as select * from {file}"),
    )
    .await;
    forge(&server, &tables, &format!("delete from {file}")).await;
    let correct = || {
        releases::correct(
            &server,
            &server.catalogue,
            id,
            notice(),
            Correction::Replace,
            &By::System,
        )
    };
    let broken = correct().await;
    assert!(
        matches!(
            broken,
            Err(CorrectError::Replacement(PublishError::Service(_)))
        ),
        "{broken:?}"
    );
    // What is wrong is marked as wrong, and leads nowhere yet.
    let before = release_set(&server).await;
    assert_eq!(before.find(id).unwrap().corrections.len(), 1);
    assert!(before.find(id.next()).is_none());
    server.catalogue.refresh().await.unwrap();
    let page = async || {
        let page = server.get("/en/statistics/month-category-1405-07").await;
        page.text().await.unwrap()
    };
    let link = "href=\"/en/statistics/month-category-1405-07-r2\"";
    let marked = page().await;
    assert!(marked.contains(notice().en.as_str()), "{marked}");
    assert!(!marked.contains(link), "{marked}");
    assert!(
        releases::finish(&server, &server.catalogue, &By::System)
            .await
            .is_err()
    );

    let back = "insert into release_files select * from kept; drop table kept";
    forge(&server, &tables, back).await;
    let finished = releases::finish(&server, &server.catalogue, &By::System)
        .await
        .unwrap();
    assert_eq!(finished, [id.next()]);
    assert!(page().await.contains(link));
    let after = release_set(&server).await;
    assert_eq!(after.find(id.next()).unwrap().release, drawn);
    assert!(
        releases::finish(&server, &server.catalogue, &By::System)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(matches!(
        correct().await,
        Err(CorrectError::Refused(ReleaseRefusal::AlreadyReplaced))
    ));
}
