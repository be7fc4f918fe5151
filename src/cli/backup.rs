//! `sajam backup` and `sajam restore`.

use std::fs;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::Timestamp;
use sqlx::Connection;
use sqlx::postgres::PgConnection;

use super::{Outcome, start};
use crate::backup::{
    Identities, Recipients, back_up_database, back_up_keys, restore_database, restore_keys,
};
use crate::clock::Clock;
use crate::config::Installation;
use crate::database::{DataFolder, DatabaseOpener};
use crate::entropy::Entropy;
use crate::secrets::KEY_FILES;

#[derive(Args, Debug)]
pub(super) struct Backup {
    /// The folder for the backups: each goes into `database` and `keys` in it, to be kept in two places.
    folder: PathBuf,
    /// Who can open them: an age public key (age1…); several for several people.
    #[arg(long, value_name = "AGE-KEY", required = true)]
    recipient: Vec<String>,
    /// Who can open the keys, where that is somebody else.
    #[arg(long, value_name = "AGE-KEY")]
    keys_recipient: Vec<String>,
}

#[derive(Args, Debug)]
pub(super) struct Restore {
    /// The database's file of a backup.
    #[arg(long, value_name = "FILE")]
    database: PathBuf,
    /// The keys' file of a backup; not needed when the folder of keys is in its place already.
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
    /// The file with what opens them (AGE-SECRET-KEY-1…), as age-keygen writes it.
    #[arg(long, value_name = "FILE")]
    identity: PathBuf,
    /// The same for the keys, where that is another.
    #[arg(long, value_name = "FILE")]
    keys_identity: Option<PathBuf>,
}

pub(super) async fn back_up(place: &Installation, backup: &Backup) -> Outcome {
    let recipients = Recipients::parse(backup.recipient.iter().map(String::as_str))?;
    let keys_recipients = if backup.keys_recipient.is_empty() {
        &backup.recipient
    } else {
        &backup.keys_recipient
    };
    let keys_recipients = Recipients::parse(keys_recipients.iter().map(String::as_str))?;
    let clock = Clock::system();
    let started = start::command(place, clock.clone()).await?;
    let now = clock.now();
    let name = stamp(now);
    let files = Files::of(&backup.folder, &name);
    let (client, secrets) = (
        started.database.client().clone(),
        started.server.secrets.folder().to_owned(),
    );
    let done = tokio::task::spawn_blocking(move || -> Outcome {
        files.make_folders()?;
        back_up_keys(&secrets, &files.keys, &keys_recipients)?;
        let bar = bytes("database");
        back_up_database(&client, &files.database, &recipients, &mut |done| {
            bar.set_position(done);
        })?;
        bar.finish_and_clear();
        writeln!(
            std::io::stdout(),
            "database  {}\nkeys      {}\nKeep the two in different places.",
            files.database.display(),
            files.keys.display()
        )?;
        Ok(())
    });
    let done = done.await?;
    if done.is_ok() {
        note(&started, now).await?;
    }
    started.database.close().await;
    done
}

/// That there is a backup of this moment, for whoever looks how old the last one is.
async fn note(started: &start::Started, now: Timestamp) -> Outcome {
    let mut owner = PgConnection::connect_with(started.database.owner_options()).await?;
    crate::database::note_backup(&mut owner, now).await?;
    Ok(owner.close().await?)
}

pub(super) async fn restore(place: &Installation, restore: &Restore) -> Outcome {
    let identities = Identities::read(&restore.identity)?;
    let data = DataFolder::hold(&place.data)?;
    let location = place.location()?;
    let keys = place.keys(&data);
    if let Some(file) = &restore.keys {
        let others = restore.keys_identity.as_deref().map(Identities::read);
        let others = others.transpose()?;
        restore_keys(file, others.as_ref().unwrap_or(&identities), &keys.path)?;
    }
    let missing = KEY_FILES.iter().find(|name| !keys.path.join(name).exists());
    if let Some(name) = missing {
        return Err(format!(
            "{} is missing: name the keys' file of the backup with --keys, or the folder with --secrets",
            keys.path.join(name).display()
        )
        .into());
    }
    let mut opening = DatabaseOpener::begin(&location, &data, &keys, Entropy::system()).await?;
    if !opening.is_empty().await? {
        opening.stop().await;
        return Err(
            "this database is not empty: a backup is brought back into an empty one, beside whatever there is".into(),
        );
    }
    let (client, file) = (opening.client.clone(), restore.database.clone());
    let restored = tokio::task::spawn_blocking(move || {
        let bar = bytes("database");
        let restored = restore_database(&client, &file, &identities, &mut |done| {
            bar.set_position(done);
        });
        bar.finish_and_clear();
        restored
    });
    if let Err(error) = restored.await? {
        opening.stop().await;
        return Err(error.into());
    }
    let (database, _) = opening.finish().await?;
    // Also where it is brought back into the very database it came from.
    let mut owner = PgConnection::connect_with(database.owner_options()).await?;
    crate::database::hold(&mut owner).await?;
    owner.close().await?;
    database.close().await;
    writeln!(
        std::io::stdout(),
        "Restored, and held: it takes reports and shows them, and publishes nothing until it was compared with what was \
         published. Start it, then: sajam ledger resume --site https://… (or --mirror FOLDER)"
    )?;
    Ok(())
}

/// Where a backup goes.
struct Files {
    database: PathBuf,
    keys: PathBuf,
}

impl Files {
    fn of(folder: &Path, name: &str) -> Self {
        Self {
            database: folder.join("database").join(format!("{name}.dump.age")),
            keys: folder.join("keys").join(format!("{name}.tar.age")),
        }
    }

    fn make_folders(&self) -> std::io::Result<()> {
        for folder in [&self.database, &self.keys]
            .into_iter()
            .filter_map(|file| file.parent())
        {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(folder)?;
        }
        Ok(())
    }
}

/// The moment as a file's name.
fn stamp(now: Timestamp) -> String {
    now.strftime("%Y-%m-%dT%H-%M-%SZ").to_string()
}

fn bytes(what: &'static str) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{msg} {spinner} {binary_bytes}  {binary_bytes_per_sec}");
    let style = style.unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::no_length()
        .with_style(style)
        .with_message(what)
}
