//! A request's body that must come at a certain pace, or it ends in an error: forms that never end hold others up.

use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep};

/// How long a body may take before its first byte counts.
const GRACE: Duration = Duration::from_secs(20);

/// Bytes a second, on average, past that. A poor telephone line gives ten times this.
const SLOWEST: u64 = 1024;

/// However fast it comes, it ends.
pub const LONGEST_BODY: Duration = Duration::from_secs(180);

/// See the module.
pub(super) struct TimedBody<B> {
    body: B,
    begun: Instant,
    deadline: Option<Pin<Box<Sleep>>>,
}

impl<B> TimedBody<B> {
    pub(super) fn new(body: B) -> Self {
        Self {
            body,
            begun: Instant::now(),
            deadline: None,
        }
    }
}

impl<B> Body for TimedBody<B>
where
    B: Body<Data = Bytes> + Unpin,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    type Data = Bytes;
    type Error = Box<dyn Error + Send + Sync>;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Ready(Some(Ok(frame))) => {
                let begun = self.begun;
                let bytes = frame.data_ref().map_or(0, Bytes::len) as u64;
                if let Some(deadline) = &mut self.deadline {
                    let earned = Duration::from_millis(bytes * 1000 / SLOWEST);
                    let later = deadline.deadline() + earned;
                    let last = begun + LONGEST_BODY;
                    deadline.as_mut().reset(later.min(last));
                }
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error.into()))),
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => {
                let deadline = self.deadline.get_or_insert_with(|| Box::pin(sleep(GRACE)));
                match deadline.as_mut().poll(context) {
                    Poll::Ready(()) => Poll::Ready(Some(Err("the body is too slow".into()))),
                    Poll::Pending => Poll::Pending,
                }
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
