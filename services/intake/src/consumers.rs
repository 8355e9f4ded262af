//! What the desk makes of what routing says.

use chassis::{Error, Heard, Listen, Order, Result, execute, wire::instant};
use chrono::NaiveDate;
use intake_domain::{Apology, Command, Need};
use kernel::{DossierId, UnitId};
use proto::routing::v1::{
    ApologyGiven, ClockStarted, ClockStopped, DossierSettled, LegMovedUnit, LegOffered,
    PaymentAwaited, PaymentSettled, ReceivingMoved, RouteMigrated, SupplementRequested,
};
use sqlx::PgConnection;

use crate::{Intake, documents, store::Dossiers, wire};

impl Listen for Intake {
    async fn hear(&self, tx: &mut PgConnection, facts: &[Heard]) -> Result<()> {
        self.let_read(tx, facts).await?;
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

impl Intake {
    /// Whoever is offered a leg may read the documents of the dossier.
    async fn let_read(&self, tx: &mut PgConnection, facts: &[Heard]) -> Result<()> {
        let (mut dossiers, mut units) = (Vec::new(), Vec::new());
        for heard in facts {
            let reader = if let Some(fact) = heard.read::<LegOffered>()? {
                Some((fact.dossier_id, fact.unit))
            } else {
                let moved = heard.read::<LegMovedUnit>()?;
                moved.map(|fact| (fact.dossier_id, fact.to_unit))
            };
            if let Some((dossier, unit)) = reader {
                dossiers.push(wire::dossier_id(&dossier)?.uuid());
                units.push(unit);
            }
        }
        if !dossiers.is_empty() {
            documents::readers::let_read(tx, &dossiers, &units).await?;
        }
        Ok(())
    }
}

type Ordered = (DossierId, Command);

fn order(heard: &Heard) -> Result<Option<Ordered>> {
    let about = [of_the_clock, of_the_person, of_the_path];
    for read in about {
        if let Some(order) = read(heard)? {
            return Ok(Some(order));
        }
    }
    Ok(None)
}

/// What moves the promise, or ends it.
fn of_the_clock(heard: &Heard) -> Result<Option<Ordered>> {
    // The dossier's time leaves the term: tax, payment, public notice.
    if let Some(fact) = heard.read::<ClockStopped>()? {
        let at = instant("at", fact.at)?;
        let ground = fact.ground;
        return ordered(&fact.dossier_id, Command::StopClock { ground, at });
    }
    // It counts again; the person is promised a new date.
    if let Some(fact) = heard.read::<ClockStarted>()? {
        let at = instant("at", fact.at)?;
        let phase = u8::try_from(fact.phase).unwrap_or(u8::MAX);
        return ordered(&fact.dossier_id, Command::StartClock { phase, at });
    }
    // An agency that is late has apologised (NĐ 61/2018/NĐ-CP Điều 19.9).
    if let Some(fact) = heard.read::<ApologyGiven>()? {
        let apology = Apology {
            due: instant("new_due", fact.new_due)?,
            reason: fact.reason,
            signer: fact.signer,
            position: String::new(),
            unit: UnitId::new(fact.unit),
            leg: Some(fact.leg_id).filter(|leg| !leg.is_empty()),
            at: instant("at", fact.at)?,
        };
        return ordered(&fact.dossier_id, Command::Apologised(apology));
    }
    // The last agency on the route has answered: the result waits for the citizen.
    if let Some(fact) = heard.read::<DossierSettled>()? {
        let at = instant("at", fact.at)?;
        let granted = fact.granted;
        return ordered(&fact.dossier_id, Command::Settle { granted, at });
    }
    Ok(None)
}

/// What the person has to do.
fn of_the_person(heard: &Heard) -> Result<Option<Ordered>> {
    // An agency misses something; only the desk asks.
    if let Some(fact) = heard.read::<SupplementRequested>()? {
        let need = Need {
            leg: fact.leg_id,
            unit: UnitId::new(fact.unit),
            components: fact.components,
            reason: fact.reason,
            at: instant("at", fact.at)?,
        };
        return ordered(&fact.dossier_id, Command::NoteNeed(need));
    }
    if let Some(fact) = heard.read::<PaymentAwaited>()? {
        let at = instant("at", fact.at)?;
        let reference = fact.reference;
        return ordered(&fact.dossier_id, Command::AwaitPayment { reference, at });
    }
    if let Some(fact) = heard.read::<PaymentSettled>()? {
        let at = instant("at", fact.at)?;
        let debt_noted = fact.debt_noted;
        return ordered(&fact.dossier_id, Command::SettlePayment { debt_noted, at });
    }
    Ok(None)
}

/// What an administrator ordered of the path.
fn of_the_path(heard: &Heard) -> Result<Option<Ordered>> {
    if let Some(fact) = heard.read::<ReceivingMoved>()? {
        let at = instant("at", fact.at)?;
        let to = UnitId::new(fact.to_unit);
        return ordered(&fact.dossier_id, Command::MoveReceiving { to, at });
    }
    if let Some(fact) = heard.read::<RouteMigrated>()? {
        let at = instant("at", fact.at)?;
        let version: NaiveDate = fact.procedure_version.parse().map_err(|_| {
            Error::field(
                "procedure_version",
                "Phiên bản thủ tục phải là ngày, dạng năm-tháng-ngày.",
            )
        })?;
        return ordered(&fact.dossier_id, Command::KeepVersion { version, at });
    }
    Ok(None)
}

fn ordered(dossier: &str, command: Command) -> Result<Option<Ordered>> {
    Ok(Some((wire::dossier_id(dossier)?, command)))
}
