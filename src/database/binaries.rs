//! Finding PostgreSQL's programs on the system.

use std::path::{Path, PathBuf};

/// No usable PostgreSQL is installed.
#[derive(Debug, thiserror::Error)]
#[error(
    "PostgreSQL 15 or later is not installed. Install it (Debian, Ubuntu: apt install postgresql; \
     Fedora: dnf install postgresql-server; Alpine: apk add postgresql), or name a database in DATABASE_URL"
)]
pub struct MissingPostgres;

/// The folder with `initdb`, `postgres` and `pg_ctl`: the newest installed version.
///
/// Debian keeps each major version in a folder of its own outside `PATH`.
pub(super) fn folder() -> Result<PathBuf, MissingPostgres> {
    let mut versions: Vec<(u32, PathBuf)> = ["/usr/lib/postgresql", "/usr/libexec"]
        .iter()
        .filter_map(|root| std::fs::read_dir(root).ok())
        .flat_map(|entries| entries.filter_map(Result::ok))
        .filter_map(|entry| {
            let name = entry
                .file_name()
                .to_string_lossy()
                .trim_start_matches("postgresql")
                .to_owned();
            Some((name.parse().ok()?, entry.path()))
        })
        .flat_map(|(version, path)| [(version, path.join("bin")), (version, path)])
        .filter(|(version, path)| *version >= 15 && is_complete(path))
        .collect();
    versions.sort();
    let usual = [
        "/usr/bin",
        "/usr/local/bin",
        "/usr/local/pgsql/bin",
        "/opt/homebrew/bin",
    ];
    versions
        .pop()
        .map(|(_, path)| path)
        .or_else(|| {
            usual
                .iter()
                .map(PathBuf::from)
                .find(|path| is_complete(path))
        })
        .ok_or(MissingPostgres)
}

fn is_complete(folder: &Path) -> bool {
    ["initdb", "postgres", "pg_ctl"]
        .iter()
        .all(|program| folder.join(program).is_file())
}
