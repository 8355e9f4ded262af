//! The desk's rules, on the province's own data.

mod clock;
mod filing;
#[path = "../../../../../crates/catalogue/tests/province/folder.rs"]
mod folder;
mod page;

use std::sync::{Arc, OnceLock};

use catalogue::Catalogue;
use kernel::{Decider as _, DossierId, Instant, Personal, Refuse as _, UnitId};

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

fn desk(now: &str) -> Desk {
    Desk {
        now: at(now),
        catalogue: catalogue(),
    }
}

fn person() -> Person {
    Person {
        name: Personal::new("Nguyễn Văn Mẫu".to_owned()),
        citizen_id: Personal::new("051070000001".parse().unwrap()),
        phone: Some(Personal::new("0912000001".parse().unwrap())),
        email: None,
        address: None,
    }
}

/// A filing that lacks nothing.
fn filing(desk: &Desk, procedure: &str) -> Filing {
    let today = desk.catalogue.calendar().civil(desk.now).date();
    let found = desk.catalogue.procedure(procedure, today).unwrap();
    let papers = found
        .components
        .iter()
        .filter(|component| component.required)
        .map(|component| Paper {
            component: component.key.clone(),
            originals: component.originals,
            copies: component.copies,
            electronic: true,
        })
        .collect();
    let answers = found
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| (field.key.clone(), Personal::new(sample(&field.kind))))
        .collect();
    Filing {
        procedure: procedure.to_owned(),
        checklist: found.checklist_version(),
        receiving_unit: UnitId::new("org:mc-21028"),
        place: UnitId::new("adm:21028"),
        owner: person(),
        submitter: None,
        papers,
        answers,
        return_method: ReturnMethod::Counter,
        return_address: None,
    }
}

fn sample(kind: &catalogue::FieldKind) -> String {
    use catalogue::FieldKind as K;
    match kind {
        K::Text | K::Paragraph => "mẫu".to_owned(),
        K::Date => "1990-05-01".to_owned(),
        K::CitizenId => "051070000001".to_owned(),
        K::Phone => "0912000001".to_owned(),
        K::Choice(options) => options[0].0.clone(),
        K::Amount => "1000000".to_owned(),
        K::Area => "125,0".to_owned(),
    }
}

fn accept(desk: &Desk, procedure: &str) -> Command {
    Command::Accept {
        id: DossierId::mint(),
        code: "H48.21028-261102-0001".to_owned(),
        filing: filing(desk, procedure),
        channel: Channel::Counter,
    }
}

fn run(now: &str, dossier: Option<Dossier>, command: Command) -> Dossier {
    let events = Dossier::decide(&desk(now), dossier.as_ref(), command).unwrap();
    events.iter().fold(dossier, Dossier::evolve).unwrap()
}

fn received(now: &str, procedure: &str) -> Dossier {
    run(now, None, accept(&desk(now), procedure))
}

fn faults(now: &str, spoil: impl FnOnce(&mut Filing)) -> String {
    let desk = desk(now);
    let mut filing = filing(&desk, "1.013831");
    spoil(&mut filing);
    let command = Command::Accept {
        id: DossierId::mint(),
        code: String::new(),
        filing,
        channel: Channel::Counter,
    };
    let refusal = Dossier::decide(&desk, None, command).unwrap_err();
    refusal
        .violations()
        .into_iter()
        .map(|(field, remedy)| format!("{field}: {remedy}\n"))
        .collect()
}

fn due(dossier: &Dossier) -> String {
    let calendar = catalogue();
    let promise = dossier.appointment.as_ref().unwrap();
    calendar
        .calendar()
        .civil(promise.due)
        .format("%Y-%m-%d %H:%M")
        .to_string()
}
