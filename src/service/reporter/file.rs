//! Filing a report: the tracking number, the data key, the receipt.

use sajam_aggregates::report::Submit;
use sajam_aggregates::{
    Actor, Anonymity, By, Category, Channel, Contact, Institution, InstitutionCode, Language,
    Narrative, Province, Refusal, Report, ReportCommand, ReportId, SealedField, ShortText,
    TrackingNumber,
};
use sajam_ledger::{At, EventHash, Receipt};
use sha2::{Digest, Sha256};

use super::idempotency_key::IdempotencyKey;
use crate::clock::{HourStamp, from_at, to_at};
use crate::context::Context;
use crate::seal::DataKey;
use crate::service::{ActionError, ServiceError};
use crate::store::{Acting, CommandError, NewReport};

/// What a reporter tells. Plain text lives only here and is wiped with it.
pub struct Filing {
    /// What it is about.
    pub category: Category,
    /// Where.
    pub province: Province,
    /// The body complained of.
    pub institution: InstitutionAnswer,
    /// What happened.
    pub narrative: Narrative,
    /// Whom it is about: name or post.
    pub subject: Option<ShortText>,
    /// Where exactly.
    pub place: Option<ShortText>,
    /// When, in the reporter's words.
    pub occurred: Option<ShortText>,
    /// Who may learn who the reporter is.
    pub anonymity: Anonymity,
    /// Who the reporter is.
    pub identity: Option<Contact>,
    /// How to reach the reporter.
    pub contact: Option<Contact>,
    /// How it came in.
    pub channel: Channel,
    /// The language to answer in.
    pub language: Language,
}

/// The body complained of, before sealing.
pub enum InstitutionAnswer {
    /// One of the directory's.
    Listed(InstitutionCode),
    /// In the reporter's words.
    Described(ShortText),
    /// The reporter does not know.
    Unknown,
}

/// What the reporter gets.
pub struct Filed {
    /// Shown once.
    pub tracking_number: TrackingNumber,
    /// The signed receipt (docs/history-format.md, "The receipt").
    pub receipt: String,
}

/// Files a report. Answers after it is committed.
///
/// With a key, the number follows from key and content (HMAC under a server secret): sending the same again gives the
/// same report and receipt, on whichever server and after any crash, and nothing has to be remembered. The same key
/// with other content is another report; so a guessed key says nothing about whether it was ever used.
///
/// # Errors
/// See [`ServiceError`]; nothing is stored then, unless the connection to the database broke while committing.
pub async fn file(
    context: &Context,
    filing: &Filing,
    key: Option<&IdempotencyKey>,
) -> Result<Filed, ActionError<Refusal>> {
    loop {
        let number = match key {
            Some(key) => TrackingNumber::from_random(number_of(context, filing, key)),
            None => TrackingNumber::from_random(u128::from_le_bytes(context.entropy.bytes())),
        };
        let report = report_id(context, &number);
        match submit(context, filing, &report).await {
            Ok((hash, at)) => {
                return Ok(Filed {
                    tracking_number: number,
                    receipt: receipt(context, hash, at),
                });
            }
            Err(CommandError::Conflict) if key.is_some() => {
                let (hash, at) = first_event(context, &report).await?;
                return Ok(Filed {
                    tracking_number: number,
                    receipt: receipt(context, hash, at),
                });
            }
            // A number drawn twice: 63 bits make it unlikely, not impossible.
            Err(CommandError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

/// The report that a tracking number belongs to, if there is one: a keyed hash, so that no table maps one to the other.
pub fn report_id(context: &Context, number: &TrackingNumber) -> ReportId {
    let tag = context
        .secrets
        .report_id
        .tag("sajam/report-id/v1", number.digits().as_bytes());
    let mut id = [0; 16];
    id.copy_from_slice(&tag[..16]);
    ReportId::from_bytes(id)
}

async fn submit(
    context: &Context,
    filing: &Filing,
    report: &ReportId,
) -> Result<(EventHash, At), CommandError<Refusal>> {
    let key = DataKey::generate(report.clone(), context.entropy);
    let seal = |field, text: &str| key.seal(field, text, context.entropy);
    let short =
        |field, text: &Option<ShortText>| text.as_ref().map(|text| seal(field, text.as_str()));
    let reach =
        |field, text: &Option<Contact>| text.as_ref().map(|text| seal(field, text.as_str()));
    let submit = Submit {
        category: filing.category,
        province: filing.province,
        institution: match &filing.institution {
            InstitutionAnswer::Listed(code) => Institution::Listed(code.clone()),
            InstitutionAnswer::Described(text) => {
                Institution::Described(seal(SealedField::SubmittedInstitution, text.as_str()))
            }
            InstitutionAnswer::Unknown => Institution::Unknown,
        },
        channel: filing.channel,
        language: filing.language,
        anonymity: filing.anonymity,
        narrative: seal(SealedField::SubmittedNarrative, filing.narrative.as_str()),
        subject: short(SealedField::SubmittedSubject, &filing.subject),
        place: short(SealedField::SubmittedPlace, &filing.place),
        occurred: short(SealedField::SubmittedOccurred, &filing.occurred),
        identity: reach(SealedField::SubmittedIdentity, &filing.identity),
        contact: reach(SealedField::SubmittedContact, &filing.contact),
    };
    let command = ReportCommand {
        by: By::Reporter,
        seen: None,
        action: submit.into(),
    };
    let acting = Acting {
        actor: Actor::Reporter,
        request: String::new(),
        at: context.clock.now(),
    };
    let new = NewReport {
        wrapped_key: key.wrap(&context.secrets.content, context.entropy),
    };
    let appended = context
        .store
        .begin::<Report>(report.as_str(), command, acting, new)
        .await?;
    appended
        .into_iter()
        .next()
        .map(|event| (event.hash, event.at))
        .ok_or_else(|| CommandError::Corrupt("a submission that appended nothing".into()))
}

async fn first_event(
    context: &Context,
    report: &ReportId,
) -> Result<(EventHash, At), ActionError<Refusal>> {
    let history = context
        .store
        .histories()
        .read("report", report.as_str())
        .await?;
    let first = history.first().ok_or(ServiceError::NotFound)?;
    let at = first
        .at()
        .map_err(|error| ServiceError::Corrupt(Box::new(error)))?;
    Ok((first.hash, at))
}

fn receipt(context: &Context, event_hash: EventHash, at: At) -> String {
    // The promise is given for the end of the hour it was filed in, so that it tells no more than the hour.
    let promised = context.published_by(HourStamp::of(from_at(at)).end());
    let published_by = to_at(promised).unwrap_or(at);
    context.secrets.log.sign_receipt(&Receipt {
        event_hash,
        at,
        published_by,
    })
}

/// 128 bits that follow from the key and every field of the filing.
fn number_of(context: &Context, filing: &Filing, key: &IdempotencyKey) -> u128 {
    let mut digest = Sha256::new();
    let mut field = |text: &str| {
        digest.update((text.len() as u64).to_be_bytes());
        digest.update(text.as_bytes());
    };
    let (kind, institution) = match &filing.institution {
        InstitutionAnswer::Listed(code) => ("listed", code.as_str()),
        InstitutionAnswer::Described(text) => ("described", text.as_str()),
        InstitutionAnswer::Unknown => ("unknown", ""),
    };
    field(key.as_str());
    for code in [
        filing.category.code(),
        filing.province.code(),
        kind,
        institution,
        filing.anonymity.code(),
        filing.channel.code(),
        filing.language.code(),
        filing.narrative.as_str(),
    ] {
        field(code);
    }
    for text in [&filing.subject, &filing.place, &filing.occurred] {
        field(text.as_ref().map_or("", |text| text.as_str()));
    }
    for text in [&filing.identity, &filing.contact] {
        field(text.as_ref().map_or("", |text| text.as_str()));
    }
    let tag = context
        .secrets
        .report_id
        .tag("sajam/idempotency/v1", &digest.finalize());
    let mut bits = [0; 16];
    bits.copy_from_slice(&tag[..16]);
    u128::from_be_bytes(bits)
}
