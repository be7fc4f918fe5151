//! Published figures that turn out to be wrong.

use super::*;

#[tokio::test]
async fn a_correction_is_a_new_release_with_new_noise_and_the_old_bytes_stay() {
    let server = server_with(40).await;
    publish(&server, "1405-07").await.unwrap();
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    let before = bytes_of(&*shelf(&server).await, id, "month-category.csv");

    let correct =
        |id| releases::correct(&server.app, id, notice(), Correction::Replace, &By::System);
    let replacement = correct(id).await.unwrap().unwrap();
    assert_eq!(replacement.id(), id.next());
    let after = shelf(&server).await;
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
        &server.app,
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
    let drawn = releases::draw(&server.app, id.next()).await.unwrap();
    releases::announce(&server.app, &drawn, &By::System)
        .await
        .unwrap();
    let corrected = releases::correct(&server.app, id, notice(), Correction::Replace, &By::System)
        .await
        .unwrap();
    assert_eq!(corrected, Some(drawn));
}

#[tokio::test]
async fn figures_that_are_being_replaced_are_not_withdrawn_instead() {
    let server = server_with(40).await;
    publish(&server, "1405-07").await.unwrap();
    let id = ReleaseId::first(FAMILY, month("1405-07"));
    releases::draw(&server.app, id.next()).await.unwrap();
    let withdrawn =
        releases::correct(&server.app, id, notice(), Correction::Withdraw, &By::System).await;
    assert!(
        matches!(withdrawn, Err(CorrectError::Begun(next)) if next == id.next()),
        "{withdrawn:?}"
    );
}
