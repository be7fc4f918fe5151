//! How the server is reached.

use std::net::SocketAddr;

use crate::config::ServeArgs;

/// What handlers must know of the address people use.
#[derive(Clone, Debug, Default)]
pub struct SiteSettings {
    /// `https://host`, without a path, when the operator gave one.
    pub public_origin: Option<String>,
    /// Whether people come over TLS: cookies are then bound to it.
    pub is_secure: bool,
    /// Whether the last entry of X-Forwarded-For is the reader's address.
    pub behind_proxy: bool,
    /// Where weaknesses are to be reported.
    pub security_contact: Option<String>,
    /// Where the server listens: its address while no other is known.
    pub listen: Option<SocketAddr>,
}

impl SiteSettings {
    /// From the operator's configuration.
    pub fn of(serving: &ServeArgs) -> Self {
        let public_origin = serving
            .public_url
            .as_deref()
            .map(|url| url.trim_end_matches('/').to_owned());
        let is_secure = public_origin
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"));
        Self {
            public_origin,
            is_secure,
            behind_proxy: serving.behind_proxy,
            security_contact: serving.security_contact.clone(),
            listen: Some(serving.listen),
        }
    }

    /// The site's address for links that leave it, without a path. From the configuration alone: what a request says of
    /// the host is the sender's to invent, and would end up in a copy that others are given.
    pub fn origin(&self) -> String {
        match (&self.public_origin, self.listen) {
            (Some(origin), _) => origin.clone(),
            (None, Some(listen)) => format!("http://{listen}"),
            (None, None) => "http://localhost".to_owned(),
        }
    }
}
