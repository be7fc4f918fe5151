//! Serving connections within bounds: what one may take of time, how many there may be, and who has to go when there are
//! more. A connection that waits costs whoever opened it nothing, so the one that has been idle longest makes room for the
//! next; one whose request is being worked on never does.

mod open;
mod paced_stream;
mod timed_body;

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::Service;

use super::Site;
use open::{OpenConnection, OpenConnections};
use paced_stream::PacedStream;
pub use timed_body::LONGEST_BODY;
use timed_body::TimedBody;

/// What connections may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// Connections at the same time.
    pub all: usize,
    /// Of them, from one source: an IPv4 address, or the /64 of an IPv6 address.
    pub of_source: usize,
    /// From the beginning, or one answer, to the next request's last header.
    pub headers: Duration,
    /// Without a byte of the answer being taken.
    pub stalled_write: Duration,
    /// Requests under way once the server was told to stop.
    pub drain: Duration,
}

/// Descriptors kept for the server's own work: database, log, files.
const RESERVED_DESCRIPTORS: u64 = 256;

/// More would only take memory: a server answers far fewer at a time.
const MOST_CONNECTIONS: u64 = 8192;

impl ConnectionLimits {
    /// With as many connections as the process may have descriptors, but for a reserve. Behind a proxy all come from one
    /// source.
    #[must_use]
    pub fn for_descriptors(descriptors: u64, is_behind_proxy: bool) -> Self {
        let all = descriptors
            .saturating_sub(RESERVED_DESCRIPTORS)
            .clamp(64, MOST_CONNECTIONS);
        let all = usize::try_from(all).unwrap_or(usize::MAX);
        Self {
            all,
            of_source: if is_behind_proxy { all } else { all / 4 },
            headers: Duration::from_secs(20),
            stalled_write: Duration::from_secs(30),
            drain: Duration::from_secs(20),
        }
    }
}

/// Serves until `stop`; then takes no more, and is done when what was under way is answered or its time is over.
pub async fn serve(
    listener: TcpListener,
    site: Site,
    limits: ConnectionLimits,
    stop: CancellationToken,
) {
    let connections = Arc::new(OpenConnections::new(limits.all, limits.of_source));
    let tasks = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stop.cancelled() => break,
        };
        let Ok((stream, from)) = accepted else {
            // Out of descriptors, most likely: it passes when a connection ends.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        // When all are busy, nobody would work on another one either.
        let Some(open) = connections.open(source(from.ip())) else {
            continue;
        };
        let (site, stop) = (site.clone(), stop.clone());
        tasks.spawn(async move { connection(stream, from, &site, open, limits, stop).await });
    }
    drop(listener);
    tasks.close();
    tasks.wait().await;
}

async fn connection(
    stream: TcpStream,
    from: SocketAddr,
    site: &Site,
    open: OpenConnection,
    limits: ConnectionLimits,
    stop: CancellationToken,
) {
    let _ = stream.set_nodelay(true);
    let activity = open.activity();
    let io = TokioIo::new(PacedStream::new(
        stream,
        limits.stalled_write,
        activity.clone(),
    ));
    let connection = site.connection(from);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let (mut connection, activity) = (connection.clone(), activity.clone());
        async move {
            let _busy = activity.busy();
            let request: Request = request.map(|body| Body::new(TimedBody::new(body)));
            let response: Result<Response, Infallible> = connection.call(request).await;
            response
        }
    });
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.headers);
    let mut served = pin!(builder.serve_connection(io, service));
    // How a connection ends is the client's affair.
    tokio::select! {
        _ = served.as_mut() => return,
        () = open.must_close() => return,
        () = stop.cancelled() => {}
    }
    served.as_mut().graceful_shutdown();
    let _ = timeout(limits.drain, served).await;
}

/// Whom connections are counted for.
fn source(address: IpAddr) -> [u8; 8] {
    let octets = match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
        IpAddr::V6(address) => address.octets(),
    };
    let part = match address.to_canonical() {
        IpAddr::V4(_) => &octets[8..],
        IpAddr::V6(_) => &octets[..8],
    };
    let mut source = [0; 8];
    source.copy_from_slice(part);
    source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_household_is_one_source() {
        let of = |text: &str| source(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("192.0.2.1"), of("::ffff:192.0.2.1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
    }

    #[test]
    fn descriptors_are_left_for_the_servers_own_work() {
        assert_eq!(ConnectionLimits::for_descriptors(1024, false).all, 768);
        assert_eq!(ConnectionLimits::for_descriptors(1024, true).of_source, 768);
        assert_eq!(ConnectionLimits::for_descriptors(1 << 20, false).all, 8192);
    }
}
