use cqrs_es::DomainEvent as _;
use serde_json::json;

use super::*;
use crate::actor::Staff;
use crate::event::StoredEvent as _;
use crate::ids::StaffId;
use crate::vocabulary::Role;

fn staff(role: Role) -> By {
    By::Staff(Staff {
        id: StaffId::from_bytes([1; 16]),
        role,
        units: vec![],
    })
}

fn file(name: &str, bytes: u64) -> ReleaseFile {
    ReleaseFile {
        name: name.parse().unwrap(),
        sha256: "a1".repeat(32).parse().unwrap(),
        bytes,
    }
}

fn publish(by: By, files: Vec<ReleaseFile>) -> ReleaseCommand {
    ReleaseCommand::Publish {
        by,
        family: "week-stage".parse().unwrap(),
        period: "1405-w31".parse().unwrap(),
        files,
        epsilon_milli: 500,
    }
}

fn published() -> ReleaseEvent {
    Published {
        family: "week-stage".parse().unwrap(),
        period: "1405-w31".parse().unwrap(),
        files: vec![file("table.csv", 1_024)],
        epsilon_milli: 500,
    }
    .into()
}

fn release() -> Release {
    let mut release = Release::default();
    release.apply(published());
    release
}

#[test]
fn a_publisher_or_the_job_publishes() {
    for by in [staff(Role::Publisher), By::System] {
        let command = publish(by, vec![file("table.csv", 1_024)]);
        assert_eq!(decide(&Release::default(), command), Ok(vec![published()]));
    }
}

#[test]
fn nobody_else_does() {
    let others = Role::ALL.iter().filter(|role| **role != Role::Publisher);
    for by in others.map(|role| staff(*role)).chain([By::Reporter]) {
        let answer = decide(&Release::default(), publish(by, vec![file("table.csv", 1)]));
        assert!(matches!(answer, Err(ReleaseRefusal::WrongRole { .. })));
    }
}

#[test]
fn once_and_never_again() {
    let command = publish(By::System, vec![file("other.csv", 1)]);
    assert_eq!(
        decide(&release(), command),
        Err(ReleaseRefusal::AlreadyPublished)
    );
}

#[test]
fn with_files_that_can_be_told_apart_and_written_down() {
    let answer = |files| decide(&Release::default(), publish(By::System, files));
    assert_eq!(answer(vec![]), Err(ReleaseRefusal::NoFiles));
    assert_eq!(
        answer(vec![file("a.csv", 1), file("b.csv", 1), file("a.csv", 2)]),
        Err(ReleaseRefusal::DuplicateFile {
            name: "a.csv".parse().unwrap()
        })
    );
    assert!(answer(vec![file("a.csv", MAX_FILE_BYTES)]).is_ok());
    assert_eq!(
        answer(vec![file("a.csv", MAX_FILE_BYTES + 1)]),
        Err(ReleaseRefusal::FileTooLarge {
            name: "a.csv".parse().unwrap()
        })
    );
}

#[test]
fn the_payload_is_exactly_this() {
    let payload = json!({
        "epsilon_milli": 500,
        "family": "week-stage",
        "files": [{"bytes": 1_024, "name": "table.csv", "sha256": "a1".repeat(32)}],
        "period": "1405-w31",
    });
    let event = published();
    assert_eq!(
        (event.event_type().as_str(), event.event_version().as_str()),
        ("Published", "1")
    );
    assert_eq!(event.payload(), payload);
    assert_eq!(
        ReleaseEvent::from_parts("Published", "1", payload).unwrap(),
        event
    );
    assert_eq!(ReleaseEvent::TYPES, ["Published", "Corrected"]);
}

#[test]
fn a_snapshot_comes_back() {
    let json = serde_json::to_string(&release()).unwrap();
    let back: Release = serde_json::from_str(&json).unwrap();
    assert_eq!(back, release());
    assert_eq!(
        back.published().map(|published| published.epsilon_milli),
        Some(500)
    );
}

#[test]
fn file_names_are_safe_in_addresses_and_folders() {
    for right in ["table.csv", "1405-W31_national.json", "a"] {
        assert_eq!(right.parse::<FileName>().unwrap().as_str(), right);
    }
    for wrong in [
        "",
        ".",
        "..",
        ".htaccess",
        "a/b",
        "a b",
        "جدول.csv",
        &"x".repeat(129),
    ] {
        assert_eq!(wrong.parse::<FileName>(), Err(InvalidFileName), "{wrong}");
    }
    assert_eq!("A1".repeat(32).parse::<Sha256Hex>(), Err(InvalidSha256));
    assert_eq!("a1".repeat(31).parse::<Sha256Hex>(), Err(InvalidSha256));
}

fn notice() -> Notice {
    Notice {
        en: "One province was counted twice.".parse().unwrap(),
        fa: "یک استان دو بار شمرده شد.".parse().unwrap(),
    }
}

fn correct(by: By, replacement: Option<&str>) -> ReleaseCommand {
    ReleaseCommand::Correct {
        by,
        reason: notice(),
        replacement: replacement.map(|id| id.parse().unwrap()),
    }
}

#[test]
fn figures_are_withdrawn_and_then_replaced_but_not_twice() {
    let mut release = release();
    for replacement in [None, Some("week-stage-1405-08-02-r2")] {
        let events = decide(&release, correct(By::System, replacement)).unwrap();
        let [event] = events.as_slice() else {
            panic!("one event")
        };
        assert_eq!(event.event_type(), "Corrected");
        release.apply(event.clone());
        assert_eq!(
            decide(&release, correct(By::System, None)),
            Err(ReleaseRefusal::AlreadyReplaced)
        );
    }
    assert_eq!(release.corrections().len(), 2);
    assert_eq!(
        decide(
            &release,
            correct(By::System, Some("week-stage-1405-08-02-r3"))
        ),
        Err(ReleaseRefusal::AlreadyReplaced)
    );
}

#[test]
fn only_what_was_published_is_corrected_and_only_by_those_who_publish() {
    assert_eq!(
        decide(&Release::default(), correct(By::System, None)),
        Err(ReleaseRefusal::NotPublished)
    );
    for role in Role::ALL.iter().filter(|role| **role != Role::Publisher) {
        let answer = decide(&release(), correct(staff(*role), None));
        assert!(matches!(answer, Err(ReleaseRefusal::WrongRole { .. })));
    }
    assert!(decide(&release(), correct(staff(Role::Publisher), None)).is_ok());
}

#[test]
fn a_correction_has_the_documented_shape() {
    let event = &decide(
        &release(),
        correct(By::System, Some("week-stage-1405-08-02-r2")),
    )
    .unwrap()[0];
    assert_eq!(
        event.payload(),
        json!({
            "reason": {"en": "One province was counted twice.", "fa": "یک استان دو بار شمرده شد."},
            "replacement": "week-stage-1405-08-02-r2",
        })
    );
    for wrong in ["", " x", "a\u{0}"] {
        assert!(wrong.parse::<NoticeText>().is_err(), "{wrong:?}");
    }
}
