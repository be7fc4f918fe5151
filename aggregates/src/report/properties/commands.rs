//! Random people, and what they ask.

use proptest::prelude::*;
use proptest::sample::select;

use crate::actor::{By, Staff};
use crate::ids::StaffId;
use crate::report::{
    Acknowledge, Answer, Appeal, AskQuestion, Assign, DismissAppeal, Investigate, Open,
    OpenIdentity, Recuse, Reopen, ReportAction, Resolve, Submit, Triage, Withdraw,
};
use crate::sealed::Sealed;
use crate::vocabulary::{
    Anonymity, Category, Channel, FindingStep, Institution, Language, Outcome, Priority, Province,
    Role,
};

/// Units and the institution each belongs to.
pub(super) const UNITS: &[(&str, Option<&str>)] = &[
    ("north", Some("city")),
    ("south", Some("water")),
    ("court", None),
];

fn sealed() -> impl Strategy<Value = Sealed> {
    "[A-Za-z0-9+/]{4}".prop_map(|text| Sealed::from_base64(text).unwrap())
}

fn maybe_sealed() -> impl Strategy<Value = Option<Sealed>> {
    prop::option::of(sealed())
}

fn institution() -> impl Strategy<Value = Institution> {
    prop_oneof![
        4 => select(vec!["city", "water"]).prop_map(|code| Institution::Listed(code.parse().unwrap())),
        1 => sealed().prop_map(Institution::Described),
        1 => Just(Institution::Unknown),
    ]
}

/// Few people, so that they meet each other's cases.
fn person() -> impl Strategy<Value = StaffId> {
    (0_u8..3).prop_map(|number| StaffId::from_bytes([number; 16]))
}

/// Mostly those who can do something.
fn role() -> impl Strategy<Value = Role> {
    prop_oneof![
        2 => Just(Role::Intake),
        4 => Just(Role::Investigator),
        3 => Just(Role::Supervisor),
        1 => select(Role::ALL),
    ]
}

pub(super) fn by() -> impl Strategy<Value = By> {
    let units = prop::sample::subsequence(vec!["north", "south", "court"], 0..=3);
    let staff = (person(), role(), units).prop_map(|(id, role, units)| {
        let units = units.iter().map(|code| code.parse().unwrap()).collect();
        By::Staff(Staff { id, role, units })
    });
    prop_oneof![4 => Just(By::Reporter), 1 => Just(By::System), 10 => staff]
}

fn submit() -> impl Strategy<Value = ReportAction> {
    let filed_under = (select(Category::ALL), select(Province::ALL), institution());
    let how = (
        select(Channel::ALL),
        select(Language::ALL),
        select(Anonymity::ALL),
    );
    let written = (sealed(), maybe_sealed(), maybe_sealed(), maybe_sealed());
    let who = (maybe_sealed(), maybe_sealed());
    (filed_under, how, written, who).prop_map(
        |(
            (category, province, institution),
            (channel, language, anonymity),
            (narrative, subject, place, occurred),
            (identity, contact),
        )| {
            Submit {
                category,
                province,
                institution,
                channel,
                language,
                anonymity,
                narrative,
                subject,
                place,
                occurred,
                identity,
                contact,
            }
            .into()
        },
    )
}

pub(super) fn action() -> impl Strategy<Value = ReportAction> {
    let triage = (
        select(Category::ALL),
        select(Province::ALL),
        institution(),
        select(Priority::ALL),
    )
        .prop_map(|(category, province, institution, priority)| {
            Triage {
                category,
                province,
                institution,
                priority,
            }
            .into()
        });
    let assign =
        (select(UNITS), prop::option::of(person())).prop_map(|((unit, owner), investigator)| {
            Assign {
                unit: unit.parse().unwrap(),
                unit_institution: owner.map(|code| code.parse().unwrap()),
                investigator,
            }
            .into()
        });
    prop_oneof![
        2 => submit(),
        1 => Just(Acknowledge.into()),
        4 => triage,
        6 => assign,
        6 => (select(FindingStep::ALL), sealed())
            .prop_map(|(step, note)| Investigate { step, note }.into()),
        6 => sealed().prop_map(|reason| OpenIdentity { reason }.into()),
        11 => sealed().prop_map(|conflict| Recuse { conflict }.into()),
        8 => sealed().prop_map(|message| AskQuestion { message }.into()),
        8 => sealed().prop_map(|message| Answer { message }.into()),
        2 => (select(Outcome::ALL), sealed(), maybe_sealed()).prop_map(
            |(outcome, explanation, reasons)| Resolve { outcome, explanation, reasons }.into()
        ),
        6 => sealed().prop_map(|grounds| Appeal { grounds }.into()),
        // Whose answer it was is filled in from the history that there is by then.
        8 => sealed().prop_map(|explanation| Reopen { explanation, resolver: None }.into()),
        8 => sealed().prop_map(|explanation| DismissAppeal { explanation, resolver: None }.into()),
        1 => maybe_sealed().prop_map(|reason| Withdraw { reason }.into()),
        8 => Just(Open.into()),
    ]
}

/// How many events behind the asker's page is, if it says.
pub(super) type Stale = Option<u64>;

/// The straight road to the decision on an appeal, by those who may: chance alone seldom comes that far.
fn road() -> impl Strategy<Value = Vec<(By, ReportAction, Stale)>> {
    let to_triage = (submit(), select(Category::ALL), select(Province::ALL));
    let onwards = (prop::option::of(person()), person(), sealed(), sealed());
    // About a third of these are by whoever resolved it.
    let decision = (person(), any::<bool>(), sealed());
    (to_triage, onwards, decision).prop_map(
        |(
            (submit, category, province),
            (investigator, resolver, explanation, grounds),
            (decider, is_accepted, why),
        )| {
            let staff = |role, id| {
                let units = vec!["court".parse().unwrap()];
                By::Staff(Staff { id, role, units })
            };
            let triage = Triage {
                category,
                province,
                institution: Institution::Unknown,
                priority: Priority::Normal,
            }
            .into();
            let assign = Assign {
                unit: "court".parse().unwrap(),
                unit_institution: None,
                investigator,
            }
            .into();
            let resolve = Resolve {
                outcome: Outcome::Referred,
                explanation,
                reasons: None,
            }
            .into();
            let decide = if is_accepted {
                Reopen {
                    explanation: why,
                    resolver: None,
                }
                .into()
            } else {
                DismissAppeal {
                    explanation: why,
                    resolver: None,
                }
                .into()
            };
            let intake = StaffId::from_bytes([0; 16]);
            vec![
                (By::Reporter, submit, None),
                (By::System, Acknowledge.into(), None),
                (staff(Role::Intake, intake.clone()), triage, None),
                (staff(Role::Intake, intake), assign, None),
                (staff(Role::Supervisor, resolver), resolve, None),
                (By::Reporter, Appeal { grounds }.into(), None),
                (staff(Role::Supervisor, decider), decide, None),
            ]
        },
    )
}

/// Some way down the road, and from there whatever comes.
pub(super) fn asked() -> impl Strategy<Value = Vec<(By, ReportAction, Stale)>> {
    let stale = prop_oneof![3 => Just(None), 3 => Just(Some(0)), 1 => Just(Some(1))];
    let whatever = prop::collection::vec((by(), action(), stale), 0..120);
    (
        road(),
        prop_oneof![1 => Just(1), 2 => 2..=7_usize],
        whatever,
    )
        .prop_map(|(mut commands, steps, rest)| {
            commands.truncate(steps);
            commands.extend(rest);
            commands
        })
}
