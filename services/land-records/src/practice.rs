//! How the registry's legs are concluded by the general calls.

use agency::{OwnActNeeded, Practice};
use agency_domain::{Case, Conclusion};
use chassis::{Actor, Error, Order, Result, execute_one};
use chrono::FixedOffset;
use kernel::Instant;
use land_records_domain::Parcel;
use sqlx::PgConnection;

use crate::{acts::Act, draft::Draft, parcels::Parcels, store};

pub struct Registry {
    pub zone: FixedOffset,
}

impl Practice for Registry {
    fn check(&self, _: &Case, conclusion: Conclusion, _: Instant) -> Result<Conclusion> {
        if conclusion.amount.is_some() || conclusion.pay_by.is_some() {
            return Err(Error::field(
                "conclusion.amount",
                "Văn phòng Đăng ký đất đai không ra thông báo nộp tiền. Hãy để trống số tiền và hạn nộp.",
            ));
        }
        Ok(conclusion)
    }

    fn own_act(&self, case: &Case) -> Option<&'static str> {
        Act::of(case)
            .filter(|act| *act == Act::ExamineTransfer)
            .map(Act::instead)
    }

    /// What was drafted and approved is registered; without a draft there is nothing to register.
    async fn completing(
        &self,
        tx: &mut PgConnection,
        case: &Case,
        conclusion: &Conclusion,
        actor: &Actor,
        now: Instant,
    ) -> Result<()> {
        let Some(act) = Act::of(case).filter(|act| *act != Act::ExamineTransfer) else {
            return Ok(());
        };
        if !conclusion.granted {
            return Ok(());
        }
        let draft = store::draft(tx, case.offer.case).await?;
        let draft = draft.ok_or_else(|| Error::refused(OwnActNeeded(act.instead())))?;
        registered(tx, self.zone, case, &draft, actor, now).await?;
        Ok(())
    }
}

/// Makes the change a draft says, and hands out the parcel as it is then.
pub async fn registered(
    tx: &mut PgConnection,
    zone: FixedOffset,
    case: &Case,
    draft: &Draft,
    actor: &Actor,
    now: Instant,
) -> Result<Parcel> {
    let command = draft.command(case.offer.dossier)?;
    let order = Order::new(draft.parcel(), command, actor, now);
    let carried = execute_one::<Parcels>(tx, &registry(zone, now), order).await?;
    Ok(carried.state)
}

/// What the register knows when it decides.
pub fn registry(zone: FixedOffset, now: Instant) -> land_records_domain::Registry {
    land_records_domain::Registry {
        now,
        today: now.with_timezone(&zone).date_naive(),
    }
}
