//! Random people ask random things of a report. Whatever they are granted has to be a history that could have
//! happened.

mod commands;
mod rules;

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, DomainEvent};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::*;
use crate::event::StoredEvent;
use commands::{Stale, action, asked, by};
use rules::could_have_happened;

/// What was granted, and to whom.
type History = Vec<(By, ReportEvent)>;

fn happen(commands: Vec<(By, ReportAction, Stale)>) -> Result<(Report, History), TestCaseError> {
    let mut report = Report::default();
    let mut history = vec![];
    for (by, action, stale) in commands {
        let resolver = resolver(&history);
        let action = knowing(action, resolver.as_ref());
        let kind = action.kind();
        let seen = stale.map(|behind| report.revision().saturating_sub(behind));
        let is_stale = seen.is_some_and(|seen| seen != report.revision());
        let offered = report
            .allowed_actions(&by, resolver.as_ref())
            .into_iter()
            .find(|(offered, _)| *offered == kind);
        let Some((_, offered)) = offered else {
            return Err(TestCaseError::fail("not listed"));
        };
        match decide(
            &report,
            ReportCommand {
                by: by.clone(),
                seen,
                action,
            },
        ) {
            Ok(events) => {
                prop_assert_eq!(offered, Ok(()), "done but not offered");
                prop_assert!(!is_stale, "decided on a stale page");
                for event in events {
                    let (before, revision) = (report.events(), report.revision());
                    report.apply(event.clone());
                    prop_assert_eq!(report.events(), before + 1);
                    prop_assert!(report.revision() >= revision);
                    history.push((by.clone(), event));
                }
            }
            Err(refusal) => match offered {
                Err(said) => prop_assert_eq!(said, refusal, "the page explained it otherwise"),
                Ok(()) => {
                    let for_what_it_carries = match refusal {
                        Refusal::ChangedSince { .. } => is_stale,
                        Refusal::UnitBelongsToAccused | Refusal::InvestigatorRecused => {
                            kind == ActionKind::Assign
                        }
                        Refusal::IdentityMissing
                        | Refusal::IdentityOnAnonymous
                        | Refusal::ContactOnAnonymous => kind == ActionKind::Submit,
                        _ => false,
                    };
                    prop_assert!(for_what_it_carries, "offered and refused");
                }
            },
        }
    }
    Ok((report, history))
}

/// Who resolved the report, by the history.
fn resolver(history: &History) -> Option<StaffId> {
    let resolution = |(by, event): &(By, ReportEvent)| match (by, event) {
        (By::Staff(staff), ReportEvent::Resolved(_)) => Some(staff.id.clone()),
        _ => None,
    };
    history.iter().rev().find_map(resolution)
}

/// A command as its caller sends it, who has read the history.
fn knowing(action: ReportAction, known: Option<&StaffId>) -> ReportAction {
    match action {
        ReportAction::Reopen(mut reopen) => {
            reopen.resolver = known.cloned();
            reopen.into()
        }
        ReportAction::DismissAppeal(mut dismiss) => {
            dismiss.resolver = known.cloned();
            dismiss.into()
        }
        other => other,
    }
}

/// What the history format asks of a value: ASCII keys, whole numbers within 2^53 − 1, no U+0000.
fn is_hashable(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) => true,
        Value::Number(number) => number.as_i64().is_some_and(|n| n.unsigned_abs() < 1 << 53),
        Value::String(text) => !text.contains('\0'),
        Value::Array(values) => values.iter().all(is_hashable),
        Value::Object(fields) => fields
            .iter()
            .all(|(key, value)| key.is_ascii() && is_hashable(value)),
    }
}

/// The value of a future that waits for nothing.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the domain waits for nothing"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_is_granted_could_have_happened(commands in asked()) {
        let (report, history) = happen(commands)?;
        could_have_happened(&history)?;

        let mut folded = Report::default();
        for (_, event) in &history {
            let payload = event.payload();
            prop_assert!(payload.is_object() && is_hashable(&payload));
            let back = ReportEvent::from_parts(&event.event_type(), &event.event_version(), payload);
            prop_assert_eq!(&back.unwrap(), event);
            folded.apply(event.clone());
        }
        prop_assert_eq!(&folded, &report, "folding from the start gives the same state");
        let changes = history.iter().rposition(|(_, event)| !matches!(event, ReportEvent::Opened(_)));
        prop_assert_eq!(report.revision(), changes.map_or(0, |last| last as u64 + 1));
        prop_assert_eq!(
            report.open_question().is_some(),
            report.status() == Some(Status::AwaitingReporter)
        );

        let snapshot = serde_json::to_string(&report).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Report>(&snapshot).unwrap(), &report);
    }

    #[test]
    fn the_framework_gets_what_was_decided(commands in asked(), last in (by(), action())) {
        let (mut report, history) = happen(commands)?;
        let action = knowing(last.1, resolver(&history).as_ref());
        let command = ReportCommand { by: last.0, seen: None, action };
        let decided = decide(&report, command.clone());
        let (mut expected, sink) = (report.clone(), EventSink::default());
        let handled = ready(report.handle(command, &(), &sink));
        let written = ready(sink.collect());
        match decided {
            Ok(events) => {
                prop_assert_eq!(handled, Ok(()));
                prop_assert_eq!(&written, &events);
                events.into_iter().for_each(|event| expected.apply(event));
            }
            Err(refusal) => {
                prop_assert_eq!(handled, Err(refusal));
                prop_assert!(written.is_empty());
            }
        }
        prop_assert_eq!(report, expected);
    }
}

/// The properties above would say nothing if nobody ever got anywhere.
#[test]
fn random_commands_reach_every_status_and_cause_every_event() {
    let mut runner = TestRunner::deterministic();
    let (mut statuses, mut names) = (BTreeMap::new(), BTreeMap::new());
    for _ in 0..500 {
        let commands = asked().new_tree(&mut runner).unwrap().current();
        let (_, history) = happen(commands).unwrap();
        let mut report = Report::default();
        for (_, event) in history {
            *names.entry(event.name()).or_insert(0) += 1;
            report.apply(event);
            *statuses.entry(report.status()).or_insert(0) += 1;
        }
    }
    assert_eq!(statuses.len(), Status::ALL.len(), "{statuses:?}");
    assert_eq!(names.len(), ReportEvent::TYPES.len(), "{names:?}");
    for (name, times) in names {
        assert!(times >= 20, "{name} happened only {times} times");
    }
}
