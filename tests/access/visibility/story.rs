//! Reports to which everything happens that can happen to one, with words of their own in every sealed field.

use sajam::service::action::ActionCommand;
use sajam::service::reporter::{self, Filing, InstitutionAnswer};
use sajam::service::{CaseFile, OpenedText};
use sajam_aggregates::{
    Anonymity, Category, Channel, Contact, Language, Message, Narrative, Province, ReportEvent,
    ReportId, Role, SealedField, ShortText, StaffId, TrackingNumber,
};

use crate::support::people::{Person, Scene};

/// The login of an investigator that occurs nowhere by chance.
pub const COLLEAGUE: &str = "golrokh";
const UNIT: &str = "public-rights";

/// A report that was handled to its end.
pub struct Story {
    pub number: TrackingNumber,
    pub id: ReportId,
    pub case: CaseFile,
    /// What was written in each field.
    pub words: Vec<(SealedField, String)>,
}

/// What the report called `report` says in a field.
fn words(report: &str, field: SealedField) -> String {
    format!("words of report {report} in {field:?} only")
}

/// What is settled about a report, and who handles it.
pub struct Staff<'a> {
    intake: Person<'a>,
    investigator: Person<'a>,
    colleague: Person<'a>,
    supervisor: Person<'a>,
}

impl<'a> Staff<'a> {
    pub async fn of(scene: &'a Scene) -> Self {
        Self {
            intake: scene.a(Role::Intake).await,
            investigator: scene.a(Role::Investigator).await,
            colleague: scene.another(COLLEAGUE, Role::Investigator, &[UNIT]).await,
            supervisor: scene.a(Role::Supervisor).await,
        }
    }
}

/// One report on its way.
struct Telling<'a> {
    scene: &'a Scene,
    name: &'static str,
    number: TrackingNumber,
    id: ReportId,
}

impl<'a> Telling<'a> {
    async fn file(scene: &'a Scene, name: &'static str, filing: Filing) -> Self {
        let filed = reporter::file(&scene.server, &filing, None).await.unwrap();
        let id = reporter::report_id(&scene.server, &filed.tracking_number);
        Self {
            scene,
            name,
            number: filed.tracking_number,
            id,
        }
    }

    fn words(&self, field: SealedField) -> String {
        words(self.name, field)
    }

    fn message(&self, field: SealedField) -> Message {
        Message::parse(&self.words(field)).unwrap()
    }

    async fn staff(&self, person: &Person<'_>, action: &str, fields: &[(&str, &str)]) {
        let seen = person.case(&self.id).await.is(200).revision();
        person.act(&self.id, action, &seen, fields).await.done();
    }

    /// The one answer that name and contact are in.
    async fn open_identity(&self, person: &Person<'_>, reason: &str) {
        let seen = person.case(&self.id).await.is(200).revision();
        let fields = [("opening_reason", reason)];
        let answer = person.act(&self.id, "open-identity", &seen, &fields).await;
        answer.is(200);
        for field in [
            SealedField::SubmittedIdentity,
            SealedField::SubmittedContact,
        ] {
            answer.has(&self.words(field));
        }
    }

    async fn reporter(&self, command: impl ActionCommand) {
        reporter::execute(&self.scene.server, &self.id, None, &command)
            .await
            .unwrap();
    }

    async fn assign(&self, person: &Person<'_>, investigator: &str) {
        let fields = [("unit", UNIT), ("investigator", investigator)];
        self.staff(person, "assign", &fields).await;
    }

    /// Has it read once more at its end, and what is stored of it.
    async fn end(self, supervisor: &Person<'_>) -> Story {
        supervisor.case(&self.id).await.is(200);
        let case = CaseFile::load(&self.scene.server, &self.id).await.unwrap();
        let mut written = Vec::new();
        for entry in &case.entries {
            for (field, sealed) in entry.event.sealed_content() {
                let OpenedText::Text(text) = case.open(field, sealed).unwrap() else {
                    panic!("nothing was erased")
                };
                assert_eq!(*text, self.words(field));
                written.push((field, text.to_string()));
            }
        }
        Story {
            number: self.number,
            id: self.id,
            case,
            words: written,
        }
    }
}

/// All of them: between them every event, with and without what may be left out.
pub async fn tell(scene: &Scene) -> Vec<Story> {
    let staff = Staff::of(scene).await;
    vec![
        full(scene, &staff).await,
        sparse(scene, &staff).await,
        taken_back(scene, &staff).await,
    ]
}

/// With everything a person may write.
async fn full(scene: &Scene, staff: &Staff<'_>) -> Story {
    use SealedField as Field;
    let name = "A";
    let short = |field| ShortText::parse(&words(name, field)).unwrap();
    let reach = |field| Some(Contact::parse(&words(name, field)).unwrap());
    let filing = Filing {
        category: Category::PublicHealth,
        province: Province::Tehran,
        institution: InstitutionAnswer::Described(short(Field::SubmittedInstitution)),
        narrative: Narrative::parse(&words(name, Field::SubmittedNarrative)).unwrap(),
        subject: Some(short(Field::SubmittedSubject)),
        place: Some(short(Field::SubmittedPlace)),
        occurred: Some(short(Field::SubmittedOccurred)),
        anonymity: Anonymity::Named,
        identity: reach(Field::SubmittedIdentity),
        contact: reach(Field::SubmittedContact),
        channel: Channel::Web,
        language: Language::Persian,
    };
    let report = Telling::file(scene, name, filing).await;
    let described = report.words(Field::TriagedInstitution);
    let triage = [
        ("category", "bribery"),
        ("province", "IR-30"),
        ("institution", "described"),
        ("institution_text", &*described),
        ("priority", "urgent"),
    ];
    report.staff(&staff.intake, "triage", &triage).await;
    report.assign(&staff.intake, "investigator").await;
    let conflict = report.words(Field::RecusedConflict);
    let recuse = [("conflict", &*conflict), ("stage", "send")];
    report.staff(&staff.investigator, "recuse", &recuse).await;
    report.assign(&staff.supervisor, COLLEAGUE).await;
    let reason = report.words(Field::IdentityOpenedReason);
    report.open_identity(&staff.colleague, &reason).await;
    let note = report.words(Field::InvestigatedNote);
    let step = [("step", "site-visit"), ("note", &*note)];
    report.staff(&staff.colleague, "investigate", &step).await;
    let question = report.words(Field::QuestionAskedMessage);
    let ask = [("message", &*question)];
    report.staff(&staff.colleague, "ask-question", &ask).await;
    let message = report.message(Field::ReporterAnsweredMessage);
    report.reporter(reporter::Answer { message }).await;
    let explanation = report.words(Field::ResolvedExplanation);
    let reasons = report.words(Field::ResolvedReasons);
    let resolve = [
        ("outcome", "partly-substantiated"),
        ("explanation", &*explanation),
        ("reasons", &*reasons),
        ("stage", "send"),
    ];
    report.staff(&staff.colleague, "resolve", &resolve).await;
    let grounds = report.message(Field::AppealedGrounds);
    report.reporter(reporter::Appeal { grounds }).await;
    let decision = report.words(Field::ReopenedExplanation);
    let reopen = [("explanation", &*decision), ("stage", "send")];
    report.staff(&staff.supervisor, "reopen", &reopen).await;
    let reason = Some(report.message(Field::WithdrawnReason));
    report.reporter(reporter::Withdraw { reason }).await;
    report.end(&staff.supervisor).await
}

/// As few words as a report can be filed with.
fn short_filing(name: &str) -> Filing {
    Filing {
        category: Category::Environment,
        province: Province::Markazi,
        institution: InstitutionAnswer::Listed("municipality".parse().unwrap()),
        narrative: Narrative::parse(&words(name, SealedField::SubmittedNarrative)).unwrap(),
        subject: None,
        place: None,
        occurred: None,
        anonymity: Anonymity::Anonymous,
        identity: None,
        contact: None,
        channel: Channel::Web,
        language: Language::Persian,
    }
}

/// Triaged without words, answered without reasons, its appeal dismissed.
async fn sparse(scene: &Scene, staff: &Staff<'_>) -> Story {
    use SealedField as Field;
    let report = Telling::file(scene, "B", short_filing("B")).await;
    let triage = [
        ("category", "omission"),
        ("province", "IR-23"),
        ("institution", "unchanged"),
        ("institution_text", ""),
        ("priority", "high"),
    ];
    report.staff(&staff.intake, "triage", &triage).await;
    report.assign(&staff.intake, COLLEAGUE).await;
    let explanation = report.words(Field::ResolvedExplanation);
    let resolve = [
        ("outcome", "not-substantiated"),
        ("explanation", &*explanation),
        ("reasons", ""),
        ("stage", "send"),
    ];
    report.staff(&staff.colleague, "resolve", &resolve).await;
    let grounds = report.message(Field::AppealedGrounds);
    report.reporter(reporter::Appeal { grounds }).await;
    let decision = report.words(Field::AppealDismissedExplanation);
    let dismiss = [("explanation", &*decision), ("stage", "send")];
    report
        .staff(&staff.supervisor, "dismiss-appeal", &dismiss)
        .await;
    report.end(&staff.supervisor).await
}

/// Taken back before anybody read it, without a word.
async fn taken_back(scene: &Scene, staff: &Staff<'_>) -> Story {
    let report = Telling::file(scene, "C", short_filing("C")).await;
    report.reporter(reporter::Withdraw { reason: None }).await;
    report.end(&staff.supervisor).await
}

impl Story {
    /// What an event settled in codes, by the name of its field; staff by their id.
    pub fn codes(event: &ReportEvent) -> Vec<(String, String)> {
        use sajam_aggregates::StoredEvent;
        let payload = event.payload();
        let sealed = event.sealed_content();
        let code = |(name, value): (&String, &serde_json::Value)| {
            let value = value.get("code").unwrap_or(value).as_str()?;
            let is_sealed = sealed.iter().any(|(_, one)| one.as_base64() == value);
            (!is_sealed).then(|| (name.clone(), value.to_owned()))
        };
        let fields = payload.as_object().unwrap();
        fields.iter().filter_map(code).collect()
    }
}

/// The id of the colleague's account.
pub async fn colleague(scene: &Scene) -> StaffId {
    let id: String = sqlx::query_scalar("select staff_id from accounts where login = $1")
        .bind(COLLEAGUE)
        .fetch_one(&scene.server.pool)
        .await
        .unwrap();
    id.parse().unwrap()
}
