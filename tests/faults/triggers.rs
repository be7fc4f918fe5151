//! Faults inside the database, so that the program needs no code for them: a trigger that, at the n-th row written to a
//! table, raises an error or ends the connection. A sequence counts, since a rollback does not take it back.

use sqlx::{Executor, PgConnection};

/// What happens to the writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The statement fails.
    Error,
    /// The connection is gone.
    Cut,
}

/// When, as seen from the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    Before,
    After,
    /// When everything else of the transaction has been done.
    Commit,
}

/// A write to fail at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Installation {
    pub(crate) table: &'static str,
    pub(crate) write: &'static str,
    pub(crate) moment: Moment,
    pub(crate) fault: Fault,
    /// Which row since the trigger was set, from 1.
    pub(crate) row: u32,
}

impl Installation {
    /// Sets the trigger.
    pub(crate) async fn set(&self, owner: &mut PgConnection) {
        let harm = match self.fault {
            Fault::Error => "raise exception 'a fault that was asked for';",
            // The backend notices that it is to end when it next waits.
            Fault::Cut => "perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(60);",
        };
        let Self {
            table, write, row, ..
        } = self;
        let trigger = match self.moment {
            Moment::Before => format!("create trigger fault before {write} on {table}"),
            Moment::After => format!("create trigger fault after {write} on {table}"),
            Moment::Commit => format!(
                "create constraint trigger fault after {write} on {table} deferrable initially deferred"
            ),
        };
        let sql = format!(
            "create sequence fault_rows;
             create function fault() returns trigger language plpgsql security definer as $$
             begin
                 if nextval('fault_rows') = {row} then {harm} end if;
                 return coalesce(new, old);
             end $$;
             {trigger} for each row execute function fault();"
        );
        owner.execute(sql.as_str()).await.unwrap();
    }

    /// Whether it has happened.
    pub(crate) async fn has_happened(&self, owner: &mut PgConnection) -> bool {
        let rows: i64 = sqlx::query_scalar(
            "select case when is_called then last_value else 0 end from fault_rows",
        )
        .fetch_one(owner)
        .await
        .unwrap();
        rows >= i64::from(self.row)
    }

    /// Takes the trigger away.
    pub(crate) async fn lift(&self, owner: &mut PgConnection) {
        let sql = format!(
            "drop trigger fault on {}; drop function fault; drop sequence fault_rows",
            self.table
        );
        owner.execute(sql.as_str()).await.unwrap();
    }
}
