use std::os::unix::fs::PermissionsExt;

use sajam_ledger::EMPTY_ROOT;

use super::*;

fn at() -> At {
    At::parse("2026-11-24T06:00:00.000Z").unwrap()
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    folder
}

fn open(folder: &tempfile::TempDir) -> LogKeys {
    let origin = "log.example".parse().unwrap();
    let missing = MissingKeys::Make;
    LogKeys::open(folder.path(), Some(&origin), missing, Entropy::system()).unwrap()
}

#[test]
fn both_keys_sign_until_the_former_one_is_retired() {
    let folder = folder();
    let first = open(&folder).verifier_key();
    let note = rotate(folder.path(), at(), Entropy::system()).unwrap();
    let keys = open(&folder);
    let second = keys.verifier_key();
    assert_ne!(first, second);
    assert_eq!(first.verify_key_change(&note).unwrap().new, second);
    assert_eq!(keys.changes(), [note]);
    let checkpoint = keys.sign_checkpoint(0, EMPTY_ROOT);
    assert!(first.verify_checkpoint(&checkpoint).is_ok());
    assert!(second.verify_checkpoint(&checkpoint).is_ok());
    assert!(matches!(
        rotate(folder.path(), at(), Entropy::system()),
        Err(RotationError::FormerStillSigns)
    ));

    assert_eq!(retire(folder.path(), Entropy::system()).unwrap(), first);
    let alone = open(&folder);
    let later = alone.sign_checkpoint(0, EMPTY_ROOT);
    assert!(first.verify_checkpoint(&later).is_err());
    assert!(second.verify_checkpoint(&later).is_ok());
    // What the former key signed can still be checked.
    let old = checkpoint.lines().filter(|line| !line.is_empty()).count();
    assert_eq!(old, 5, "three lines and two signatures");
    assert!(alone.verifiers().verify_checkpoint(&checkpoint).is_ok());
    assert!(matches!(
        retire(folder.path(), Entropy::system()),
        Err(RotationError::NoFormer)
    ));

    rotate(folder.path(), at(), Entropy::system()).unwrap();
    let third = open(&folder);
    assert_eq!(third.verifiers().each().count(), 3);
    assert_eq!(third.changes().len(), 2);
}

#[test]
fn a_change_broken_off_anywhere_goes_on() {
    let folder = folder();
    let first = open(&folder).verifier_key();
    let at_file = |name: &str| folder.path().join(name);
    // After the new key was made.
    let origin = "log.example".parse().unwrap();
    let make = MissingKeys::Make;
    let next = files::log_key(&at_file(NEXT), Some(&origin), make, Entropy::system()).unwrap();
    assert_eq!(open(&folder).verifier_key(), first);
    // After the statement.
    let keys = open(&folder);
    files::private_folder(&at_file(CHANGES)).unwrap();
    let note = keys.current.sign_change_to(&next, at());
    fs::write(at_file(CHANGES).join("1"), &note).unwrap();
    assert_eq!(open(&folder).verifier_key(), first);
    // After the present key was kept as the former one.
    files::copy_whole(&at_file(CURRENT), &at_file(FORMER)).unwrap();
    let keys = open(&folder);
    assert_eq!((keys.verifier_key(), keys.former.is_none()), (first, true));

    assert_eq!(
        rotate(folder.path(), at(), Entropy::system()).unwrap(),
        note
    );
    let keys = open(&folder);
    assert_eq!(keys.verifier_key(), next.verifier_key());
    assert!(keys.former.is_some() && keys.changes() == [note]);
    for name in [CURRENT, FORMER] {
        let mode = fs::metadata(at_file(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_statement_that_does_not_hold_is_not_passed_over() {
    let folder = folder();
    open(&folder);
    rotate(folder.path(), at(), Entropy::system()).unwrap();
    let file = folder.path().join(CHANGES).join("1");
    let note = fs::read_to_string(&file).unwrap();
    fs::write(&file, note.replace("2026", "2025")).unwrap();
    let opened = LogKeys::open(folder.path(), None, MissingKeys::Refuse, Entropy::system());
    assert!(matches!(opened, Err(RotationError::Statement { .. })));
}

#[test]
fn a_key_from_before_a_change_does_not_sign_again() {
    let folder = folder();
    open(&folder);
    let backup = fs::read(folder.path().join(CURRENT)).unwrap();
    rotate(folder.path(), at(), Entropy::system()).unwrap();
    assert_eq!(open(&folder).signing().each().count(), 2);
    retire(folder.path(), Entropy::system()).unwrap();
    assert_eq!(open(&folder).signing().each().count(), 1);
    // `log.key` alone brought back from a backup.
    fs::write(folder.path().join(CURRENT), backup).unwrap();
    let opened = LogKeys::open(folder.path(), None, MissingKeys::Refuse, Entropy::system());
    assert!(matches!(opened, Err(RotationError::Statement { .. })));
}
