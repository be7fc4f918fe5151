//! What a server is made of beyond what every use case needs: what it holds in memory for everybody who asks.

use std::ops::Deref;
use std::sync::Arc;

use tokio_util::sync::CancellationToken;

use crate::context::Context;
use crate::metrics::{AnswerCounts, MetricsSource};
use crate::sequencer::PublicationState;
use crate::service::releases::Catalogue;
use crate::status::Incidents;

/// A server's parts. Cheap to clone.
#[derive(Clone)]
pub struct Server(Arc<Parts>);

/// See [`Server`].
pub struct Parts {
    context: Context,
    /// How publishing the log goes.
    pub publication: PublicationState,
    /// What the public is told when something is wrong.
    pub incidents: Incidents,
    /// The published statistics.
    pub catalogue: Catalogue,
    /// Cancelled when the server was told to stop: balancers are to send nobody here any more.
    pub leaving: CancellationToken,
    /// Answers, counted for whoever runs the server.
    pub counts: Arc<AnswerCounts>,
}

impl Deref for Server {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Deref for Parts {
    type Target = Context;

    fn deref(&self) -> &Context {
        &self.context
    }
}

impl Server {
    /// With nothing in memory yet.
    pub fn new(context: Context) -> Self {
        let (pool, clock, entropy) = (context.pool.clone(), context.clock.clone(), context.entropy);
        Self(Arc::new(Parts {
            context,
            publication: PublicationState::default(),
            incidents: Incidents::new(pool.clone(), clock, entropy),
            catalogue: Catalogue::new(pool),
            leaving: CancellationToken::new(),
            counts: Arc::default(),
        }))
    }

    /// What metrics are told from.
    #[must_use]
    pub fn metrics_source(&self) -> MetricsSource {
        MetricsSource {
            context: self.context.clone(),
            incidents: self.incidents.clone(),
            publication: self.publication.clone(),
            counts: self.counts.clone(),
        }
    }
}
