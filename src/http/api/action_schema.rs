//! The API's description of an action's body, from the action's fields.

use utoipa::openapi::schema::{
    AdditionalProperties, KnownFormat, Object, ObjectBuilder, Schema, SchemaFormat, SchemaType,
    Type,
};

use super::action_body::SEEN;
use crate::service::action::Action;
use crate::service::input::{FieldKind, FieldSpec};

/// An object of `seen` and whatever else it is given, and of nothing more.
pub(super) fn body(action: &Action, about_seen: &str) -> ObjectBuilder {
    let seen = ObjectBuilder::new()
        .schema_type(nullable(Type::Integer))
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int64)))
        .minimum(Some(0))
        .description(Some(about_seen));
    ObjectBuilder::new()
        .description(Some(action.about))
        .property(SEEN, seen)
        .additional_properties(Some(AdditionalProperties::<Schema>::FreeForm(false)))
}

/// A field that may be left out, so that leaving it out is told as a wrong field.
pub(super) fn optional_text(field: &FieldSpec) -> Object {
    ObjectBuilder::new()
        .schema_type(nullable(Type::String))
        .description(Some(field.about))
        .build()
}

/// A text with its limits.
pub(super) fn text(field: &FieldSpec) -> Object {
    let text = ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(field.about));
    match field.kind {
        FieldKind::Line { min, max } | FieldKind::Area { min, max } => {
            text.min_length(Some(min)).max_length(Some(max)).build()
        }
        _ => text.build(),
    }
}

fn nullable(kind: Type) -> SchemaType {
    SchemaType::from_iter([kind, Type::Null])
}
