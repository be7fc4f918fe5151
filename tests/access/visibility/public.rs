//! What everybody is given.

use sajam_aggregates::Audience;

use super::audiences::Looking;
use super::story::COLLEAGUE;
use crate::support::people::Scene;

impl Looking<'_> {
    /// Everything that is public.
    pub fn public(&mut self, answers: &[(String, String)]) {
        let by = Audience::Public;
        let at = |text: &str| answers.iter().find(|(_, body)| body.contains(text));
        let place = |text: &str| at(text).map_or("any public page", |(path, _)| path);
        let number = self.story.number.digits();
        assert!(at(&number).is_none(), "{}", place(&number));
        self.actors(by, place(COLLEAGUE), at(COLLEAGUE).is_some());
        for words in &self.story.words {
            let body = at(&words.1).map_or("", |(_, body)| body);
            let place = place(&words.1);
            self.comparison.texts(by, place, body, [words], |_| true);
        }
        let id = self.story.id.as_str();
        for entry in &self.story.case.entries {
            self.occurrence(entry, by, place(id), at(id).is_some());
            for (_, sealed) in entry.event.sealed_content() {
                let sealed = sealed.as_base64();
                self.payload(entry, by, place(sealed), at(sealed).is_some());
            }
        }
    }
}

/// Every public page that can be reached from the front, with feeds and files, in both languages.
/// `size` is that of the newest checkpoint.
pub async fn public_answers(scene: &Scene, size: u64) -> Vec<(String, String)> {
    let seeds = [
        "/",
        "/en",
        "/statistics",
        "/status",
        "/methodology",
        "/how-it-works",
        "/glossary",
        "/verify",
        "/feed.atom",
        "/feed.json",
        "/ledger/checkpoint",
        "/ledger/keys",
        "/api/v1/status",
        "/api/v1/openapi.json",
        "/report",
        "/track",
    ];
    let mut waiting: Vec<String> = seeds.map(str::to_owned).into();
    for tile in 0..size.div_ceil(256) {
        let part = match size - tile * 256 {
            width @ ..256 => format!("{tile:03}.p/{width}"),
            _ => format!("{tile:03}"),
        };
        waiting.extend(["0", "entries"].map(|kind| format!("/ledger/tile/{kind}/{part}")));
    }
    let mut answers: Vec<(String, String)> = Vec::new();
    while let Some(path) = waiting.pop() {
        if answers.iter().any(|(known, _)| *known == path) {
            continue;
        }
        let answer = scene.server.get(&path).await;
        assert_eq!(answer.status(), 200, "{path}");
        let body = String::from_utf8_lossy(&answer.bytes().await.unwrap()).into_owned();
        let links = body.split("href=\"/").skip(1);
        let path_of = |rest: &str| format!("/{}", rest.split(['"', '#', '?']).next().unwrap());
        let is_public = |path: &String| {
            let is_under = |place| path.trim_start_matches("/en").starts_with(place);
            !["/staff", "/audit", "/assets"].into_iter().any(is_under)
        };
        waiting.extend(links.map(path_of).filter(is_public));
        answers.push((path, body));
    }
    answers
}
