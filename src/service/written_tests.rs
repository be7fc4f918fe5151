use super::*;

fn good() -> Written<'static> {
    Written {
        category: "omission",
        province: "IR-23",
        institution: WrittenInstitution::Code("municipality"),
        narrative: "سه ماه است که چراغ‌های این خیابان خاموش است.",
        anonymity: "anonymous",
        language: "fa",
        ..Written::default()
    }
}

fn faults(written: &Written<'_>) -> Vec<FieldRefusal> {
    let directory = Directory::open(None).unwrap();
    written
        .check(&directory, Channel::Web)
        .err()
        .unwrap_or_default()
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
    let missing: Vec<&str> = faults(&Written::default())
        .into_iter()
        .inspect(|(_, fault)| assert_eq!(*fault, FieldFault::Missing))
        .map(|(field, _)| field.name())
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
    let written = Written {
        category: "gossip",
        province: "IR-99",
        institution: WrittenInstitution::Code("moon"),
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
        let written = Written { subject, ..good() };
        assert_eq!(faults(&written), [(Field::Subject, fault)]);
        assert!(fault.is_invisible());
        assert_eq!(without_invisible(subject), "ab");
    }
    let persian = "می\u{200c}خواهم\r\n\tبنویسم\u{200f}";
    assert_eq!(without_invisible(persian), persian);
}

#[test]
fn lengths_say_how_many_there_are() {
    let long = "گ".repeat(20_001);
    let written = Written {
        narrative: &long,
        place: " \r\n ",
        ..good()
    };
    let fault = FieldFault::TooLong {
        max: 20_000,
        actual: 20_001,
    };
    assert_eq!(faults(&written), [(Field::Narrative, fault)]);
    let written = Written {
        narrative: " کوتاه\r\nاست ",
        ..good()
    };
    let fault = FieldFault::TooShort { min: 20, actual: 9 };
    assert_eq!(faults(&written), [(Field::Narrative, fault)]);
}

#[test]
fn a_body_of_the_list_and_another_in_words_are_not_chosen_between() {
    let written = Written {
        institution: WrittenInstitution::Both,
        ..good()
    };
    assert_eq!(
        faults(&written),
        [(Field::InstitutionName, FieldFault::ListedAndNamed)]
    );
    for institution in [
        WrittenInstitution::Name("دهیاری"),
        WrittenInstitution::Unknown,
    ] {
        let written = Written {
            institution,
            ..good()
        };
        assert_eq!(faults(&written), []);
    }
}

#[test]
fn a_name_goes_with_what_was_chosen_about_it() {
    let anonymous = Written {
        identity: "م. کریمی",
        contact: "0912",
        ..good()
    };
    assert_eq!(
        faults(&anonymous),
        [
            (Field::Identity, FieldFault::IdentityOnAnonymous),
            (Field::Contact, FieldFault::ContactOnAnonymous)
        ]
    );
    let confidential = Written {
        anonymity: "confidential",
        ..anonymous
    };
    assert_eq!(faults(&confidential), []);
    let nameless = Written {
        anonymity: "named",
        identity: "\u{200c}",
        ..anonymous
    };
    assert_eq!(
        faults(&nameless),
        [(Field::Identity, FieldFault::IdentityMissing)]
    );
    let unreadable = Written {
        identity: "\0",
        ..anonymous
    };
    assert_eq!(
        faults(&unreadable)[0],
        (Field::Identity, FieldFault::ControlCharacter)
    );
    assert_eq!(faults(&unreadable).len(), 2);
}
