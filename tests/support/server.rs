//! A real server on a port of its own.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use sajam::clock::{Clock, from_ms};
use sajam::context::LogSettings;
use sajam::database::Database;
use sajam::directory::Directory;
use sajam::entropy::Entropy;
use sajam::http::connections::ConnectionLimits;
use sajam::http::{self, SiteSettings};
use sajam::jobs::{self, Daily, LedgerCheckSettings};
use sajam::sequencer::Beat;
use sajam::server::Server;
use sajam::service::accounts;
use sajam_aggregates::Role;
use sajam_ledger::Policy;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::{TestDatabase, until, wait_for};

/// What a test wants otherwise.
pub struct TestOptions {
    pub clock: Clock,
    pub beat: Beat,
    /// Who is asked to cosign.
    pub policy: Option<Arc<Policy>>,
    pub setting: SiteSettings,
}

impl Default for TestOptions {
    fn default() -> Self {
        Self {
            clock: Clock::system(),
            beat: Beat::default(),
            policy: None,
            setting: SiteSettings::default(),
        }
    }
}

pub struct TestServer {
    /// `http://127.0.0.1:port`, without a slash at the end.
    pub url: String,
    server: Server,
    pub test_database: TestDatabase,
    pub database: Database,
    pub clock: Clock,
    /// Follows no redirects, keeps no cookies.
    pub client: reqwest::Client,
    stop: CancellationToken,
    jobs: JoinSet<()>,
}

/// Whatever takes a server or its context takes this.
impl std::ops::Deref for TestServer {
    type Target = Server;

    fn deref(&self) -> &Server {
        &self.server
    }
}

impl TestServer {
    pub async fn start() -> Self {
        Self::start_with(TestOptions::default()).await
    }

    pub async fn start_with(options: TestOptions) -> Self {
        Self::start_on(TestDatabase::create().await, options).await
    }

    pub async fn start_on(test_database: TestDatabase, options: TestOptions) -> Self {
        let (database, secrets) = test_database.open().await;
        let directory = Directory::open(None).unwrap();
        let server = Server::new(sajam::context::Context::new(
            &database,
            secrets,
            directory,
            options.clock.clone(),
            Entropy::system(),
            LogSettings {
                beat: options.beat,
                policy: options.policy,
            },
        ));
        let stop = CancellationToken::new();
        let jobs = jobs::start(&server, &database, options.clock.clone(), &stop);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let site = http::Site::new(server.clone(), &options.setting);
        let limits = ConnectionLimits::for_descriptors(4096, true);
        tokio::spawn(http::connections::serve(
            listener,
            site,
            limits,
            stop.clone(),
        ));
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            url,
            server,
            test_database,
            database,
            clock: options.clock,
            client,
            stop,
            jobs,
        }
    }

    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    pub async fn get(&self, path: &str) -> reqwest::Response {
        self.client.get(self.at(path)).send().await.unwrap()
    }

    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> reqwest::Response {
        let posted = self.client.post(self.at(path)).form(fields).send();
        self.shown(posted.await.unwrap()).await
    }

    /// The page that a reporter's form leads to; any other answer as it is.
    pub async fn shown(&self, answer: reqwest::Response) -> reqwest::Response {
        let location = answer.headers().get("location");
        match location.and_then(|location| location.to_str().ok()) {
            Some(location) if location.contains("/shown/") => {
                assert_eq!(answer.status(), 303);
                self.get(location).await
            }
            _ => answer,
        }
    }

    pub async fn post_json(&self, path: &str, body: &serde_json::Value) -> reqwest::Response {
        self.client
            .post(self.at(path))
            .json(body)
            .send()
            .await
            .unwrap()
    }

    /// The first start's accounts: login (the role's code) and password.
    pub async fn accounts(&self) -> BTreeMap<Role, (String, String)> {
        let first = accounts::FirstAccounts::make(self).await.unwrap();
        let accounts = first
            .accounts
            .iter()
            .map(|account| {
                (
                    account.login.as_str().parse().unwrap(),
                    (account.login.to_string(), account.password.to_string()),
                )
            })
            .collect();
        first.confirm_shown().await.unwrap();
        self.take_passwords_as_chosen().await;
        accounts
    }

    /// From now on every account's password is as if its owner had chosen it.
    pub async fn take_passwords_as_chosen(&self) {
        sqlx::query("update accounts set must_change_password = false")
            .execute(&self.server.pool)
            .await
            .unwrap();
    }

    /// Waits until everything committed is in the log and every projection has read it.
    pub async fn settle(&self) {
        until("log and projections settle", || async {
            let (waiting, behind): (i64, i64) = sqlx::query_as(
                "select (select count(*) from log_queue),
                        $1 - (select count(*) from projection_positions, log_head where position >= size)",
            )
            .bind(i64::try_from(sajam_projections::all().len()).unwrap())
            .fetch_one(&self.server.pool)
            .await
            .unwrap();
            waiting == 0 && behind == 0
        })
        .await;
    }

    /// Moves a set clock to the next beat, waits for its checkpoint and moves on to the moment it is let out.
    pub async fn publish(&self) {
        let every = self.server.beat.every;
        let beat = self.server.beat.at(self.clock.now()) + every;
        self.clock.set(beat);
        // The leader looks at the clock twice a second, and whenever it hears of something new.
        sqlx::query("select pg_notify('sajam_queue', '')")
            .execute(&self.server.pool)
            .await
            .unwrap();
        let public: Option<i64> = wait_for(|| async {
            sqlx::query_scalar("select public_ms from publications where beat_ms = $1")
                .bind(beat.as_millisecond())
                .fetch_optional(&self.server.pool)
                .await
                .unwrap()
        })
        .await;
        let public = from_ms(public.expect("the beat is published"));
        self.clock.set(public.max(beat));
    }

    /// Publishes everything that is committed; the checkpoint's size. The clock must be a set one.
    pub async fn published(&self) -> u64 {
        self.settle().await;
        self.publish().await;
        self.server
            .checkpoints
            .newest()
            .await
            .unwrap()
            .unwrap()
            .size
    }

    /// Starts the daily check of the history and the watch over the log, which a test otherwise does without.
    pub fn start_watching(&mut self) {
        let settings = LedgerCheckSettings {
            daily: Daily::default(),
            settle: Duration::from_millis(50),
            poll: Duration::from_millis(50),
        };
        let options = || self.database.options().clone();
        let check = jobs::check_daily(self.clone(), options(), settings, self.stop.clone());
        let watch = jobs::watch_log(
            self.clone(),
            options(),
            Duration::from_millis(50),
            self.stop.clone(),
        );
        let tell =
            jobs::tell_publication(self.clone(), Duration::from_millis(50), self.stop.clone());
        self.jobs.spawn(tell);
        self.jobs.spawn(check);
        self.jobs.spawn(watch);
    }

    /// Stops as Ctrl-C does.
    pub async fn stop(mut self) -> TestDatabase {
        self.stop.cancel();
        while self.jobs.join_next().await.is_some() {}
        drop(self.server);
        self.database.close().await;
        self.test_database
    }
}
