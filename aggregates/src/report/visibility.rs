//! Who sees what of a report's history: one row for each event and for each field that holds what a person wrote.
//!
//! Pages, API, feeds and bundles ask here and decide nothing by themselves. What an event settled in codes (a category,
//! an outcome) follows the event's row. Who acted stands in an event's context, which only [`Audience::sees_actors`].

use super::{ReportEvent, SealedField};

/// For whom a history is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Whoever filed it, and has its number.
    Reporter,
    /// Staff who may open the case.
    Staff,
    /// Who verifies how it was handled.
    Auditor,
    /// Everybody: the published log, the statistics, the status feed.
    Public,
}

impl Audience {
    /// Every one, in the order of the tables' columns.
    pub const ALL: &'static [Self] = &[Self::Reporter, Self::Staff, Self::Auditor, Self::Public];

    /// Whether it learns who acted.
    #[must_use]
    pub fn sees_actors(self) -> bool {
        match self {
            Self::Staff | Self::Auditor => true,
            Self::Reporter | Self::Public => false,
        }
    }
}

/// How much of an event an audience sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventVisibility {
    /// Not even that it happened.
    Hidden,
    /// That it happened, and when.
    Occurrence,
    /// That, and its payload if nothing in it is sealed.
    UnsealedPayload,
    /// That, and its payload as it is stored.
    Payload,
}

/// Whether an audience reads what a person wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextVisibility {
    /// It does not; ciphertext may be part of a payload it sees.
    Sealed,
    /// It reads the words in a step of its own, which is recorded each time.
    OnRecord,
    /// It reads the words.
    Opened,
}

use EventVisibility::{Hidden, Occurrence, Payload, UnsealedPayload};
use TextVisibility::{OnRecord, Opened, Sealed};

/// What each audience sees of an event.
#[rustfmt::skip]
fn event_row(event: &ReportEvent) -> [EventVisibility; 4] {
    match event {
        //                                    reporter    staff    auditor          public
        ReportEvent::Submitted(_)        => [Payload,    Payload, UnsealedPayload, Hidden],
        ReportEvent::Acknowledged(_)     => [Payload,    Payload, UnsealedPayload, Hidden],
        ReportEvent::Triaged(_)          => [Occurrence, Payload, UnsealedPayload, Hidden],
        ReportEvent::Assigned(_)         => [Occurrence, Payload, UnsealedPayload, Hidden],
        ReportEvent::Recused(_)          => [Occurrence, Payload, UnsealedPayload, Hidden],
        ReportEvent::Investigated(_)     => [Occurrence, Payload, UnsealedPayload, Hidden],
        ReportEvent::QuestionAsked(_)    => [Payload,    Payload, UnsealedPayload, Hidden],
        ReportEvent::ReporterAnswered(_) => [Payload,    Payload, UnsealedPayload, Hidden],
        ReportEvent::Resolved(_)         => [Payload,    Payload, UnsealedPayload, Hidden],
        ReportEvent::Appealed(_)         => [Payload,    Payload, UnsealedPayload, Hidden],
        ReportEvent::Reopened(_)         => [Payload,    Payload, UnsealedPayload, Hidden],
        ReportEvent::AppealDismissed(_)  => [Payload,    Payload, UnsealedPayload, Hidden],
        ReportEvent::Withdrawn(_)        => [Payload,    Payload, UnsealedPayload, Hidden],
        // A fact without a name: who looked is for staff and auditors.
        ReportEvent::IdentityOpened(_)   => [Occurrence, Payload, UnsealedPayload, Hidden],
        // A chain has no gaps, so a reporter's bundle holds its header all the same, with its type and time.
        ReportEvent::Opened(_)           => [Hidden,     Payload, UnsealedPayload, Hidden],
    }
}

/// What each audience sees of what a person wrote.
#[rustfmt::skip]
fn text_row(field: SealedField) -> [TextVisibility; 4] {
    match field {
        //                                            reporter staff     auditor public
        SealedField::SubmittedNarrative         => [Opened,  Opened, Sealed, Sealed],
        SealedField::SubmittedSubject           => [Opened,  Opened, Sealed, Sealed],
        SealedField::SubmittedInstitution       => [Opened,  Opened, Sealed, Sealed],
        SealedField::SubmittedPlace             => [Opened,  Opened, Sealed, Sealed],
        SealedField::SubmittedOccurred          => [Opened,  Opened, Sealed, Sealed],
        // Whoever has found the number learns from it who the reporter is no more than anybody else.
        SealedField::SubmittedIdentity          => [Sealed,  OnRecord, Sealed, Sealed],
        SealedField::SubmittedContact           => [Sealed,  OnRecord, Sealed, Sealed],
        SealedField::IdentityOpenedReason       => [Sealed,  Opened, Sealed, Sealed],
        SealedField::TriagedInstitution         => [Sealed,  Opened, Sealed, Sealed],
        SealedField::RecusedConflict            => [Sealed,  Opened, Sealed, Sealed],
        SealedField::InvestigatedNote           => [Sealed,  Opened, Sealed, Sealed],
        SealedField::QuestionAskedMessage       => [Opened,  Opened, Sealed, Sealed],
        SealedField::ReporterAnsweredMessage    => [Opened,  Opened, Sealed, Sealed],
        SealedField::ResolvedExplanation        => [Opened,  Opened, Sealed, Sealed],
        SealedField::ResolvedReasons            => [Sealed,  Opened, Sealed, Sealed],
        SealedField::AppealedGrounds            => [Opened,  Opened, Sealed, Sealed],
        SealedField::ReopenedExplanation        => [Opened,  Opened, Sealed, Sealed],
        SealedField::AppealDismissedExplanation => [Opened,  Opened, Sealed, Sealed],
        SealedField::WithdrawnReason            => [Opened,  Opened, Sealed, Sealed],
    }
}

impl ReportEvent {
    /// How much of it `audience` sees.
    #[must_use]
    pub fn visibility(&self, audience: Audience) -> EventVisibility {
        event_row(self)[audience as usize]
    }

    /// Whether `audience` is told that it happened.
    #[must_use]
    pub fn is_visible_to(&self, audience: Audience) -> bool {
        self.visibility(audience) != Hidden
    }

    /// Whether `audience` gets its payload, sealed content as it is stored.
    #[must_use]
    pub fn discloses_payload_to(&self, audience: Audience) -> bool {
        match self.visibility(audience) {
            Payload => true,
            UnsealedPayload => self.sealed_content().is_empty(),
            Hidden | Occurrence => false,
        }
    }

    /// The sealed content whose words `audience` reads in a step of its own.
    pub fn texts_on_record_for(
        &self,
        audience: Audience,
    ) -> impl Iterator<Item = (SealedField, &crate::sealed::Sealed)> {
        self.sealed_content()
            .into_iter()
            .filter(move |(field, _)| field.visibility(audience) == OnRecord)
    }

    /// The sealed content whose words `audience` reads.
    pub fn texts_for(
        &self,
        audience: Audience,
    ) -> impl Iterator<Item = (SealedField, &crate::sealed::Sealed)> {
        self.sealed_content()
            .into_iter()
            .filter(move |(field, _)| field.visibility(audience) == Opened)
    }
}

impl SealedField {
    /// Whether `audience` reads its words.
    #[must_use]
    pub fn visibility(self, audience: Audience) -> TextVisibility {
        text_row(self)[audience as usize]
    }
}

#[cfg(test)]
mod tests;
