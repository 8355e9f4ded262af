//! What the figures for everybody rest on.

use std::collections::BTreeMap;

use kernel::{Instant, working_time::Calendar};
use reporting_domain::{Period, Wait};
use sqlx::PgPool;

/// How long each dossier took that came to a result in the period, by procedure. One that lies
/// beyond the calendar is left out.
pub async fn waits(
    db: &PgPool,
    period: &Period,
    calendar: &Calendar,
) -> sqlx::Result<BTreeMap<String, Vec<Wait>>> {
    let finished = sqlx::query!(
        r#"select d.procedure as "procedure!", d.accepted_at as "accepted_at!",
                  d.finished_at as "finished_at!", c.at as "at?: Vec<Instant>",
                  c.stands as "stands?: Vec<bool>"
           from dossier d
           left join lateral (
               select array_agg(c.at order by c.at) as at,
                      array_agg(c.paused order by c.at) as stands
               from clock c
               where c.dossier = d.id and c.at <= d.finished_at and c.paused is not null
               having bool_or(c.paused)
           ) c on true
           where d.finished_at between $1 and $2 and d.outcome = 'settled'
             and d.accepted_at is not null"#,
        period.start(),
        period.end(),
    )
    .fetch_all(db)
    .await?;
    let mut waits: BTreeMap<String, Vec<Wait>> = BTreeMap::new();
    for dossier in finished {
        let stands = dossier.stands.unwrap_or_default();
        let clock = dossier.at.unwrap_or_default().into_iter().zip(stands);
        let wait = Wait::of(calendar, dossier.accepted_at, dossier.finished_at, clock);
        if let Ok(wait) = wait {
            waits.entry(dossier.procedure).or_default().push(wait);
        }
    }
    Ok(waits)
}
