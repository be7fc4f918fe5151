//! What somebody typed or sent, before it means anything: fields, what they take, and what is wrong with them.
//!
//! An action declares its fields once, as constants, and reads them with a [`Validator`]. Forms, JSON bodies, the API's
//! description and confirmation pages are made from the same constants.

mod fault;
mod field;
mod validator;

pub use fault::{FieldError, FieldFault};
pub use field::{
    CodeField, ContactField, FieldKind, FieldSpec, FieldValues, MessageField, PlainField,
    ShortTextField, TextField,
};
pub use validator::{Validator, parse_text, without_invisible};
