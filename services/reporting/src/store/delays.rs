//! Where time went, and which promises were broken without an apology.

use kernel::{Instant, UnitId};
use reporting_domain::{DelayKey, Delays, Figures, Period};
use sqlx::PgPool;
use uuid::Uuid;

/// The table of delays of a period, of some units or all.
pub async fn delays(
    db: &PgPool,
    period: &Period,
    units: Option<&[String]>,
) -> sqlx::Result<Delays> {
    let rows = sqlx::query!(
        r#"with figure as (
               select unit, procedure, key, 1 as legs,
                      (allotted > 0 and spent > allotted)::int as late, waiting, spent, allotted,
                      0::bigint as blamed, 0 as dossiers_blamed, 0 as offers_expired
               from account where at between $1 and $2
               union all
               select b.unit, d.procedure, b.key, 0, 0, 0, 0, 0, sum(b.minutes)::bigint, 1, 0
               from attribution a join blame b using (dossier) join dossier d on d.id = a.dossier
               where a.at between $1 and $2 and d.procedure is not null
               group by a.dossier, b.unit, d.procedure, b.key
               union all
               select e.unit, a.procedure, a.key, 0, 0, 0, 0, 0, 0, 0, 1
               from expired e join account a using (leg) where a.at between $1 and $2
           )
           select unit as "unit!", procedure as "procedure!", key as "key!",
                  sum(legs)::bigint as "legs!", sum(late)::bigint as "late!",
                  sum(waiting)::bigint as "waiting!", sum(spent)::bigint as "spent!",
                  sum(allotted)::bigint as "allotted!", sum(blamed)::bigint as "blamed!",
                  sum(dossiers_blamed)::bigint as "dossiers_blamed!",
                  sum(offers_expired)::bigint as "offers_expired!"
           from figure where $3::text[] is null or unit = any ($3)
           group by unit, procedure, key"#,
        period.start(),
        period.end(),
        units,
    )
    .fetch_all(db)
    .await?;
    let mut delays = Delays::default();
    for row in rows {
        let key = DelayKey {
            unit: UnitId::new(row.unit),
            procedure: row.procedure,
            leg: row.key,
        };
        let figures = Figures {
            legs: count(row.legs),
            late: count(row.late),
            waiting: count(row.waiting),
            spent: count(row.spent),
            allotted: count(row.allotted),
            blamed: count(row.blamed),
            dossiers_blamed: count(row.dossiers_blamed),
            offers_expired: count(row.offers_expired),
        };
        delays.add(key, &figures);
    }
    Ok(delays)
}

/// A promised date that passed without a valid apology.
#[derive(Clone, Debug)]
pub struct Broken {
    pub dossier: Uuid,
    pub code: String,
    pub procedure: String,
    pub unit: String,
    pub leg: Option<Uuid>,
    pub due: Instant,
    pub at: Instant,
    pub settled: bool,
}

/// Breaches of a period, of some units or all, the oldest promise first. One whose apology turns
/// out to have been signed in time is none.
pub async fn breaches(
    db: &PgPool,
    period: &Period,
    units: Option<&[String]>,
) -> sqlx::Result<Vec<Broken>> {
    sqlx::query_as!(
        Broken,
        r#"select d.id as dossier, d.code as "code!", d.procedure as "procedure!", b.unit, b.leg,
                  b.due, b.at, d.finished_at is not null as "settled!"
           from breach b join dossier d on d.id = b.dossier
           where b.at between $1 and $2 and ($3::text[] is null or b.unit = any ($3))
             and d.accepted_at is not null and not excused(b.dossier, b.due)
           order by b.due, b.dossier"#,
        period.start(),
        period.end(),
        units,
    )
    .fetch_all(db)
    .await
}

fn count(figure: i64) -> u64 {
    u64::try_from(figure).unwrap_or(0)
}
