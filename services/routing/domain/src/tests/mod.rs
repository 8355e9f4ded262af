//! Routing's rules, on the province's own data.

mod custody;
#[path = "../../../../../crates/catalogue/tests/province/folder.rs"]
mod folder;
mod journal;
mod law;
mod model;
mod money;
mod moving;
mod page;
mod plans;
mod queue;
mod stories;
mod time;

use std::sync::{Arc, OnceLock};

use catalogue::Catalogue;
use kernel::{Decider as _, DossierId, Instant, LegId, UnitId};

use super::*;

/// The province's own data: the rules are tested on what they will meet.
fn catalogue() -> Arc<Catalogue> {
    static ONCE: OnceLock<Arc<Catalogue>> = OnceLock::new();
    let read = || Arc::new(Catalogue::parse(&folder::quang_ngai()).catalogue);
    ONCE.get_or_init(read).clone()
}

/// Civil time in the province.
fn at(civil: &str) -> Instant {
    format!("{civil}:00+07:00").parse().unwrap()
}

fn router(now: &str) -> Router {
    Router {
        now: at(now),
        catalogue: catalogue(),
    }
}

fn planned(procedure: &str) -> Route {
    let router = router("2026-11-02T09:00");
    let found = router
        .catalogue
        .procedure(procedure, "2026-11-02".parse().unwrap())
        .unwrap();
    let command = Command::Plan {
        dossier: DossierId::mint(),
        code: "H48.21028-261102-0001".to_owned(),
        procedure: procedure.to_owned(),
        version: found.version,
        receiving: UnitId::new("org:mc-21028"),
        place: UnitId::new("adm:21028"),
        conditional: Vec::new(),
        difficult: false,
        due: None,
        at: router.now,
        legs: found.legs.iter().map(|_| LegId::mint()).collect(),
    };
    let events = Route::decide(&router, None, command).unwrap();
    events.iter().fold(None, Route::evolve).unwrap()
}

fn tell(route: &mut Route, command: Command) -> Vec<Event> {
    let events = Route::decide(&router("2026-11-03T09:00"), Some(route), command).unwrap();
    *route = events
        .iter()
        .fold(Some(route.clone()), Route::evolve)
        .unwrap();
    events
}

fn leg<'a>(route: &'a Route, key: &str) -> &'a Leg {
    route.legs.iter().find(|leg| leg.key == key).unwrap()
}

fn accepted(leg: &Leg) -> Command {
    Command::Accept {
        leg: leg.id,
        attempt: leg.attempt,
        at: at("2026-11-03T09:00"),
    }
}

fn completed(leg: &Leg, granted: bool) -> Command {
    Command::Complete {
        leg: leg.id,
        attempt: leg.attempt,
        granted,
        document: format!("số-{}", leg.key),
        payment_due: leg.task == "tax-assessment",
        at: at("2026-11-03T09:00"),
    }
}

fn recalled(leg: LegId) -> Command {
    Command::Recall {
        leg,
        by: UnitId::new("org:mc-21028"),
        reason: "chuyển lại".to_owned(),
    }
}

fn paid(reference: String) -> Command {
    Command::SettlePayment {
        reference,
        receipt: receipt("", "BL-0001", 0),
        asked: None,
        debt_noted: false,
        while_due: false,
    }
}

fn receipt(provider: &str, number: &str, amount: i64) -> Receipt {
    Receipt {
        provider: provider.to_owned(),
        number: number.to_owned(),
        amount,
        taken_at: at("2026-11-03T09:00"),
        by: String::new(),
    }
}
