//! What routing makes of what the desk and the agencies say.

use chassis::{
    Error, Heard, Listen, Order, Result, execute,
    wire::{id, instant, moment},
};
use kernel::{DossierId, LegId};
use proto::{
    agency::v1::{
        ApologySigned, CaseClosed, CaseWithdrawn, LegAccepted, LegCompleted, LegRefused,
        LegReturned, SupplementNeeded,
    },
    intake::v1::{
        AppointmentMoved, AppointmentResumed, CorrectionOpened, DossierAccepted, DossierStopped,
        DossierWithdrawn, SupplementAsked, SupplementExpired, SupplementReceived,
    },
};
use routing_domain::{Command, Refusal};
use sqlx::PgConnection;

use crate::{Routing, store::Routes, wire};

type Meaning = Option<(DossierId, Command)>;

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
        meaning: impl Fn(&Heard) -> Result<Meaning>,
    ) -> Result<()> {
        let actor = self.chassis.actor();
        let mut orders = Vec::new();
        let mut of_desk = Vec::new();
        for heard in facts {
            if let Some((id, command)) = meaning(heard)? {
                of_desk.push(!matches!(
                    command,
                    Command::Plan { .. } | Command::Said { .. }
                ));
                orders.push(Order::new(id, command, &actor, heard.at).traced(heard.hop()));
            }
        }
        if orders.is_empty() {
            return Ok(());
        }
        let router = self.router(self.chassis.clock.now());
        let done = execute::<Routes>(tx, &router, orders).await?;
        for (done, of_desk) in done.into_iter().zip(of_desk) {
            match done {
                // Asked, answered or taken back before any desk had received it: there never was
                // a route.
                Err(Error::Refused { absent: true, .. }) if of_desk => {}
                done => drop(done?),
            }
        }
        Ok(())
    }

    fn of_desk(&self, heard: &Heard) -> Result<Meaning> {
        // The promise stands: lay out who will do what.
        if let Some(fact) = heard.read::<DossierAccepted>()? {
            return self.planned(fact).map(Some);
        }
        match promised(heard)? {
            Some(meaning) => Ok(Some(meaning)),
            None => ended(heard),
        }
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
            due: moment(fact.due),
            at: instant("at", fact.at)?,
            legs,
        };
        Ok((dossier, command))
    }
}

/// What the desk says of the promised date and of whose time it is.
fn promised(heard: &Heard) -> Result<Meaning> {
    // What is asked before reception is before the route.
    if let Some(fact) = heard.read::<SupplementAsked>()? {
        let at = instant("at", fact.at)?;
        let asked = (
            id("dossier_id", &fact.dossier_id)?,
            Command::CitizenAsked { at },
        );
        return Ok(Some(asked).filter(|_| !fact.at_reception));
    }
    if let Some(fact) = heard.read::<SupplementReceived>()? {
        let command = Command::CitizenAnswered {
            due: moment(fact.due),
            at: instant("at", fact.at)?,
        };
        let answered = (id("dossier_id", &fact.dossier_id)?, command);
        return Ok(Some(answered).filter(|_| !fact.partial));
    }
    if let Some(fact) = heard.read::<AppointmentResumed>()? {
        let command = Command::Promise {
            due: instant("due", fact.due)?,
            round: None,
            at: instant("at", fact.at)?,
        };
        return Ok(Some((id("dossier_id", &fact.dossier_id)?, command)));
    }
    if let Some(fact) = heard.read::<AppointmentMoved>()? {
        let command = Command::Promise {
            due: instant("due", fact.due)?,
            round: Some(fact.round),
            at: instant("at", fact.at)?,
        };
        return Ok(Some((id("dossier_id", &fact.dossier_id)?, command)));
    }
    Ok(None)
}

/// What the desk says that ends the route, or opens it again.
fn ended(heard: &Heard) -> Result<Meaning> {
    let close = |dossier: &str, at| -> Result<Meaning> {
        let at = instant("at", at)?;
        Ok(Some((id("dossier_id", dossier)?, Command::Close { at })))
    };
    // The person took the dossier back.
    if let Some(fact) = heard.read::<DossierWithdrawn>()? {
        return close(&fact.dossier_id, fact.at);
    }
    // The desk stopped it on a ground of law.
    if let Some(fact) = heard.read::<DossierStopped>()? {
        return close(&fact.dossier_id, fact.at);
    }
    // Nobody supplied what was asked for.
    if let Some(fact) = heard.read::<SupplementExpired>()? {
        return close(&fact.dossier_id, fact.at);
    }
    // An error of an agency is put right.
    if let Some(fact) = heard.read::<CorrectionOpened>()? {
        let named = Some(fact.leg_id.as_str()).filter(|leg| !leg.is_empty());
        let command = Command::Correct {
            leg: named.map(|leg| id("leg_id", leg)).transpose()?,
            id: LegId::mint(),
            due: moment(fact.due),
            at: instant("at", fact.at)?,
        };
        return Ok(Some((id("dossier_id", &fact.dossier_id)?, command)));
    }
    Ok(None)
}

/// What an agency says of one of its legs. Whether the leg is its own is for the route to tell.
fn of_agency(heard: &Heard) -> Result<Meaning> {
    let said = match custody(heard)? {
        Some(said) => Some(said),
        None => beside_custody(heard)?,
    };
    Ok(said.map(|(dossier, said)| {
        let host = heard.speaker.to_owned();
        let said = Box::new(said);
        (dossier, Command::Said { host, said })
    }))
}

fn custody(heard: &Heard) -> Result<Meaning> {
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

fn beside_custody(heard: &Heard) -> Result<Meaning> {
    // What was recalled or closed is out of its hands.
    if let Some(fact) = heard.read::<CaseWithdrawn>()? {
        let command = Command::LetGo {
            leg: id("leg_id", &fact.leg_id)?,
            at: instant("at", fact.at)?,
        };
        return Ok(Some((id("dossier_id", &fact.dossier_id)?, command)));
    }
    if let Some(fact) = heard.read::<CaseClosed>()? {
        let command = Command::LetGo {
            leg: id("leg_id", &fact.leg_id)?,
            at: instant("at", fact.at)?,
        };
        return Ok(Some((id("dossier_id", &fact.dossier_id)?, command)));
    }
    // It needs something of the person; only the desk asks.
    if let Some(fact) = heard.read::<SupplementNeeded>()? {
        let command = Command::NeedSupplement {
            leg: id("leg_id", &fact.leg_id)?,
            attempt: fact.attempt,
            components: fact.components,
            reason: fact.reason,
            at: instant("at", fact.at)?,
        };
        return Ok(Some((id("dossier_id", &fact.dossier_id)?, command)));
    }
    // Its head has signed reason and new date.
    if let Some(fact) = heard.read::<ApologySigned>()? {
        let command = Command::Apologise {
            leg: id("leg_id", &fact.leg_id)?,
            attempt: fact.attempt,
            new_due: instant("new_due", fact.new_due)?,
            reason: fact.reason,
            signer: fact.signer,
            at: instant("at", fact.at)?,
        };
        return Ok(Some((id("dossier_id", &fact.dossier_id)?, command)));
    }
    Ok(None)
}
