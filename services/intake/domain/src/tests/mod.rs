//! The desk's rules, on the province's own data.

mod booking;
mod clock;
mod counter;
mod declined;
mod filing;
#[path = "../../../../../crates/catalogue/tests/province/folder.rs"]
mod folder;
mod laws;
mod page;
mod papers;
mod reception;
mod result;
mod supplement;
mod upkeep;

use std::sync::{Arc, OnceLock};

use catalogue::Catalogue;
use kernel::{Decider as _, DossierId, Instant, Personal, Refuse as _, UnitId};

use super::*;

const LAND: &str = "1.013831";

/// The province's own data: the rules are tested on what they will meet.
fn catalogue() -> Arc<Catalogue> {
    static ONCE: OnceLock<Arc<Catalogue>> = OnceLock::new();
    ONCE.get_or_init(|| catalogue_with(|_, _| {})).clone()
}

/// The same with some texts changed: the path, and what it says.
fn catalogue_with(change: impl Fn(&str, &mut String)) -> Arc<Catalogue> {
    let mut files = folder::quang_ngai();
    for file in &mut files {
        change(&file.path, &mut file.text);
    }
    Arc::new(Catalogue::parse(&files).catalogue)
}

/// The same with other rules of the province.
fn rules(from: &'static str, to: &'static str) -> Arc<Catalogue> {
    catalogue_with(|path, text| {
        if path == "province.yaml" {
            assert!(text.contains(from), "{from} is not in the rules");
            *text = text.replace(from, to);
        }
    })
}

/// Civil time in the province.
fn at(civil: &str) -> Instant {
    format!("{civil}:00+07:00").parse().unwrap()
}

fn desk(now: &str) -> Desk {
    desk_of(catalogue(), now)
}

fn desk_of(catalogue: Arc<Catalogue>, now: &str) -> Desk {
    let now = at(now);
    Desk { now, catalogue }
}

fn person() -> Person {
    Person {
        name: Personal::new("Nguyễn Văn Mẫu".to_owned()),
        number: Personal::new("051070000001".parse().unwrap()),
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
            documents: vec![document()],
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
        K::CitizenId | K::PartyId => "051070000001".to_owned(),
        K::Phone => "0912000001".to_owned(),
        K::Choice(options) => options[0].0.clone(),
        K::Amount => "1000000".to_owned(),
        K::Area => "125,0".to_owned(),
    }
}

fn counter() -> Arrival {
    Arrival::Desk {
        channel: Channel::Counter,
        handed_over_at: None,
        minutes: None,
        receipt_asked: false,
    }
}

fn take_in(desk: &Desk, filing: Filing, arrival: Arrival) -> Command {
    let mut checked = desk.check(DossierId::mint(), filing, arrival);
    checked.give_code("H48.21028-261102-0001".to_owned());
    Command::TakeIn(Box::new(checked))
}

fn accept(desk: &Desk, procedure: &str) -> Command {
    take_in(desk, filing(desk, procedure), counter())
}

/// What follows when the desk carries the command out.
fn by(desk: &Desk, dossier: &Dossier, command: Command) -> Result<Dossier, Refusal> {
    let events = Dossier::decide(desk, Some(dossier), command)?;
    let after = events.iter().fold(Some(dossier.clone()), Dossier::evolve);
    Ok(after.unwrap())
}

fn run(now: &str, dossier: &Dossier, command: Command) -> Dossier {
    by(&desk(now), dossier, command).unwrap()
}

fn refused(now: &str, dossier: &Dossier, command: Command) -> Refusal {
    Dossier::decide(&desk(now), Some(dossier), command).unwrap_err()
}

fn first(desk: &Desk, command: Command) -> Dossier {
    let events = Dossier::decide(desk, None, command).unwrap();
    Dossier::replay(&events).unwrap()
}

fn received_by(desk: &Desk, procedure: &str) -> Dossier {
    first(desk, accept(desk, procedure))
}

fn received(now: &str, procedure: &str) -> Dossier {
    received_by(&desk(now), procedure)
}

fn submitted(now: &str, procedure: &str) -> Dossier {
    let desk = desk(now);
    let filing = filing(&desk, procedure);
    first(&desk, take_in(&desk, filing, Arrival::Online))
}

fn paper(component: &str) -> Paper {
    Paper {
        component: component.to_owned(),
        originals: 1,
        copies: 0,
        electronic: false,
        documents: Vec::new(),
    }
}

/// A file that was taken in.
fn document() -> kernel::DocumentId {
    "01930000-0000-7000-8000-000000000001".parse().unwrap()
}

fn ask(components: &[&str]) -> Ask {
    Ask {
        components: components.iter().map(ToString::to_string).collect(),
        reason: "bản chụp mờ".to_owned(),
        ground: None,
        approver: None,
    }
}

fn supply(components: &[&str]) -> Command {
    let papers = components.iter().map(|key| paper(key)).collect();
    Command::Supply { papers }
}

fn settle(now: &str) -> Command {
    Command::Settle {
        granted: true,
        at: at(now),
    }
}

fn hand_back() -> Command {
    Command::Return {
        method: ReturnMethod::Counter,
        tracking: None,
        proxy: None,
    }
}

fn faults(now: &str, spoil: impl FnOnce(&mut Filing)) -> String {
    let desk = desk(now);
    let mut filing = filing(&desk, LAND);
    spoil(&mut filing);
    let command = take_in(&desk, filing, counter());
    let refusal = Dossier::decide(&desk, None, command).unwrap_err();
    refusal
        .violations()
        .into_iter()
        .map(|(field, remedy)| format!("{field}: {remedy}\n"))
        .collect()
}

fn fields(refusal: &Refusal) -> Vec<String> {
    let violations = refusal.violations().into_iter();
    violations.map(|(field, _)| field).collect()
}

fn due(dossier: &Dossier) -> String {
    let calendar = catalogue();
    let promise = dossier.appointment.as_ref().unwrap();
    calendar
        .calendar()
        .civil(promise.due())
        .format("%Y-%m-%d %H:%M")
        .to_string()
}
