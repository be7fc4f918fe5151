//! The secret address of a reporter's own feed, which they may ask for: it tells where a report stands, and opens nothing.
//!
//! It is no tracking number and leads to none. Like the number it is kept nowhere: the database holds a keyed hash, by
//! which it is known again, and the report's id sealed under a key that is made of the address itself.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sajam_aggregates::ReportId;
use zeroize::Zeroizing;

use crate::context::Context;
use crate::seal::{open_token, seal_token};
use crate::secrets::Key;
use crate::service::{CaseFile, ServiceError};

const ADDRESS: &str = "sajam/feed-address/v1";
const REPORT: &str = "sajam/feed-report/v1";
const SEAL: &str = "sajam-feed/v1";
const NAME: &str = "sajam/feed-name/v1";

/// 256 random bits, as they stand in an address. Never prints itself; wiped when dropped.
pub struct FeedAddress(Zeroizing<String>);

impl FeedAddress {
    fn draw(context: &Context) -> Self {
        let bits = Zeroizing::new(context.entropy.bytes::<32>());
        Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(bits.as_slice())))
    }

    /// Whatever stood in an address. Nothing is made of its form: what was never drawn is found as little as what was
    /// revoked, on the same road.
    #[must_use]
    pub fn typed(text: &str) -> Self {
        Self(Zeroizing::new(text.to_owned()))
    }

    /// The characters.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What the feed's entries are called after: not the address, and nothing that leads to it or to the report.
    pub(crate) fn name(&self, context: &Context) -> String {
        let tag = context.secrets.report_id.tag(NAME, self.0.as_bytes());
        hex::encode(&tag[..16])
    }

    fn hash(&self, context: &Context) -> [u8; 32] {
        context.secrets.report_id.tag(ADDRESS, self.0.as_bytes())
    }

    fn key(&self, context: &Context) -> Key {
        Key::new(context.secrets.report_id.tag(SEAL, self.0.as_bytes()))
    }
}

fn report_hash(context: &Context, report: &ReportId) -> [u8; 32] {
    context
        .secrets
        .report_id
        .tag(REPORT, report.as_str().as_bytes())
}

/// Makes an address for a report. The one before it, if there was one, leads nowhere from then on.
///
/// # Errors
/// When the database is away.
pub async fn make(context: &Context, report: &ReportId) -> Result<FeedAddress, ServiceError> {
    let address = FeedAddress::draw(context);
    let sealed = seal_token(
        &address.key(context),
        SEAL,
        report.as_str().as_bytes(),
        context.entropy,
    );
    sqlx::query!(
        "insert into report_feeds (report_hash, address_hash, sealed_report) values ($1, $2, $3)
         on conflict (report_hash) do update set address_hash = excluded.address_hash, sealed_report = excluded.sealed_report",
        &report_hash(context, report)[..],
        &address.hash(context)[..],
        sealed,
    )
    .execute(&context.pool)
    .await?;
    Ok(address)
}

/// Revokes a report's address. Whether there was one.
///
/// # Errors
/// When the database is away.
pub async fn revoke(context: &Context, report: &ReportId) -> Result<bool, ServiceError> {
    let deleted = sqlx::query!(
        "delete from report_feeds where report_hash = $1",
        &report_hash(context, report)[..],
    )
    .execute(&context.pool)
    .await?;
    Ok(deleted.rows_affected() > 0)
}

/// Whether a report has an address.
///
/// # Errors
/// When the database is away.
pub async fn exists(context: &Context, report: &ReportId) -> Result<bool, ServiceError> {
    let exists = sqlx::query_scalar!(
        r#"select exists (select from report_feeds where report_hash = $1) as "exists!""#,
        &report_hash(context, report)[..],
    )
    .fetch_one(&context.pool)
    .await?;
    Ok(exists)
}

/// The report that an address leads to. It is not limited how often: nobody guesses 256 bits, and a feed reader that goes on
/// asking for addresses that were given up would use up the guesses that reporters have for their numbers.
///
/// # Errors
/// [`ServiceError::NotFound`] for whatever leads nowhere.
pub async fn find(context: &Context, address: &FeedAddress) -> Result<CaseFile, ServiceError> {
    let report = followed(context, address).await?;
    CaseFile::load(context, &report.ok_or(ServiceError::NotFound)?).await
}

async fn followed(
    context: &Context,
    address: &FeedAddress,
) -> Result<Option<ReportId>, ServiceError> {
    let sealed = sqlx::query_scalar!(
        "select sealed_report from report_feeds where address_hash = $1",
        &address.hash(context)[..],
    )
    .fetch_optional(&context.pool)
    .await?;
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let corrupt = || ServiceError::Corrupt("a feed that leads to no report".into());
    let opened = open_token(&address.key(context), SEAL, &sealed)?;
    let report = std::str::from_utf8(&opened)
        .ok()
        .and_then(|text| text.parse().ok());
    Ok(Some(report.ok_or_else(corrupt)?))
}
