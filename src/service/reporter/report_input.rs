//! A report as somebody wrote it, before anything of it was checked: from the page's fields and the API's JSON alike.

use sajam_aggregates::{
    Anonymity, Category, Channel, Contact, InstitutionCode, Language, Province, SealedField,
    TextError,
};

use super::file::{Filing, InstitutionAnswer};
use crate::directory::Directory;
use crate::service::input::{
    CodeField, ContactField, FieldError, FieldFault, FieldKind, FieldSpec, FieldValues,
    ShortTextField, TextField, Validator,
};

/// What it is about.
pub const CATEGORY: CodeField<Category> = CodeField::new("category", "A category's code.");
/// Where.
pub const PROVINCE: CodeField<Province> =
    CodeField::new("province", "A province's code of ISO 3166-2:IR.");
/// The body complained of, from the list.
pub const INSTITUTION: FieldSpec = FieldSpec {
    name: "institution",
    kind: FieldKind::Institution,
    is_required: true,
    sealed: None,
    about: "The body complained of; `null` when it is not known.",
};
/// The body complained of, in words. In JSON it is a part of the institution.
pub const INSTITUTION_NAME: ShortTextField = ShortTextField::line(
    SealedField::SubmittedInstitution,
    "institution_name",
    "A name, where the directory has none.",
)
.optional();
/// What happened.
pub const NARRATIVE: TextField<20, 20_000> = TextField::area(
    SealedField::SubmittedNarrative,
    "narrative",
    "What happened.",
);
/// Whom it is about.
pub const SUBJECT: ShortTextField = ShortTextField::line(
    SealedField::SubmittedSubject,
    "subject",
    "Whom it is about: name or post.",
)
.optional();
/// Where exactly.
pub const PLACE: ShortTextField =
    ShortTextField::line(SealedField::SubmittedPlace, "place", "Where exactly.").optional();
/// When.
pub const OCCURRED: ShortTextField = ShortTextField::line(
    SealedField::SubmittedOccurred,
    "occurred",
    "When, in words.",
)
.optional();
/// Who may learn who the reporter is.
pub const ANONYMITY: CodeField<Anonymity> =
    CodeField::new("anonymity", "`anonymous`, `confidential` or `named`.");
/// Who the reporter is.
pub const IDENTITY: ContactField = ContactField::line(
    SealedField::SubmittedIdentity,
    "identity",
    "Who the reporter is: needed for `named`, refused for `anonymous`.",
)
.optional();
/// How to reach the reporter.
pub const CONTACT: ContactField = ContactField::line(
    SealedField::SubmittedContact,
    "contact",
    "How to reach the reporter: refused for `anonymous`.",
)
.optional();
/// The language to answer in.
pub const LANGUAGE: CodeField<Language> = CodeField::new(
    "language",
    "The language to answer in, `fa` or `en`; that of the request if it is left out.",
);

/// Every field of the form, in its order. The language is the page's.
pub const FIELDS: [FieldSpec; 11] = [
    CATEGORY.spec(),
    PROVINCE.spec(),
    INSTITUTION,
    INSTITUTION_NAME.spec(),
    NARRATIVE.spec(),
    SUBJECT.spec(),
    PLACE.spec(),
    OCCURRED.spec(),
    ANONYMITY.spec(),
    IDENTITY.spec(),
    CONTACT.spec(),
];

/// Every answer as it came in. Nothing given is an empty text.
#[derive(Clone, Copy, Default)]
pub struct ReportInput<'a> {
    /// A category's code.
    pub category: &'a str,
    /// A province's code.
    pub province: &'a str,
    /// The body complained of.
    pub institution: InstitutionInput<'a>,
    /// What happened.
    pub narrative: &'a str,
    /// Whom it is about.
    pub subject: &'a str,
    /// Where exactly.
    pub place: &'a str,
    /// When.
    pub occurred: &'a str,
    /// An anonymity's code.
    pub anonymity: &'a str,
    /// Who the reporter is.
    pub identity: &'a str,
    /// How to reach the reporter.
    pub contact: &'a str,
    /// A language's code.
    pub language: &'a str,
}

/// The body complained of, as it came in.
#[derive(Clone, Copy, Default)]
pub enum InstitutionInput<'a> {
    /// Nothing was chosen, where something has to be.
    #[default]
    Unanswered,
    /// A code of the directory.
    Code(&'a str),
    /// In words.
    Name(&'a str),
    /// One of the list and words as well: neither can be dropped without asking.
    Both,
    /// Not known.
    Unknown,
}

impl FieldValues for ReportInput<'_> {
    fn value(&self, name: &str) -> &str {
        match (name, self.institution) {
            ("category", _) => self.category,
            ("province", _) => self.province,
            ("institution", InstitutionInput::Code(code)) => code,
            ("institution_name", InstitutionInput::Name(name)) => name,
            ("narrative", _) => self.narrative,
            ("subject", _) => self.subject,
            ("place", _) => self.place,
            ("occurred", _) => self.occurred,
            ("anonymity", _) => self.anonymity,
            ("identity", _) => self.identity,
            ("contact", _) => self.contact,
            ("language", _) => self.language,
            _ => "",
        }
    }
}

impl ReportInput<'_> {
    /// The filing that was meant.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the form's fields.
    pub fn check(
        &self,
        directory: &Directory,
        channel: Channel,
    ) -> Result<Filing, Vec<FieldError>> {
        let mut fields = Validator::new(self);
        let filing = self.filing(&mut fields, directory, channel);
        fields.finish(filing)
    }

    fn filing(
        &self,
        fields: &mut Validator<'_>,
        directory: &Directory,
        channel: Channel,
    ) -> Option<Filing> {
        let (category, province) = (fields.required(&CATEGORY), fields.required(&PROVINCE));
        let institution = self.institution(fields, directory);
        let narrative = fields.required(&NARRATIVE);
        let subject = fields.optional(&SUBJECT);
        let place = fields.optional(&PLACE);
        let occurred = fields.optional(&OCCURRED);
        let anonymity = fields.required(&ANONYMITY);
        let identity = fields.optional(&IDENTITY);
        let contact = fields.optional(&CONTACT);
        let language = fields.required(&LANGUAGE);
        if let Some(anonymity) = anonymity {
            self.check_reach(fields, anonymity);
        }
        Some(Filing {
            category: category?,
            province: province?,
            institution: institution?,
            narrative: narrative?,
            subject,
            place,
            occurred,
            anonymity: anonymity?,
            identity,
            contact,
            channel,
            language: language?,
        })
    }

    fn institution(
        &self,
        fields: &mut Validator<'_>,
        directory: &Directory,
    ) -> Option<InstitutionAnswer> {
        match self.institution {
            InstitutionInput::Unanswered => fields.refuse(&INSTITUTION, FieldFault::Missing),
            InstitutionInput::Both => {
                fields.refuse(&INSTITUTION_NAME.spec(), FieldFault::ListedAndNamed)
            }
            InstitutionInput::Unknown => Some(InstitutionAnswer::Unknown),
            InstitutionInput::Name(_) => fields
                .required(&INSTITUTION_NAME)
                .map(InstitutionAnswer::Described),
            InstitutionInput::Code(code) => {
                let listed = code
                    .parse::<InstitutionCode>()
                    .ok()
                    .filter(|code| directory.institution(code).is_some());
                match listed {
                    Some(code) => Some(InstitutionAnswer::Listed(code)),
                    None => fields.refuse(&INSTITUTION, FieldFault::UnknownCode),
                }
            }
        }
    }

    /// The domain refuses the same three; here they are told at their fields, before anything is sealed.
    fn check_reach(&self, fields: &mut Validator<'_>, anonymity: Anonymity) {
        let is_given = |raw: &str| Contact::parse(raw).err() != Some(TextError::Empty);
        let (identity, contact) = (is_given(self.identity), is_given(self.contact));
        if anonymity == Anonymity::Anonymous && identity {
            fields.refuse_also(&IDENTITY.spec(), FieldFault::IdentityOnAnonymous);
        }
        if anonymity == Anonymity::Anonymous && contact {
            fields.refuse_also(&CONTACT.spec(), FieldFault::ContactOnAnonymous);
        }
        if anonymity == Anonymity::Named && !identity {
            fields.refuse_also(&IDENTITY.spec(), FieldFault::IdentityMissing);
        }
    }
}

#[cfg(test)]
#[path = "report_input_tests.rs"]
mod tests;
