//! Reading JSON into a value that has a canonical form, or saying where it has none.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{CanonicalError, CanonicalFault, MAX_INTEGER, MAX_VALUES, check_key};

/// [`super::parse`] with another depth: a bundle wraps canonical values in containers of its own.
pub(crate) fn parse_within(text: &str, depth: usize) -> Result<Value, CanonicalError> {
    let state = State {
        fault: RefCell::new(None),
        values_left: Cell::new(MAX_VALUES),
    };
    let mut reader = serde_json::Deserializer::from_str(text);
    let seed = Strict {
        state: &state,
        depth,
    };
    let read = seed
        .deserialize(&mut reader)
        .and_then(|value| reader.end().map(|()| value));
    read.map_err(|error| {
        let position = Some((error.line(), error.column()));
        let fault = state.fault.take().unwrap_or_else(|| {
            let text = error.to_string();
            let place = format!(" at line {} column {}", error.line(), error.column());
            CanonicalFault::Syntax(text.strip_suffix(&place).unwrap_or(&text).to_owned())
        });
        CanonicalError { fault, position }
    })
}

/// What one reading shares between all its levels.
struct State {
    /// The typed reason, since serde can carry only a message through the parser.
    fault: RefCell<Option<CanonicalFault>>,
    values_left: Cell<usize>,
}

impl State {
    fn refuse<E: de::Error>(&self, fault: CanonicalFault) -> E {
        let error = E::custom(&fault);
        *self.fault.borrow_mut() = Some(fault);
        error
    }
}

#[derive(Clone, Copy)]
struct Strict<'a> {
    state: &'a State,
    depth: usize,
}

impl Strict<'_> {
    fn inside<E: de::Error>(self) -> Result<Self, E> {
        match self.depth.checked_sub(1) {
            Some(depth) => Ok(Self { depth, ..self }),
            None => Err(self.state.refuse(CanonicalFault::Depth)),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: de::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        match self.state.values_left.get().checked_sub(1) {
            Some(left) => self.state.values_left.set(left),
            None => return Err(self.state.refuse(CanonicalFault::Values)),
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        if value > MAX_INTEGER {
            return Err(self.state.refuse(CanonicalFault::Integer));
        }
        Ok(Value::from(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        if value.unsigned_abs() > MAX_INTEGER {
            return Err(self.state.refuse(CanonicalFault::Integer));
        }
        Ok(Value::from(value))
    }

    // The parser also calls this for `-0` and for integers beyond 64 bits.
    fn visit_f64<E: de::Error>(self, _: f64) -> Result<Value, E> {
        Err(self.state.refuse(CanonicalFault::Float))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        if value.contains('\0') {
            return Err(self.state.refuse(CanonicalFault::Nul));
        }
        Ok(Value::from(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut array = Vec::new();
        while let Some(item) = items.next_element_seed(inside)? {
            array.push(item);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            check_key(&key).map_err(|fault| self.state.refuse(fault))?;
            if key.contains('\0') {
                return Err(self.state.refuse(CanonicalFault::Nul));
            }
            if map.contains_key(&key) {
                return Err(self.state.refuse(CanonicalFault::Duplicate(key)));
            }
            let value = entries.next_value_seed(inside)?;
            map.insert(key, value);
        }
        Ok(Value::Object(map))
    }
}
