//! What leaders read on one page: the figures of several periods at once.

use std::collections::BTreeMap;

use kernel::Instant;
use reporting_domain::{Apology, Beside, Overview, Period};
use sqlx::PgPool;

use super::{Scope, place};

/// The figures of a period by the centre that received.
pub type Units = BTreeMap<String, Overview>;

/// The figures of each period, and those of the first by unit.
pub async fn overviews(
    db: &PgPool,
    periods: &[Period],
    as_of: Instant,
    scope: &Scope,
) -> sqlx::Result<(Vec<Overview>, Units)> {
    let mut db = db.begin().await?;
    // Compiling these statements takes longer than carrying them out.
    sqlx::query_scalar!("select set_config('jit', 'off', true)")
        .fetch_one(&mut *db)
        .await?;
    let mut whole = vec![Overview::default(); periods.len()];
    let mut units = Units::new();
    let starts: Vec<Instant> = periods.iter().map(Period::start).collect();
    let until: Vec<Instant> = periods.iter().map(|p| p.until(as_of)).collect();
    let east = periods.first().map_or(0, |p| p.zone().local_minus_utc());
    let placed = sqlx::query!(
        r#"select w.n as "n!", case w.n when 1 then p.unit else '' end as "unit!",
                  p.received as "received!", p.standing as "standing!", p.moves > 0 as "moved!",
                  count(*) as "dossiers!"
           from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality w (starts, until, n)
           cross join lateral placed(w.starts, w.until, $3) p
           where ($4::text[] is null or p.unit = any ($4)) and ($5::text is null or p.field = $5)
           group by 1, 2, 3, 4, 5"#,
        &starts,
        &until,
        east,
        scope.units.as_deref(),
        scope.field,
    )
    .fetch_all(&mut *db)
    .await?;
    for cell in placed {
        let line = place(&cell.received, &cell.standing, cell.moved)?;
        let dossiers = u64::try_from(cell.dossiers).unwrap_or(0);
        let nth = usize::try_from(cell.n - 1).unwrap_or(usize::MAX);
        if let Some(figures) = whole.get_mut(nth) {
            figures.place(line, dossiers);
        }
        if nth == 0 {
            units.entry(cell.unit).or_default().place(line, dossiers);
        }
    }
    let said = sqlx::query!(
        r#"select w.n as "n!", case w.n when 1 then s.unit else '' end as "unit!", s.apology,
                  s.score, count(*) as "dossiers!"
           from unnest($1::timestamptz[], $2::timestamptz[]) with ordinality w (starts, until, n)
           cross join lateral said_beside(w.starts, w.until) s
           where ($3::text[] is null or s.unit = any ($3)) and ($4::text is null or s.field = $4)
           group by 1, 2, 3, 4"#,
        &starts,
        &until,
        scope.units.as_deref(),
        scope.field,
    )
    .fetch_all(&mut *db)
    .await?;
    db.commit().await?;
    for cell in said {
        let said = Beside {
            apology: cell.apology.as_deref().and_then(apology),
            score: cell.score.and_then(|score| u8::try_from(score).ok()),
        };
        let dossiers = u64::try_from(cell.dossiers).unwrap_or(0);
        let nth = usize::try_from(cell.n - 1).unwrap_or(usize::MAX);
        if let Some(figures) = whole.get_mut(nth) {
            figures.tell(said, dossiers);
        }
        if nth == 0 {
            units.entry(cell.unit).or_default().tell(said, dossiers);
        }
    }
    Ok((whole, units))
}

fn apology(word: &str) -> Option<Apology> {
    Apology::ALL.into_iter().find(|known| known.word() == word)
}

/// A dossier that is open and late.
#[derive(Clone, Debug)]
pub struct Late {
    /// The centre that received it.
    pub unit: String,
    pub holder: String,
    pub task: String,
    pub task_title: String,
    pub since: Instant,
}

/// What is late at the moment `today` has come to, whoever received it.
pub async fn late_now(
    db: &PgPool,
    today: &Period,
    as_of: Instant,
    field: Option<&str>,
) -> sqlx::Result<Vec<Late>> {
    sqlx::query_as!(
        Late,
        r#"select p.unit as "unit!", coalesce(d.holder, p.unit) as "holder!",
                  coalesce(d.task, 'desk') as "task!", coalesce(d.task_title, '') as "task_title!",
                  p.late_since as "since!"
           from placed($1, $2, $3) p join dossier d on d.id = p.dossier
           where p.standing = 'open-late' and ($4::text is null or p.field = $4)"#,
        today.start(),
        today.until(as_of),
        today.zone().local_minus_utc(),
        field,
    )
    .fetch_all(db)
    .await
}
