//! What a member of the staff may do with a case. The domain decides; here it is asked for each of their roles.

use sajam_aggregates::{ActionKind, By, Refusal, Staff};

use super::ACTIONS;
use crate::service::accounts::StaffSession;
use crate::service::action::Action;
use crate::service::{CaseFile, ServiceError};

type Verdict = Result<(), Refusal>;

/// Whether this person may read this report now.
pub fn may_open(session: &StaffSession, case: &CaseFile) -> bool {
    verdict(&asked_in_each_role(session, case), ActionKind::Open).is_some_and(|may| may.is_ok())
}

/// Each action with whether this person may take it now, or why not; empty for somebody without a role.
pub fn verdicts(session: &StaffSession, case: &CaseFile) -> Vec<(&'static Action, Verdict)> {
    let asked = asked_in_each_role(session, case);
    ACTIONS
        .into_iter()
        .filter_map(|action| Some((action, verdict(&asked, action.kind)?)))
        .collect()
}

/// Whoever holds several roles acts in the first one that may do it; if none may, in the first, whose refusal is told.
pub(super) fn authority(
    session: &StaffSession,
    case: &CaseFile,
    kind: ActionKind,
) -> Result<Staff, ServiceError> {
    let capacities = session.capacities();
    let may = |staff: &&Staff| {
        allowed(case, (*staff).clone())
            .iter()
            .any(|(found, verdict)| *found == kind && verdict.is_ok())
    };
    capacities
        .iter()
        .find(may)
        .or(capacities.first())
        .cloned()
        .ok_or(ServiceError::NotFound)
}

fn asked_in_each_role(session: &StaffSession, case: &CaseFile) -> Vec<(ActionKind, Verdict)> {
    session
        .capacities()
        .into_iter()
        .flat_map(|staff| allowed(case, staff))
        .collect()
}

fn allowed(case: &CaseFile, staff: Staff) -> Vec<(ActionKind, Verdict)> {
    case.report
        .allowed_actions(&By::Staff(staff), case.resolver())
}

/// The leave that one of the roles gives, or the first one's refusal.
fn verdict(asked: &[(ActionKind, Verdict)], kind: ActionKind) -> Option<Verdict> {
    let verdicts = || asked.iter().filter(|(found, _)| *found == kind);
    let (_, best) = verdicts()
        .find(|(_, verdict)| verdict.is_ok())
        .or_else(|| verdicts().next())?;
    Some(best.clone())
}
