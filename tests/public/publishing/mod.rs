//! Publishing on a real PostgreSQL: closed periods only, noise once, nothing public before its event.

mod altered;
mod budget;
mod corrections;
mod once;
mod restored;
mod schedule;
mod witnessed;

use std::ffi::OsStr;
use std::sync::Arc;

use sajam::service::releases::{
    self, Catalogue, CorrectError, Correction, PublishError, ReleaseSet, due_at,
};
use sajam::status::checks;
use sajam_aggregates::release::Notice;
use sajam_aggregates::{By, Category, ReleaseRefusal};
use sajam_statistics::family::{CORRECTIONS_MILLI, FAMILIES, spent_by_one_report};
use sajam_statistics::{FamilyId, Release, ReleaseId};
use sqlx::Executor;

use crate::support::months::{FAMILY, file, file_now, month, server_with};
use crate::support::{TestOptions, TestServer, found, verified};

async fn publish(server: &TestServer, text: &str) -> Result<String, PublishError> {
    let release =
        releases::publish(server, &server.catalogue, FAMILY, month(text), &By::System).await?;
    Ok(release.id().to_string())
}

/// What is published, as a server that starts now reads it.
async fn release_set(server: &TestServer) -> Arc<ReleaseSet> {
    let catalogue = Catalogue::new(server.pool.clone());
    catalogue.current().await.unwrap()
}

/// A release that is published.
async fn find(server: &TestServer, id: ReleaseId) -> Option<Release> {
    let release_set = release_set(server).await;
    release_set
        .find(id)
        .map(|published| published.release.clone())
}

fn bytes_of(release_set: &ReleaseSet, id: ReleaseId, name: &str) -> Vec<u8> {
    let files = &release_set.find(id).unwrap().files;
    let file = files.iter().find(|file| file.name == name).unwrap();
    file.bytes.to_vec()
}

/// What is due of the family that most tests here publish.
async fn due_of_family(server: &TestServer) -> Vec<releases::Due> {
    let due = releases::plan(server).await.unwrap().into_iter();
    due.filter(|due| due.family == FAMILY).collect()
}

async fn rows(server: &TestServer, table: &str) -> i64 {
    sqlx::query_scalar(&format!("select count(*) from {table}"))
        .fetch_one(&server.pool)
        .await
        .unwrap()
}

fn notice() -> Notice {
    Notice {
        en: "One report was counted in the wrong month."
            .parse()
            .unwrap(),
        fa: "یک گزارش در ماه نادرست شمرده شد.".parse().unwrap(),
    }
}

/// A statement as the database's owner, past every trigger.
async fn forge(server: &TestServer, tables: &[&str], statement: &str) {
    let mut owner = server.test_database.owner().await;
    let each = |what: &str| {
        let lines = tables
            .iter()
            .map(|table| format!("alter table {table} {what} trigger all;"));
        lines.collect::<String>()
    };
    let statement = format!("{} {statement}; {}", each("disable"), each("enable"));
    owner.execute(statement.as_str()).await.unwrap();
}
