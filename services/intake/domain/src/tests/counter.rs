//! The counter: what is promised before it is promised, who is called, and what can be booked.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::booking::{Shut, slot_at, slots};

fn sought(desk: &Desk, filing: &Filing) -> Sought {
    Sought {
        procedure: filing.procedure.clone(),
        unit: filing.receiving_unit.clone(),
        place: filing.place.clone(),
        answers: filing
            .answers
            .iter()
            .map(|(key, answer)| (key.clone(), answer.reveal().clone()))
            .collect::<BTreeMap<_, _>>(),
        papers: filing
            .papers
            .iter()
            .map(|paper| paper.component.clone())
            .collect(),
        channel: Channel::Counter,
        at: desk.now,
    }
}

/// What is shown before the officer confirms is what the receipt says afterwards, for every
/// procedure there is.
#[test]
fn the_preview_is_the_promise_itself() {
    let desk = desk("2026-11-20T09:12");
    let today = desk.calendar().civil(desk.now).date();
    let mut compared = 0;
    for procedure in desk.catalogue.procedures() {
        let centre = UnitId::new("org:mc-21028");
        let here =
            procedure.in_force(today) && desk.catalogue.may_receive(procedure, &centre, today);
        if !here || !procedure.channels.contains(&catalogue::Channel::Counter) {
            continue;
        }
        let filing = filing(&desk, &procedure.code);
        let preview = desk.preview(&sought(&desk, &filing)).unwrap();
        let dossier = first(&desk, take_in(&desk, filing, counter()));
        assert_eq!(
            Some(preview.appointment),
            dossier.appointment,
            "{}",
            procedure.code
        );
        assert_eq!(preview.terms, dossier.terms);
        assert_eq!(preview.receipt, dossier.receipt);
        compared += 1;
    }
    assert!(compared > 10, "only {compared} procedures were compared");
}

#[test]
fn the_calendar_of_a_preview_names_what_does_not_count() {
    let desk = desk("2026-11-20T09:12");
    let filing = filing(&desk, LAND);
    let preview = desk.preview(&sought(&desk, &filing)).unwrap();
    let days = &preview.days;
    let is = |date: &str| {
        let date = date.parse().unwrap();
        &days.iter().find(|day| day.date == date).unwrap().is
    };
    assert_eq!(is("2026-11-20"), &DayIs::Counted);
    assert_eq!(is("2026-11-21"), &DayIs::Rest);
    // Ngày Văn hóa Việt Nam.
    assert!(matches!(is("2026-11-24"), DayIs::Holiday(name) if name.contains("Văn hóa")));
    let due = desk.calendar().civil(preview.appointment.due()).date();
    assert_eq!(days.last().unwrap().date, due);
}

#[test]
fn an_unknown_procedure_or_desk_is_refused_by_its_field() {
    let desk = desk("2026-11-20T09:12");
    let known = sought(&desk, &filing(&desk, LAND));
    let unknown = Sought {
        procedure: "9.999999".to_owned(),
        ..known.clone()
    };
    let elsewhere = Sought {
        unit: UnitId::new("org:vpdkdd"),
        ..known
    };
    let fields = |sought: &Sought| {
        let refusal = desk.preview(sought).unwrap_err();
        let violations = refusal.violations().into_iter();
        violations.map(|(field, _)| field).collect::<Vec<_>>()
    };
    assert_eq!(fields(&unknown), ["filing.procedure"]);
    assert_eq!(fields(&elsewhere), ["filing.receiving_unit"]);
}

fn waits(number: u32, priority: Option<Priority>, booked_for: Option<&str>) -> Waiting {
    Waiting {
        number,
        priority,
        booked_for: booked_for.map(at),
    }
}

/// Luật Người cao tuổi 39/2009/QH12 Điều 11 and its kin: these come first, then whoever booked this
/// time, then the line as it stands.
#[test]
fn grounds_of_law_are_called_first_then_bookings_then_the_line() {
    let now = at("2026-11-20T09:00");
    let line = [
        waits(1, None, None),
        waits(2, None, Some("2026-11-20T09:30")),
        waits(3, None, Some("2026-11-20T08:30")),
        waits(4, Some(Priority::Elderly), None),
        waits(5, None, None),
        waits(6, Some(Priority::Disabled), None),
    ];
    let called: Vec<u32> = queue::order(&line, now)
        .iter()
        .map(|n| line[*n].number)
        .collect();
    assert_eq!(called, [4, 6, 3, 1, 5, 2]);
    // Once the time has come, whoever booked it goes before the line.
    let later = queue::order(&line, at("2026-11-20T09:31"));
    let called: Vec<u32> = later.iter().map(|n| line[*n].number).collect();
    assert_eq!(called, [4, 6, 3, 2, 1, 5]);
}

#[test]
fn the_wait_is_shared_among_the_counters() {
    assert_eq!(queue::wait_minutes(0, 3, 12), 0);
    assert_eq!(queue::wait_minutes(1, 3, 12), 12);
    assert_eq!(queue::wait_minutes(3, 3, 12), 24);
    assert_eq!(queue::wait_minutes(1, 0, 12), 24);
    assert_eq!(queue::wait_minutes(u32::MAX, 1, 12), 480);
}

#[test]
fn a_ticket_ends_once_and_only_after_it_was_called() {
    use TicketStatus as S;
    assert_eq!(S::Waiting.ended(true), Err(QueueRefusal::NotCalled));
    assert_eq!(S::Called.ended(false), Ok(S::NoShow));
    // Whoever comes late is served; whoever was served did come.
    assert_eq!(S::NoShow.ended(true), Ok(S::Served));
    assert_eq!(S::Served.ended(true), Ok(S::Served));
    assert_eq!(S::Served.ended(false), Err(QueueRefusal::Ended));
}

#[test]
fn bookable_times_lie_within_the_opening_hours_of_a_working_day() {
    let desk = desk("2026-11-20T09:12");
    let on = |day: &str| slots(desk.calendar(), 30, 14, day.parse().unwrap(), desk.now);
    let monday = on("2026-11-23").unwrap();
    // 07:00–11:30 and 13:30–17:00.
    assert_eq!(monday.len(), 9 + 7);
    assert_eq!(monday[0].starts, at("2026-11-23T07:00"));
    assert_eq!(monday[9].starts, at("2026-11-23T13:30"));
    // Today, only what has not begun.
    assert_eq!(on("2026-11-20").unwrap()[0].starts, at("2026-11-20T09:30"));
    assert_eq!(on("2026-11-21"), Err(Shut::Rest));
    assert!(matches!(on("2026-11-24"), Err(Shut::Holiday(_))));
    assert_eq!(on("2026-11-19"), Err(Shut::Past));
    assert_eq!(on("2026-12-05"), Err(Shut::TooFar));
    let begins = |civil: &str| slot_at(desk.calendar(), 30, 14, at(civil), desk.now);
    assert!(begins("2026-11-23T07:30").is_ok());
    for wrong in ["2026-11-23T07:10", "2026-11-23T11:30", "2026-11-20T09:00"] {
        assert_eq!(begins(wrong), Err(QueueRefusal::NoSuchSlot), "{wrong}");
    }
}

/// A word of the register carries no sign that a query could read as its own.
#[test]
fn the_register_is_found_by_words_without_accents() {
    let words = |text: &str| register::sought(text).into_iter().collect::<Vec<_>>();
    assert_eq!(words("Đặng  Thị MỘNG"), ["dang", "mong", "thi"]);
    assert_eq!(words("nguyễn' & !(:*) \\ x"), ["nguyen", "x"]);
    // The same name in either Unicode form.
    assert_eq!(words("Nguye\u{302}\u{303}n"), words("Nguyễn"));
    assert_eq!(words("🦀"), Vec::<String>::new());
    let dossier = received("2026-11-20T09:12", LAND);
    let known: BTreeSet<String> = register::words(&dossier);
    for word in ["nguyen", "van", "mau", "051070000001"] {
        assert!(known.contains(word), "{word} is not among {known:?}");
    }
}
