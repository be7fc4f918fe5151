//! What an action is made of: its fields, and the command in plain text that is read from them and sealed for the domain.
//!
//! Forms, JSON bodies, the description of the API and confirmation pages are made from it.

use futures::future::BoxFuture;
use sajam_aggregates::{ActionKind, ReportAction, Sealed, SealedField, Text};

use crate::context::Context;
use crate::service::input::{FieldError, FieldSpec, FieldValues, TextField, Validator};
use crate::service::{CaseFile, ServiceError};

/// Something that people can do with a report through a form or a command.
pub struct Action {
    /// The domain's name for it.
    pub kind: ActionKind,
    /// What it does, for programs.
    pub about: &'static str,
    /// Its fields, in the order of the form.
    pub fields: &'static [FieldSpec],
    /// Whether it is shown once more before it is sent: what it tells the reporter cannot be taken back.
    pub is_confirmed: bool,
    /// Reads its fields; `None` when some are wrong, which the validator then knows.
    pub(in crate::service) read: Read,
}

/// See [`Action::read`].
pub(in crate::service) type Read =
    for<'a> fn(
        &'a Context,
        &'a mut Validator<'_>,
    ) -> BoxFuture<'a, Result<Option<Box<dyn ActionCommand>>, ServiceError>>;

/// What somebody asks for, in plain text.
pub trait ActionCommand: Send + Sync {
    /// Which action it is.
    fn kind(&self) -> ActionKind;

    /// The domain's command, with what people wrote sealed.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when the report's key was destroyed and something is to be sealed.
    fn seal(&self, sealing: &Sealing<'_>) -> Result<ReportAction, ServiceError>;
}

/// A command that is read from its fields alone.
pub trait FromFields: Sized {
    /// The command; `None` when something is wrong with a field, which is then noted.
    fn read(fields: &mut Validator<'_>) -> Option<Self>;

    /// The command.
    ///
    /// # Errors
    /// Every wrong field.
    fn parse(values: &dyn FieldValues) -> Result<Self, Vec<FieldError>> {
        let mut fields = Validator::new(values);
        let command = Self::read(&mut fields);
        fields.finish(command)
    }
}

/// Why fields are no command.
#[derive(Debug)]
pub enum InputError {
    /// Some are wrong.
    Fields(Vec<FieldError>),
    /// They could not be checked.
    Service(ServiceError),
}

impl<E: Into<ServiceError>> From<E> for InputError {
    fn from(error: E) -> Self {
        Self::Service(error.into())
    }
}

impl Action {
    /// The stable code, in addresses too.
    pub fn code(&self) -> &'static str {
        self.kind.code()
    }

    /// Whether it decides an appeal.
    pub fn decides_appeal(&self) -> bool {
        matches!(self.kind, ActionKind::Reopen | ActionKind::DismissAppeal)
    }

    /// Reads the command from what was given for its fields.
    ///
    /// # Errors
    /// See [`InputError`]; every wrong field is told at once.
    pub async fn read(
        &self,
        context: &Context,
        values: &dyn FieldValues,
    ) -> Result<Box<dyn ActionCommand>, InputError> {
        let mut validator = Validator::new(values);
        let command = (self.read)(context, &mut validator).await?;
        validator.finish(command).map_err(InputError::Fields)
    }
}

impl PartialEq for Action {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl std::fmt::Debug for Action {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

/// Seals for one case.
pub struct Sealing<'a> {
    pub(in crate::service) context: &'a Context,
    pub(in crate::service) case: &'a CaseFile,
}

impl Sealing<'_> {
    /// Seals the text of a field.
    pub(in crate::service) fn text<const MIN: usize, const MAX: usize, const ONE_LINE: bool>(
        &self,
        field: &TextField<MIN, MAX, ONE_LINE>,
        text: &Text<MIN, MAX, ONE_LINE>,
    ) -> Result<Sealed, ServiceError> {
        self.seal(field.sealed(), text.as_str())
    }

    /// Seals the text of a field that may have been left empty.
    pub(in crate::service) fn text_if<const MIN: usize, const MAX: usize, const ONE_LINE: bool>(
        &self,
        field: &TextField<MIN, MAX, ONE_LINE>,
        text: Option<&Text<MIN, MAX, ONE_LINE>>,
    ) -> Result<Option<Sealed>, ServiceError> {
        text.map(|text| self.text(field, text)).transpose()
    }

    /// Seals words as a field.
    pub(in crate::service) fn seal(
        &self,
        field: SealedField,
        text: &str,
    ) -> Result<Sealed, ServiceError> {
        let key = self.case.key().ok_or(ServiceError::NotFound)?;
        Ok(key.seal(field, text, self.context.entropy))
    }
}

/// A reading that looks nothing up.
macro_rules! read {
    ($command:ty) => {
        |_, fields| {
            let command = <$command as FromFields>::read(fields);
            let command = command.map(|command| -> Box<dyn ActionCommand> { Box::new(command) });
            Box::pin(std::future::ready(Ok(command)))
        }
    };
}

pub(in crate::service) use read;
