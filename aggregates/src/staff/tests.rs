use cqrs_es::DomainEvent as _;
use serde_json::{Value, json};

use super::*;
use crate::actor::{By, Capacity};
use crate::event::StoredEvent as _;

fn id(number: u8) -> StaffId {
    StaffId::from_bytes([number; 16])
}

fn unit(code: &str) -> UnitCode {
    code.parse().unwrap()
}

fn staff(number: u8, role: Role) -> By {
    By::Staff(Staff {
        id: id(number),
        role,
        units: vec![],
    })
}

/// Staff member 1. The account the tests are about is staff member 2's.
fn administrator() -> By {
    staff(1, Role::Administrator)
}

fn given(events: impl IntoIterator<Item = StaffEvent>) -> StaffMember {
    let mut member = StaffMember::default();
    for event in events {
        member.apply(event);
    }
    member
}

impl StaffMember {
    fn when(&self, by: By, action: StaffAction) -> Result<Vec<StaffEvent>, StaffRefusal> {
        decide(
            self,
            StaffCommand {
                by,
                account: id(2),
                action,
            },
        )
    }
}

fn invited() -> StaffEvent {
    Invited {
        login: "sara".parse().unwrap(),
    }
    .into()
}

fn granted(role: Role, code: Option<&str>) -> StaffEvent {
    RoleGranted {
        role,
        unit: code.map(unit),
    }
    .into()
}

fn revoked(role: Role, code: Option<&str>) -> StaffEvent {
    RoleRevoked {
        role,
        unit: code.map(unit),
    }
    .into()
}

fn suspended() -> StaffEvent {
    Suspended {}.into()
}

fn reinstated() -> StaffEvent {
    Reinstated {}.into()
}

fn invite() -> StaffAction {
    StaffAction::Invite {
        login: "sara".parse().unwrap(),
    }
}

fn grant(role: Role, code: Option<&str>) -> StaffAction {
    StaffAction::GrantRole {
        role,
        unit: code.map(unit),
    }
}

fn revoke(role: Role, code: Option<&str>) -> StaffAction {
    StaffAction::RevokeRole {
        role,
        unit: code.map(unit),
    }
}

#[test]
fn administrators_and_the_system_invite() {
    for by in [administrator(), By::System] {
        assert_eq!(given([]).when(by, invite()), Ok(vec![invited()]));
    }
    assert_eq!(
        given([invited()]).when(administrator(), invite()),
        Err(StaffRefusal::AlreadyInvited)
    );
}

#[test]
fn the_system_makes_the_first_administrator() {
    let role = grant(Role::Administrator, None);
    assert_eq!(
        given([invited()]).when(By::System, role),
        Ok(vec![granted(Role::Administrator, None)])
    );
}

#[test]
fn the_system_takes_nothing_from_anybody() {
    let member = given([invited(), granted(Role::Auditor, None)]);
    for action in [
        revoke(Role::Auditor, None),
        StaffAction::Suspend,
        StaffAction::Reinstate,
    ] {
        assert!(matches!(
            member.when(By::System, action),
            Err(StaffRefusal::WrongRole {
                needed: [Capacity::Staff(Role::Administrator)]
            })
        ));
    }
}

#[test]
fn nobody_else_does_anything() {
    let others = Role::ALL
        .iter()
        .filter(|role| **role != Role::Administrator);
    for by in others.map(|role| staff(3, *role)).chain([By::Reporter]) {
        for action in [
            invite(),
            grant(Role::Auditor, None),
            revoke(Role::Auditor, None),
            StaffAction::Suspend,
            StaffAction::Reinstate,
        ] {
            for member in [given([]), given([invited()])] {
                let answer = member.when(by.clone(), action.clone());
                assert!(
                    matches!(answer, Err(StaffRefusal::WrongRole { .. })),
                    "{by:?} {action:?}"
                );
            }
        }
    }
}

#[test]
fn an_administrator_changes_nothing_about_their_own_account() {
    let own = staff(2, Role::Administrator);
    let member = given([invited(), granted(Role::Administrator, None)]);
    for action in [
        grant(Role::Supervisor, None),
        revoke(Role::Administrator, None),
        StaffAction::Suspend,
        StaffAction::Reinstate,
    ] {
        assert_eq!(
            member.when(own.clone(), action),
            Err(StaffRefusal::OwnAccount)
        );
    }
}

#[test]
fn an_account_has_to_exist() {
    for action in [grant(Role::Auditor, None), StaffAction::Suspend] {
        assert_eq!(
            given([]).when(administrator(), action),
            Err(StaffRefusal::NoSuchAccount)
        );
    }
}

#[test]
fn a_role_is_held_for_each_unit_by_itself() {
    let role = Role::Investigator;
    let member = given([invited(), granted(role, Some("qom"))]);
    assert_eq!(
        member.when(administrator(), grant(role, Some("qom"))),
        Err(StaffRefusal::AlreadyGranted)
    );
    assert_eq!(
        member.when(administrator(), grant(role, Some("yazd"))),
        Ok(vec![granted(role, Some("yazd"))])
    );
    assert_eq!(
        member.when(administrator(), revoke(role, Some("yazd"))),
        Err(StaffRefusal::NotGranted)
    );
    assert_eq!(
        member.when(administrator(), revoke(role, Some("qom"))),
        Ok(vec![revoked(role, Some("qom"))])
    );
}

#[test]
fn an_investigator_has_a_unit() {
    let member = given([invited()]);
    assert_eq!(
        member.when(administrator(), grant(Role::Investigator, None)),
        Err(StaffRefusal::UnitMissing)
    );
    assert_eq!(
        member.when(administrator(), grant(Role::Supervisor, None)),
        Ok(vec![granted(Role::Supervisor, None)])
    );
}

#[test]
fn suspension_and_reinstatement_alternate() {
    let member = given([invited()]);
    assert_eq!(
        member.when(administrator(), StaffAction::Suspend),
        Ok(vec![suspended()])
    );
    assert_eq!(
        member.when(administrator(), StaffAction::Reinstate),
        Err(StaffRefusal::NotSuspended)
    );
    let member = given([invited(), suspended()]);
    assert_eq!(
        member.when(administrator(), StaffAction::Suspend),
        Err(StaffRefusal::AlreadySuspended)
    );
    assert_eq!(
        member.when(administrator(), StaffAction::Reinstate),
        Ok(vec![reinstated()])
    );
}

#[test]
fn a_session_gets_the_units_of_the_role_it_acts_in() {
    let supervisor = granted(Role::Supervisor, Some("qom"));
    let investigator = granted(Role::Investigator, Some("yazd"));
    let member = given([invited(), supervisor.clone(), investigator]);
    let acting = member.acting_as(id(2), Role::Supervisor).unwrap();
    assert_eq!(acting.units, [unit("qom")]);
    assert_eq!(member.acting_as(id(2), Role::Auditor), None);

    // Every unit, and not only the one that is named beside it.
    let member = given([invited(), supervisor, granted(Role::Supervisor, None)]);
    let acting = member.acting_as(id(2), Role::Supervisor).unwrap();
    assert!(acting.units.is_empty() && acting.acts_for(&unit("yazd")));
}

#[test]
fn who_lost_the_last_grant_or_is_suspended_does_not_act_at_all() {
    let grant = granted(Role::Supervisor, Some("qom"));
    let member = given([
        invited(),
        grant.clone(),
        revoked(Role::Supervisor, Some("qom")),
    ]);
    assert_eq!(member.acting_as(id(2), Role::Supervisor), None);
    let member = given([invited(), grant.clone(), suspended()]);
    assert_eq!(member.acting_as(id(2), Role::Supervisor), None);
    assert!(member.is_suspended());
    let member = given([invited(), grant, suspended(), reinstated()]);
    assert!(member.acting_as(id(2), Role::Supervisor).is_some());
}

#[test]
fn payloads_are_exactly_these() {
    let cases: [(StaffEvent, &str, Value); 5] = [
        (invited(), "Invited", json!({"login": "sara"})),
        (
            granted(Role::Supervisor, Some("qom")),
            "RoleGranted",
            json!({"role": "supervisor", "unit": "qom"}),
        ),
        (
            revoked(Role::Auditor, None),
            "RoleRevoked",
            json!({"role": "auditor", "unit": null}),
        ),
        (suspended(), "Suspended", json!({})),
        (reinstated(), "Reinstated", json!({})),
    ];
    assert_eq!(cases.len(), StaffEvent::TYPES.len());
    for (event, name, payload) in cases {
        assert_eq!(
            (event.event_type(), event.event_version()),
            (name.to_owned(), "1".to_owned())
        );
        assert_eq!(event.payload(), payload);
        assert_eq!(StaffEvent::from_parts(name, "1", payload).unwrap(), event);
    }
}

#[test]
fn a_snapshot_comes_back() {
    let member = given([
        invited(),
        granted(Role::Supervisor, Some("qom")),
        suspended(),
    ]);
    let json = serde_json::to_string(&member).unwrap();
    assert_eq!(serde_json::from_str::<StaffMember>(&json).unwrap(), member);
    assert_eq!(member.events(), 3);
    assert_eq!(member.login().map(Login::as_str), Some("sara"));
    assert_eq!(member.grants().count(), 1);
}

#[test]
fn logins_look_like_logins() {
    for right in ["sara", "s.karimi-2", "sara@dadgostari.ir", "0"] {
        assert_eq!(right.parse::<Login>().unwrap().as_str(), right);
    }
    for wrong in ["", "Sara", ".sara", "sara karimi", "سارا", &"x".repeat(65)] {
        assert_eq!(wrong.parse::<Login>(), Err(InvalidLogin), "{wrong}");
    }
}
