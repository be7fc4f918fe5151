//! The reporter's pages and API, on a real server and a real PostgreSQL.

mod api;
mod appeal;
mod away;
mod bad_input;
mod filing;
mod following;
mod inclusion;
mod own_feed;
mod screens;
mod typing;

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};

use jiff::Timestamp;
use reqwest::{Response, StatusCode};
use sajam::clock::Clock;
use sajam::service::accounts::{self, StaffSession};
use sajam::service::action::ActionCommand;
use sajam::service::case::{self, TriageInstitution};
use sajam::service::reporter;
use sajam_aggregates::{ActionKind, Message, Outcome, ReportId, Role};
use secrecy::SecretString;

use crate::support::{TestOptions, TestServer};

const NARRATIVE: &str = "سه ماه است که چراغ‌های خیابان خاموش است و شهرداری پاسخی نمی‌دهد.";

/// 12:35 in Tehran on 2026-11-24.
const NOON: Timestamp = Timestamp::constant(1_795_511_100, 0);

/// A server whose clock stands still.
async fn standing() -> TestServer {
    TestServer::start_with(TestOptions {
        clock: Clock::set_to(NOON),
        ..TestOptions::default()
    })
    .await
}

/// How many wrong numbers this machine may still try.
fn tries_left(server: &TestServer) -> usize {
    let source = Some(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let reserve = || server.limits.reserve(source, server.clock.now()).ok();
    let reserved: Vec<_> = std::iter::from_fn(reserve).collect();
    let left = reserved.len();
    for one in reserved {
        server.limits.give_back(one);
    }
    left
}

type Fields = BTreeMap<String, String>;

/// A form as a careful person fills it in.
fn filled() -> Fields {
    fields(&[
        ("category", "omission"),
        ("province", "IR-23"),
        ("institution", "municipality"),
        ("institution_name", ""),
        ("narrative", NARRATIVE),
        ("subject", "شهردار منطقه"),
        ("place", ""),
        ("occurred", "از تابستان"),
        ("anonymity", "anonymous"),
        ("identity", ""),
        ("contact", ""),
    ])
}

fn fields(pairs: &[(&str, &str)]) -> Fields {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn with(mut fields: Fields, pairs: &[(&str, &str)]) -> Fields {
    for (name, value) in pairs {
        fields.insert((*name).to_owned(), (*value).to_owned());
    }
    fields
}

async fn post(server: &TestServer, path: &str, fields: &Fields) -> Response {
    let posted = server.client.post(server.at(path)).form(fields).send();
    server.shown(posted.await.unwrap()).await
}

/// Status and page; every page of the reporter's is nobody's to keep and sets no cookie.
async fn page(response: Response) -> (StatusCode, String) {
    let headers = response.headers();
    assert_eq!(headers["cache-control"], "no-store");
    assert!(!headers.contains_key("set-cookie"));
    assert!(
        headers["content-security-policy"]
            .to_str()
            .unwrap()
            .starts_with("default-src 'none'")
    );
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["referrer-policy"], "same-origin");
    (response.status(), response.text().await.unwrap())
}

/// The hidden fields of the form that posts to `action`.
fn hidden(html: &str, action: &str) -> Fields {
    let form = html
        .split("<form")
        .find(|form| form.contains(&format!("action=\"{action}\"")))
        .unwrap_or_else(|| panic!("no form posts to {action}"));
    let form = form.split("</form>").next().unwrap();
    form.split("<input type=\"hidden\" ")
        .skip(1)
        .map(|input| {
            let value = |attribute: &str| {
                let rest = input.split(&format!("{attribute}=\"")).nth(1).unwrap();
                unescaped(rest.split('"').next().unwrap())
            };
            (value("name"), value("value"))
        })
        .collect()
}

fn unescaped(text: &str) -> String {
    text.replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#38;", "&")
}

/// What the textarea or the field holds.
fn typed(html: &str, name: &str) -> String {
    let rest = html.split(&format!("name=\"{name}\"")).nth(1).unwrap();
    let (tag, rest) = rest.split_once('>').unwrap();
    match tag.split(" value=\"").nth(1) {
        Some(value) => unescaped(value.split('"').next().unwrap()),
        None => {
            let text = rest.split("</textarea>").next().unwrap();
            unescaped(text.strip_prefix('\n').unwrap_or(text))
        }
    }
}

async fn token(server: &TestServer) -> String {
    let (_, html) = page(server.get("/report").await).await;
    hidden(&html, "/report").remove("token").unwrap()
}

/// The number on the page that a report's sending leads to.
fn number(html: &str) -> String {
    hidden(html, "/report/number").remove("number").unwrap()
}

async fn send(server: &TestServer, fields: Fields) -> String {
    let (status, html) =
        page(post(server, "/report", &with(fields, &[("step", "send")])).await).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    number(&html)
}

/// Files a report and opens its page.
async fn filed(server: &TestServer) -> (String, String) {
    let token = token(server).await;
    let number = send(server, with(filled(), &[("token", &token)])).await;
    let html = tracked(server, &number).await;
    (number, html)
}

async fn tracked(server: &TestServer, number: &str) -> String {
    let (status, html) = page(post(server, "/track", &fields(&[("number", number)])).await).await;
    assert_eq!(status, StatusCode::OK, "{html}");
    html
}

async fn reports(server: &TestServer) -> i64 {
    sqlx::query_scalar("select count(*) from events where event_type = 'Submitted'")
        .fetch_one(&server.pool)
        .await
        .unwrap()
}

/// The staff, for what a reporter waits for.
struct Staff {
    intake: StaffSession,
    investigator: StaffSession,
    supervisor: StaffSession,
}

impl Staff {
    async fn of(server: &TestServer) -> Self {
        let accounts = server.accounts().await;
        let session = async |role| {
            let (login, password) = &accounts[&role];
            let password = SecretString::from(password.as_str());
            let signed =
                accounts::sign_in(server, login, &password, accounts::Caller::default()).await;
            signed.unwrap_or_else(|_| panic!("{login}")).session
        };
        Self {
            intake: session(Role::Intake).await,
            investigator: session(Role::Investigator).await,
            supervisor: session(Role::Supervisor).await,
        }
    }

    async fn does(&self, server: &TestServer, number: &str, asked: impl ActionCommand) {
        let id = id(server, number).await;
        let session = match asked.kind() {
            ActionKind::Acknowledge | ActionKind::Triage | ActionKind::Assign => &self.intake,
            ActionKind::Reopen | ActionKind::DismissAppeal => &self.supervisor,
            _ => &self.investigator,
        };
        let case = sajam::service::CaseFile::load(server, &id).await.unwrap();
        case::execute(server, session, case, None, &asked, "test")
            .await
            .unwrap();
    }

    /// Hands a report to a unit, so that it can be asked about.
    async fn takes(&self, server: &TestServer, number: &str) {
        self.does(server, number, case::Acknowledge).await;
        let triage = case::Triage {
            category: "omission".parse().unwrap(),
            province: "IR-23".parse().unwrap(),
            institution: TriageInstitution::Unchanged,
            priority: "normal".parse().unwrap(),
        };
        self.does(server, number, triage).await;
        let assign = case::Assign {
            unit: "public-rights".parse().unwrap(),
            investigator: None,
        };
        self.does(server, number, assign).await;
    }

    async fn reads(&self, server: &TestServer, number: &str) {
        let id = id(server, number).await;
        case::open(server, &self.investigator, &id, "test")
            .await
            .unwrap();
    }

    async fn asks(&self, server: &TestServer, number: &str, question: &str) {
        let message = Message::parse(question).unwrap();
        self.does(server, number, case::AskQuestion { message })
            .await;
    }

    async fn takes_a_step(&self, server: &TestServer, number: &str) {
        let step = case::Investigate {
            step: "site-visit".parse().unwrap(),
            note: Message::parse("یادداشتی که گزارش‌دهنده نمی‌بیند").unwrap(),
        };
        self.does(server, number, step).await;
    }

    async fn resolves(&self, server: &TestServer, number: &str) {
        let resolve = case::Resolve {
            outcome: Outcome::Substantiated,
            explanation: Message::parse("چراغ‌ها روشن شد.").unwrap(),
            reasons: Some(Message::parse("دلیلی که گزارش‌دهنده نمی‌بیند").unwrap()),
        };
        self.does(server, number, resolve).await;
    }
}

/// What the reporter reads of a decision on an appeal.
const DECISION: &str = "عکس‌های تازه را دیدیم.";

impl Staff {
    async fn reopens(&self, server: &TestServer, number: &str) {
        let explanation = Message::parse(DECISION).unwrap();
        self.does(server, number, case::Reopen { explanation })
            .await;
    }

    async fn dismisses(&self, server: &TestServer, number: &str) {
        let explanation = Message::parse(DECISION).unwrap();
        self.does(server, number, case::DismissAppeal { explanation })
            .await;
    }
}

async fn id(server: &TestServer, number: &str) -> ReportId {
    let found = reporter::find(server, None, number).await;
    found.unwrap_or_else(|error| panic!("{error}")).id
}
