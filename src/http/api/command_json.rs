//! What the API's description says of the bodies of staff commands.

use std::borrow::Cow;

use utoipa::openapi::schema::{OneOfBuilder, Schema};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use super::action_schema;
use crate::service::action::Action;
use crate::service::case::ACTIONS;

/// The body of a command in the API's description; it is read as an [`ActionBody`](super::action_body::ActionBody).
pub(super) struct CommandBody;

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
