//! The machine's own limit: `pgbench` writing, on the same server and with the same
//! durability, the rows that one leg costs on both its sides.

use std::{path::PathBuf, process::Stdio};

use anyhow::{Context as _, bail};
use province::World;

/// The rows of one transaction: an aggregate updated, three journal entries with their
/// outbox rows, the outbox settled, the gate and the place moved. A leg is two of them:
/// one where it is offered, one where it is done.
const TABLES: &str = "
create table if not exists aggregate (id int primary key, version int not null, state jsonb not null);
create table if not exists journal (position bigint generated always as identity primary key,
  id uuid not null, aggregate int not null, sequence int not null, fact text not null,
  payload bytea not null, actor text not null, trace text, leaf bytea not null, at timestamptz not null);
create index if not exists journal_of on journal (aggregate, sequence);
create table if not exists outbox (position bigint primary key);
create table if not exists heard (speaker text, aggregate int, sequence int not null, primary key (speaker, aggregate));
create table if not exists place (client int primary key, position bigint not null);
insert into aggregate select g, 1, jsonb_build_object('padding', repeat('x', 1400)) from generate_series(1, 20000) g on conflict do nothing;
insert into heard select 'floor', g, 1 from generate_series(1, 20000) g on conflict do nothing;
insert into place select g, 0 from generate_series(0, 255) g on conflict do nothing;
";

const TRANSACTION: &str = r"
\set id random(1, 20000)
begin;
select version from aggregate where id = :id for update;
update aggregate set version = version + 1, state = jsonb_build_object('padding', repeat('y', 1400)) where id = :id;
with written as (insert into journal (id, aggregate, sequence, fact, payload, actor, trace, leaf, at) select gen_random_uuid(), :id, g, 'motcua.floor.v1.Fact', decode(repeat('ab', 200), 'hex'), 'floor', repeat('0', 55), decode(repeat('cd', 32), 'hex'), now() from generate_series(1, 3) g returning position) insert into outbox select position from written;
delete from outbox where position in (select position from outbox order by position limit 3 for update skip locked);
update heard set sequence = sequence + 1 where speaker = 'floor' and aggregate = :id;
update place set position = position + 1 where client = :client_id;
commit;
";

/// Legs a second that plain SQL reaches, with 64 clients for `seconds`.
///
/// # Errors
/// When `pgbench` is not beside the server's programs, or fails.
pub async fn legs_per_second(world: &World, seconds: u64) -> anyhow::Result<f64> {
    let url = world.postgres.create_service_database("floor").await?;
    let db = sqlx::PgPool::connect(&url).await?;
    sqlx::raw_sql(TABLES).execute(&db).await?;
    db.close().await;
    let script = world.options.dir.join("floor.sql");
    std::fs::write(&script, TRANSACTION)?;
    let output = tokio::process::Command::new(pgbench()?)
        .args([
            "--no-vacuum",
            "--protocol=prepared",
            "--client=64",
            "--jobs=2",
        ])
        .arg(format!("--time={seconds}"))
        .arg("--file")
        .arg(&script)
        .arg(&url)
        .stdin(Stdio::null())
        .output()
        .await
        .context("pgbench cannot be run")?;
    let text = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        bail!("pgbench: {text}{}", String::from_utf8_lossy(&output.stderr));
    }
    let tps = text
        .lines()
        .find_map(|line| {
            line.strip_prefix("tps = ")?
                .split_whitespace()
                .next()?
                .parse::<f64>()
                .ok()
        })
        .with_context(|| format!("pgbench said no figure: {text}"))?;
    Ok(tps / 2.0)
}

fn pgbench() -> anyhow::Result<PathBuf> {
    let linked = PathBuf::from(".tools/postgres/pgbench");
    if linked.exists() {
        return Ok(linked);
    }
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")?
        .flatten()
        .map(|version| version.path().join("bin/pgbench"))
        .filter(|path| path.exists())
        .collect();
    found.sort();
    found
        .pop()
        .context("pgbench is not installed; Debian has it in the package postgresql")
}
