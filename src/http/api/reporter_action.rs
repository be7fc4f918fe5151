//! What a reporter does by program: the number, the action's fields, and the revision that was seen, in the body.

use std::borrow::Cow;
use std::net::IpAddr;

use axum::response::Response;
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::action_body::ActionBody;
use super::action_schema;
use super::tracked::{not_found, state};
use crate::context::Context;
use crate::http::shared::fault::Fault;
use crate::http::view::field_message;
use crate::locale::Translator;
use crate::service::CaseFile;
use crate::service::action::{Action, InputError};
use crate::service::input::FieldValues;
use crate::service::reporter::{self, ANSWER, APPEAL};

const TRACKING_NUMBER: &str = "tracking_number";

/// The body of a reporter's action: what it must say is there, or it is none.
fn read(action: &Action, body: Value) -> Result<ActionBody, Fault> {
    let body = ActionBody::read(action, &[TRACKING_NUMBER], body)?;
    let required = action.fields.iter().filter(|field| field.is_required);
    let mut names = required.map(|field| field.name).chain([TRACKING_NUMBER]);
    if names.all(|name| body.has(name)) {
        Ok(body)
    } else {
        Err(Fault::Malformed)
    }
}

/// Carries out an action and answers with the report as it is then.
pub(super) async fn act(
    context: &Context,
    words: Translator,
    source: Option<IpAddr>,
    action: &Action,
    body: Value,
) -> Response {
    let body = match read(action, body) {
        Ok(body) => body,
        Err(fault) => return fault.problem(words),
    };
    let command = match action.read(context, &body).await {
        Ok(command) => command,
        Err(InputError::Fields(wrong)) => {
            return Fault::Invalid.problem_with(words, field_message::problems(words, &wrong));
        }
        Err(InputError::Service(error)) => return Fault::from(error).problem(words),
    };
    let case = match reporter::find(context, source, body.value(TRACKING_NUMBER)).await {
        Ok(case) => case,
        Err(error) => return not_found(words, error),
    };
    if let Err(error) = reporter::execute(context, &case.id, body.seen, command.as_ref()).await {
        return Fault::from(error).problem(words);
    }
    match CaseFile::load(context, &case.id).await {
        Ok(case) => state(context, words, &case).await,
        Err(error) => Fault::from(error).problem(words),
    }
}

/// The body of an action in the API's description.
fn schema(action: &Action) -> RefOr<Schema> {
    let about_seen =
        "The `revision` that was seen: it is refused when something has happened since.";
    let number = ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(
            "20 digits: Latin, Persian or Arabic, with any spacing.",
        ));
    let body = action_schema::body(action, about_seen)
        .property(TRACKING_NUMBER, number)
        .required(TRACKING_NUMBER);
    let body = action.fields.iter().fold(body, |body, field| {
        if field.is_required {
            body.property(field.name, action_schema::text(field))
                .required(field.name)
        } else {
            body.property(field.name, action_schema::optional_text(field))
        }
    });
    body.into()
}

/// An answer to the open question.
pub(super) struct AnswerBody;

/// An appeal against the answer.
pub(super) struct AppealBody;

impl PartialSchema for AnswerBody {
    fn schema() -> RefOr<Schema> {
        schema(&ANSWER)
    }
}

impl PartialSchema for AppealBody {
    fn schema() -> RefOr<Schema> {
        schema(&APPEAL)
    }
}

impl ToSchema for AnswerBody {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("AnswerBody")
    }
}

impl ToSchema for AppealBody {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("AppealBody")
    }
}
