//! One command's view of the store: what `cqrs-es` asks of an event store, with the chain behind it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use cqrs_es::persist::{PersistedEventRepository, SerializedEvent};
use cqrs_es::{Aggregate, AggregateContext, AggregateError, DomainEvent, EventEnvelope, Query};
use postgres_es::PostgresEventRepository;
use sajam_aggregates::{Actor, StoredEvent};
use sajam_ledger::{At, Draft, EventHash, Head, Salt, link};
use serde::Deserialize;
use tokio::sync::Notify;

use super::append::{AppendError, Command, Row};
use super::{Acting, EventStore, stream_name};
use crate::clock::to_at;

/// What is stored beside the first event of a report.
#[derive(Clone, Debug)]
pub struct NewReport {
    /// The report's data key, wrapped (see `seal`).
    pub wrapped_key: Vec<u8>,
}

/// One event that a command appended.
#[derive(Clone, Debug)]
pub struct Appended {
    /// Its place in the stream, from 1.
    pub sequence: u64,
    /// The time it is stamped with.
    pub at: At,
    /// Its hash.
    pub hash: EventHash,
}

/// Filled by the session's commit, read by whoever ran the command: the framework itself returns nothing.
#[derive(Clone, Default)]
pub(super) struct AppendedCell(Arc<Mutex<Vec<Appended>>>);

impl AppendedCell {
    pub(super) fn take(&self) -> Vec<Appended> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn put(&self, events: Vec<Appended>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = events;
    }
}

/// What a command's decision starts from.
pub(super) enum Origin<A: Aggregate> {
    /// The stream, read now.
    Stored,
    /// A stream that begins with it.
    New(NewReport),
    /// The stream as the caller has just read it.
    Known(Mutex<Option<Loaded<A>>>),
}

pub(super) struct Session<A: Aggregate> {
    store: EventStore,
    acting: Acting,
    origin: Origin<A>,
    appended: AppendedCell,
}

impl<A: Aggregate> Session<A> {
    pub(super) fn new(store: EventStore, acting: Acting, origin: Origin<A>) -> Self {
        Self {
            store,
            acting,
            origin,
            appended: AppendedCell::default(),
        }
    }

    pub(super) fn appended(&self) -> AppendedCell {
        self.appended.clone()
    }
}

/// An aggregate as loaded, with the head of its chain.
pub(super) struct Loaded<A: Aggregate> {
    pub(super) id: String,
    pub(super) aggregate: A,
    pub(super) head: Option<Head>,
}

impl<A: Aggregate> AggregateContext<A> for Loaded<A> {
    fn aggregate(&mut self) -> &mut A {
        &mut self.aggregate
    }
}

/// What the view `event_streams` gives as an event's metadata.
#[derive(Deserialize)]
struct StoredLink {
    hash: EventHash,
    at: String,
}

fn corrupt<E: std::error::Error>(
    error: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> AggregateError<E> {
    AggregateError::DeserializationError(error.into())
}

fn event<A: Aggregate>(
    stored: SerializedEvent,
) -> Result<(EventEnvelope<A>, Head), AggregateError<A::Error>>
where
    A::Event: StoredEvent,
{
    let stored_link: StoredLink = serde_json::from_value(stored.metadata).map_err(corrupt)?;
    let head = Head {
        seq: stored.sequence as u64,
        hash: stored_link.hash,
        at: At::parse(&stored_link.at).map_err(corrupt)?,
    };
    let payload = A::Event::from_parts(&stored.event_type, &stored.event_version, stored.payload)
        .map_err(corrupt)?;
    let envelope = EventEnvelope {
        aggregate_id: stored.aggregate_id,
        sequence: stored.sequence,
        payload,
        metadata: HashMap::new(),
    };
    Ok((envelope, head))
}

pub(super) async fn load<A: Aggregate>(
    repository: &PostgresEventRepository,
    id: &str,
) -> Result<Loaded<A>, AggregateError<A::Error>>
where
    A::Event: StoredEvent,
{
    let mut loaded = Loaded {
        id: id.to_owned(),
        aggregate: A::default(),
        head: None,
    };
    for stored in repository.get_events::<A>(id).await? {
        let (envelope, head) = event::<A>(stored)?;
        loaded.aggregate.apply(envelope.payload);
        loaded.head = Some(head);
    }
    Ok(loaded)
}

impl<A> cqrs_es::EventStore<A> for Session<A>
where
    A: Aggregate,
    A::Event: StoredEvent,
{
    type AC = Loaded<A>;

    async fn load_events(
        &self,
        id: &str,
    ) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        let stored = self.store.repository.get_events::<A>(id).await?;
        stored
            .into_iter()
            .map(|stored| event::<A>(stored).map(|(envelope, _)| envelope))
            .collect()
    }

    async fn load_aggregate(&self, id: &str) -> Result<Loaded<A>, AggregateError<A::Error>> {
        match &self.origin {
            Origin::New(_) => Ok(Loaded {
                id: id.to_owned(),
                aggregate: A::default(),
                head: None,
            }),
            Origin::Stored => load(&self.store.repository, id).await,
            Origin::Known(known) => {
                let known = known.lock().unwrap_or_else(PoisonError::into_inner).take();
                match known {
                    Some(known) => Ok(known),
                    None => load(&self.store.repository, id).await,
                }
            }
        }
    }

    async fn commit(
        &self,
        events: Vec<A::Event>,
        loaded: Loaded<A>,
        _metadata: HashMap<String, String>,
    ) -> Result<Vec<EventEnvelope<A>>, AggregateError<A::Error>> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let stream = stream_name(A::TYPE, &loaded.id);
        let at = stamp(&self.acting).map_err(corrupt)?;
        let context = self.acting.context().map_err(corrupt)?;
        let mut head = loaded.head;
        let mut rows = Vec::with_capacity(events.len());
        for event in &events {
            let linked = link(
                head.as_ref(),
                Draft {
                    stream: &stream,
                    event_type: &event.event_type(),
                    type_version: &event.event_version(),
                    at,
                    payload: &event.payload(),
                    payload_salt: Salt::from_bytes(self.store.entropy.bytes()),
                    context: &context,
                    context_salt: Salt::from_bytes(self.store.entropy.bytes()),
                },
            )
            .map_err(corrupt)?;
            head = Some(linked.head());
            rows.push(Row {
                event_type: event.event_type(),
                event_version: event.event_version(),
                linked,
            });
        }
        let appended = rows
            .iter()
            .map(|row| Appended {
                sequence: row.linked.seq,
                at: row.linked.at,
                hash: row.linked.hash,
            })
            .collect();
        let envelopes = events
            .into_iter()
            .zip(&rows)
            .map(|(payload, row)| EventEnvelope {
                aggregate_id: loaded.id.clone(),
                sequence: usize::try_from(row.linked.seq).unwrap_or(usize::MAX),
                payload,
                metadata: HashMap::new(),
            })
            .collect();
        let wrapped_key = match &self.origin {
            Origin::New(new) => Some(new.wrapped_key.clone()),
            Origin::Stored | Origin::Known(_) => None,
        };
        let command = Command {
            aggregate_type: A::TYPE,
            aggregate_id: loaded.id,
            rows,
            wrapped_key,
        };
        self.store
            .appender
            .append(command)
            .await
            .map_err(|error| match error {
                AppendError::Conflict => AggregateError::AggregateConflict,
                unavailable @ AppendError::Unavailable(_) => {
                    AggregateError::DatabaseConnectionError(Box::new(unavailable))
                }
            })?;
        self.appended.put(appended);
        Ok(envelopes)
    }
}

/// What a reporter does is stamped with its hour only: an exact moment beside an employer's network log names a person.
fn stamp(acting: &Acting) -> Result<At, sajam_ledger::AtError> {
    let at = to_at(acting.at)?;
    Ok(if acting.actor == Actor::Reporter {
        at.floor_to_hour()
    } else {
        at
    })
}

impl Acting {
    /// The event's context: who, under which role, which request. A reporter's request has no name:
    /// one in the server's log would tie an event to a moment.
    fn context(&self) -> Result<serde_json::Value, serde_json::Error> {
        let mut context = serde_json::json!({ "actor": serde_json::to_value(&self.actor)? });
        if self.actor != Actor::Reporter
            && let Some(object) = context.as_object_mut()
        {
            object.insert("request".to_owned(), self.request.clone().into());
        }
        Ok(context)
    }
}

/// A `cqrs-es` query that only wakes the sequencer: it runs after commit and could not report a failure.
pub(super) struct Nudge(pub(super) Arc<Notify>);

#[async_trait]
impl<A: Aggregate> Query<A> for Nudge {
    async fn dispatch(&self, _id: &str, _events: &[EventEnvelope<A>]) {
        self.0.notify_one();
    }
}
