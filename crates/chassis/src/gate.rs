//! The gate of the inbox: what makes every effect happen once and in order.

use std::collections::{HashMap, HashSet};

use sqlx::PgConnection;
use uuid::Uuid;

use crate::{letters::Letter, listen::Heard, reader::Place};

/// What the gate makes of a batch.
#[derive(Default)]
pub(crate) struct Sorted {
    /// Next in their lanes: to be acted upon.
    pub new: Vec<Heard>,
    /// Behind something missing or dead: to be laid aside.
    pub early: Vec<Letter>,
    /// Lanes in which something waits, perhaps for what is new.
    pub awaited: Vec<Uuid>,
}

/// Sorts a batch: the next fact of its aggregate passes, a seen one is dropped, one behind
/// a gap or a dead letter waits. This is what makes every effect happen once and in order,
/// through redelivery, replicas and replay.
///
/// The reader's place moves in the same statement, from `from` to `position`: none when
/// another replica has moved it before.
pub(crate) async fn enter(
    tx: &mut PgConnection,
    speaker: &str,
    from: Place,
    position: i64,
    batch: &[Heard],
) -> sqlx::Result<Option<Sorted>> {
    let mut lanes: Vec<Uuid> = batch.iter().map(|heard| heard.aggregate).collect();
    lanes.sort_unstable();
    lanes.dedup();
    // One statement sees letters and what was heard as of one moment: whoever acts on a letter
    // takes it away and remembers it at once, so it is seen in one place or the other.
    let rows = sqlx::query!(
        r#"with moved as (
             update bus.reader set position = $4
             where speaker = $1 and stream = $2 and position = $3 returning speaker)
           select null::uuid as aggregate, 0 as "sequence!", null::boolean as dead from moved
           union all
           select heard.aggregate, heard.sequence, null
           from unnest($5::uuid[]) as lane,
                lateral (select aggregate, sequence from bus.heard
                         where speaker = $1 and aggregate = lane offset 0) as heard
           union all
           select aggregate, sequence, not parked from bus.dead_letter
           where speaker = $1 and aggregate = any($5) and sequence is not null"#,
        speaker,
        from.stream,
        from.position,
        position,
        &lanes,
    )
    .fetch_all(tx)
    .await?;
    let mut moved = false;
    let mut seen: HashMap<Uuid, u32> = HashMap::new();
    let mut blocked: HashSet<Uuid> = HashSet::new();
    let mut awaited: HashSet<Uuid> = HashSet::new();
    let mut waiting: HashSet<(Uuid, u32)> = HashSet::new();
    for row in rows {
        let sequence = row.sequence as u32;
        match (row.aggregate, row.dead) {
            (None, _) => moved = true,
            (Some(lane), None) => {
                seen.insert(lane, sequence);
            }
            (Some(lane), Some(dead)) => {
                awaited.insert(lane);
                waiting.insert((lane, sequence));
                if dead {
                    blocked.insert(lane);
                }
            }
        }
    }
    if !moved {
        return Ok(None);
    }
    let mut sorted = Sorted::default();
    for heard in batch {
        let lane = heard.aggregate;
        let last = seen.get(&lane).copied().unwrap_or(0);
        if heard.sequence <= last || waiting.contains(&(lane, heard.sequence)) {
            continue;
        }
        let reason = if blocked.contains(&lane) {
            Some("behind a dead letter")
        } else {
            (heard.previous > last).then_some("behind a gap")
        };
        if let Some(reason) = reason {
            sorted.early.push(Letter::parked(heard.clone(), reason));
            waiting.insert((lane, heard.sequence));
        } else {
            seen.insert(lane, heard.sequence);
            sorted.new.push(heard.clone());
        }
        // Also behind what waits: an operator may have dealt with it since we looked.
        if (reason.is_some() || awaited.contains(&lane)) && !sorted.awaited.contains(&lane) {
            sorted.awaited.push(lane);
        }
    }
    Ok(Some(sorted))
}

/// Remembers what was acted upon.
pub(crate) async fn remember(
    tx: &mut PgConnection,
    speaker: &str,
    heard: &[Heard],
) -> sqlx::Result<()> {
    let last: HashMap<Uuid, i32> = heard
        .iter()
        .map(|heard| (heard.aggregate, heard.sequence as i32))
        .collect();
    let mut lanes: Vec<(Uuid, i32)> = last.into_iter().collect();
    lanes.sort_unstable();
    let (aggregates, sequences): (Vec<Uuid>, Vec<i32>) = lanes.into_iter().unzip();
    sqlx::query!(
        "insert into bus.heard (speaker, aggregate, sequence)
         select $1, * from unnest($2::uuid[], $3::int[])
         on conflict (speaker, aggregate) do update
            set sequence = greatest(bus.heard.sequence, excluded.sequence)",
        speaker,
        &aggregates,
        &sequences,
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// Whether nothing later of its aggregate was acted upon.
pub(crate) async fn is_new(
    tx: &mut PgConnection,
    speaker: &str,
    heard: &Heard,
) -> sqlx::Result<bool> {
    let last = sqlx::query_scalar!(
        "select sequence from bus.heard where speaker = $1 and aggregate = $2",
        speaker,
        heard.aggregate,
    )
    .fetch_optional(tx)
    .await?;
    Ok(last.is_none_or(|last| last < heard.sequence as i32))
}
