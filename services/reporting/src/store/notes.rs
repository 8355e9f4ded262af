//! How notes are kept: keyed by their fact, so that hearing one again changes nothing.

use std::collections::{BTreeMap, HashSet};

use kernel::{DossierId, Instant, LegId};
use reporting_domain::{Account, Attribution, Breach, Expiry, Note};
use sqlx::PgConnection;
use uuid::Uuid;

use super::save::column;

/// Keeps notes about dossiers that are there.
pub async fn keep(
    db: &mut PgConnection,
    notes: Vec<(DossierId, Instant, Note)>,
) -> sqlx::Result<()> {
    let mut accounts: BTreeMap<LegId, (DossierId, Account)> = BTreeMap::new();
    let mut attributions: BTreeMap<DossierId, Attribution> = BTreeMap::new();
    let (mut breaches, mut expired) = (Vec::new(), Vec::new());
    let (mut legs, mut overdue) = (Vec::new(), Vec::new());
    let (mut corrected, mut lost, mut rated) = (Vec::new(), Vec::new(), Vec::new());
    for (dossier, at, note) in notes {
        match note {
            Note::Accounted(account) => {
                let known = accounts.get(&account.leg);
                if known.is_none_or(|(_, known)| known.at < account.at) {
                    accounts.insert(account.leg, (dossier, account));
                }
            }
            Note::Attributed(attribution) => {
                let known = attributions.get(&dossier);
                if known.is_none_or(|known| attribution.at <= known.at) {
                    attributions.insert(dossier, attribution);
                }
            }
            Note::ApologyMissed(breach) => breaches.push((dossier, breach)),
            Note::OfferExpired(expiry) => expired.push((dossier, expiry)),
            Note::LegOverdue { leg, unit, due } => legs.push((dossier, leg, unit, due)),
            Note::Overdue { unit, due } => overdue.push((dossier, unit, due)),
            Note::Corrected => corrected.push((dossier, at)),
            Note::Rated { score } => rated.push((dossier, at, score)),
            Note::Lost { unit } => lost.push((dossier, at, unit)),
        }
    }
    keep_accounts(db, &accounts.into_values().collect::<Vec<_>>()).await?;
    keep_attributions(db, &attributions).await?;
    keep_breaches(db, &breaches).await?;
    keep_expired(db, &expired).await?;
    if !legs.is_empty() {
        sqlx::query!(
            "insert into leg_overdue (dossier, leg, unit, due)
             select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[])
             on conflict do nothing",
            column!(legs, (dossier, ..) => dossier.uuid()),
            column!(legs, (_, leg, ..) => leg.uuid()),
            column!(legs, (_, _, unit, _) => unit.to_string()),
            column!(legs, (.., due) => *due),
        )
        .execute(&mut *db)
        .await?;
    }
    if !overdue.is_empty() {
        sqlx::query!(
            "insert into overdue (dossier, unit, due)
             select * from unnest($1::uuid[], $2::text[], $3::timestamptz[])
             on conflict do nothing",
            column!(overdue, (dossier, ..) => dossier.uuid()),
            column!(overdue, (_, unit, _) => unit.to_string()),
            column!(overdue, (.., due) => *due),
        )
        .execute(&mut *db)
        .await?;
    }
    if !corrected.is_empty() {
        sqlx::query!(
            "insert into correction (dossier, at)
             select * from unnest($1::uuid[], $2::timestamptz[]) on conflict do nothing",
            column!(corrected, (dossier, _) => dossier.uuid()),
            column!(corrected, (_, at) => *at),
        )
        .execute(&mut *db)
        .await?;
    }
    if !rated.is_empty() {
        sqlx::query!(
            "insert into rating (dossier, at, score)
             select * from unnest($1::uuid[], $2::timestamptz[], $3::int[])
             on conflict do nothing",
            column!(rated, (dossier, ..) => dossier.uuid()),
            column!(rated, (_, at, _) => *at),
            column!(rated, (.., score) => i32::from(*score)),
        )
        .execute(&mut *db)
        .await?;
    }
    if !lost.is_empty() {
        sqlx::query!(
            "insert into loss (dossier, at, unit)
             select * from unnest($1::uuid[], $2::timestamptz[], $3::text[])
             on conflict do nothing",
            column!(lost, (dossier, ..) => dossier.uuid()),
            column!(lost, (_, at, _) => *at),
            column!(lost, (.., unit) => unit.to_string()),
        )
        .execute(db)
        .await?;
    }
    Ok(())
}

/// Of two accounts of a leg the later is valid: it counts what the earlier did not know.
async fn keep_accounts(
    db: &mut PgConnection,
    accounts: &[(DossierId, Account)],
) -> sqlx::Result<()> {
    if accounts.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into account (leg, dossier, key, unit, procedure, at, waiting, spent, allotted)
         select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[],
                              $6::timestamptz[], $7::bigint[], $8::bigint[], $9::bigint[])
         on conflict (leg) do update set
            unit = excluded.unit, at = excluded.at, waiting = excluded.waiting,
            spent = excluded.spent, allotted = excluded.allotted
         where account.at < excluded.at",
        column!(accounts, (_, account) => account.leg.uuid()),
        column!(accounts, (dossier, _) => dossier.uuid()),
        column!(accounts, (_, account) => account.key.clone()),
        column!(accounts, (_, account) => account.unit.to_string()),
        column!(accounts, (_, account) => account.procedure.clone()),
        column!(accounts, (_, account) => account.at),
        column!(accounts, (_, account) => whole(account.waiting)),
        column!(accounts, (_, account) => whole(account.spent)),
        column!(accounts, (_, account) => whole(account.allotted)),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Of two attributions of a dossier the one of the earlier settlement is valid, because the other is
/// about a correction; of two of one settlement the one said last, which knows more.
async fn keep_attributions(
    db: &mut PgConnection,
    attributions: &BTreeMap<DossierId, Attribution>,
) -> sqlx::Result<()> {
    if attributions.is_empty() {
        return Ok(());
    }
    let valid: HashSet<Uuid> = sqlx::query_scalar!(
        "insert into attribution (dossier, at)
         select * from unnest($1::uuid[], $2::timestamptz[])
         on conflict (dossier) do update set at = excluded.at
         where excluded.at <= attribution.at returning dossier",
        column!(attributions, (dossier, _) => dossier.uuid()),
        column!(attributions, (_, attribution) => attribution.at),
    )
    .fetch_all(&mut *db)
    .await?
    .into_iter()
    .collect();
    let ids: Vec<Uuid> = valid.iter().copied().collect();
    sqlx::query!("delete from blame where dossier = any($1)", &ids)
        .execute(&mut *db)
        .await?;
    let blames: Vec<_> = attributions
        .iter()
        .filter(|(dossier, _)| valid.contains(&dossier.uuid()))
        .flat_map(|(dossier, attribution)| {
            let blames = attribution.blames.iter().zip(0i32..);
            blames.map(move |(blame, ordinal)| (dossier, ordinal, blame))
        })
        .collect();
    sqlx::query!(
        "insert into blame (dossier, ordinal, unit, leg, key, minutes)
         select * from unnest($1::uuid[], $2::int[], $3::text[], $4::uuid[], $5::text[],
                              $6::bigint[])",
        column!(blames, (dossier, ..) => dossier.uuid()),
        column!(blames, (_, ordinal, _) => *ordinal),
        column!(blames, (.., blame) => blame.unit.to_string()),
        column!(blames, (.., blame) => blame.leg.map(LegId::uuid)) as &[Option<Uuid>],
        column!(blames, (.., blame) => blame.key.clone()),
        column!(blames, (.., blame) => whole(blame.minutes)),
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn keep_breaches(
    db: &mut PgConnection,
    breaches: &[(DossierId, Breach)],
) -> sqlx::Result<()> {
    if breaches.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into breach (dossier, due, at, unit, leg)
         select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[], $4::text[],
                              $5::uuid[])
         on conflict do nothing",
        column!(breaches, (dossier, _) => dossier.uuid()),
        column!(breaches, (_, breach) => breach.due),
        column!(breaches, (_, breach) => breach.at),
        column!(breaches, (_, breach) => breach.unit.to_string()),
        column!(breaches, (_, breach) => breach.leg.map(LegId::uuid)) as &[Option<Uuid>],
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn keep_expired(db: &mut PgConnection, expired: &[(DossierId, Expiry)]) -> sqlx::Result<()> {
    if expired.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "insert into expired (leg, attempt, dossier, unit, at)
         select * from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::timestamptz[])
         on conflict do nothing",
        column!(expired, (_, expiry) => expiry.leg.uuid()),
        column!(expired, (_, expiry) => i32::try_from(expiry.attempt).unwrap_or(i32::MAX)),
        column!(expired, (dossier, _) => dossier.uuid()),
        column!(expired, (_, expiry) => expiry.unit.to_string()),
        column!(expired, (_, expiry) => expiry.at),
    )
    .execute(db)
    .await?;
    Ok(())
}

fn whole(minutes: u64) -> i64 {
    i64::try_from(minutes).unwrap_or(i64::MAX)
}
