//! The reader's address, for limits only: never stored, never logged.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::config::ProxyHeader;
use crate::http::Web;

/// Where a request came from. Where that cannot be read, all such requests are one source: limits get stricter by a
/// mistake, never looser.
#[derive(Clone, Copy)]
pub struct ClientAddress(pub Option<IpAddr>);

impl FromRequestParts<Web> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        let address = match web.setting.behind_proxy {
            Some(header) => forwarded(&parts.headers, header),
            None => parts
                .extensions
                .get::<ConnectInfo<SocketAddr>>()
                .map(|info| info.0.ip()),
        };
        if address.is_none() {
            web.server.counts.note_unreadable_address();
        }
        Ok(Self(address))
    }
}

/// What our own proxy added: the last entry of the last such header. Everything before it is the client's to invent.
fn forwarded(headers: &HeaderMap, header: ProxyHeader) -> Option<IpAddr> {
    let name = match header {
        ProxyHeader::XForwardedFor => "x-forwarded-for",
        ProxyHeader::Forwarded => "forwarded",
    };
    let line = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    let entry = line.rsplit(',').next()?;
    match header {
        ProxyHeader::XForwardedFor => address(entry),
        ProxyHeader::Forwarded => entry.split(';').find_map(|pair| {
            let (name, value) = pair.split_once('=')?;
            let is_for = name.trim().eq_ignore_ascii_case("for");
            is_for.then(|| address(value)).flatten()
        }),
    }
}

/// An address as proxies write it: with or without a port, in brackets, in quotes.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim().trim_matches('"').trim();
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(address);
    }
    if let Ok(address) = text.parse::<SocketAddr>() {
        return Some(address.ip());
    }
    text.strip_prefix('[')?.strip_suffix(']')?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: ProxyHeader, lines: &[(&'static str, &str)]) -> Option<IpAddr> {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        forwarded(&headers, header)
    }

    #[test]
    fn what_proxies_write_is_read() {
        let v4: IpAddr = "192.0.2.7".parse().unwrap();
        let v6: IpAddr = "2001:db8::7".parse().unwrap();
        for (text, expected) in [
            ("192.0.2.7", Some(v4)),
            ("192.0.2.7:51234", Some(v4)),
            ("203.0.113.1, 192.0.2.7", Some(v4)),
            ("unknown, 192.0.2.7 ", Some(v4)),
            ("2001:db8::7", Some(v6)),
            ("[2001:db8::7]", Some(v6)),
            ("[2001:db8::7]:443", Some(v6)),
            ("\"[2001:db8::7]:443\"", Some(v6)),
            ("192.0.2.7, unknown", None),
            ("192.0.2.7,", None),
            ("", None),
            ("not an address", None),
            ("192.0.2.7:port", None),
            ("[192.0.2.7", None),
        ] {
            let found = read(ProxyHeader::XForwardedFor, &[("x-forwarded-for", text)]);
            assert_eq!(found, expected, "{text}");
        }
        for (text, expected) in [
            ("for=192.0.2.7", Some(v4)),
            (
                "for=203.0.113.1;proto=http, For=\"192.0.2.7:80\";by=203.0.113.43",
                Some(v4),
            ),
            ("proto=https;for=\"[2001:db8::7]:4711\"", Some(v6)),
            ("for=_hidden", None),
            ("by=192.0.2.7", None),
        ] {
            let found = read(ProxyHeader::Forwarded, &[("forwarded", text)]);
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn only_the_last_line_and_only_the_chosen_header_count() {
        let lines = [
            ("x-forwarded-for", "203.0.113.1"),
            ("x-forwarded-for", "192.0.2.7"),
            ("forwarded", "for=203.0.113.2"),
        ];
        let found = |header| read(header, &lines).map(|address| address.to_string());
        assert_eq!(
            found(ProxyHeader::XForwardedFor).as_deref(),
            Some("192.0.2.7")
        );
        assert_eq!(
            found(ProxyHeader::Forwarded).as_deref(),
            Some("203.0.113.2")
        );
    }
}
