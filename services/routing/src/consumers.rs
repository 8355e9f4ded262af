//! What routing makes of what the desk and the agencies say.

use chassis::{
    Error, Heard, Listen, Order, Result, execute,
    wire::{id, instant},
};
use kernel::{DossierId, LegId};
use proto::{
    agency::v1::{LegAccepted, LegCompleted, LegRefused, LegReturned},
    intake::v1::{DossierAccepted, DossierWithdrawn},
};
use routing_domain::{Command, Refusal};
use sqlx::PgConnection;

use crate::{Routing, store::Routes, wire};

/// The ear for the one-stop desk.
pub struct Desk(pub Routing);

/// The ear for the agencies.
pub struct Agencies(pub Routing);

impl Listen for Desk {
    async fn hear(&self, tx: &mut PgConnection, facts: &[Heard]) -> Result<()> {
        self.0.act(tx, facts, |heard| self.0.of_desk(heard)).await
    }
}

impl Listen for Agencies {
    async fn hear(&self, tx: &mut PgConnection, facts: &[Heard]) -> Result<()> {
        self.0.act(tx, facts, of_agency).await
    }
}

impl Routing {
    async fn act(
        &self,
        tx: &mut PgConnection,
        facts: &[Heard],
        meaning: impl Fn(&Heard) -> Result<Option<(DossierId, Command)>>,
    ) -> Result<()> {
        let actor = self.chassis.actor();
        let mut orders = Vec::new();
        let mut closings = Vec::new();
        for heard in facts {
            if let Some((id, command)) = meaning(heard)? {
                closings.push(matches!(command, Command::Close { .. }));
                orders.push(Order::new(id, command, &actor, heard.at).traced(heard.hop()));
            }
        }
        if orders.is_empty() {
            return Ok(());
        }
        let router = self.router(self.chassis.clock.now());
        let done = execute::<Routes>(tx, &router, orders).await?;
        for (done, closing) in done.into_iter().zip(closings) {
            match done {
                // Taken back before any desk had received it: there never was a route.
                Err(Error::Refused { absent: true, .. }) if closing => {}
                done => drop(done?),
            }
        }
        Ok(())
    }

    fn of_desk(&self, heard: &Heard) -> Result<Option<(DossierId, Command)>> {
        // The promise stands: lay out who will do what.
        if let Some(fact) = heard.read::<DossierAccepted>()? {
            return self.planned(fact).map(Some);
        }
        // The person took the dossier back.
        if let Some(fact) = heard.read::<DossierWithdrawn>()? {
            let command = Command::Close {
                at: instant("at", fact.at)?,
            };
            return Ok(Some((id("dossier_id", &fact.dossier_id)?, command)));
        }
        Ok(None)
    }

    fn planned(&self, fact: DossierAccepted) -> Result<(DossierId, Command)> {
        let dossier = id("dossier_id", &fact.dossier_id)?;
        let version = wire::date("procedure_version", &fact.procedure_version)?;
        let procedure = self
            .catalogue
            .procedure_version(&fact.procedure, version)
            .ok_or_else(|| Error::refused(Refusal::UnknownProcedure(fact.procedure.clone())))?;
        let legs = procedure.legs.iter().map(|_| LegId::mint()).collect();
        let command = Command::Plan {
            dossier,
            code: fact.code,
            procedure: fact.procedure,
            version,
            receiving: fact.receiving_unit.as_str().into(),
            place: fact.place.as_str().into(),
            conditional: fact.conditional_legs,
            difficult: fact.difficult,
            due: chassis::wire::moment(fact.due),
            at: instant("at", fact.at)?,
            legs,
        };
        Ok((dossier, command))
    }
}

fn of_agency(heard: &Heard) -> Result<Option<(DossierId, Command)>> {
    // The agency's receipt moves custody.
    if let Some(fact) = heard.read::<LegAccepted>()? {
        let command = Command::Accept {
            leg: id("leg_id", &fact.leg_id)?,
            attempt: fact.attempt,
            at: instant("at", fact.at)?,
        };
        return Ok(Some((id("dossier_id", &fact.dossier_id)?, command)));
    }
    // Its part is done: the next one's turn.
    if let Some(fact) = heard.read::<LegCompleted>()? {
        let command = Command::Complete {
            leg: id("leg_id", &fact.leg_id)?,
            attempt: fact.attempt,
            granted: fact.granted,
            document: fact.document,
            payment_due: fact.payment_due,
            at: instant("at", fact.at)?,
        };
        return Ok(Some((id("dossier_id", &fact.dossier_id)?, command)));
    }
    // It declines: custody stays, and somebody must decide.
    if let Some(fact) = heard.read::<LegRefused>()? {
        let command = Command::Refuse {
            leg: id("leg_id", &fact.leg_id)?,
            attempt: fact.attempt,
            reason: fact.reason,
            at: instant("at", fact.at)?,
        };
        return Ok(Some((id("dossier_id", &fact.dossier_id)?, command)));
    }
    // It gives the dossier back to whoever had it before.
    if let Some(fact) = heard.read::<LegReturned>()? {
        let command = Command::GiveBack {
            leg: id("leg_id", &fact.leg_id)?,
            attempt: fact.attempt,
            reason: fact.reason,
            at: instant("at", fact.at)?,
        };
        return Ok(Some((id("dossier_id", &fact.dossier_id)?, command)));
    }
    Ok(None)
}
