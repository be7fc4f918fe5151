//! Why a report refuses what is asked.

use crate::actor::Capacity;
use crate::refusal::refusals;

refusals! {
    /// Why a report refuses what is asked.
    pub enum Refusal {
        /// A report is filed once.
        #[error("the report has been filed already")]
        AlreadySubmitted = "already-submitted",
        /// Nothing was filed under this id.
        #[error("there is no such report")]
        NoSuchReport = "no-such-report",
        /// The reporter has been told already.
        #[error("the report has been acknowledged already")]
        AlreadyAcknowledged = "already-acknowledged",
        /// It has to be triaged first.
        #[error("the report has not been triaged")]
        NotTriaged = "not-triaged",
        /// What it is filed under is settled once a unit has it.
        #[error("the report has been assigned already")]
        AlreadyAssigned = "already-assigned",
        /// No unit has it yet.
        #[error("the report has not been assigned")]
        NotAssigned = "not-assigned",
        /// The unit belongs to the institution complained of.
        #[error("the unit belongs to the institution complained of")]
        UnitBelongsToAccused = "unit-belongs-to-accused",
        /// Another unit has it.
        #[error("the report is with another unit")]
        NotYourUnit = "not-your-unit",
        /// Another investigator has it.
        #[error("the report is another investigator's case")]
        NotYourCase = "not-your-case",
        /// Whoever asks has stepped aside from this case.
        #[error("whoever asks has recused themselves from the case")]
        Recused = "recused",
        /// The investigator has stepped aside from this case.
        #[error("the investigator has recused themselves from the case")]
        InvestigatorRecused = "investigator-recused",
        /// The reporter gave neither a name nor a way to reach them.
        #[error("the reporter gave neither a name nor a contact")]
        NoIdentity = "no-identity",
        /// The reporter has not answered the last question.
        #[error("a question is still open")]
        QuestionOpen = "question-open",
        /// The reporter was asked nothing, or has answered.
        #[error("no question is open")]
        NoOpenQuestion = "no-open-question",
        /// It has been answered.
        #[error("the report has been resolved")]
        AlreadyResolved = "already-resolved",
        /// There is no answer yet that could be appealed against.
        #[error("the report has not been resolved")]
        NotResolved = "not-resolved",
        /// An appeal is made once; the decision on it is final.
        #[error("an appeal has been made already")]
        AlreadyAppealed = "already-appealed",
        /// Until the appeal is decided, nothing else happens to the case.
        #[error("an appeal waits for a decision")]
        AppealOpen = "appeal-open",
        /// No appeal was made, or it has been decided.
        #[error("no appeal waits for a decision")]
        NoOpenAppeal = "no-open-appeal",
        /// Nobody decides on an appeal against an answer of their own.
        #[error("the appeal is against a resolution of one's own")]
        OwnResolution = "own-resolution",
        /// The reporter took it back.
        #[error("the report has been withdrawn")]
        AlreadyWithdrawn = "already-withdrawn",
        /// The role never reads what reporters write.
        #[error("this role does not read reports")]
        RoleMayNotRead = "role-may-not-read",
        /// Others do this.
        #[error("this is for others to do")]
        WrongRole {
            /// Who may.
            needed: &'static [Capacity],
        } = "wrong-role",
        /// A named report needs a name.
        #[error("a named report says who files it")]
        IdentityMissing = "identity-missing",
        /// An anonymous report carries no name.
        #[error("an anonymous report does not say who files it")]
        IdentityOnAnonymous = "identity-on-anonymous",
        /// An anonymous report carries no address.
        #[error("an anonymous report does not say how to reach whoever files it")]
        ContactOnAnonymous = "contact-on-anonymous",
        /// Somebody else was quicker.
        #[error("the report has changed since the page was made")]
        ChangedSince {
            /// The revision there is now.
            revision: u64,
        } = "changed-since",
    }
}
