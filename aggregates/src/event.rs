//! How an event becomes what is stored, and comes back.

use cqrs_es::DomainEvent;
use serde_json::Value;

/// An event the store can write and read without knowing its aggregate.
///
/// The payload is bare: the event's name and version are columns and header fields of their own. It holds no
/// floating-point number, no key outside ASCII and no integer beyond 2^53 − 1, so its canonical bytes
/// (RFC 8785) are the same in every implementation.
pub trait StoredEvent: DomainEvent {
    /// The name of every event of this aggregate.
    const TYPES: &'static [&'static str];

    /// The event's payload: a JSON object without the event's name.
    fn payload(&self) -> Value;

    /// The event whose name, version and payload these are.
    ///
    /// # Errors
    /// [`EventDecodeError`] if this program does not know the name or the version, or if the payload is not
    /// of that event's shape.
    fn from_parts(
        event_type: &str,
        event_version: &str,
        payload: Value,
    ) -> Result<Self, EventDecodeError>;
}

/// Why stored parts are not an event of this program.
#[derive(Debug, thiserror::Error)]
pub enum EventDecodeError {
    /// The aggregate has no event of this name.
    #[error("no event of this aggregate is called {event_type:?}")]
    UnknownType {
        /// The name that was stored.
        event_type: String,
    },
    /// The event exists, this version of it does not: a newer program wrote it.
    #[error("event {event_type} has no version {event_version:?}")]
    UnknownVersion {
        /// The event's name.
        event_type: &'static str,
        /// The version that was stored.
        event_version: String,
    },
    /// The payload does not have the event's shape.
    #[error("the payload of {event_type} version {event_version} does not have its shape")]
    Payload {
        /// The event's name.
        event_type: &'static str,
        /// The version that was stored.
        event_version: &'static str,
        /// What is wrong with the payload.
        source: serde_json::Error,
    },
}

/// Declares an aggregate's events: an enum with one variant for each payload struct of the same name.
///
/// A variant's version is the one its payload struct has now; an older one gets an arm of its own in
/// `from_parts` when there is one.
///
/// `with EventKind, SealedField` declares two more enums: of the events without their payloads, and of the fields that
/// hold ciphertext. Each variant names those of its payload in brackets, with the name the enum has for them.
macro_rules! events {
    ($(#[$meta:meta])* pub enum $name:ident with $event_kind:ident, $sealed_field:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $version:literal [$($field:ident as $sealed:ident),*],)*
    }) => {
        events! {
            $(#[$meta])* pub enum $name {
                $($(#[$variant_meta])* $variant = $version,)*
            }
        }

        /// What happened, without what was said with it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $event_kind {
            $($(#[$variant_meta])* $variant,)*
        }

        impl $event_kind {
            /// The event's name, as stored.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => stringify!($variant),)*
                }
            }
        }

        impl $name {
            /// What happened.
            #[must_use]
            pub fn kind(&self) -> $event_kind {
                match self {
                    $(Self::$variant(_) => $event_kind::$variant,)*
                }
            }
        }

        /// A field of an event that holds what a person wrote, as ciphertext.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[expect(missing_docs, reason = "each is named after its event and field")]
        pub enum $sealed_field {
            $($($sealed,)*)*
        }

        impl $sealed_field {
            /// Every one, in the order of the events and of their fields.
            pub const ALL: &'static [Self] = &[$($(Self::$sealed,)*)*];

            /// `Event.field`: what a ciphertext is bound to, so that it opens nowhere else.
            #[must_use]
            pub fn path(self) -> &'static str {
                match self {
                    $($(Self::$sealed => concat!(stringify!($variant), ".", stringify!($field)),)*)*
                }
            }

            /// The field's name in its event.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $($(Self::$sealed => stringify!($field),)*)*
                }
            }

            /// The name of the event it is in.
            #[must_use]
            pub fn event(self) -> &'static str {
                match self {
                    $($(Self::$sealed => stringify!($variant),)*)*
                }
            }
        }

        impl $name {
            /// The sealed content it carries, in the order of its fields.
            #[must_use]
            pub fn sealed_content(&self) -> Vec<($sealed_field, &$crate::sealed::Sealed)> {
                use $crate::sealed::MaybeSealed;
                let content: Vec<($sealed_field, Option<&$crate::sealed::Sealed>)> = match self {
                    $(Self::$variant(_payload) => vec![$(($sealed_field::$sealed, _payload.$field.sealed())),*],)*
                };
                content
                    .into_iter()
                    .filter_map(|(field, sealed)| Some((field, sealed?)))
                    .collect()
            }
        }
    };
    ($(#[$meta:meta])* pub enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $version:literal,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(tag = "type", content = "payload")]
        pub enum $name {
            $($(#[$variant_meta])* $variant($variant),)*
        }

        impl $name {
            /// The event's name, as stored.
            #[must_use]
            pub fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => stringify!($variant),)*
                }
            }
        }

        impl ::cqrs_es::DomainEvent for $name {
            fn event_type(&self) -> String {
                self.name().to_owned()
            }

            fn event_version(&self) -> String {
                match self {
                    $(Self::$variant(_) => $version,)*
                }
                .to_owned()
            }
        }

        impl $crate::event::StoredEvent for $name {
            const TYPES: &'static [&'static str] = &[$(stringify!($variant)),*];

            fn payload(&self) -> ::serde_json::Value {
                match self {
                    $(Self::$variant(payload) => ::serde_json::to_value(payload),)*
                }
                .expect("payloads are plain structs with string keys, which always become JSON")
            }

            fn from_parts(
                event_type: &str,
                event_version: &str,
                payload: ::serde_json::Value,
            ) -> Result<Self, $crate::event::EventDecodeError> {
                use $crate::event::EventDecodeError;
                match (event_type, event_version) {
                    $((stringify!($variant), $version) => ::serde_json::from_value(payload)
                        .map(Self::$variant)
                        .map_err(|source| EventDecodeError::Payload {
                            event_type: stringify!($variant),
                            event_version: $version,
                            source,
                        }),
                    (stringify!($variant), _) => Err(EventDecodeError::UnknownVersion {
                        event_type: stringify!($variant),
                        event_version: event_version.to_owned(),
                    }),)*
                    _ => Err(EventDecodeError::UnknownType { event_type: event_type.to_owned() }),
                }
            }
        }

        $(impl From<$variant> for $name {
            fn from(payload: $variant) -> Self {
                Self::$variant(payload)
            }
        })*
    };
}

pub(crate) use events;
