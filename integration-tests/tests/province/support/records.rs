//! What each service has written down, read past the service.

use std::collections::BTreeMap;

use anyhow::Context as _;
use province::World;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, Row as _};
use uuid::Uuid;

/// Number and digest of the rows of each table.
pub type Dump = BTreeMap<String, (i64, String)>;

/// The services that keep a database.
pub fn keepers(world: &World) -> impl Iterator<Item = &'static str> {
    world
        .options
        .services
        .iter()
        .copied()
        .filter(|name| *name != "portal")
}

pub async fn open(world: &World, service: &str) -> anyhow::Result<PgConnection> {
    let url = world.postgres.admin().url(&service.replace('-', "_"));
    PgConnection::connect(&url)
        .await
        .with_context(|| format!("the database of {service}"))
}

/// How far a listener has heard this very stream of a speaker.
pub async fn place(db: &mut PgConnection, speaker: &str, created: i64) -> anyhow::Result<i64> {
    let place =
        sqlx::query_scalar("select position from bus.reader where speaker = $1 and stream = $2")
            .bind(speaker)
            .bind(created)
            .fetch_optional(db)
            .await?;
    Ok(place.unwrap_or(-1))
}

/// Every row of every table that says something about the world: number and digest by table.
/// How far each reader got is left out, and when custody was compared: time brings that about.
pub async fn dump(world: &World) -> Dump {
    let mut dump = BTreeMap::new();
    for service in keepers(world) {
        let mut db = open(world, service).await.unwrap();
        let tables: Vec<String> = sqlx::query_scalar(
            "select format('%I.%I', schemaname, tablename) from pg_tables
             where schemaname in ('public', 'bus') and tablename not like '\\_sqlx%'
               and format('%I.%I', schemaname, tablename) not in (
                   'bus.reader', 'bus.outbox', 'public.reconciliation')
             order by 1",
        )
        .fetch_all(&mut db)
        .await
        .unwrap();
        for table in tables {
            let question = format!(
                "select count(*) as rows,
                        md5(coalesce(string_agg(t::text, E'\\n' order by t::text), '')) as digest
                 from {table} t"
            );
            let row = sqlx::query(AssertSqlSafe(question))
                .fetch_one(&mut db)
                .await
                .unwrap();
            dump.insert(
                format!("{service} {table}"),
                (row.get("rows"), row.get("digest")),
            );
        }
    }
    dump
}

/// Dead letters and letters that wait behind them, a line each.
pub async fn letters(world: &World) -> Vec<String> {
    let mut letters = Vec::new();
    for service in keepers(world) {
        let mut db = open(world, service).await.unwrap();
        let found: Vec<String> = sqlx::query_scalar(
            "select format('%s from %s, parked %s: %s', fact, speaker, parked, reason)
             from bus.dead_letter order by id",
        )
        .fetch_all(&mut db)
        .await
        .unwrap();
        letters.extend(
            found
                .into_iter()
                .map(|letter| format!("{service}: {letter}")),
        );
    }
    letters
}

/// Aggregates whose journal has a gap or a double in its numbers.
pub async fn gaps(world: &World) -> Vec<String> {
    let mut gaps = Vec::new();
    for service in keepers(world) {
        let mut db = open(world, service).await.unwrap();
        let found: Vec<String> = sqlx::query_scalar(
            "select format('%s: %s', aggregate, array_agg(sequence order by sequence))
             from bus.journal group by aggregate
             having count(*) <> max(sequence) or min(sequence) <> 1",
        )
        .fetch_all(&mut db)
        .await
        .unwrap();
        gaps.extend(found.into_iter().map(|gap| format!("{service} {gap}")));
    }
    gaps
}

/// How often each fact about a dossier was written down, by service and fact.
pub async fn facts(world: &World, dossier: &str) -> BTreeMap<String, i64> {
    let dossier: Uuid = dossier.parse().unwrap();
    let mut facts = BTreeMap::new();
    for service in keepers(world) {
        let mut db = open(world, service).await.unwrap();
        let found: Vec<(String, i64)> = sqlx::query_as(
            "select split_part(fact, '.', 4), count(*) from bus.journal where dossier = $1 group by 1",
        )
        .bind(dossier)
        .fetch_all(&mut db)
        .await
        .unwrap();
        facts.extend(
            found
                .into_iter()
                .map(|(fact, n)| (format!("{service} {fact}"), n)),
        );
    }
    facts
}

/// Rows of one table.
pub async fn count(world: &World, service: &str, table: &'static str) -> i64 {
    let mut db = open(world, service).await.unwrap();
    let question = AssertSqlSafe(format!("select count(*) from {table}"));
    sqlx::query_scalar(question)
        .fetch_one(&mut db)
        .await
        .unwrap()
}

/// How often one service wrote down each fact about each dossier.
pub async fn facts_by_dossier(
    world: &World,
    service: &str,
) -> BTreeMap<String, BTreeMap<String, i64>> {
    let mut db = open(world, service).await.unwrap();
    let found: Vec<(Uuid, String, i64)> = sqlx::query_as(
        "select dossier, split_part(fact, '.', 4), count(*) from bus.journal
         where dossier is not null group by 1, 2",
    )
    .fetch_all(&mut db)
    .await
    .unwrap();
    let mut facts: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
    for (dossier, fact, times) in found {
        facts
            .entry(dossier.to_string())
            .or_default()
            .insert(fact, times);
    }
    facts
}
