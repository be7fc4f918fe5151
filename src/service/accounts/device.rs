//! The browsers somebody signed in from before. A browser keeps a token for each login, which opens nothing: with it, wrong
//! passwords that others gave elsewhere are not held against its owner.

use crate::context::Context;

/// Tokens a browser keeps: where several people share one.
const MOST: usize = 5;

const BETWEEN: char = '~';

const PURPOSE: &str = "sajam/device/v1";

fn message(login: &str, nonce: &str) -> String {
    format!("{login}\0{nonce}")
}

/// The name of this browser, if one of the tokens it sent was made for this login.
pub(super) fn known<'a>(context: &Context, tokens: &'a str, login: &str) -> Option<&'a str> {
    let key = &context.secrets.report_id;
    let mut tokens = tokens.split(BETWEEN).take(MOST);
    tokens.find_map(|token| {
        let (nonce, tag) = token.split_once('.')?;
        let tag = hex::decode(tag).ok()?;
        let is_ours = key.verifies(PURPOSE, message(login, nonce).as_bytes(), &tag);
        is_ours.then_some(nonce)
    })
}

/// The browser's tokens with one for this login.
pub(super) fn remember(context: &Context, tokens: &str, login: &str) -> String {
    if known(context, tokens, login).is_some() {
        return tokens.to_owned();
    }
    let key = &context.secrets.report_id;
    let nonce = hex::encode(context.entropy.bytes::<16>());
    let tag = key.tag(PURPOSE, message(login, &nonce).as_bytes());
    let token = format!("{nonce}.{}", hex::encode(tag));
    let is_token = |other: &&str| {
        let is_ours = |char: char| char.is_ascii_hexdigit() || char == '.';
        other.len() == token.len() && other.chars().all(is_ours)
    };
    let others = tokens.split(BETWEEN).filter(is_token).take(MOST - 1);
    let all: Vec<&str> = std::iter::once(token.as_str()).chain(others).collect();
    all.join(&BETWEEN.to_string())
}
