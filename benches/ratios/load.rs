//! Parts of a submission without the rest, to see where its cost lies.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use sajam::clock::Clock;
use sajam::database::{DataFolder, Database, KeyFolder, Location};
use sajam::directory::Directory;
use sajam::entropy::Entropy;
use sajam::seal::DataKey;
use sajam::secrets::Key;
use sajam::sequencer::Beat;
use sajam::server::Server;
use sajam::service::reporter::{self, Filing, InstitutionAnswer};
use sajam::store::{Acting, NewReport};
use sajam_aggregates::report::Submit;
use sajam_aggregates::{
    Actor, Anonymity, By, Category, Channel, Institution, Language, Narrative, Province, Report,
    ReportCommand, ReportId, Sealed, SealedField, ShortText,
};

use crate::serving::Site;
use crate::{CONNECTIONS, TURN};

const NARRATIVE: &str = "زباله‌های عفونی درمانگاه در کیسه‌های معمولی کنار پیاده‌رو گذاشته می‌شود و بچه‌ها کنار آن بازی می‌کنند.";

async fn server(site: &Site) -> (Server, Database) {
    let entropy = Entropy::system();
    let folder = DataFolder::attach(&site.data).unwrap();
    let keys = KeyFolder {
        path: site.data.join("secrets"),
        origin: None,
    };
    let (database, secrets) = Database::open(&Location::Private, &folder, &keys, entropy)
        .await
        .unwrap();
    let directory = Directory::open(None).unwrap();
    (
        Server::new(sajam::context::Context::new(
            &database,
            secrets,
            directory,
            Clock::system(),
            entropy,
            Beat::default(),
        )),
        database,
    )
}

async fn at_once<F: Future<Output = ()> + Send>(
    work: impl Fn() -> F + Send + Sync + Clone + 'static,
) -> f64 {
    let done = Arc::new(AtomicU64::new(0));
    let start = Instant::now();
    let tasks: Vec<_> = (0..CONNECTIONS)
        .map(|_| {
            let (work, done) = (work.clone(), done.clone());
            tokio::spawn(async move {
                while start.elapsed() < TURN {
                    work().await;
                    done.fetch_add(1, Ordering::Relaxed);
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64()
}

/// Reports filed a second through the service: sealing, deciding, linking, appending, receipt.
pub(crate) async fn file(site: &Site) -> f64 {
    let (server, database) = server(site).await;
    let inner = server.clone();
    let rate = at_once(move || {
        let server = inner.clone();
        async move {
            let short = |text: &str| Some(ShortText::parse(text).unwrap());
            let filing = Filing {
                category: Category::PublicHealth,
                province: Province::ALL[0],
                institution: InstitutionAnswer::Listed("health".parse().unwrap()),
                narrative: Narrative::parse(NARRATIVE).unwrap(),
                subject: short("مدیر درمانگاه"),
                place: short("پشت درمانگاه"),
                occurred: None,
                anonymity: Anonymity::Anonymous,
                identity: None,
                contact: None,
                channel: Channel::Api,
                language: Language::Persian,
            };
            reporter::file(&server, &filing, None).await.unwrap();
        }
    })
    .await;
    drop(server);
    database.close().await;
    rate
}

fn submit(narrative: Sealed) -> ReportCommand {
    let submit = Submit {
        category: Category::PublicHealth,
        province: Province::ALL[0],
        institution: Institution::Unknown,
        channel: Channel::Api,
        language: Language::Persian,
        anonymity: Anonymity::Anonymous,
        subject: Some(narrative.clone()),
        place: Some(narrative.clone()),
        narrative,
        occurred: None,
        identity: None,
        contact: None,
    };
    ReportCommand {
        by: By::Reporter,
        seen: None,
        action: submit.into(),
    }
}

/// First events appended a second, of content sealed once beforehand.
pub(crate) async fn append(site: &Site) -> f64 {
    let (server, database) = server(site).await;
    let sealed = DataKey::generate(ReportId::from_bytes([0; 16]), server.entropy).seal(
        SealedField::SubmittedNarrative,
        NARRATIVE,
        server.entropy,
    );
    let inner = server.clone();
    let rate = at_once(move || {
        let (server, command) = (inner.clone(), submit(sealed.clone()));
        async move {
            let id = ReportId::from_bytes(server.entropy.bytes());
            let acting = Acting {
                actor: Actor::Reporter,
                request: String::new(),
                at: server.clock.now(),
            };
            let new = NewReport {
                wrapped_key: vec![0; 72],
            };
            server
                .store
                .begin::<Report>(id.as_str(), command, acting, new)
                .await
                .unwrap();
        }
    })
    .await;
    drop(server);
    database.close().await;
    rate
}

/// Reports sealed and linked a second by one core, with nothing stored.
pub(crate) fn seal() -> f64 {
    let (entropy, content) = (Entropy::system(), Key::new([1; 32]));
    let start = Instant::now();
    let mut done = 0;
    while start.elapsed() < TURN {
        let key = DataKey::generate(ReportId::from_bytes(entropy.bytes()), entropy);
        let fields: Vec<Sealed> = (0..3)
            .map(|_| key.seal(SealedField::SubmittedNarrative, NARRATIVE, entropy))
            .collect();
        let payload =
            serde_json::json!({"narrative": fields[0], "subject": fields[1], "place": fields[2]});
        let linked = sajam_ledger::link(
            None,
            sajam_ledger::Draft {
                stream: "report/00000000000000000000000000000000",
                event_type: "Submitted",
                type_version: "1",
                at: sajam_ledger::At::from_unix_millis(0).unwrap(),
                payload: &payload,
                payload_salt: sajam_ledger::Salt::from_bytes(entropy.bytes()),
                context: &payload,
                context_salt: sajam_ledger::Salt::from_bytes(entropy.bytes()),
            },
        );
        std::hint::black_box((linked.unwrap().hash, key.wrap(&content, entropy)));
        done += 1;
    }
    f64::from(done) / start.elapsed().as_secs_f64()
}
