//! How the server is reached.

use std::net::SocketAddr;

use crate::config::{ProxyHeader, PublicUrl, ServeArgs};

/// What handlers must know of the address people use.
#[derive(Clone, Debug, Default)]
pub struct SiteSettings {
    /// `https://host`, without a path, when the operator gave one.
    pub public_origin: Option<String>,
    /// Whether people come over TLS: cookies are then bound to it.
    pub is_secure: bool,
    /// The header whose last entry is the reader's address; none where the connection is the reader's own.
    pub behind_proxy: Option<ProxyHeader>,
    /// Where weaknesses are to be reported.
    pub security_contact: Option<String>,
    /// Where the server listens: its address while no other is known.
    pub listen: Option<SocketAddr>,
}

impl SiteSettings {
    /// From the operator's configuration.
    pub fn of(serving: &ServeArgs) -> Self {
        let public_url = serving.public_url.as_ref();
        Self {
            public_origin: public_url.map(|url| url.origin().to_owned()),
            is_secure: public_url.is_some_and(PublicUrl::is_secure),
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
