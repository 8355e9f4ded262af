//! Eleven weeks of a province at work, told through the services with a clock that is set on: what
//! the pages of leaders show when there is much to show. The same every time; everybody in it is
//! invented.

mod dossier;
mod plan;

use std::time::Duration;

use anyhow::{Context as _, ensure};
use chassis::Clock;
use chrono::{DateTime, Days, NaiveDate, Utc};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use proto::{operations::v1::GetStatusRequest, routing::v1::ListUnitsRequest};
use province::{Clients, Options, officers::persist};

use crate::say::say;
use dossier::Moving;
use plan::{Act, Plan};

/// The first Monday.
const FROM: NaiveDate = NaiveDate::from_ymd_opt(2026, 9, 7).expect("a day");
/// Mondays and Thursdays of eleven weeks.
const STEPS: usize = 22;
/// The evening it ends on. Nobody works then, so that nothing gets later while it is looked at.
const EVENING: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
/// How many dossiers are worked on at once.
const HANDS: usize = 8;
/// How often it is looked whether anything still happens: less often than the watch looks.
const LOOK: Duration = Duration::from_millis(100);
/// So many looks alike in a row, and what a moment brings about is done.
const STILL: usize = 1;
/// The same at the end, which nothing waits for any more.
const AT_LAST: usize = 8;
/// How long a moment may take on a slow machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// The clock before the story begins, or after it was told.
pub fn clock(told: bool) -> Clock {
    Clock::showing(if told { evening() } else { morning(0, 1) })
}

fn evening() -> DateTime<Utc> {
    EVENING.and_hms_opt(11, 0, 0).unwrap_or_default().and_utc()
}

/// What the services are told: their watch looks often, since days pass in moments, and a commune
/// with two dossiers is ranked.
pub fn settings(options: &mut Options) {
    let set = [
        (("routing", "watch.every_ms"), "50"),
        (("reporting", "overview.rank_from"), "2"),
    ];
    for ((service, key), value) in set {
        let key = (service, key.to_owned());
        options.settings.insert(key, value.to_owned());
    }
}

/// So many hours and a little of a step's day, in UTC: 1 is eight in the morning.
fn morning(step: usize, hour: u32) -> DateTime<Utc> {
    let days = step / 2 * 7 + step % 2 * 3;
    let day = FROM
        .checked_add_days(Days::new(days as u64))
        .unwrap_or(FROM);
    day.and_hms_opt(hour, 1, 0).unwrap_or_default().and_utc()
}

/// Tells it, and leaves the clock on the morning of its last day.
///
/// # Errors
/// When a step is refused or does not come about.
pub async fn weeks(clients: &Clients, clock: &Clock) -> anyhow::Result<()> {
    let plans = plan::plans(&communes(clients).await?);
    say(&format!(
        "Mười một tuần làm việc của cả tỉnh: {} hồ sơ hư cấu…",
        plans.len()
    ));
    let mut moving: Vec<Option<Moving>> = plans.iter().map(|_| None).collect();
    for step in 0..STEPS {
        clock.set(morning(step, 1));
        // The watch sees the morning before anybody works.
        rest(clients, STILL).await?;
        let due = plans.iter().zip(&moving).filter_map(|(plan, moving)| {
            let act = plan.act(step)?;
            Some(acted(clients, moving.as_ref()?, act))
        });
        let due: Vec<_> = due.collect();
        stream::iter(due)
            .buffer_unordered(HANDS)
            .try_collect::<Vec<()>>()
            .await?;
        rest(clients, STILL).await?;
        clock.set(morning(step, 2));
        let new = plans
            .iter()
            .enumerate()
            .filter(|(_, plan)| plan.received == step);
        let brought = morning(step, 1);
        let new = new.map(async |one: (usize, &Plan)| {
            let moving = Moving::receive(clients, one, brought).await?;
            anyhow::Ok((one.0, moving))
        });
        let new: Vec<_> = new.collect();
        let received: Vec<(usize, Moving)> = stream::iter(new)
            .buffer_unordered(HANDS)
            .try_collect()
            .await?;
        rest(clients, STILL).await?;
        clock.set(morning(step, 3));
        let taken = received
            .iter()
            .filter(|(nth, _)| plans.get(*nth).is_some_and(|plan| plan.taken))
            .map(async |(_, one)| one.take(clients).await.with_context(|| one.code.clone()));
        let taken: Vec<_> = taken.collect();
        stream::iter(taken)
            .buffer_unordered(HANDS)
            .try_collect::<Vec<()>>()
            .await?;
        for (nth, one) in received {
            if let Some(place) = moving.get_mut(nth) {
                *place = Some(one);
            }
        }
        rest(clients, STILL).await?;
    }
    clock.set(morning(STEPS - 1, 1) + chrono::Duration::days(1));
    rest(clients, AT_LAST).await
}

/// Nobody works any more, and what the evening makes late is counted.
///
/// # Errors
/// When that takes longer than the slowest machine needs.
pub async fn over(clients: &Clients, clock: &Clock) -> anyhow::Result<()> {
    clock.set(evening());
    rest(clients, AT_LAST).await
}

async fn acted(clients: &Clients, moving: &Moving, act: Act) -> anyhow::Result<()> {
    match act {
        Act::Finish => moving.finish(clients).await,
        Act::Apologise(until) => moving.apologise(clients, morning(until, 9)).await,
        Act::Return(score) => moving.hand_over(clients, score).await,
    }
    .with_context(|| format!("{act:?} of {}", moving.code))
}

/// The communes that have a centre, by their numbers.
async fn communes(clients: &Clients) -> anyhow::Result<Vec<String>> {
    let units = clients
        .routing("service:portal")
        .list_units(ListUnitsRequest::default())
        .await?;
    let units = units.into_inner().units.into_iter();
    let mut communes: Vec<String> = units
        .filter_map(|unit| unit.id.strip_prefix("org:mc-").map(str::to_owned))
        .collect();
    communes.sort();
    ensure!(
        communes.len() > 90,
        "a province of {} communes",
        communes.len()
    );
    Ok(communes)
}

/// Waits until every service has said and heard everything, and nothing more happens in any for so
/// many looks: each fact then bears the moment it belongs to, however slow the machine is.
async fn rest(clients: &Clients, looks: usize) -> anyhow::Result<()> {
    let begun = tokio::time::Instant::now();
    let (mut before, mut alike) = (Vec::new(), 0);
    while alike < looks {
        ensure!(
            begun.elapsed() < PATIENCE,
            "the services did not come to rest within {} seconds",
            PATIENCE.as_secs()
        );
        tokio::time::sleep(LOOK).await;
        let now = journals(clients).await?;
        alike = match &now {
            Some(now) if *now == before => alike + 1,
            _ => 0,
        };
        before = now.unwrap_or_default();
    }
    Ok(())
}

/// How far the journal of every service is, unless one still has something to say or to hear.
async fn journals(clients: &Clients) -> anyhow::Result<Option<Vec<u64>>> {
    let mut far = Vec::new();
    for service in clients.operated() {
        let mut operations = clients.operations(service);
        let status = persist(async || operations.get_status(GetStatusRequest {}).await).await?;
        let heard = status.hearings.iter().all(|hearing| hearing.behind == 0);
        if status.outbox > 0 || !heard {
            return Ok(None);
        }
        far.push(status.journal);
    }
    Ok(Some(far))
}
