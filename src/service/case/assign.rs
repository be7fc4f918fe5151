//! Handing the report to a unit, or to somebody of the unit.

use futures::FutureExt;
use sajam_aggregates::{ActionKind, ReportAction, Role, StaffId, UnitCode, report};

use crate::context::Context;
use crate::service::action::{Action, ActionCommand, Sealing};
use crate::service::input::{FieldFault, FieldKind, FieldSpec, Validator};
use crate::service::{ServiceError, accounts};

const UNIT: FieldSpec = FieldSpec {
    name: "unit",
    kind: FieldKind::Unit,
    is_required: true,
    sealed: None,
    about: "A unit's code.",
};
const INVESTIGATOR: FieldSpec = FieldSpec {
    name: "investigator",
    kind: FieldKind::Investigator,
    is_required: false,
    sealed: None,
    about: "The login of one of the unit's investigators; without it, the report waits in the unit's queue.",
};

pub(super) static ACTION: Action = Action {
    kind: ActionKind::Assign,
    about: "Hands the report to a unit, or to somebody of the unit.",
    fields: &[UNIT, INVESTIGATOR],
    is_confirmed: false,
    read: |context, fields| {
        async {
            let command = Assign::read(context, fields).await?;
            Ok(command.map(|command| -> Box<dyn ActionCommand> { Box::new(command) }))
        }
        .boxed()
    },
};

/// See the module.
pub struct Assign {
    /// The unit.
    pub unit: UnitCode,
    /// Whose case it is to be.
    pub investigator: Option<StaffId>,
}

impl Assign {
    async fn read(
        context: &Context,
        fields: &mut Validator<'_>,
    ) -> Result<Option<Self>, ServiceError> {
        let unit = match fields.raw(&UNIT) {
            "" => Err(FieldFault::Missing),
            code => code
                .parse()
                .ok()
                .filter(|unit| context.directory.unit(unit).is_some())
                .ok_or(FieldFault::UnknownCode),
        };
        let unit: UnitCode = match unit {
            Ok(unit) => unit,
            Err(fault) => return Ok(fields.refuse(&UNIT, fault)),
        };
        let login = fields.raw(&INVESTIGATOR).trim();
        if login.is_empty() {
            let investigator = None;
            return Ok(Some(Self { unit, investigator }));
        }
        // Nobody else is given one of the unit's cases.
        match accounts::session_for(context, login).await {
            Ok(holder) if holder.acts_for(Role::Investigator, &unit) => Ok(Some(Self {
                unit,
                investigator: Some(holder.id),
            })),
            Ok(_) | Err(ServiceError::NotFound) => {
                Ok(fields.refuse(&INVESTIGATOR, FieldFault::NotOfTheUnit))
            }
            Err(error) => Err(error),
        }
    }
}

impl ActionCommand for Assign {
    fn kind(&self) -> ActionKind {
        ACTION.kind
    }

    fn seal(&self, sealing: &Sealing<'_>) -> Result<ReportAction, ServiceError> {
        let assign = report::Assign {
            unit: self.unit.clone(),
            unit_institution: sealing
                .context
                .directory
                .institution_of(&self.unit)
                .cloned(),
            investigator: self.investigator.clone(),
        };
        Ok(assign.into())
    }
}
