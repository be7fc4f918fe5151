//! The body of an action: `seen`, the action's fields, and what the address does not say. Every value is text, so that a
//! wrong one is told as a wrong field.

use std::collections::BTreeMap;

use serde_json::Value;
use zeroize::Zeroizing;

use crate::http::shared::fault::Fault;
use crate::service::action::Action;
use crate::service::input::FieldValues;

/// The name of the member that says which revision an action was decided on.
pub(super) const SEEN: &str = "seen";

/// See the module.
pub(super) struct ActionBody {
    /// The revision it was decided on.
    pub(super) seen: Option<u64>,
    texts: BTreeMap<String, Zeroizing<String>>,
}

impl ActionBody {
    /// Reads an object of `seen`, some of the action's fields and some of `others`, and of nothing else.
    pub(super) fn read(action: &Action, others: &[&str], body: Value) -> Result<Self, Fault> {
        let Value::Object(members) = body else {
            return Err(Fault::Malformed);
        };
        let mut read = Self {
            seen: None,
            texts: BTreeMap::new(),
        };
        for (name, value) in members {
            let is_text = others.contains(&name.as_str())
                || action.fields.iter().any(|field| field.name == name);
            match value {
                Value::Null if is_text || name == SEEN => {}
                Value::Number(number) if name == SEEN => {
                    read.seen = Some(number.as_u64().ok_or(Fault::Malformed)?);
                }
                Value::String(text) if is_text => {
                    read.texts.insert(name, text.into());
                }
                _ => return Err(Fault::Malformed),
            }
        }
        Ok(read)
    }

    /// Whether it says anything under a name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.texts.contains_key(name)
    }
}

impl FieldValues for ActionBody {
    fn value(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", |text| text.as_str())
    }
}
