//! What a reporter does by program: the number, the action's fields, and the revision that was seen, in the body.

use std::borrow::Cow;

use axum::response::Response;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use super::action_body::ActionBody;
use super::action_schema;
use super::tracked::state;
use super::tracking_body::{Tracked, TrackingBody};
use crate::context::Context;
use crate::http::shared::fault::Fault;
use crate::http::view::field_message;
use crate::locale::Translator;
use crate::service::CaseFile;
use crate::service::action::{Action, ActionCommand, FromFields};
use crate::service::input::{FieldError, FieldValues};
use crate::service::reporter::{self, ANSWER, APPEAL, Answer, Appeal};

const TRACKING_NUMBER: &str = "tracking_number";

/// What a reporter can do by program.
pub trait ReporterAction: FromFields + ActionCommand {
    /// How the API's description calls the body.
    const BODY: &'static str;

    /// Its fields.
    const ACTION: &'static Action;
}

impl ReporterAction for Answer {
    const BODY: &'static str = "AnswerBody";
    const ACTION: &'static Action = &ANSWER;
}

impl ReporterAction for Appeal {
    const BODY: &'static str = "AppealBody";
    const ACTION: &'static Action = &APPEAL;
}

/// The body of an action: what it must say is there, or it is none.
pub struct ReporterActionBody<A> {
    body: ActionBody,
    command: Result<A, Vec<FieldError>>,
}

/// An answer to the open question.
pub(super) type AnswerBody = ReporterActionBody<Answer>;

/// An appeal against the answer.
pub(super) type AppealBody = ReporterActionBody<Appeal>;

impl<'de, A: ReporterAction> Deserialize<'de> for ReporterActionBody<A> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let body = Value::deserialize(deserializer)?;
        let body = ActionBody::read(A::ACTION, &[TRACKING_NUMBER], body)
            .map_err(|_| D::Error::custom("not the body of this action"))?;
        let required = A::ACTION.fields.iter().filter(|field| field.is_required);
        let mut names = required.map(|field| field.name).chain([TRACKING_NUMBER]);
        if names.all(|name| body.has(name)) {
            let command = A::parse(&body);
            Ok(Self { body, command })
        } else {
            Err(D::Error::custom("something is missing"))
        }
    }
}

impl<A: ReporterAction> TrackingBody for ReporterActionBody<A> {
    fn tracking_number(&self) -> &str {
        self.body.value(TRACKING_NUMBER)
    }

    fn refusal(&self, words: Translator) -> Option<Response> {
        let wrong = self.command.as_ref().err()?;
        Some(Fault::Invalid.problem_with(words, field_message::problems(words, wrong)))
    }
}

/// Carries out an action and answers with the report as it is then.
pub(super) async fn act<A: ReporterAction>(
    context: &Context,
    Tracked { case, body, words }: Tracked<ReporterActionBody<A>>,
) -> Response {
    let ReporterActionBody { body, command } = body;
    let Ok(command) = command else {
        return Fault::Malformed.problem(words);
    };
    if let Err(error) = reporter::execute(context, &case.id, body.seen, &command).await {
        return Fault::from(error).problem(words);
    }
    match CaseFile::load(context, &case.id).await {
        Ok(case) => state(context, words, &case).await,
        Err(error) => Fault::from(error).problem(words),
    }
}

impl<A: ReporterAction> PartialSchema for ReporterActionBody<A> {
    fn schema() -> RefOr<Schema> {
        let about_seen =
            "The `revision` that was seen: it is refused when something has happened since.";
        let number = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "20 digits: Latin, Persian or Arabic, with any spacing.",
            ));
        let body = action_schema::body(A::ACTION, about_seen)
            .property(TRACKING_NUMBER, number)
            .required(TRACKING_NUMBER);
        let body = A::ACTION.fields.iter().fold(body, |body, field| {
            if field.is_required {
                body.property(field.name, action_schema::text(field))
                    .required(field.name)
            } else {
                body.property(field.name, action_schema::optional_text(field))
            }
        });
        body.into()
    }
}

impl<A: ReporterAction> ToSchema for ReporterActionBody<A> {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed(A::BODY)
    }
}
