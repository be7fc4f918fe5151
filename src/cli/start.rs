//! What most commands begin with: keys, database, program.

use crate::clock::Clock;
use crate::config::Installation;
use crate::context::Context;
use crate::database::{DataFolder, Database};
use crate::directory::Directory;
use crate::entropy::Entropy;
use crate::server::Server;

/// A started program without its jobs.
pub(super) struct Started {
    pub(super) server: Server,
    pub(super) database: Database,
    pub(super) folder: DataFolder,
}

/// Opens everything. A server must hold the data folder; a command may stand beside the server that does.
pub(super) async fn start(
    place: &Installation,
    folder: DataFolder,
    clock: Clock,
) -> Result<Started, Box<dyn std::error::Error + Send + Sync>> {
    let entropy = Entropy::system();
    let log = place.log()?;
    let directory = Directory::open(place.directory.as_deref())?;
    let (database, secrets) =
        Database::open(&place.location()?, &folder, &place.keys(&folder), entropy).await?;
    let server = Server::new(Context::new(
        &database, secrets, directory, clock, entropy, log,
    ));
    Ok(Started {
        server,
        database,
        folder,
    })
}

/// [`start`] for a command.
pub(super) async fn command(
    place: &Installation,
    clock: Clock,
) -> Result<Started, Box<dyn std::error::Error + Send + Sync>> {
    place.refuse_without_system()?;
    start(place, DataFolder::attach(&place.data)?, clock).await
}
