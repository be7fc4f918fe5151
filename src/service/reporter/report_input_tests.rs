use super::*;
use crate::service::input::without_invisible;

fn good() -> ReportInput<'static> {
    ReportInput {
        category: "omission",
        province: "IR-23",
        institution: InstitutionInput::Code("municipality"),
        narrative: "سه ماه است که چراغ‌های این خیابان خاموش است.",
        anonymity: "anonymous",
        language: "fa",
        ..ReportInput::default()
    }
}

fn faults(written: &ReportInput<'_>) -> Vec<(&'static str, FieldFault)> {
    let directory = Directory::open(None).unwrap();
    written
        .check(&directory, Channel::Web)
        .err()
        .unwrap_or_default()
        .into_iter()
        .map(|error| (error.field, error.fault))
        .collect()
}

#[test]
fn a_whole_report_is_taken() {
    let directory = Directory::open(None).unwrap();
    let filing = good().check(&directory, Channel::Web).ok().unwrap();
    assert_eq!(filing.category.code(), "omission");
    assert!(filing.subject.is_none());
}

#[test]
fn an_empty_form_names_everything_it_needs_in_order() {
    let missing: Vec<&str> = faults(&ReportInput::default())
        .into_iter()
        .inspect(|(_, fault)| assert_eq!(*fault, FieldFault::Missing))
        .map(|(field, _)| field)
        .collect();
    assert_eq!(
        missing,
        [
            "category",
            "province",
            "institution",
            "narrative",
            "anonymity",
            "language"
        ]
    );
}

#[test]
fn codes_are_of_their_lists() {
    let written = ReportInput {
        category: "gossip",
        province: "IR-99",
        institution: InstitutionInput::Code("moon"),
        anonymity: "Anonymous",
        language: "de",
        ..good()
    };
    let found = faults(&written);
    assert_eq!(found.len(), 5);
    assert!(
        found
            .iter()
            .all(|(_, fault)| *fault == FieldFault::UnknownCode)
    );
}

#[test]
fn what_cannot_be_read_is_refused_at_its_field() {
    for (subject, fault) in [
        ("a\0b", FieldFault::ControlCharacter),
        ("a\u{202e}b", FieldFault::BidiControl),
        ("a\u{fffd}b", FieldFault::Unreadable),
    ] {
        let written = ReportInput { subject, ..good() };
        assert_eq!(faults(&written), [("subject", fault)]);
        assert!(fault.is_invisible());
        assert_eq!(without_invisible(subject), "ab");
    }
    let persian = "می\u{200c}خواهم\r\n\tبنویسم\u{200f}";
    assert_eq!(without_invisible(persian), persian);
}

#[test]
fn lengths_say_how_many_there_are() {
    let long = "گ".repeat(20_001);
    let written = ReportInput {
        narrative: &long,
        place: " \r\n ",
        ..good()
    };
    let fault = FieldFault::TooLong {
        max: 20_000,
        actual: 20_001,
    };
    assert_eq!(faults(&written), [("narrative", fault)]);
    let written = ReportInput {
        narrative: " کوتاه\r\nاست ",
        ..good()
    };
    let fault = FieldFault::TooShort { min: 20, actual: 9 };
    assert_eq!(faults(&written), [("narrative", fault)]);
}

#[test]
fn a_body_of_the_list_and_another_in_words_are_not_chosen_between() {
    let written = ReportInput {
        institution: InstitutionInput::Both,
        ..good()
    };
    assert_eq!(
        faults(&written),
        [("institution_name", FieldFault::ListedAndNamed)]
    );
    for institution in [InstitutionInput::Name("دهیاری"), InstitutionInput::Unknown] {
        let written = ReportInput {
            institution,
            ..good()
        };
        assert_eq!(faults(&written), []);
    }
}

#[test]
fn a_name_goes_with_what_was_chosen_about_it() {
    let anonymous = ReportInput {
        identity: "م. کریمی",
        contact: "0912",
        ..good()
    };
    assert_eq!(
        faults(&anonymous),
        [
            ("identity", FieldFault::IdentityOnAnonymous),
            ("contact", FieldFault::ContactOnAnonymous)
        ]
    );
    let confidential = ReportInput {
        anonymity: "confidential",
        ..anonymous
    };
    assert_eq!(faults(&confidential), []);
    let nameless = ReportInput {
        anonymity: "named",
        identity: "\u{200c}",
        ..anonymous
    };
    assert_eq!(
        faults(&nameless),
        [("identity", FieldFault::IdentityMissing)]
    );
    let unreadable = ReportInput {
        identity: "\0",
        ..anonymous
    };
    assert_eq!(
        faults(&unreadable)[0],
        ("identity", FieldFault::ControlCharacter)
    );
    assert_eq!(faults(&unreadable).len(), 2);
}
