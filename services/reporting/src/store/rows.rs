//! How the rows are read, and kept once facts were folded into them.

use std::collections::{BTreeMap, HashMap};

use kernel::{DossierId, Instant, UnitId};
use reporting_domain::{Accepted, Change, Channel, Fact, Finish, How, Leg, Move, Row, Task};
use sqlx::PgConnection;
use uuid::Uuid;

use super::save::save;

/// Folds facts into the rows of their dossiers: one round of statements, however many they are.
///
/// The rows of `dossiers`, given in order, are there and locked from here on.
pub async fn fold(
    db: &mut PgConnection,
    dossiers: &[Uuid],
    facts: Vec<(DossierId, Instant, Fact)>,
) -> sqlx::Result<()> {
    let known = load(db, dossiers).await?;
    let mut changed: BTreeMap<DossierId, Row> = BTreeMap::new();
    for (dossier, at, fact) in facts {
        let row = changed
            .remove(&dossier)
            .or_else(|| known.get(&dossier).cloned())
            .unwrap_or_else(|| Row::new(dossier));
        changed.insert(dossier, reporting_domain::fold(row, at, fact));
    }
    if changed.is_empty() {
        return Ok(());
    }
    // Most of what is heard is about who holds a dossier, which no stretch says.
    let stands = |row: &&Row| {
        let known = known.get(&row.dossier);
        known.is_none_or(|known| !known.stands_like(row))
    };
    let stand: Vec<Uuid> = changed
        .values()
        .filter(stands)
        .map(|row| row.dossier.uuid())
        .collect();
    save(db, &changed.into_values().collect::<Vec<_>>()).await?;
    stretch(db, &stand).await
}

/// Works the stretches of these dossiers out anew.
async fn stretch(db: &mut PgConnection, dossiers: &[Uuid]) -> sqlx::Result<()> {
    if dossiers.is_empty() {
        return Ok(());
    }
    sqlx::query!("delete from stretch where dossier = any($1)", dossiers)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "insert into stretch select * from stretches() s where s.dossier = any($1)",
        dossiers
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Reads and locks the rows of these dossiers, given in order.
///
/// The desk and the agencies are heard side by side, each in transactions of its own: a row must
/// be there to be locked, so the first to hear of a dossier leaves an empty one.
async fn load(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<BTreeMap<DossierId, Row>> {
    sqlx::query!(
        "insert into dossier (id) select unnest($1::uuid[]) on conflict do nothing",
        ids
    )
    .execute(&mut *db)
    .await?;
    let dossiers = sqlx::query!(
        "select id, accepted_at, code, procedure, field, unit, online, post, finished_at,
                outcome, returned_at
         from dossier where id = any($1) order by id for update",
        ids
    )
    .fetch_all(&mut *db)
    .await?;
    let mut histories = histories(db, ids).await?;
    let mut rows = BTreeMap::new();
    for known in dossiers {
        let accepted = match (
            known.accepted_at,
            known.code,
            known.procedure,
            known.field,
            known.unit,
        ) {
            (Some(at), Some(code), Some(procedure), Some(field), Some(unit)) => {
                let unit = UnitId::new(unit);
                let channel = match (known.online, known.post) {
                    (Some(true), _) => Channel::Online,
                    (_, true) => Channel::Post,
                    (_, false) => Channel::Counter,
                };
                Some((
                    at,
                    Accepted {
                        code,
                        procedure,
                        field,
                        unit,
                        channel,
                    },
                ))
            }
            _ => None,
        };
        let finish = match (known.finished_at, known.outcome) {
            (Some(at), Some(outcome)) => Some(Finish {
                at,
                how: how(&outcome)?,
            }),
            _ => None,
        };
        let row = Row {
            dossier: known.id.into(),
            accepted,
            finish,
            returned_at: known.returned_at,
            ..histories
                .remove(&known.id)
                .unwrap_or_else(|| Row::new(known.id.into()))
        };
        rows.insert(row.dossier, row);
    }
    Ok(rows)
}

/// What is kept of these dossiers by the moment it happened; a dossier without any is left out.
async fn histories(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<HashMap<Uuid, Row>> {
    let mut rows: HashMap<Uuid, Row> = HashMap::new();
    macro_rules! of {
        ($dossier:expr) => {
            rows.entry($dossier)
                .or_insert_with(|| Row::new($dossier.into()))
        };
    }
    let kept = sqlx::query!(
        "select dossier, at, due, paused from clock where dossier = any($1)",
        ids
    );
    for kept in kept.fetch_all(&mut *db).await? {
        let change = Change {
            due: kept.due,
            paused: kept.paused,
        };
        of!(kept.dossier).clock.insert(kept.at, change);
    }
    let kept = sqlx::query!(
        "select dossier, at, previous, due from moved where dossier = any($1)",
        ids
    );
    for kept in kept.fetch_all(&mut *db).await? {
        let moved = Move {
            previous: kept.previous,
            due: kept.due,
        };
        of!(kept.dossier).moves.insert(kept.at, moved);
    }
    let kept = sqlx::query!(
        "select dossier, at, new_due from apology where dossier = any($1)",
        ids
    );
    for kept in kept.fetch_all(&mut *db).await? {
        of!(kept.dossier).apologies.insert(kept.at, kept.new_due);
    }
    let kept = sqlx::query!(
        "select dossier, at, unit from receiving where dossier = any($1)",
        ids
    );
    for kept in kept.fetch_all(&mut *db).await? {
        let unit = UnitId::new(kept.unit);
        of!(kept.dossier).receiving.insert(kept.at, unit);
    }
    let kept = sqlx::query!(
        "select dossier, leg, attempt, unit, since, held, moved_at, moved_to, closed_at, task,
                task_title, opinion
         from leg where dossier = any($1)",
        ids
    );
    for kept in kept.fetch_all(db).await? {
        let leg = Leg {
            attempt: kept.attempt.try_into().unwrap_or(0),
            unit: UnitId::new(kept.unit),
            since: kept.since,
            held: kept.held,
            moved: kept.moved_at.zip(kept.moved_to.map(UnitId::new)),
            closed: kept.closed_at,
            task: kept.task.map(|word| Task {
                word,
                title: kept.task_title.unwrap_or_default(),
                opinion: kept.opinion,
            }),
        };
        of!(kept.dossier).legs.insert(kept.leg.into(), leg);
    }
    Ok(rows)
}

fn how(outcome: &str) -> sqlx::Result<How> {
    let how = How::ALL.into_iter().find(|how| how.word() == outcome);
    how.ok_or_else(|| sqlx::Error::Decode(format!("dossier.outcome holds {outcome:?}").into()))
}
