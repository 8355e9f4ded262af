//! How the registry's legs are concluded by the general calls.

use agency::{OwnActNeeded, Practice};
use agency_domain::{Case, Conclusion};
use chassis::{Actor, Error, Order, Result, execute_one};
use chrono::FixedOffset;
use kernel::Instant;
use land_records_domain::{Command, Parcel};
use sqlx::PgConnection;

use crate::{acts::Act, draft::Draft, parcels::Parcels, store};

pub struct Registry {
    pub zone: FixedOffset,
}

impl Practice for Registry {
    fn check(&self, case: &Case, conclusion: Conclusion, _: Instant) -> Result<Conclusion> {
        if conclusion.amount.is_some() || conclusion.pay_by.is_some() {
            return Err(Error::field(
                "conclusion.amount",
                "Văn phòng Đăng ký đất đai không ra thông báo nộp tiền. Hãy để trống số tiền và hạn nộp.",
            ));
        }
        agency::told_in_full(case, &conclusion)?;
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
        let draft = match draft {
            // A paper that stands in no register was corrected: its number says which.
            draft if act == Act::CorrectCertificate => {
                let makes_it = |draft: &Draft| paper(draft) == conclusion.document;
                match draft.filter(makes_it) {
                    Some(draft) => draft,
                    None => return Ok(()),
                }
            }
            draft => draft.ok_or_else(|| Error::refused(OwnActNeeded(act.instead())))?,
        };
        registered(tx, self.zone, case, &draft, actor, now).await?;
        Ok(())
    }

    /// The slip made in vain is void. What was drafted for a dossier that goes no further is
    /// dropped; its blank is spoilt, for no number is given out twice. Of one given back, the
    /// draft waits with its blank for the leg to be offered again.
    async fn undoing(
        &self,
        tx: &mut PgConnection,
        case: &Case,
        actor: &Actor,
        now: Instant,
    ) -> Result<()> {
        let Some(draft) = store::draft(tx, case.offer.case).await? else {
            return Ok(());
        };
        if let Draft::Examination { parcel } = draft {
            let dossier = case.offer.dossier;
            let order = Order::new(parcel, Command::VoidSlips { dossier }, actor, now);
            execute_one::<Parcels>(tx, &registry(self.zone, now), order).await?;
        }
        if case.is_closed() {
            store::drop_draft(tx, case.offer.case).await?;
        }
        Ok(())
    }
}

/// The number of the paper a draft makes.
fn paper(draft: &Draft) -> Option<String> {
    draft.certificate().map(|blank| blank.serial.to_string())
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
