//! Who may do what in which state, as one table: the rules once more, from the outside.

use super::dsl::*;
use super::*;
use crate::ids::StaffId;
use crate::report::{ActionKind, Status};

/// The actions `by` may take, in the order of [`ActionKind::ALL`].
fn allowed(events: Vec<ReportEvent>, by: &By) -> Vec<&'static str> {
    let report = given(events).0;
    // [`investigator`] resolved every report below that is.
    let resolver = id(2);
    let actions = report.allowed_actions(by, Some(&resolver)).into_iter();
    actions
        .filter(|(_, answer)| answer.is_ok())
        .map(|(kind, _)| kind.code())
        .collect()
}

fn stages() -> [(&'static str, Vec<ReportEvent>); 13] {
    let mine: Option<StaffId> = Some(id(2));
    [
        ("nothing", vec![]),
        ("received", vec![submitted()]),
        ("acknowledged", vec![submitted(), acknowledged()]),
        ("triaged", triaged_report()),
        ("in the queue", assigned_report(None)),
        ("assigned", assigned_report(mine.clone())),
        (
            "investigating",
            with(assigned_report(mine.clone()), [investigated()]),
        ),
        ("awaiting", with(assigned_report(mine.clone()), [asked()])),
        (
            "resolved",
            with(assigned_report(mine.clone()), [resolved()]),
        ),
        ("appealed", appealed_report()),
        ("reopened", with(appealed_report(), [reopened()])),
        ("dismissed", with(appealed_report(), [dismissed()])),
        ("withdrawn", with(assigned_report(mine), [withdrawn()])),
    ]
}

#[track_caller]
fn may(by: &By, table: [(&str, &[&str]); 13]) {
    for ((stage, events), (row, expected)) in stages().into_iter().zip(table) {
        assert_eq!(stage, row);
        assert_eq!(allowed(events, by), expected, "{by:?} at {stage}");
    }
}

const CLOSED: &[&str] = &[];
const HANDLE: &[&str] = &["recuse", "investigate", "ask-question", "resolve", "open"];
const HANDLE_WAITING: &[&str] = &["recuse", "investigate", "resolve", "open"];

#[test]
fn reporter() {
    may(
        &By::Reporter,
        [
            ("nothing", &["submit"]),
            ("received", &["withdraw"]),
            ("acknowledged", &["withdraw"]),
            ("triaged", &["withdraw"]),
            ("in the queue", &["withdraw"]),
            ("assigned", &["withdraw"]),
            ("investigating", &["withdraw"]),
            ("awaiting", &["answer", "withdraw"]),
            ("resolved", &["appeal"]),
            ("appealed", CLOSED),
            ("reopened", &["withdraw"]),
            ("dismissed", CLOSED),
            ("withdrawn", CLOSED),
        ],
    );
}

#[test]
fn those_of_intake() {
    may(
        &intake(),
        [
            ("nothing", &[]),
            ("received", &["acknowledge", "triage", "open"]),
            ("acknowledged", &["triage", "open"]),
            ("triaged", &["triage", "assign", "open"]),
            ("in the queue", &[]),
            ("assigned", &[]),
            ("investigating", &[]),
            ("awaiting", &[]),
            ("resolved", CLOSED),
            ("appealed", &[]),
            ("reopened", &[]),
            ("dismissed", CLOSED),
            ("withdrawn", CLOSED),
        ],
    );
}

#[test]
fn the_investigator() {
    may(
        &investigator(),
        [
            ("nothing", &[]),
            ("received", &[]),
            ("acknowledged", &[]),
            ("triaged", &[]),
            ("in the queue", HANDLE),
            ("assigned", HANDLE),
            ("investigating", HANDLE),
            ("awaiting", HANDLE_WAITING),
            ("resolved", &["open"]),
            ("appealed", &["open"]),
            ("reopened", HANDLE),
            ("dismissed", &["open"]),
            ("withdrawn", &["open"]),
        ],
    );
}

#[test]
fn another_investigator_of_the_unit() {
    may(
        &colleague(),
        [
            ("nothing", &[]),
            ("received", &[]),
            ("acknowledged", &[]),
            ("triaged", &[]),
            ("in the queue", HANDLE),
            ("assigned", &["open"]),
            ("investigating", &["open"]),
            ("awaiting", &["open"]),
            ("resolved", &["open"]),
            ("appealed", &["open"]),
            ("reopened", &["open"]),
            ("dismissed", &["open"]),
            ("withdrawn", &["open"]),
        ],
    );
}

#[test]
fn the_supervisor() {
    const LEAD: &[&str] = &["assign", "investigate", "ask-question", "resolve", "open"];
    may(
        &supervisor(),
        [
            ("nothing", &[]),
            ("received", &["acknowledge", "triage", "open"]),
            ("acknowledged", &["triage", "open"]),
            ("triaged", &["triage", "assign", "open"]),
            ("in the queue", LEAD),
            ("assigned", LEAD),
            ("investigating", LEAD),
            ("awaiting", &["assign", "investigate", "resolve", "open"]),
            ("resolved", &["open"]),
            ("appealed", &["reopen", "dismiss-appeal", "open"]),
            ("reopened", LEAD),
            ("dismissed", &["open"]),
            ("withdrawn", &["open"]),
        ],
    );
}

#[test]
fn a_supervisor_of_another_unit() {
    may(
        &strange_supervisor(),
        [
            ("nothing", &[]),
            ("received", &["acknowledge", "triage", "open"]),
            ("acknowledged", &["triage", "open"]),
            ("triaged", &["triage", "assign", "open"]),
            ("in the queue", &[]),
            ("assigned", &[]),
            ("investigating", &[]),
            ("awaiting", &[]),
            ("resolved", CLOSED),
            ("appealed", &[]),
            ("reopened", &[]),
            ("dismissed", CLOSED),
            ("withdrawn", CLOSED),
        ],
    );
}

#[test]
fn nobody_else_does_anything_but_the_system_acknowledging() {
    for (stage, events) in stages() {
        for by in [stranger(), auditor(), publisher(), administrator()] {
            assert!(allowed(events.clone(), &by).is_empty(), "{by:?} at {stage}");
        }
        let by_system = if stage == "received" {
            vec!["acknowledge"]
        } else {
            vec![]
        };
        assert_eq!(allowed(events, &By::System), by_system, "{stage}");
    }
}

#[test]
fn every_status_is_in_the_tables() {
    let reached: Vec<_> = stages()
        .into_iter()
        .filter_map(|(_, events)| given(events).0.status())
        .collect();
    for status in Status::ALL {
        assert!(reached.contains(status), "{status}");
    }
}

#[test]
fn a_page_says_why_it_does_not_offer_an_action() {
    let report = given(assigned_report(Some(id(2)))).0;
    let answers = report.allowed_actions(&colleague(), None);
    assert_eq!(answers.len(), ActionKind::ALL.len());
    assert!(answers.contains(&(ActionKind::Resolve, Err(Refusal::NotYourCase))));
    assert!(answers.contains(&(
        ActionKind::Triage,
        Err(Refusal::WrongRole {
            needed: preconditions::RECEIVERS
        })
    )));
}

#[test]
fn whoever_may_not_act_does_not_hear_that_their_page_is_stale() {
    given(assigned_report(Some(id(2))))
        .when(stranger(), investigate())
        .having_seen(1)
        .refused(Refusal::NotYourUnit);
}
