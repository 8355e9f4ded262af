//! All SQL about entitlements.

use chassis::{Fact, Repository, Stored};
use chrono::{DateTime, Utc};
use kernel::{CaseId, DossierId, EntitlementId, Personal};
use serde::{Deserialize, Serialize};
use social_welfare_domain::{Command, Entitlement, Event, Facts};
use sqlx::{PgConnection, PgPool, types::Json};
use uuid::Uuid;

use crate::wire;

/// The entitlements this service has decided.
pub(crate) struct Entitlements;

impl Repository for Entitlements {
    type Aggregate = Entitlement;
    type Id = EntitlementId;
    const QUIET: bool = true;

    async fn load(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Stored<Entitlement>>> {
        let rows = sqlx::query!(
            r#"select id, version, state as "state: Json<Entitlement>" from entitlement
               where id = any($1) order by id for update"#,
            ids,
        )
        .fetch_all(db)
        .await?;
        Ok(rows
            .into_iter()
            .map(|row| Stored {
                id: row.id,
                version: row.version as u32,
                state: row.state.0,
            })
            .collect())
    }

    async fn save(db: &mut PgConnection, entitlements: &[Stored<Entitlement>]) -> sqlx::Result<()> {
        let n = entitlements.len();
        let mut ids = Vec::with_capacity(n);
        let mut versions = Vec::with_capacity(n);
        let mut dossiers = Vec::with_capacity(n);
        let mut stages = Vec::with_capacity(n);
        let mut states = Vec::with_capacity(n);
        for Stored { id, version, state } in entitlements {
            ids.push(*id);
            versions.push(*version as i32);
            dossiers.push(state.dossier.uuid());
            stages.push(state.stage.name());
            states.push(serde_json::to_value(state).map_err(|e| sqlx::Error::Encode(e.into()))?);
        }
        sqlx::query!(
            "insert into entitlement (id, version, dossier, stage, state)
             select * from unnest($1::uuid[], $2::int[], $3::uuid[], $4::text[], $5::jsonb[])
             on conflict (id) do update set
                version = excluded.version, stage = excluded.stage, state = excluded.state",
            &ids,
            &versions,
            &dossiers,
            &stages as &[&str],
            &states,
        )
        .execute(db)
        .await?;
        Ok(())
    }

    fn fact(id: EntitlementId, after: &Entitlement, event: &Event, at: DateTime<Utc>) -> Fact {
        wire::fact(id, after, event, at)
    }
}

/// The entitlement of a dossier, as it is. The dossier's case must be locked by the caller
/// who means to change it.
pub(crate) async fn of_dossier(
    db: &mut PgConnection,
    dossier: DossierId,
) -> sqlx::Result<Option<Entitlement>> {
    let state = sqlx::query_scalar!(
        r#"select state as "state: Json<Entitlement>" from entitlement where dossier = $1"#,
        dossier.uuid(),
    )
    .fetch_optional(db)
    .await?;
    Ok(state.map(|state| state.0))
}

/// The same for somebody of the unit that has, or had, a case of the dossier, where it is of one of
/// these procedures; none named: of any.
pub(crate) async fn seen_by(
    db: &PgPool,
    dossier: DossierId,
    unit: &str,
    procedures: Option<&[String]>,
) -> sqlx::Result<Option<Entitlement>> {
    let state = sqlx::query_scalar!(
        r#"select state as "state: Json<Entitlement>" from entitlement
           where dossier = $1
             and exists (select from agency_case where dossier = $1 and unit = $2
                and ($3::text[] is null or procedure = any($3)))"#,
        dossier.uuid(),
        unit,
        procedures as Option<&[String]>,
    )
    .fetch_optional(db)
    .await?;
    Ok(state.map(|state| state.0))
}

/// A correction that waits for its approval, and once made tells a retry from another wish.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Correction {
    pub decision_no: String,
    pub facts: Personal<Facts>,
    pub reason: Personal<String>,
}

impl Correction {
    pub(crate) fn command(&self) -> Command {
        Command::Amend {
            decision_no: self.decision_no.clone(),
            facts: self.facts.clone(),
            reason: self.reason.clone(),
        }
    }
}

pub(crate) async fn correction(
    db: &mut PgConnection,
    case: CaseId,
) -> sqlx::Result<Option<Correction>> {
    let body = sqlx::query_scalar!(
        r#"select body as "body: Json<Correction>" from correction where case_id = $1"#,
        case.uuid(),
    )
    .fetch_optional(db)
    .await?;
    Ok(body.map(|body| body.0))
}

pub(crate) async fn keep_correction(
    db: &mut PgConnection,
    case: CaseId,
    correction: &Correction,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into correction (case_id, body) values ($1, $2)
         on conflict (case_id) do update set body = excluded.body",
        case.uuid(),
        Json(correction) as Json<&Correction>,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(crate) async fn drop_correction(db: &mut PgConnection, case: CaseId) -> sqlx::Result<()> {
    sqlx::query!("delete from correction where case_id = $1", case.uuid())
        .execute(db)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::Decider as _;
    use serde_json::json;
    use social_welfare_domain::{
        Circumstance, Household, Month, Office, RuleBook, StopGround, SuspensionGround,
    };

    use super::*;

    /// An allowance granted, suspended and stopped, as it is after each command.
    fn life() -> Vec<Entitlement> {
        let day = |raw: &str| raw.parse().unwrap();
        let certified = day("2026-10-12");
        let facts = Facts {
            born: day("1990-05-01"),
            household: Household::NearPoor,
            difficult_area: true,
            pension: false,
            other_allowance: true,
            stable_income: false,
            receiving: false,
            circumstances: vec![
                Circumstance::SingleParent { children: 2 },
                Circumstance::ChildWithoutCarer { studying: true },
                Circumstance::SevereDisability { certified },
            ],
        };
        let apply = Command::Apply {
            entitlement: EntitlementId::mint(),
            dossier: DossierId::mint(),
            facts: Personal::new(facts),
        };
        let decide = Command::Decide {
            decision_no: "1/QĐ-UBND".into(),
        };
        let suspend = Command::Suspend {
            decision_no: "2/QĐ-UBND".into(),
            ground: SuspensionGround::NotCollected,
            from: Month::of(day("2026-12-01")),
        };
        let stop = Command::Stop {
            decision_no: "3/QĐ-UBND".into(),
            ground: StopGround::Renounced,
            on: day("2026-11-20"),
        };
        let office = Office {
            today: day("2026-11-20"),
            rules: RuleBook::national(),
        };
        let mut known: Option<Entitlement> = None;
        let step = |command| {
            let events = Entitlement::decide(&office, known.as_ref(), command).unwrap();
            known = events.iter().fold(known.take(), Entitlement::evolve);
            known.clone().unwrap()
        };
        [apply, decide, suspend, stop].map(step).into()
    }

    #[test]
    fn an_entitlement_is_read_as_it_was_kept() {
        let life = life();
        let stages: Vec<_> = life.iter().map(|known| known.stage.name()).collect();
        assert_eq!(stages, ["applied", "granted", "suspended", "stopped"]);
        for known in life {
            let kept = serde_json::to_value(&known).unwrap();
            assert_eq!(serde_json::from_value::<Entitlement>(kept).unwrap(), known);
        }
    }

    #[test]
    fn a_month_that_does_not_exist_is_not_read() {
        let granted = serde_json::to_value(&life()[1]).unwrap();
        assert_eq!(granted["outcome"]["from_month"], "2026-10");
        for bad in [
            json!("2026-13"),
            json!("10/2026"),
            json!("2026-10-12"),
            json!(7),
        ] {
            let mut spoilt = granted.clone();
            spoilt["outcome"]["from_month"] = bad.clone();
            assert!(
                serde_json::from_value::<Entitlement>(spoilt).is_err(),
                "{bad}"
            );
        }
    }
}
