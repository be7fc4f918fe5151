//! Pages that answer a reporter's form, kept for the minutes in which they are looked at: so the browser's Back finds them
//! again and never asks whether to send a form twice.
//!
//! A page is sealed under a key made of a token that stands in its address and nowhere else; the database knows a hash of
//! the token. Whoever has database and secrets can open none of them without the address.

use jiff::SignedDuration;

use crate::clock::{floor, later};
use crate::context::Context;
use crate::seal::{open_token, seal_token};
use crate::secrets::Key;
use crate::service::ServiceError;

/// How long a page can be seen again: as long as somebody may take to read it and go back; up to a step more, so that the
/// table does not tell when it was made.
pub const LASTS: SignedDuration = SignedDuration::from_mins(15);
const LASTS_STEP: SignedDuration = SignedDuration::from_mins(5);

/// How long it is known that a form was filed, so that it is not filed twice with other words unawares.
const FILED_LASTS: SignedDuration = SignedDuration::from_hours(24);
const FILED_STEP: SignedDuration = SignedDuration::from_hours(1);

/// Larger ones are not kept.
pub const LARGEST: usize = 256 * 1024;

/// Sizes tell no more than this.
const BLOCK: usize = 4096;

const LABEL: &str = "sajam-shown-page/v1";

struct Token(String);

impl Token {
    fn name(&self, context: &Context) -> Vec<u8> {
        let key = &context.secrets.report_id;
        key.tag("sajam/shown-page-name/v1", self.0.as_bytes())
            .to_vec()
    }

    fn key(&self, context: &Context) -> Key {
        let key = &context.secrets.report_id;
        Key::new(key.tag("sajam/shown-page-key/v1", self.0.as_bytes()))
    }
}

/// Keeps a page; the token that goes into its address.
///
/// # Errors
/// When the database is away.
pub async fn keep(context: &Context, page: &[u8]) -> Result<String, ServiceError> {
    let token = Token(hex::encode(context.entropy.bytes::<24>()));
    store(context, &token, page, LASTS, LASTS_STEP).await?;
    Ok(token.0)
}

/// Keeps what a form was answered with when it was filed, under the form's own token.
///
/// # Errors
/// When the database is away.
pub async fn keep_filed(context: &Context, form: &str, page: &[u8]) -> Result<(), ServiceError> {
    let token = filed_token(form);
    store(context, &token, page, FILED_LASTS, FILED_STEP).await
}

/// Another name than that of any page, which somebody who has a form's token could ask for.
fn filed_token(form: &str) -> Token {
    Token(format!("filed/{form}"))
}

async fn store(
    context: &Context,
    token: &Token,
    page: &[u8],
    lasts: SignedDuration,
    step: SignedDuration,
) -> Result<(), ServiceError> {
    let mut content = Vec::with_capacity(page.len() + BLOCK + 4);
    let length = u32::try_from(page.len()).map_err(|_| ServiceError::NotFound)?;
    content.extend_from_slice(&length.to_be_bytes());
    content.extend_from_slice(page);
    content.resize(content.len().next_multiple_of(BLOCK), 0);
    let now = context.clock.now();
    let expires = later(floor(later(now, lasts), step), step);
    sqlx::query!(
        "with expired as (delete from shown_pages where expires_ms <= $4)
         insert into shown_pages (name_hash, sealed, expires_ms) values ($1, $2, $3)
         on conflict (name_hash) do nothing",
        token.name(context),
        seal_token(&token.key(context), LABEL, &content, context.entropy),
        expires.as_millisecond(),
        now.as_millisecond(),
    )
    .execute(&context.pool)
    .await?;
    Ok(())
}

/// The page of a token.
///
/// # Errors
/// [`ServiceError::NotFound`] when it is gone or never was.
pub async fn find(context: &Context, token: &str) -> Result<Vec<u8>, ServiceError> {
    open(context, &Token(token.to_owned())).await
}

/// What a form was answered with when it was filed.
///
/// # Errors
/// [`ServiceError::NotFound`] when it was not, or too long ago.
pub async fn find_filed(context: &Context, form: &str) -> Result<Vec<u8>, ServiceError> {
    open(context, &filed_token(form)).await
}

async fn open(context: &Context, token: &Token) -> Result<Vec<u8>, ServiceError> {
    let sealed = sqlx::query_scalar!(
        "select sealed from shown_pages where name_hash = $1 and expires_ms > $2",
        token.name(context),
        context.clock.now().as_millisecond(),
    )
    .fetch_optional(&context.pool)
    .await?
    .ok_or(ServiceError::NotFound)?;
    let content = open_token(&token.key(context), LABEL, &sealed)
        .map_err(|error| ServiceError::Corrupt(Box::new(error)))?;
    let corrupt = || ServiceError::Corrupt("a kept page without its length".into());
    let (length, rest) = content.split_first_chunk::<4>().ok_or_else(corrupt)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| corrupt())?;
    Ok(rest.get(..length).ok_or_else(corrupt)?.to_vec())
}

/// Deletes what nobody can see any more.
///
/// # Errors
/// When the database is away.
pub async fn delete_expired(context: &Context) -> Result<(), ServiceError> {
    sqlx::query!(
        "delete from shown_pages where expires_ms <= $1",
        context.clock.now().as_millisecond(),
    )
    .execute(&context.pool)
    .await?;
    Ok(())
}
