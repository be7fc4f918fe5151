//! A server with its first accounts, reports on it, and people who are signed in.

use std::collections::BTreeMap;

use sajam::service::accounts;
use sajam::service::reporter::{self, Filing, InstitutionAnswer};
use sajam_aggregates::staff::Grant;
use sajam_aggregates::{
    Anonymity, Category, Channel, Contact, Language, Narrative, Province, ReportId, Role,
    ShortText, TrackingNumber,
};

use super::{TestOptions, TestServer};

pub const NARRATIVE: &str = "دریچهٔ فاضلاب روبه‌روی مدرسه سه ماه است که باز مانده است.";
pub const SUBJECT: &str = "مسئول ناحیهٔ هفت";
pub const CONTACT: &str = "reporter@example.org";

pub struct Scene {
    pub server: TestServer,
    accounts: BTreeMap<Role, (String, String)>,
}

impl Scene {
    pub async fn new() -> Self {
        Self::with(TestOptions::default()).await
    }

    pub async fn with(options: TestOptions) -> Self {
        Self::of(TestServer::start_with(options).await).await
    }

    /// With the first start's accounts.
    pub async fn of(server: TestServer) -> Self {
        let accounts = server.accounts().await;
        Self { server, accounts }
    }

    pub fn credentials(&self, role: Role) -> &(String, String) {
        &self.accounts[&role]
    }

    /// Somebody of the first accounts, signed in.
    pub async fn a(&self, role: Role) -> Person<'_> {
        let (login, password) = self.credentials(role);
        Person::sign_in(&self.server, login, password).await
    }

    /// Somebody new, signed in.
    pub async fn another(&self, login: &str, role: Role, units: &[&str]) -> Person<'_> {
        let grants: Vec<Grant> = if units.is_empty() {
            vec![Grant { role, unit: None }]
        } else {
            let unit = |unit: &&str| Some(unit.parse().unwrap());
            units
                .iter()
                .map(|code| Grant {
                    role,
                    unit: unit(code),
                })
                .collect()
        };
        let made = accounts::create(&self.server, login.parse().unwrap(), &grants)
            .await
            .unwrap();
        self.server.take_passwords_as_chosen().await;
        Person::sign_in(&self.server, login, &made.password).await
    }

    /// A report with everything a reporter can write.
    pub async fn report(&self) -> ReportId {
        self.report_about(Category::Omission, InstitutionAnswer::Unknown)
            .await
            .1
    }

    pub async fn report_about(
        &self,
        category: Category,
        institution: InstitutionAnswer,
    ) -> (TrackingNumber, ReportId) {
        let filing = Filing {
            category,
            province: Province::Tehran,
            institution,
            narrative: Narrative::parse(NARRATIVE).unwrap(),
            subject: Some(ShortText::parse(SUBJECT).unwrap()),
            place: None,
            occurred: None,
            anonymity: Anonymity::Confidential,
            identity: None,
            contact: Some(Contact::parse(CONTACT).unwrap()),
            channel: Channel::Web,
            language: Language::Persian,
        };
        let filed = reporter::file(&self.server, &filing, None).await.unwrap();
        let id = reporter::report_id(&self.server, &filed.tracking_number);
        (filed.tracking_number, id)
    }

    /// A report that a unit has, and its investigator if one is named.
    pub async fn assigned(&self, unit: &str, investigator: &str) -> ReportId {
        let id = self.report().await;
        self.assign(&id, unit, investigator).await;
        id
    }

    /// Gives a report that was just filed to a unit, and to its investigator if one is named.
    pub async fn assign(&self, id: &ReportId, unit: &str, investigator: &str) {
        let intake = self.a(Role::Intake).await;
        intake.triage(id, "1").await.done();
        intake
            .act(
                id,
                "assign",
                "3",
                &[("unit", unit), ("investigator", investigator)],
            )
            .await
            .done();
    }
}

/// Somebody's browser.
pub struct Person<'a> {
    server: &'a TestServer,
    pub cookie: String,
}

impl<'a> Person<'a> {
    pub async fn sign_in(server: &'a TestServer, login: &str, password: &str) -> Self {
        let answer = server
            .post_form("/staff/login", &[("login", login), ("password", password)])
            .await;
        assert_eq!(answer.status(), 303, "{login} signs in");
        let cookie = answer.headers()["set-cookie"].to_str().unwrap();
        Self {
            server,
            cookie: cookie.split(';').next().unwrap().to_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        let request = self
            .server
            .client
            .get(self.server.at(path))
            .header("cookie", &self.cookie);
        Answer::of(request.send().await.unwrap()).await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.server.client.post(self.server.at(path));
        let request = request
            .header("cookie", &self.cookie)
            .header("sec-fetch-site", "same-origin");
        Answer::of(request.form(fields).send().await.unwrap()).await
    }

    pub async fn case(&self, id: &ReportId) -> Answer {
        self.get(&format!("/staff/reports/{id}")).await
    }

    pub async fn act(
        &self,
        id: &ReportId,
        action: &str,
        seen: &str,
        fields: &[(&str, &str)],
    ) -> Answer {
        let fields: Vec<_> = [("seen", seen)]
            .into_iter()
            .chain(fields.iter().copied())
            .collect();
        self.post(&format!("/staff/reports/{id}/{action}"), &fields)
            .await
    }

    pub async fn triage(&self, id: &ReportId, seen: &str) -> Answer {
        let fields = [
            ("category", "omission"),
            ("province", "IR-23"),
            ("institution", "unchanged"),
            ("institution_text", ""),
            ("priority", "high"),
        ];
        self.act(id, "triage", seen, &fields).await
    }
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub body: String,
    pub headers: reqwest::header::HeaderMap,
}

impl Answer {
    async fn of(answer: reqwest::Response) -> Self {
        let headers = answer.headers().clone();
        let location = headers
            .get("location")
            .map_or("", |value| value.to_str().unwrap());
        Self {
            status: answer.status().as_u16(),
            location: location.to_owned(),
            headers,
            body: answer.text().await.unwrap(),
        }
    }

    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}", self.main());
        self
    }

    #[track_caller]
    pub fn has(&self, text: &str) -> &Self {
        assert!(
            self.body.contains(text),
            "«{text}» is not in:\n{}",
            self.main()
        );
        self
    }

    #[track_caller]
    pub fn lacks(&self, text: &str) -> &Self {
        assert!(
            !self.body.contains(text),
            "«{text}» is in:\n{}",
            self.main()
        );
        self
    }

    /// What a failed test shows of a page.
    fn main(&self) -> &str {
        let begin = self.body.find("<main").unwrap_or(0);
        let end = self.body.find("</main>").unwrap_or(self.body.len());
        &self.body[begin..end]
    }

    /// It was carried out: see elsewhere.
    #[track_caller]
    pub fn done(&self) -> &Self {
        self.is(303)
    }

    /// The `seen` of the page's forms.
    #[track_caller]
    pub fn revision(&self) -> String {
        let rest = self
            .body
            .split("name=\"seen\" value=\"")
            .nth(1)
            .expect("a form");
        rest.split('"').next().unwrap().to_owned()
    }
}
