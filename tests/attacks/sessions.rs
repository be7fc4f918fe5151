//! Sessions that should not be there.

use std::net::IpAddr;
use std::time::Duration;

use futures::future::{join, join_all};
use sajam::service::accounts::{self, Caller};
use sajam_aggregates::Role;
use secrecy::{ExposeSecret, SecretString};
use tokio::time::sleep;

use super::scene;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_session_that_begins_during_a_reset_survives_it() {
    let scene = scene().await;
    let server = &scene.server;
    let (login, password) = scene.credentials(Role::Intake);
    let login = login.parse().unwrap();
    let mut password = password.clone();
    let mut begun = 0;
    for round in 0..10_u8 {
        let old = SecretString::from(password);
        let tries = (0..4_u8).map(|number| {
            let (old, login) = (&old, &login);
            async move {
                sleep(Duration::from_millis(u64::from(number) * 12)).await;
                let caller = Caller {
                    source: Some(IpAddr::from([192, 0, round, number])),
                    ..Caller::default()
                };
                let login: &sajam_aggregates::staff::Login = login;
                accounts::sign_in(server, login.as_str(), old, caller).await
            }
        });
        // The sooner it comes, the more of them are looked at before it and begin after it.
        let reset = async {
            sleep(Duration::from_millis(u64::from(round % 5) * 40)).await;
            accounts::reset_password(server, &login).await
        };
        let (tries, reset) = join(join_all(tries), reset).await;
        for signed_in in tries.into_iter().flatten() {
            begun += 1;
            let resumed = accounts::resume(server, signed_in.token.expose_secret()).await;
            assert!(resumed.unwrap().is_none(), "round {round}");
        }
        password = reset.unwrap().password.to_string();
    }
    assert!(begun > 0, "some began before the reset");
}
