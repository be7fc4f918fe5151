//! A staff member reads the sealed content. Reading is part of the history: once for each reader and each
//! change of what there is to read, also after the report was closed.

use super::{Asker, Decision, preconditions};
use crate::actor::{By, Capacity};
use crate::report::event::Opened;
use crate::report::{Refusal, Report, ReportEvent};
use crate::vocabulary::Role;

const READERS: &[Capacity] = &[
    Capacity::Staff(Role::Intake),
    Capacity::Staff(Role::Investigator),
    Capacity::Staff(Role::Supervisor),
];

/// Read the sealed content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open;

impl Decision for Open {
    fn permit(report: &Report, asker: Asker<'_>) -> Result<(), Refusal> {
        let case = preconditions::filed(report)?;
        let staff = match asker.by {
            By::Staff(staff) => staff,
            By::Reporter | By::System => return Err(Refusal::WrongRole { needed: READERS }),
        };
        match (staff.role, &case.unit) {
            (Role::Auditor | Role::Publisher | Role::Administrator, _) => {
                Err(Refusal::RoleMayNotRead)
            }
            (Role::Intake | Role::Supervisor, None) => Ok(()),
            // Once a unit has it, it is no longer intake's to read.
            (Role::Intake, Some(_)) => Err(Refusal::WrongRole {
                needed: preconditions::HANDLERS,
            }),
            (Role::Investigator | Role::Supervisor, _) => preconditions::of_the_unit(case, staff),
        }
    }

    fn decide(self, report: &Report, by: &By) -> Result<Vec<ReportEvent>, Refusal> {
        let case = preconditions::filed(report)?;
        let reader = &preconditions::staff_as(by, READERS)?.id;
        let has_read_all = case
            .opened
            .get(reader)
            .is_some_and(|&opened| opened > case.sealed_at);
        Ok(if has_read_all {
            vec![]
        } else {
            vec![
                Opened {
                    reader: reader.clone(),
                }
                .into(),
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::dsl::*;
    use super::*;
    use crate::report::Withdrawn;
    use crate::vocabulary::Institution;

    fn opened(number: u8) -> ReportEvent {
        Opened { reader: id(number) }.into()
    }

    #[test]
    fn those_who_receive_reports_read_them_until_a_unit_has_them() {
        for events in [vec![submitted()], triaged_report()] {
            given(events.clone()).when(intake(), Open).then([opened(1)]);
            given(events.clone())
                .when(supervisor(), Open)
                .then([opened(5)]);
            given(events.clone())
                .when(strange_supervisor(), Open)
                .then([opened(6)]);
            given(events)
                .when(investigator(), Open)
                .refused(Refusal::NotAssigned);
        }
        given(assigned_report(None))
            .when(intake(), Open)
            .refused(Refusal::WrongRole {
                needed: preconditions::HANDLERS,
            });
    }

    #[test]
    fn then_the_unit_and_its_supervisor_do() {
        given(assigned_report(Some(id(2))))
            .when(investigator(), Open)
            .then([opened(2)]);
        given(assigned_report(Some(id(2))))
            .when(colleague(), Open)
            .then([opened(3)]);
        given(assigned_report(Some(id(2))))
            .when(supervisor(), Open)
            .then([opened(5)]);
        for by in [stranger(), strange_supervisor()] {
            given(assigned_report(Some(id(2))))
                .when(by, Open)
                .refused(Refusal::NotYourUnit);
        }
    }

    #[test]
    fn auditors_publishers_and_administrators_never_do() {
        for by in [auditor(), publisher(), administrator()] {
            for events in [vec![submitted()], assigned_report(None)] {
                given(events)
                    .when(by.clone(), Open)
                    .refused(Refusal::RoleMayNotRead);
            }
        }
    }

    #[test]
    fn it_is_an_act_of_staff() {
        for by in [By::Reporter, By::System] {
            given([submitted()])
                .when(by, Open)
                .refused(Refusal::WrongRole { needed: READERS });
        }
        given([])
            .when(supervisor(), Open)
            .refused(Refusal::NoSuchReport);
    }

    #[test]
    fn it_is_recorded_once_until_there_is_more_to_read() {
        let read = with(assigned_report(Some(id(2))), [opened(2)]);
        given(read.clone()).when(investigator(), Open).then([]);
        given(read.clone())
            .when(supervisor(), Open)
            .then([opened(5)]);
        for more in [investigated(), asked(), resolved()] {
            given(with(read.clone(), [more]))
                .when(investigator(), Open)
                .then([opened(2)]);
        }
        let read = with(appealed_report(), [opened(2)]);
        for more in [vec![reopened()], vec![dismissed()]] {
            given(with(read.clone(), more))
                .when(investigator(), Open)
                .then([opened(2)]);
        }
        let closed = with(assigned_report(Some(id(2))), [resolved(), opened(2)]);
        given(closed.clone()).when(investigator(), Open).then([]);
        given(with(closed, [appealed()]))
            .when(investigator(), Open)
            .then([opened(2)]);
        let read = with(assigned_report(Some(id(2))), [opened(2)]);
        let handed_on = with(read, [assigned("tehran", Some(id(3)))]);
        given(handed_on).when(investigator(), Open).then([]);
    }

    #[test]
    fn a_described_institution_is_something_to_read() {
        let read = [submitted(), opened(1), acknowledged()];
        given(read.clone()).when(intake(), Open).then([]);
        given(with(read.to_vec(), [triaged(Institution::Unknown)]))
            .when(intake(), Open)
            .then([]);
        given(with(
            read.to_vec(),
            [triaged(Institution::Described(sealed("body")))],
        ))
        .when(intake(), Open)
        .then([opened(1)]);
    }

    #[test]
    fn also_after_the_report_was_closed() {
        given(with(assigned_report(None), [resolved()]))
            .when(supervisor(), Open)
            .then([opened(5)]);
        given([submitted(), withdrawn()])
            .when(intake(), Open)
            .then([opened(1)]);
    }

    #[test]
    fn the_reason_of_a_withdrawal_is_something_to_read() {
        let read = [submitted(), opened(1)];
        given(with(read.to_vec(), [withdrawn()]))
            .when(intake(), Open)
            .then([]);
        let reason = Some(sealed("reason"));
        given(with(read.to_vec(), [Withdrawn { reason }.into()]))
            .when(intake(), Open)
            .then([opened(1)]);
    }

    #[test]
    fn it_makes_nobodys_page_stale() {
        let read = with(assigned_report(Some(id(2))), [opened(5)]);
        given(read)
            .when(investigator(), investigate())
            .having_seen(4)
            .then([investigated()]);
    }
}
