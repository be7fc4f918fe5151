use super::*;
use crate::{LogKey, WitnessKey, with_signature};

fn log(seed: u8) -> LogKey {
    LogKey::generate(&format!("log{seed}.example"), [seed; 32]).unwrap()
}

fn witness(number: u8) -> WitnessKey {
    WitnessKey::generate(&format!("w.example/{number}"), [number; 32]).unwrap()
}

fn keys(numbers: &[u8]) -> Vec<WitnessVerifier> {
    numbers.iter().map(|n| witness(*n).verifier()).collect()
}

/// The specification's example: two of three X and one of three Y.
fn example() -> String {
    let mut text = format!("# an example\nlog {}\n\n", log(1).verifier_key());
    for number in 1..=6 {
        let name = if number <= 3 { "X" } else { "Y" };
        let key = witness(number).verifier();
        text.push_str(&format!(
            " witness\t{name}{} {key} https://w.example/{number}\n",
            (number - 1) % 3 + 1
        ));
    }
    text + "group X-witnesses 2 X1 X2 X3\ngroup Y-witnesses any Y1 Y2 Y3\n\
        group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
}

fn parse(text: &str) -> Result<Policy, PolicyError> {
    Policy::parse(text.as_bytes())
}

fn met(policy: &Policy, by: &[u8]) -> bool {
    let keys = keys(by);
    policy.is_met(&keys.iter().collect::<Vec<_>>())
}

#[test]
fn the_specification_s_example() {
    let policy = parse(&example()).unwrap();
    assert_eq!(policy.logs().len(), 1);
    let listed: Vec<_> = policy
        .witnesses()
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(listed, ["X1", "X2", "X3", "Y1", "Y2", "Y3"]);
    assert_eq!(
        policy.witnesses()[3].url.as_deref(),
        Some("https://w.example/4")
    );
    for set in 0_u8..64 {
        let by: Vec<u8> = (1..=6).filter(|n| set >> (n - 1) & 1 == 1).collect();
        let [x, y] = [set & 7, set >> 3].map(u8::count_ones);
        assert_eq!(met(&policy, &by), x >= 2 && y >= 1, "{by:?}");
    }
    // Strangers and repetitions count for nothing.
    assert!(!met(&policy, &[1, 1, 1, 4, 7, 8, 9]));
    // A witness is its key, whatever it is called.
    let alias = WitnessKey::generate("alias.example", [1; 32])
        .unwrap()
        .verifier();
    let [two, four] = [2, 4].map(|number| witness(number).verifier());
    assert!(policy.is_met(&[&alias, &two, &four]));
}

#[test]
fn quorums_of_one_and_of_none() {
    let one = format!("witness W {}\nquorum W\n", witness(1).verifier());
    let policy = parse(&one).unwrap();
    assert!(met(&policy, &[1]) && !met(&policy, &[2]) && !met(&policy, &[]));
    let policy = parse("quorum none\n").unwrap();
    assert!(met(&policy, &[]));
    assert!(policy.witnesses().is_empty() && policy.logs().is_empty());
}

#[test]
fn a_fault_has_its_line() {
    let key = |number| witness(number).verifier().to_string();
    let (w1, w2) = (
        format!("witness A {}\n", key(1)),
        format!("witness B {}\n", key(2)),
    );
    let log_line = format!("log {}\n", log(1).verifier_key());
    // The same key under another name.
    let same_log = LogKey::generate("other.example", [1; 32])
        .unwrap()
        .verifier_key();
    let same_witness = WitnessKey::generate("other.example", [1; 32])
        .unwrap()
        .verifier();
    let shown = |text: &str| text.to_owned();
    use PolicyFault as F;
    let cases: &[(String, usize, PolicyFault)] = &[
        (shown(""), 1, F::NoQuorum),
        (w1.clone(), 2, F::NoQuorum),
        (shown("quorum none"), 1, F::CutOff),
        (format!("{w1}quorum A"), 2, F::CutOff),
        (shown("quorum none\r\n"), 1, F::Control(13)),
        (shown("# \u{b}\nquorum none\n"), 1, F::Control(11)),
        (
            shown("\n\nquorum none\nquorum none\n"),
            4,
            F::SecondQuorum(3),
        ),
        (shown("quorum\n"), 1, F::Form("quorum NAME")),
        (shown("quorum none none\n"), 1, F::Form("quorum NAME")),
        (shown("quorum A\n"), 1, F::Unknown(shown("A"))),
        (format!("quorum A\n{w1}"), 1, F::Unknown(shown("A"))),
        (shown("Quorum none\n"), 1, F::Keyword(shown("Quorum"))),
        (shown("log\n"), 1, F::Form("log KEY [URL]")),
        (shown("log a b c\n"), 1, F::Form("log KEY [URL]")),
        (format!("log {}\n", key(1)), 1, F::LogKey),
        (format!("{log_line}#\n{log_line}"), 3, F::DuplicateKey(1)),
        (format!("{log_line}log {same_log}\n"), 2, F::DuplicateKey(1)),
        (shown("witness A\n"), 1, F::Form("witness NAME KEY [URL]")),
        (
            format!("witness A {}\n", log(1).verifier_key()),
            1,
            F::WitnessKey,
        ),
        (format!("witness none {}\n", key(1)), 1, F::None),
        (format!("{w1}witness B {}\n", key(1)), 2, F::DuplicateKey(1)),
        (
            format!("{w1}witness B {same_witness}\n"),
            2,
            F::DuplicateKey(1),
        ),
        (
            format!("{w1}witness A {}\n", key(2)),
            2,
            F::DuplicateName(shown("A"), 1),
        ),
        (
            format!("{w1}group A any A\n"),
            2,
            F::DuplicateName(shown("A"), 1),
        ),
        (
            format!("{w1}group g any\n"),
            2,
            F::Form("group NAME all|any|NUMBER NAME..."),
        ),
        (format!("{w1}group g any g\n"), 2, F::Unknown(shown("g"))),
        (format!("{w1}group g any A none\n"), 2, F::None),
        (format!("{w1}group none any A\n"), 2, F::None),
        (
            format!("{w1}group g any A A\n"),
            2,
            F::MemberTwice(shown("A"), 2),
        ),
        (
            format!("{w1}{w2}group g any A\ngroup h all B A\n"),
            4,
            F::MemberTwice(shown("A"), 3),
        ),
        (
            format!("{w1}{w2}group g 0 A B\n"),
            3,
            F::Threshold(shown("0"), 2),
        ),
        (
            format!("{w1}{w2}group g 3 A B\n"),
            3,
            F::Threshold(shown("3"), 2),
        ),
        (
            format!("{w1}{w2}group g +1 A B\n"),
            3,
            F::Threshold(shown("+1"), 2),
        ),
        (
            format!("{w1}{w2}group g 01 A B\n"),
            3,
            F::Threshold(shown("01"), 2),
        ),
        (
            format!("{w1}{w2}group g some A B\n"),
            3,
            F::Threshold(shown("some"), 2),
        ),
    ];
    for (text, line, fault) in cases {
        let error = PolicyError {
            line: *line,
            fault: fault.clone(),
        };
        assert_eq!(parse(text).unwrap_err(), error, "{text}");
    }
    let large = vec![b'\n'; MAX_POLICY + 1];
    assert_eq!(Policy::parse(&large).unwrap_err().fault, F::TooLarge);
}

#[test]
fn names_are_octets() {
    let mut text = format!("witness K {}\nwitness ", witness(1).verifier()).into_bytes();
    text.extend_from_slice("\u{212a}".as_bytes());
    text.extend_from_slice(format!(" {}\nwitness ", witness(2).verifier()).as_bytes());
    text.extend_from_slice(b"\xff");
    text.extend_from_slice(format!(" {}\nwitness ", witness(3).verifier()).as_bytes());
    text.extend_from_slice(b"\xfe");
    text.extend_from_slice(format!(" {} https://é\n", witness(4).verifier()).as_bytes());
    text.extend_from_slice(b"group g all \xff K # not a comment but members\nquorum g\n");
    assert!(Policy::parse(&text).is_err());
    let members = b"group g all \xff K\nquorum g\n";
    let end = text.windows(7).position(|w| w == b"group g").unwrap();
    let text = [&text[..end], members].concat();
    let policy = Policy::parse(&text).unwrap();
    assert!(met(&policy, &[1, 3]) && !met(&policy, &[2, 4]) && !met(&policy, &[1, 4]));
}

#[test]
fn hundreds_of_everything_in_a_deep_chain() {
    let mut text = format!("witness w0 {}\ngroup g0 any w0\n", witness(0).verifier());
    for number in 1..=200_u8 {
        let before = number - 1;
        text.push_str(&format!(
            "log {}\nwitness w{number} {}\ngroup g{number} all w{number} g{before}\n",
            log(number).verifier_key(),
            witness(number).verifier()
        ));
    }
    let policy = parse(&(text + "quorum g200\n")).unwrap();
    let all: Vec<u8> = (0..=200).collect();
    assert!(met(&policy, &all) && !met(&policy, &all[1..]));
    let groups: String = (1..=MAX_OF_A_KIND)
        .map(|number| format!("group g{number} all g{}\n", number - 1))
        .collect();
    let text = format!("witness g0 {}\n{groups}quorum g9\n", witness(0).verifier());
    assert!(parse(&text).is_ok());
    let last = format!("group x any g{MAX_OF_A_KIND}\nquorum g9\n");
    let error = parse(&text.replace("quorum g9\n", &last)).unwrap_err();
    assert_eq!(error.fault, PolicyFault::TooMany);
}

#[test]
fn checkpoints_by_a_policy() {
    let policy = parse(&example()).unwrap();
    let cosigned = |seed, by: &[u8]| {
        let note = log(seed).sign_checkpoint(9, [9; 32]);
        let text = log(seed)
            .verifier_key()
            .verify_checkpoint(&note)
            .unwrap()
            .text();
        by.iter().fold(note, |note, number| {
            with_signature(&note, &witness(*number).cosign(&text, 7)).unwrap()
        })
    };
    let key = log(1).verifier_key();
    let (checkpoint, found) = policy.verify(&cosigned(1, &[1, 3, 5, 9]), None).unwrap();
    assert_eq!((checkpoint.size, found.len()), (9, 3));
    assert!(policy.verify(&cosigned(1, &[1, 3, 5]), Some(&key)).is_ok());
    let few = policy.verify(&cosigned(1, &[1, 2, 3]), None).unwrap_err();
    assert_eq!(few, UntrustedCheckpoint::NoQuorum { found: 3, of: 6 });
    let other = log(2).verifier_key();
    let all = cosigned(2, &[1, 2, 3, 4, 5, 6]);
    assert!(matches!(
        policy.verify(&all, None),
        Err(UntrustedCheckpoint::Note(_))
    ));
    let unlisted = policy.verify(&all, Some(&other)).unwrap_err();
    assert_eq!(unlisted, UntrustedCheckpoint::OtherLog(other.to_string()));
    // A false line of a listed witness is not overlooked, even when the quorum does not need it.
    let lie = witness(6).cosign("other\n", 7);
    let lying = with_signature(&cosigned(1, &[1, 2, 4]), &lie).unwrap();
    let error =
        UntrustedCheckpoint::Note(NoteError::Cosignature(witness(6).verifier().to_string()));
    assert_eq!(policy.verify(&lying, None), Err(error));
    // A log that has changed its key: only the listed one of the two counts.
    let new_key = LogKey::generate("log1.example", [99; 32]).unwrap();
    let both = key.clone().also(new_key.verifier_key()).unwrap();
    assert!(policy.verify(&cosigned(1, &[1, 3, 5]), Some(&both)).is_ok());
    let by_new = policy.verify(&new_key.sign_checkpoint(9, [9; 32]), Some(&both));
    assert!(matches!(by_new, Err(UntrustedCheckpoint::Note(_))));
    let free = parse("quorum none\n").unwrap();
    assert!(free.verify(&all, Some(&other)).is_ok());
    assert_eq!(free.verify(&all, None), Err(UntrustedCheckpoint::NoLog));
}

/// Of several logs, the one that the checkpoint names is asked why it is not its own.
#[test]
fn the_named_log_says_why() {
    let [one, two] = [1, 2].map(|seed| log(seed).verifier_key());
    let changed = log(1)
        .sign_checkpoint(9, [9; 32])
        .replacen("\n9\n", "\n8\n", 1);
    let expected = one.verify_checkpoint(&changed).unwrap_err();
    assert_ne!(expected, two.verify_checkpoint(&changed).unwrap_err());
    for [first, second] in [[&one, &two], [&two, &one]] {
        let policy = parse(&format!("log {first}\nlog {second}\nquorum none\n")).unwrap();
        let error = policy.verify(&changed, None).unwrap_err();
        assert_eq!(error, UntrustedCheckpoint::Note(expected.clone()));
    }
}

#[test]
fn a_policy_may_be_as_long_as_said() {
    let end = "\nquorum none\n";
    let longest = format!("#{}{end}", "x".repeat(MAX_POLICY - 1 - end.len()));
    assert!(parse(&longest).is_ok());
    let error = parse(&format!("#{longest}")).unwrap_err();
    assert_eq!(error.fault, PolicyFault::TooLarge);
}
