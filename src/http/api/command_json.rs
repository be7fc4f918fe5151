//! Bodies of staff commands: `seen` and the action's fields. Every value is text, so that a wrong one is told as a wrong
//! field.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;
use utoipa::openapi::schema::{OneOfBuilder, Schema};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use super::action_schema::{self, SEEN};
use crate::http::shared::fault::Fault;
use crate::service::action::Action;
use crate::service::case::ACTIONS;
use crate::service::input::FieldValues;

/// The body of a command, which is named in the path and not in the body.
pub(super) struct CommandBody {
    /// The revision it was decided on.
    pub(super) seen: Option<u64>,
    texts: BTreeMap<String, String>,
}

impl CommandBody {
    /// Reads the body of a command: an object of `seen` and some of the action's fields, and of nothing else.
    pub(super) fn read(action: &Action, body: Value) -> Result<Self, Fault> {
        let Value::Object(members) = body else {
            return Err(Fault::Malformed);
        };
        let mut read = Self {
            seen: None,
            texts: BTreeMap::new(),
        };
        for (name, value) in members {
            let is_field = action.fields.iter().any(|field| field.name == name);
            match value {
                Value::Null if is_field || name == SEEN => {}
                Value::Number(number) if name == SEEN => {
                    read.seen = Some(number.as_u64().ok_or(Fault::Malformed)?);
                }
                Value::String(text) if is_field => {
                    read.texts.insert(name, text);
                }
                _ => return Err(Fault::Malformed),
            }
        }
        Ok(read)
    }
}

impl FieldValues for CommandBody {
    fn value(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }
}

/// How the API's description calls an action's body: `AskQuestion` for `ask-question`.
fn schema_name(action: &Action) -> String {
    let mut name = String::new();
    for word in action.code().split('-') {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

const ABOUT_SEEN: &str =
    "The revision it was decided on; without it, the command applies to whatever there is now.";

/// The body of one action.
fn schema(action: &Action) -> Schema {
    let fields = action.fields.iter();
    fields
        .fold(action_schema::body(action, ABOUT_SEEN), |body, field| {
            body.property(field.name, action_schema::optional_text(field))
        })
        .into()
}

impl PartialSchema for CommandBody {
    fn schema() -> RefOr<Schema> {
        let about = "The body of a command, which is named in the path and not in the body.";
        let one_of = OneOfBuilder::new().description(Some(about));
        let bodies = ACTIONS.into_iter().map(|action| {
            let mut body = Ref::from_schema_name(schema_name(action));
            body.description = format!("`{}`.", action.code());
            body.title = Some(action.code().to_owned());
            body
        });
        bodies.fold(one_of, |one_of, body| one_of.item(body)).into()
    }
}

impl ToSchema for CommandBody {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("StaffCommand")
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        let bodies = ACTIONS
            .into_iter()
            .map(|action| (schema_name(action), schema(action).into()));
        schemas.extend(bodies);
    }
}
