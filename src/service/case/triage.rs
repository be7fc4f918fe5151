//! Settling what a report is filed under.

use futures::FutureExt;
use sajam_aggregates::{
    ActionKind, Category, Institution, InstitutionCode, Priority, Province, ReportAction,
    SealedField, ShortText, report,
};

use crate::directory::Directory;
use crate::service::ServiceError;
use crate::service::action::{Action, ActionCommand, Sealing};
use crate::service::input::{
    CodeField, FieldFault, FieldKind, FieldSpec, ShortTextField, Validator,
};

const CATEGORY: CodeField<Category> = CodeField::new("category", "A category's code.");
const PROVINCE: CodeField<Province> = CodeField::new("province", "A province's code (ISO 3166-2).");
const INSTITUTION: FieldSpec = FieldSpec {
    name: "institution",
    kind: FieldKind::Institution,
    is_required: true,
    sealed: None,
    about: "`unchanged`, `unknown`, `described` with `institution_text`, or `listed:` and a code of the directory.",
};
const INSTITUTION_TEXT: ShortTextField = ShortTextField::line(
    SealedField::TriagedInstitution,
    "institution_text",
    "The institution in words, 1 to 300 characters.",
)
.optional();
const PRIORITY: CodeField<Priority> =
    CodeField::new("priority", "`low`, `normal`, `high` or `urgent`.");

pub(super) static ACTION: Action = Action {
    kind: ActionKind::Triage,
    about: "Settles what the report is filed under.",
    fields: &[
        CATEGORY.spec(),
        PROVINCE.spec(),
        INSTITUTION,
        INSTITUTION_TEXT.spec(),
        PRIORITY.spec(),
    ],
    is_confirmed: false,
    read: |context, fields| {
        let command = Triage::read(&context.directory, fields);
        let command = command.map(|command| -> Box<dyn ActionCommand> { Box::new(command) });
        std::future::ready(Ok(command)).boxed()
    },
};

/// See the module.
pub struct Triage {
    /// What it is about.
    pub category: Category,
    /// Where.
    pub province: Province,
    /// The body complained of.
    pub institution: TriageInstitution,
    /// How soon it is to be handled.
    pub priority: Priority,
}

/// The body complained of, as intake settles it.
pub enum TriageInstitution {
    /// One of the directory's.
    Listed(InstitutionCode),
    /// In words.
    Described(ShortText),
    /// As it was filed.
    Unchanged,
    /// Not known.
    Unknown,
}

impl Triage {
    fn read(directory: &Directory, fields: &mut Validator<'_>) -> Option<Self> {
        let (category, province) = (fields.required(&CATEGORY), fields.required(&PROVINCE));
        let institution = TriageInstitution::read(directory, fields);
        let priority = fields.required(&PRIORITY);
        Some(Self {
            category: category?,
            province: province?,
            institution: institution?,
            priority: priority?,
        })
    }
}

impl TriageInstitution {
    fn read(directory: &Directory, fields: &mut Validator<'_>) -> Option<Self> {
        match fields.raw(&INSTITUTION) {
            "unchanged" => Some(Self::Unchanged),
            "unknown" => Some(Self::Unknown),
            "described" => fields.required(&INSTITUTION_TEXT).map(Self::Described),
            "" => fields.refuse(&INSTITUTION, FieldFault::Missing),
            other => {
                let code: Option<InstitutionCode> = other
                    .strip_prefix("listed:")
                    .and_then(|code| code.parse().ok());
                match code.filter(|code| directory.institution(code).is_some()) {
                    Some(code) => Some(Self::Listed(code)),
                    None => fields.refuse(&INSTITUTION, FieldFault::UnknownCode),
                }
            }
        }
    }

    fn seal(&self, sealing: &Sealing<'_>) -> Result<Institution, ServiceError> {
        Ok(match self {
            Self::Listed(code) => Institution::Listed(code.clone()),
            Self::Described(text) => Institution::Described(sealing.text(&INSTITUTION_TEXT, text)?),
            Self::Unknown => Institution::Unknown,
            Self::Unchanged => unchanged(sealing)?,
        })
    }
}

/// A description keeps its words but is sealed anew: a ciphertext belongs to the event it stands in.
fn unchanged(sealing: &Sealing<'_>) -> Result<Institution, ServiceError> {
    match sealing.case.report.institution() {
        Some(Institution::Described(_)) => Ok(match sealing.case.described_institution()? {
            Some(words) => {
                Institution::Described(sealing.seal(SealedField::TriagedInstitution, &words)?)
            }
            None => Institution::Unknown,
        }),
        Some(other) => Ok(other.clone()),
        None => Ok(Institution::Unknown),
    }
}

impl ActionCommand for Triage {
    fn kind(&self) -> ActionKind {
        ACTION.kind
    }

    fn seal(&self, sealing: &Sealing<'_>) -> Result<ReportAction, ServiceError> {
        let triage = report::Triage {
            category: self.category,
            province: self.province,
            institution: self.institution.seal(sealing)?,
            priority: self.priority,
        };
        Ok(triage.into())
    }
}
