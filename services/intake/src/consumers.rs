//! What the desk makes of what routing says.

use chassis::{Heard, Listen, Order, Result, execute, wire::instant};
use intake_domain::Command;
use kernel::DossierId;
use proto::routing::v1::{ClockStarted, ClockStopped, DossierSettled};
use sqlx::PgConnection;

use crate::{Intake, store::Dossiers, wire};

impl Listen for Intake {
    async fn hear(&self, tx: &mut PgConnection, facts: &[Heard]) -> Result<()> {
        let mut orders = Vec::new();
        for heard in facts {
            if let Some((id, command)) = order(heard)? {
                let actor = self.chassis.actor();
                orders.push(Order::new(id, command, &actor, heard.at).traced(heard.hop()));
            }
        }
        if orders.is_empty() {
            return Ok(());
        }
        let desk = self.desk(self.chassis.clock.now());
        execute::<Dossiers>(tx, &desk, orders)
            .await?
            .into_iter()
            .try_for_each(|done| done.map(drop))
    }
}

fn order(heard: &Heard) -> Result<Option<(DossierId, Command)>> {
    // The dossier's time leaves the term: tax, payment, public notice.
    if let Some(fact) = heard.read::<ClockStopped>()? {
        let command = Command::StopClock {
            ground: fact.ground,
            at: instant("at", fact.at)?,
        };
        return Ok(Some((wire::dossier_id(&fact.dossier_id)?, command)));
    }
    // It counts again; the person is promised a new date.
    if let Some(fact) = heard.read::<ClockStarted>()? {
        let phase = u8::try_from(fact.phase).unwrap_or(u8::MAX);
        let command = Command::StartClock {
            phase,
            at: instant("at", fact.at)?,
        };
        return Ok(Some((wire::dossier_id(&fact.dossier_id)?, command)));
    }
    // The last agency on the route has answered: the result waits for the citizen.
    if let Some(fact) = heard.read::<DossierSettled>()? {
        let command = Command::Settle {
            granted: fact.granted,
            at: instant("at", fact.at)?,
        };
        return Ok(Some((wire::dossier_id(&fact.dossier_id)?, command)));
    }
    Ok(None)
}
