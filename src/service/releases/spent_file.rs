//! What was published and what it cost, remembered outside the database: a copy of the database from before a release would
//! draw its noise a second time, or spend its budget again.
//!
//! The file has a line for each release, its name and its cost in thousandths of ε: `month-category-1405-07 250`.

use std::collections::BTreeMap;

use sajam_statistics::ReleaseId;

use super::{PublishError, budget};
use crate::context::Context;
use crate::durable_file::{lock_beside, read_if_present, write_whole};
use crate::store::releases as history;

/// Names and costs.
type Costs = BTreeMap<String, i64>;

/// Brings file and ledger up to each other: the file knows every publication of the history, and the ledger has paid for
/// every line of the file.
pub(super) async fn reconcile(context: &Context) -> Result<(), PublishError> {
    let costs = history::costs(&context.pool).await?;
    let known = add_all(context, costs.into_iter().collect()).await?;
    budget::pay_what_is_missing(&context.pool, &known, context.clock.now()).await
}

/// Whether `id` was announced from this installation, whatever the database knows.
pub(super) async fn holds(context: &Context, id: ReleaseId) -> Result<bool, PublishError> {
    let known = add_all(context, Costs::new()).await?;
    Ok(known.contains_key(&id.to_string()))
}

/// Remembers that `id` is about to be announced. It is on the disk when this returns.
pub(super) async fn add(
    context: &Context,
    id: ReleaseId,
    epsilon_milli: u32,
) -> Result<(), PublishError> {
    let cost = Costs::from([(id.to_string(), i64::from(epsilon_milli))]);
    add_all(context, cost).await.map(drop)
}

/// All that is known, with these added.
async fn add_all(context: &Context, more: Costs) -> Result<Costs, PublishError> {
    let file = context.secrets.releases_file();
    let work = move || {
        let _lock = lock_beside(&file)?;
        let text = read_if_present(&file)?.unwrap_or_default();
        let mut known = parse(&text).ok_or(PublishError::Malformed(file.clone()))?;
        let before = known.len();
        known.extend(more);
        if known.len() > before {
            let lines = known.iter().map(|(name, cost)| format!("{name} {cost}\n"));
            write_whole(&file, lines.collect::<String>().as_bytes())?;
        }
        Ok(known)
    };
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(panic) => std::panic::resume_unwind(panic.into_panic()),
    }
}

/// None where a line is not one: what it said is not known then, and nothing may be drawn.
fn parse(text: &str) -> Option<Costs> {
    text.lines()
        .map(|line| {
            let (name, cost) = line.split_once(' ')?;
            name.parse::<ReleaseId>().ok()?;
            Some((name.to_owned(), cost.parse().ok()?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_none_is_not_passed_over() {
        let costs = parse("month-category-1405-07 250\nweek-stage-1405-08-02 400\n").unwrap();
        assert_eq!(costs["month-category-1405-07"], 250);
        assert_eq!(costs.len(), 2);
        assert!(parse("").unwrap().is_empty());
        for torn in [
            "month-category-1405-0",
            "month-category-1405-07",
            "\n",
            "x 250",
            "month-category-1405-07 2x",
        ] {
            assert!(parse(torn).is_none(), "{torn:?}");
        }
    }
}
