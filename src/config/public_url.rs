//! The address people use.

use std::fmt;
use std::str::FromStr;

use axum::http::Uri;

/// Scheme and host of the site, as browsers write an origin: `https://sajam.example.ir`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

/// Why something is not the address of a site, with the line to write instead.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublicUrlError {
    /// It does not begin with a scheme that browsers use.
    #[error(
        "an address begins with https:// (http:// for a trial): write --public-url https://{0}"
    )]
    Scheme(String),
    /// There is more than a host in it.
    #[error(
        "the site is at the root of its host, without path, query or user: write --public-url {0}"
    )]
    More(String),
    /// There is no host in it.
    #[error("there is no host in it: write --public-url https://sajam.example.ir with your own")]
    NoHost,
}

impl PublicUrl {
    /// The origin, without a slash at its end.
    pub fn origin(&self) -> &str {
        &self.0
    }

    /// Whether people come over TLS.
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PublicUrl {
    type Err = PublicUrlError;

    fn from_str(text: &str) -> Result<Self, PublicUrlError> {
        let text = text.trim();
        let host_of = |text: &str| {
            let rest = text
                .split_once("://")
                .map_or(text.trim_start_matches('/'), |(_, rest)| rest);
            let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
            let host = host.rsplit('@').next().unwrap_or_default();
            host.to_ascii_lowercase()
        };
        let host = host_of(text);
        if host.is_empty() || host.starts_with(':') {
            return Err(PublicUrlError::NoHost);
        }
        let scheme = text
            .split_once("://")
            .map(|(scheme, _)| scheme.to_ascii_lowercase());
        let scheme = match scheme.as_deref() {
            Some(scheme @ ("https" | "http")) => scheme.to_owned(),
            _ => return Err(PublicUrlError::Scheme(host)),
        };
        let usual_port = if scheme == "https" { ":443" } else { ":80" };
        let host = host.strip_suffix(usual_port).unwrap_or(&host);
        let origin = format!("{scheme}://{host}");
        let (_, rest) = text.split_once("://").unwrap_or_default();
        let path = rest.find('/').map_or("", |at| &rest[at..]);
        if rest.contains(['?', '#', '@']) || !matches!(path, "" | "/") {
            return Err(PublicUrlError::More(origin));
        }
        // What is left must be a host as HTTP has it: no blank, no letter outside ASCII.
        match origin.parse::<Uri>() {
            Ok(uri) if uri.host().is_some_and(|host| !host.is_empty()) => Ok(Self(origin)),
            _ => Err(PublicUrlError::NoHost),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_root_of_a_host_is_an_address_and_what_to_write_is_said() {
        for (text, origin) in [
            ("https://sajam.example.ir", "https://sajam.example.ir"),
            (" HTTPS://Sajam.Example.IR/ ", "https://sajam.example.ir"),
            ("https://sajam.example.ir:443", "https://sajam.example.ir"),
            (
                "https://sajam.example.ir:8443/",
                "https://sajam.example.ir:8443",
            ),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://[::1]:8080/", "http://[::1]:8080"),
        ] {
            assert_eq!(text.parse(), Ok(PublicUrl(origin.to_owned())), "{text}");
        }
        let told = |text: &str| text.parse::<PublicUrl>().unwrap_err().to_string();
        for text in [
            "sajam.example.ir",
            "ftp://sajam.example.ir",
            "//sajam.example.ir",
        ] {
            let told = told(text);
            assert!(
                told.ends_with("write --public-url https://sajam.example.ir"),
                "{told}"
            );
        }
        for text in [
            "https://sajam.example.ir/app",
            "https://sajam.example.ir//",
            "https://sajam.example.ir?x=1",
            "https://sajam.example.ir/#a",
            "https://user:secret@sajam.example.ir",
        ] {
            let told = told(text);
            assert!(
                told.ends_with("write --public-url https://sajam.example.ir"),
                "{told}"
            );
            assert!(!told.contains("secret"));
        }
        for text in [
            "",
            "https://",
            "https:///x",
            "https://:443",
            "https://سجام.ایران",
            "https://a b",
        ] {
            assert_eq!(
                text.parse::<PublicUrl>(),
                Err(PublicUrlError::NoHost),
                "{text}"
            );
        }
    }
}
