//! PostgreSQL's own log, kept short.

use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::Duration;

use super::{ClusterError, io_error};

/// How often its size is looked at.
pub(super) const LOOK_EVERY: Duration = Duration::from_secs(600);

/// Bytes. One older file of this size is kept beside it.
const LONGEST: u64 = 16 << 20;

/// Puts a log that has become long aside. PostgreSQL appends, so it goes on at the new beginning of the same file; the line
/// that it writes meanwhile may be lost.
pub(super) fn shorten(log: &Path) -> Result<(), ClusterError> {
    let length = fs::metadata(log).map_or(0, |metadata| metadata.len());
    if length <= LONGEST {
        return Ok(());
    }
    let aside = log.with_extension("log.1");
    let shorten = || {
        fs::copy(log, &aside)?;
        fs::set_permissions(&aside, fs::Permissions::from_mode(0o600))?;
        File::options().write(true).open(log)?.set_len(0)
    };
    shorten().map_err(io_error("putting PostgreSQL's log aside"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_log_is_put_aside_once() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("postgres.log");
        fs::write(&log, "short").unwrap();
        shorten(&log).unwrap();
        assert_eq!(fs::read(&log).unwrap(), b"short");
        File::create(&log).unwrap().set_len(LONGEST + 1).unwrap();
        shorten(&log).unwrap();
        let lengths = ["postgres.log", "postgres.log.1"]
            .map(|name| fs::metadata(folder.path().join(name)).unwrap().len());
        assert_eq!(lengths, [0, LONGEST + 1]);
    }
}
