//! PostgreSQL's processes that outlived the server which started them.

use std::fs;
use std::path::Path;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::time::{Instant, sleep};

use super::{ClusterError, io_error};

/// How long they may take before they are told to end at once (the next start recovers).
const PATIENCE: Duration = Duration::from_secs(60);

/// Ends them, and takes away the files by which PostgreSQL would believe that it still runs: the number in them may be that
/// of anybody by now, or of a dead process that nobody has reaped yet. We hold the data folder, so
/// nobody else uses the cluster.
///
/// # Errors
/// [`ClusterError::Leftover`] when one does not end.
pub(super) async fn clear(cluster: &Path, socket: &Path) -> Result<(), ClusterError> {
    let begun = Instant::now();
    let mut told = None;
    loop {
        let running = running_in(cluster);
        if running.is_empty() {
            break;
        }
        let signal = if begun.elapsed() < PATIENCE {
            Signal::SIGINT
        } else {
            Signal::SIGQUIT
        };
        if begun.elapsed() > PATIENCE * 2 {
            return Err(ClusterError::Leftover {
                processes: running.into_iter().map(Pid::as_raw).collect(),
                cluster: cluster.to_owned(),
            });
        }
        // Those that have lost the one above them end by themselves, when they are done with what they do.
        let whom = match postmaster(cluster).filter(|named| running.contains(named)) {
            Some(postmaster) => vec![postmaster],
            None if signal == Signal::SIGQUIT => running,
            None => Vec::new(),
        };
        if told != Some(signal) && !whom.is_empty() {
            tracing::info!(%signal, "ending the PostgreSQL of an earlier start");
            for process in whom {
                let _ = kill(process, signal);
            }
            told = Some(signal);
        }
        sleep(Duration::from_millis(50)).await;
    }
    let locks = [
        cluster.join("postmaster.pid"),
        socket.join(".s.PGSQL.5432.lock"),
    ];
    for lock in locks {
        match fs::remove_file(&lock) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(io_error(format!("removing {}", lock.display()))(error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whom `postmaster.pid` names. After a power cut that may be anybody.
fn postmaster(cluster: &Path) -> Option<Pid> {
    let text = fs::read_to_string(cluster.join("postmaster.pid")).ok()?;
    text.lines().next()?.trim().parse().ok().map(Pid::from_raw)
}

/// The processes of PostgreSQL whose working folder is the cluster: each goes there when it begins, and nothing else proves
/// that one is ours. The dead that nobody has reaped yet have no folder any more.
fn running_in(cluster: &Path) -> Vec<Pid> {
    let Ok(cluster) = cluster.canonicalize() else {
        return Vec::new();
    };
    let is_ours = |process: &Path| {
        let program = fs::read_link(process.join("exe")).unwrap_or_default();
        let name = program.file_name().unwrap_or_default().to_string_lossy();
        // An upgrade replaces the program of those that still run.
        name.trim_end_matches(" (deleted)") == "postgres"
            && fs::read_link(process.join("cwd")).is_ok_and(|folder| folder == cluster)
    };
    let Ok(processes) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    processes
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let id: i32 = entry.file_name().to_str()?.parse().ok()?;
            is_ours(&entry.path()).then(|| Pid::from_raw(id))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_process_that_is_not_proved_ours_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        // Somebody else's, whose number the file has by chance; it even works in our folder.
        let mut stranger = std::process::Command::new("sleep")
            .arg("600")
            .current_dir(folder.path())
            .spawn()
            .unwrap();
        let file = folder.path().join("postmaster.pid");
        fs::write(&file, format!("{}\n", stranger.id())).unwrap();
        clear(folder.path(), folder.path()).await.unwrap();
        assert!(!file.exists(), "PostgreSQL would refuse to start");
        assert!(stranger.try_wait().unwrap().is_none(), "it still runs");
        stranger.kill().unwrap();
        stranger.wait().unwrap();
    }
}
