//! What each audience is given of a report: its page, its API, its bundle, its files.

use jiff::SignedDuration;
use sajam::locale::{Locale, Translator};
use sajam::service::{Entry, accounts};
use sajam_aggregates::{Audience, Role};
use sajam_ledger::{Bundle, BundleEvent};
use serde_json::{Value, json};

use super::comparison::{Comparison, Found, Subject};
use super::story::{self, COLLEAGUE, Story};
use crate::support::people::{Person, Scene};

/// Codes that pages write out, by the name of their field.
const WRITTEN_OUT: [&str; 5] = ["category", "province", "priority", "step", "outcome"];

/// A story, and who is looked at.
pub struct Looking<'a> {
    pub scene: &'a Scene,
    pub story: &'a Story,
    pub comparison: &'a mut Comparison,
}

impl Looking<'_> {
    pub(super) fn occurrence(&mut self, entry: &Entry, by: Audience, place: &str, is_there: bool) {
        let found = Found {
            subject: Subject::Occurrence(entry.event.name()),
            by,
            place,
            is_there,
        };
        self.comparison
            .exactly(found, entry.event.is_visible_to(by));
    }

    pub(super) fn payload(&mut self, entry: &Entry, by: Audience, place: &str, is_there: bool) {
        let found = Found {
            subject: Subject::Payload(entry.event.name()),
            by,
            place,
            is_there,
        };
        self.comparison
            .exactly(found, entry.event.discloses_payload_to(by));
    }

    pub(super) fn actors(&mut self, by: Audience, place: &str, is_there: bool) {
        let found = Found {
            subject: Subject::Actors,
            by,
            place,
            is_there,
        };
        self.comparison.exactly(found, by.sees_actors());
    }

    fn texts(&mut self, by: Audience, place: &str, body: &str) {
        let words = &self.story.words;
        self.comparison.texts(by, place, body, words, |_| true);
    }

    /// Codes of a page in words. Those of two events are told apart by being different.
    fn written_out(&mut self, by: Audience, place: &str, page: &str) {
        let words = Translator::of(Locale::Fa);
        for entry in &self.story.case.entries {
            for (name, code) in Story::codes(&entry.event) {
                if WRITTEN_OUT.contains(&&*name) {
                    let is_there = page.contains(&*words.term(&name, &code));
                    self.payload(entry, by, place, is_there);
                }
            }
        }
    }

    /// A bundle holds the header of every event, since a chain has no gaps; what else of each is disclosed is compared.
    fn bundle(&mut self, by: Audience, place: &str, document: &str) {
        let bundle = Bundle::parse(document.as_bytes()).unwrap();
        assert_eq!(bundle.events.len(), self.story.case.entries.len());
        for (entry, event) in self.story.case.entries.iter().zip(&bundle.events) {
            self.bundled(by, place, entry, event, document);
        }
        // What a person wrote is in it as ciphertext, if at all.
        for (_, words) in &self.story.words {
            assert!(!document.contains(words.as_str()), "{words} in {place}");
        }
    }

    fn bundled(
        &mut self,
        by: Audience,
        place: &str,
        entry: &Entry,
        event: &BundleEvent,
        document: &str,
    ) {
        self.payload(entry, by, place, event.payload.is_some());
        self.actors(by, place, event.context.is_some());
        for (_, sealed) in entry.event.sealed_content() {
            let is_there = document.contains(sealed.as_base64());
            self.payload(entry, by, place, is_there);
        }
    }

    /// The tracking page, by program too, with its bundle.
    pub async fn reporter(&mut self) {
        let by = Audience::Reporter;
        let server = &self.scene.server;
        let digits = self.story.number.digits();
        let page = server.post_form("/track", &[("number", &*digits)]).await;
        let page = page.text().await.unwrap();
        let body = json!({"tracking_number": &*digits});
        let ask = async |path| server.post_json(path, &body).await.text().await.unwrap();
        let answer = ask("/api/v1/track").await;
        let bundle = ask("/api/v1/track/history").await;

        let tracked: Value = serde_json::from_str(&answer).unwrap();
        let steps = tracked["timeline"].as_array().unwrap();
        let provable = form(&page, "/track/proof");
        let colleague = story::colleague(self.scene).await.to_string();
        for entry in &self.story.case.entries {
            let sequence = entry.stored.sequence;
            let step = steps.iter().find(|step| step["seq"] == sequence);
            self.occurrence(entry, by, "the tracking API", step.is_some());
            let option = format!("<option value=\"{sequence}\"");
            self.occurrence(entry, by, "the tracking page", provable.contains(&option));
            // Of what an event settled, the API tells the outcome and no other.
            for (name, code) in Story::codes(&entry.event) {
                if name == "outcome" {
                    let is_there = step.is_some_and(|step| step["outcome"] == code);
                    self.payload(entry, by, "the tracking API", is_there);
                } else {
                    assert!(!answer.contains(&format!("\"{code}\"")), "{code}: {answer}");
                }
            }
        }
        let items = page.matches("<li class=\"timeline-item").count();
        assert_eq!(items, steps.len(), "page and API tell the same steps");
        self.written_out(by, "the tracking page", &page);
        self.texts(by, "the tracking page", &page);
        // The API does not repeat what was filed.
        self.comparison.texts(
            by,
            "the tracking API",
            &answer,
            &self.story.words,
            |field| field.event() != "Submitted",
        );
        self.bundle(by, "the reporter's bundle", &bundle);
        for (place, body) in [
            ("the tracking page", &page),
            ("the tracking API", &answer),
            ("the reporter's bundle", &bundle),
        ] {
            let is_there = body.contains(COLLEAGUE) || body.contains(&colleague);
            self.actors(by, place, is_there);
        }
    }

    /// The reporter's own feed, which tells no more than that something happened.
    pub async fn own_feed(&mut self) {
        let by = Audience::Reporter;
        let server = &self.scene.server;
        let body = json!({"tracking_number": &*self.story.number.digits()});
        let made = server.post_json("/api/v1/track/feed", &body).await;
        let made: Value = made.json().await.unwrap();
        // A day is told when it is over.
        let now = server.clock.now();
        server.clock.set(now + SignedDuration::from_hours(48));
        for format in ["atom", "json"] {
            let address = made[format].as_str().unwrap();
            let answer = server.client.get(address).send().await.unwrap();
            let feed = answer.bytes().await.unwrap();
            let told = feed_rs::parser::parse(&*feed).unwrap().entries.len();
            let entries = &self.story.case.entries;
            let visible = entries.iter().filter(|entry| entry.event.is_visible_to(by));
            assert!((1..=visible.count()).contains(&told), "{told} entries");
            let text = String::from_utf8_lossy(&feed);
            for (_, words) in &self.story.words {
                assert!(!text.contains(words.as_str()), "{words} in {format}");
            }
            assert!(!text.contains(COLLEAGUE));
        }
        server.clock.set(now);
    }

    /// The case page, by program too.
    pub async fn staff(&mut self, supervisor: &Person<'_>) {
        let by = Audience::Staff;
        let id = &self.story.id;
        let page = supervisor.case(id).await.is(200).body.clone();
        let answer = supervisor.get(&format!("/api/v1/staff/reports/{id}")).await;
        let answer = answer.is(200).body.clone();
        let case: Value = serde_json::from_str(&answer).unwrap();
        let events = case["events"].as_array().unwrap();
        let logins = accounts::logins(&self.scene.server).await.unwrap();
        for entry in &self.story.case.entries {
            let sequence = entry.stored.sequence;
            let anchor = format!("id=\"event-{sequence}\"");
            self.occurrence(entry, by, "the case page", page.contains(&anchor));
            let event = events.iter().find(|event| event["sequence"] == sequence);
            self.occurrence(entry, by, "the case API", event.is_some());
            for (name, code) in Story::codes(&entry.event) {
                let login = code.parse().ok().and_then(|id| logins.get(&id));
                let code = login.unwrap_or(&code);
                let is_told = |value: &Value| {
                    let value = value.as_str().unwrap_or_default();
                    value == code || value == format!("listed:{code}")
                };
                let is_there = event.is_some_and(|event| {
                    is_told(&event["settled"][&name]) || is_told(&event["by"]["login"])
                });
                // What is settled once, when a report is filed, is told of the case.
                self.payload(entry, by, "the case API", is_there || is_told(&case[&name]));
            }
        }
        self.written_out(by, "the case page", &page);
        for (place, body) in [("the case page", &page), ("the case API", &answer)] {
            self.texts(by, place, body);
            if self.is_colleagues() {
                self.actors(by, place, body.contains(COLLEAGUE));
            }
        }
    }

    fn is_colleagues(&self) -> bool {
        let mut entries = self.story.case.entries.iter();
        entries.any(|entry| entry.event.name() == "Resolved")
    }

    /// The page of the report's stream with its bundle, by program too, and the export of the whole log.
    pub async fn auditor(&mut self, auditor: &Person<'_>, export: &str) {
        let by = Audience::Auditor;
        let path = format!("reports/{}", self.story.id);
        let get = async |path: String| auditor.get(&path).await.is(200).body.clone();
        let page = get(format!("/audit/{path}")).await;
        let log = get("/audit".to_owned()).await;
        for (place, path) in [
            ("the auditor's bundle", format!("/audit/{path}/history")),
            (
                "the auditor's bundle by program",
                format!("/api/v1/audit/{path}/history"),
            ),
        ] {
            let bundle = get(path).await;
            self.bundle(by, place, &bundle);
            self.texts(by, place, &bundle);
        }
        for entry in &self.story.case.entries {
            let anchor = format!("id=\"event-{}\"", entry.stored.sequence);
            self.occurrence(entry, by, "the stream's page", page.contains(&anchor));
            let line = export
                .lines()
                .find(|line| line.contains(&entry.stored.header));
            self.occurrence(entry, by, "the export", line.is_some());
            let line: Value = serde_json::from_str(line.unwrap_or("null")).unwrap();
            self.actors(by, "the export", !line["context"].is_null());
            // The export holds no payload, of whomever.
            assert!(line["payload"].is_null(), "{line}");
            for (_, sealed) in entry.event.sealed_content() {
                for body in [&page, &log, export] {
                    assert!(!body.contains(sealed.as_base64()));
                }
            }
        }
        if self.is_colleagues() {
            self.actors(by, "the stream's page", page.contains(COLLEAGUE));
        }
        for (place, body) in [
            ("the stream's page", &*page),
            ("the log's page", &*log),
            ("the export", export),
        ] {
            self.texts(by, place, body);
        }
    }
}

/// The form of a page that posts to `action`.
fn form<'a>(page: &'a str, action: &str) -> &'a str {
    let action = format!("action=\"{action}\"");
    let mut forms = page.split("<form").filter(|form| form.contains(&action));
    let form = forms.next().expect("a form");
    form.split("</form>").next().unwrap()
}

/// The export of everything that is published.
pub async fn export(scene: &Scene, size: u64) -> String {
    let auditor = scene.a(Role::Auditor).await;
    let path = format!("/audit/export/{size}");
    auditor.get(&path).await.is(200).body.clone()
}
