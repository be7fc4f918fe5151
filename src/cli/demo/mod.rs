//! `sajam demo`: fills an empty system with invented reports, through the same commands that people use.

mod story;

use std::io::Write;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use jiff::{SignedDuration, Timestamp};
use sajam_aggregates::{Report, ReportId, Role};
use sajam_projections::staff;
use sajam_statistics::calendar::JalaliMonth;
use tokio_util::sync::CancellationToken;

use super::{Outcome, accounts as printing, start};
use crate::clock::{Clock, later};
use crate::config::Installation;
use crate::database::DataFolder;
use crate::jobs;
use crate::server::Server;
use crate::service::accounts::{self, StaffSession};
use crate::service::action::ActionCommand;
use crate::service::case::{self, TriageInstitution};
use crate::service::releases::schedule;
use crate::service::reporter;
use sajam_aggregates::Priority;
use story::{Chance, Story};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

const GROUNDS: &str = "پاسخ را خواندم، اما مشکل هنوز برجاست. لطفاً دوباره بررسی کنید.";
const ACCEPTED: &str = "اعتراض شما وارد است؛ کارشناس دوباره بررسی می‌کند.";
const DISMISSED: &str = "پرونده را دوباره خواندیم. بررسی کامل بوده است و نتیجه همان می‌ماند.";

/// How much to make up.
#[derive(clap::Args, Debug)]
pub(super) struct Demo {
    /// How many reports.
    #[arg(long, default_value = "600", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    reports: u32,
    /// Over how many closed months, and the running one.
    #[arg(long, default_value = "6", value_parser = clap::value_parser!(u32).range(1..=60))]
    months: u32,
}

pub(super) async fn run(place: &Installation, demo: &Demo) -> Outcome {
    let system = Clock::system();
    // The demo's commands happen in months gone by; only its jobs go by the real clock.
    let clock = Clock::set_to(system.now());
    let started = start::start(place, DataFolder::attach(&place.data)?, clock.clone()).await?;
    let stop = CancellationToken::new();
    let mut jobs = jobs::start(&started.server, &started.database, system, &stop);
    let result = fill(&started.server, &clock, demo).await;
    stop.cancel();
    while jobs.join_next().await.is_some() {}
    let start::Started {
        server, database, ..
    } = started;
    drop(server);
    database.close().await;
    result
}

async fn fill(server: &Server, clock: &Clock, demo: &Demo) -> Outcome {
    if server.store.has_any::<Report>().await? {
        return Err("there are reports already: the demo fills an empty system only".into());
    }
    let now = clock.now();
    let first = accounts::FirstAccounts::make(server).await?;
    if !first.accounts.is_empty() {
        writeln!(
            std::io::stdout(),
            "\nOne account a role; these passwords are shown this once, and are changed at the first sign-in:\n"
        )?;
        printing::print(&first.accounts)?;
    }
    first.confirm_shown().await?;
    let staff = Staff {
        intake: session(server, Role::Intake).await?,
        investigator: session(server, Role::Investigator).await?,
        supervisor: session(server, Role::Supervisor).await?,
    };
    let stories = story::all()?;
    let mut oldest = JalaliMonth::containing(now);
    for _ in 0..demo.months {
        oldest = oldest.previous();
    }
    schedule::begin_at(server, oldest.start()).await?;
    let mut chance = Chance::new(server.entropy);
    let last = later(now, -HOUR);
    let mut times: Vec<Timestamp> = (0..demo.reports)
        .map(|_| chance.moment_between(oldest.start(), last))
        .collect();
    times.sort_unstable();
    let bar = ProgressBar::new(u64::from(demo.reports)).with_style(
        ProgressStyle::with_template("reports {wide_bar} {human_pos}/{human_len}  {eta}")
            .unwrap_or_else(|_| ProgressStyle::default_bar()),
    );
    let mut numbers = Vec::new();
    for at in times {
        clock.set(at);
        let story = chance.pick(&stories);
        let filed = reporter::file(server, &story.filing(&mut chance)?, None).await?;
        let id = reporter::report_id(server, &filed.tracking_number);
        // Handling takes days; what would lie ahead of today has not happened yet.
        let mut life = Life {
            server,
            clock,
            now,
            staff: &staff,
            story,
            id,
            chance: &mut chance,
        };
        life.live().await?;
        numbers.push(filed.tracking_number);
        bar.inc(1);
    }
    clock.set(now);
    bar.finish_and_clear();
    let mut out = std::io::stdout();
    writeln!(
        out,
        "\n{} invented reports were filed. The newest can be followed with these numbers:\n",
        demo.reports
    )?;
    for number in numbers.iter().rev().take(3) {
        writeln!(out, "  {}", number.grouped().as_str())?;
    }
    Ok(())
}

async fn session(
    server: &Server,
    role: Role,
) -> Result<StaffSession, Box<dyn std::error::Error + Send + Sync>> {
    // An account that was just made is in the read model a moment later.
    let mut holder = None;
    for _ in 0..100 {
        holder = staff::holders(&server.pool, role).await?.into_iter().next();
        if holder.is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let holder = holder.ok_or_else(|| {
        format!("no account has the role {role}: `sajam accounts create` makes one")
    })?;
    Ok(accounts::session_for(server, &holder.login).await?)
}

struct Staff {
    intake: StaffSession,
    investigator: StaffSession,
    supervisor: StaffSession,
}

/// One report's way, step by step until today or until something ends it.
struct Life<'a> {
    server: &'a Server,
    clock: &'a Clock,
    now: Timestamp,
    staff: &'a Staff,
    story: &'a Story,
    id: ReportId,
    chance: &'a mut Chance,
}

impl Life<'_> {
    async fn live(&mut self) -> Outcome {
        if self.chance.one_in(25) {
            if self.wait(2, 90) {
                reporter::execute(
                    self.server,
                    &self.id,
                    None,
                    &reporter::Withdraw { reason: None },
                )
                .await?;
            }
            return Ok(());
        }
        if !self.wait(1, 60) {
            return Ok(());
        }
        self.intake(case::Acknowledge).await?;
        if !self.wait(2, 120) {
            return Ok(());
        }
        let priority = *self.chance.pick(Priority::ALL);
        let (category, province) = self.filed_under().await?;
        self.intake(case::Triage {
            category,
            province,
            institution: TriageInstitution::Unchanged,
            priority,
        })
        .await?;
        if !self.wait(1, 72) {
            return Ok(());
        }
        let units: Vec<_> = self
            .server
            .directory
            .units()
            .filter(|unit| unit.institution.is_none())
            .map(|unit| unit.code.clone())
            .collect();
        let unit = self.chance.pick(&units).clone();
        self.intake(case::Assign {
            unit,
            investigator: Some(self.staff.investigator.id.clone()),
        })
        .await?;
        if !self.wait(12, 240) {
            return Ok(());
        }
        if let (Some(question), Some(answer)) = (&self.story.question, &self.story.answer) {
            self.investigator(case::AskQuestion {
                message: story::message(question)?,
            })
            .await?;
            if !self.wait(6, 400) {
                return Ok(());
            }
            if self.chance.one_in(4) {
                return Ok(());
            }
            reporter::execute(
                self.server,
                &self.id,
                None,
                &reporter::Answer {
                    message: story::message(answer)?,
                },
            )
            .await?;
            if !self.wait(12, 200) {
                return Ok(());
            }
        }
        let step = *self.chance.pick(sajam_aggregates::FindingStep::ALL);
        self.investigator(case::Investigate {
            step,
            note: story::message(&self.story.note)?,
        })
        .await?;
        if !self.wait(48, 700) {
            return Ok(());
        }
        self.resolve().await?;
        self.appeal().await
    }

    async fn resolve(&self) -> Outcome {
        self.investigator(case::Resolve {
            outcome: self.story.outcome,
            explanation: story::message(&self.story.explanation)?,
            reasons: None,
        })
        .await
    }

    /// Some do not accept the answer, and a few of them are right.
    async fn appeal(&mut self) -> Outcome {
        if !self.chance.one_in(8) || !self.wait(24, 400) {
            return Ok(());
        }
        reporter::execute(
            self.server,
            &self.id,
            None,
            &reporter::Appeal {
                grounds: story::message(GROUNDS)?,
            },
        )
        .await?;
        // Where one person holds both roles, nobody is there who may decide.
        let is_own = self.staff.supervisor.id == self.staff.investigator.id;
        if is_own || !self.wait(24, 500) {
            return Ok(());
        }
        let is_accepted = self.chance.one_in(3);
        let explanation = story::message(if is_accepted { ACCEPTED } else { DISMISSED })?;
        let decision: &dyn ActionCommand = if is_accepted {
            &case::Reopen { explanation }
        } else {
            &case::DismissAppeal { explanation }
        };
        self.act(&self.staff.supervisor, decision).await?;
        if !is_accepted || !self.wait(48, 500) {
            return Ok(());
        }
        self.resolve().await
    }

    /// Lets some hours pass; `false` when that would be in the future.
    fn wait(&mut self, least_hours: i32, most_hours: i32) -> bool {
        let (least, most) = (HOUR * least_hours, HOUR * most_hours);
        let now = self.clock.now();
        let at = self
            .chance
            .moment_between(later(now, least), later(now, most));
        self.clock.set(at);
        at < self.now
    }

    async fn filed_under(
        &self,
    ) -> Result<
        (sajam_aggregates::Category, sajam_aggregates::Province),
        Box<dyn std::error::Error + Send + Sync>,
    > {
        let report: Report = self.server.store.load(self.id.as_str()).await?;
        report
            .category()
            .zip(report.province())
            .ok_or_else(|| "a report that was just filed is not there".into())
    }

    async fn intake(&self, asked: impl ActionCommand) -> Outcome {
        self.act(&self.staff.intake, &asked).await
    }

    async fn investigator(&self, asked: impl ActionCommand) -> Outcome {
        self.act(&self.staff.investigator, &asked).await
    }

    async fn act(&self, who: &StaffSession, asked: &dyn ActionCommand) -> Outcome {
        let case = case::open(self.server, who, &self.id, "demo").await?;
        case::execute(self.server, who, case, None, asked, "demo").await?;
        Ok(())
    }
}
