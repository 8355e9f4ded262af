//! How a dossier comes in.

use super::*;

fn post(handed_over_at: Option<&str>, minutes: Option<&str>) -> Arrival {
    Arrival::Desk {
        channel: Channel::Post,
        handed_over_at: handed_over_at.map(at),
        minutes: minutes.map(str::to_owned),
        receipt_asked: false,
    }
}

fn told(desk: &Desk, arrival: Arrival) -> Vec<(String, String)> {
    let command = take_in(desk, filing(desk, LAND), arrival);
    Dossier::decide(desk, None, command)
        .unwrap_err()
        .violations()
}

/// QĐ 45/2016/QĐ-TTg Điều 7.4: the hand-over minutes fix the time of filing.
#[test]
fn what_the_post_hands_over_counts_from_the_minutes() {
    let desk = desk("2026-11-06T10:00");
    let arrival = post(Some("2026-11-05T16:45"), Some("BB-12"));
    let dossier = first(&desk, take_in(&desk, filing(&desk, LAND), arrival));
    assert_eq!(dossier.received_at, Some(at("2026-11-05T16:45")));
    assert_eq!(dossier.minutes.as_deref(), Some("BB-12"));
    assert_eq!(
        due(&dossier),
        "2026-11-11 17:00",
        "four working days after Thursday"
    );
    let because = dossier.appointment.unwrap().because();
    assert!(because[0].contains("biên bản giao nhận"), "{because:?}");
}

#[test]
fn minutes_of_the_post_are_needed_not_ahead_not_absurdly_old_and_only_of_the_post() {
    let desk = desk("2026-11-06T10:00");
    for (arrival, expected) in [
        (post(None, None), vec!["handed_over_at", "minutes"]),
        (
            post(Some("2026-11-06T10:01"), Some("BB-12")),
            vec!["handed_over_at"],
        ),
        (
            post(Some("2026-10-06T10:00"), Some("BB-12")),
            vec!["handed_over_at"],
        ),
    ] {
        let told = told(&desk, arrival);
        let fields: Vec<&str> = told.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(fields, expected);
        assert!(
            told.iter().all(|(_, why)| why.contains("Điều 7.4")),
            "{told:?}"
        );
    }
    let at_the_counter = Arrival::Desk {
        channel: Channel::Counter,
        handed_over_at: Some(at("2026-11-06T09:00")),
        minutes: Some("BB-12".to_owned()),
        receipt_asked: false,
    };
    assert_eq!(told(&desk, at_the_counter).len(), 2);
}

/// NĐ 61/2018/NĐ-CP Điều 17.4: a result on the spot needs no form 01 unless the person asks.
#[test]
fn a_result_on_the_spot_is_recorded_and_its_receipt_given_only_when_asked() {
    let immediate = catalogue_with(|path, text| {
        if path == "procedures/1.011441.yaml" {
            text.push_str("\nimmediate: true\n");
        }
    });
    let desk = desk_of(immediate, "2026-11-02T09:00");
    assert!(!received_by(&desk, "1.011441").receipt);
    let asked = Arrival::Desk {
        channel: Channel::Counter,
        handed_over_at: None,
        minutes: None,
        receipt_asked: true,
    };
    let asked = first(&desk, take_in(&desk, filing(&desk, "1.011441"), asked));
    assert!(asked.receipt);
    assert!(
        received_by(&desk, LAND).receipt,
        "an ordinary procedure always"
    );
}

/// A difficult area has the longer terms, and the answers call for the legs that depend on them.
#[test]
fn place_and_answers_decide_the_term_and_the_conditional_legs() {
    let desk = desk("2026-11-02T09:00");
    let mut remote = filing(&desk, LAND);
    remote.place = UnitId::new("adm:21548");
    let ordinary = first(&desk, take_in(&desk, filing(&desk, LAND), counter()));
    let remote = first(&desk, take_in(&desk, remote, counter()));
    assert_eq!(
        (ordinary.difficult, due(&ordinary).as_str()),
        (false, "2026-11-06 17:00")
    );
    assert_eq!(
        (remote.difficult, due(&remote).as_str()),
        (true, "2026-11-20 17:00")
    );

    let conditional = |dossier: &Dossier| {
        let found = desk.catalogue.procedures();
        let found = found.iter().find(|p| p.code == dossier.procedure.code);
        found
            .unwrap()
            .legs
            .iter()
            .filter(|leg| leg.when.is_some())
            .count()
    };
    let mut again = filing(&desk, "1.012783");
    again
        .answers
        .insert("survey".to_owned(), Personal::new("again".to_owned()));
    let command = take_in(&desk, again, counter());
    let events = Dossier::decide(&desk, None, command).unwrap();
    let [Event::Accepted(receipt)] = events.as_slice() else {
        panic!("{events:?}")
    };
    let dossier = Dossier::replay(&events).unwrap();
    assert!(
        conditional(&dossier) > 0,
        "the procedure has conditional legs"
    );
    assert!(!receipt.legs.is_empty(), "a new survey calls for its legs");
    assert_eq!(
        due(&dossier),
        "2026-11-16 17:00",
        "ten working days with a new survey"
    );
}

/// NĐ 118/2025/NĐ-CP: who is competent is for the coordination queue to find, not for the person.
#[test]
fn undetermined_competence_is_no_reason_to_refuse_a_filing() {
    let nobody = catalogue_with(|path, text| {
        if path == "units.yaml" {
            // The land office has ended, and nobody took over.
            let ended = "kind: van_phong_dkdd, valid_from: 2004-01-01, valid_to: 2026-10-31,";
            *text = text.replacen("kind: van_phong_dkdd,", ended, 1);
        }
    });
    let desk = desk_of(nobody, "2026-11-02T09:00");
    let matter = catalogue::Matter {
        place: &UnitId::new("adm:21028"),
        receiving: &UnitId::new("org:mc-21028"),
        field: "dat-dai",
        procedure: LAND,
    };
    let today = "2026-11-02".parse().unwrap();
    let land = catalogue::RoleKey::from("land-registry");
    assert!(desk.catalogue.resolve(&land, &matter, today).is_err());
    let dossier = received_by(&desk, LAND);
    assert_eq!(dossier.standing(), Standing::InProgress);
}

/// A submitter is somebody else than the owner.
#[test]
fn somebody_with_the_owners_number_and_another_name_is_refused() {
    let told = faults("2026-11-02T09:00", |filing| {
        let mut submitter = person();
        submitter.name = Personal::new("Lê Thị Mẫu".to_owned());
        filing.submitter = Some(submitter);
    });
    assert!(told.starts_with("filing.submitter:"), "{told}");
}

/// NĐ 61/2018/NĐ-CP Điều 17: filed online it waits for a desk, and is promised from reception on.
#[test]
fn what_was_filed_online_is_promised_when_a_desk_receives_it() {
    let waiting = submitted("2026-11-02T09:00", LAND);
    assert_eq!(
        (waiting.standing(), &waiting.appointment),
        (Standing::Submitted, &None)
    );
    let received = run("2026-11-03T10:00", &waiting, Command::AcceptSubmitted);
    assert_eq!(due(&received), "2026-11-09 17:00");
    assert_eq!(received.submitted_at, waiting.submitted_at);
}

#[test]
fn the_same_filing_again_changes_nothing_even_after_a_supplement() {
    let desk = desk("2026-11-02T09:00");
    let filed = filing(&desk, LAND);
    let dossier = first(&desk, take_in(&desk, filed.clone(), counter()));
    let asked = run(
        "2026-11-03T09:00",
        &dossier,
        Command::AskSupplement(ask(&["contract"])),
    );
    let supplied = run("2026-11-04T09:00", &asked, supply(&["contract"]));
    assert_ne!(supplied.filing, filed);
    let again = |filing| Command::TakeIn(Box::new(desk.check(dossier.id, filing, counter())));
    assert_eq!(
        Dossier::decide(&desk, Some(&supplied), again(filed.clone())).unwrap(),
        []
    );
    let mut other = filed;
    other.papers.pop();
    let refused = Dossier::decide(&desk, Some(&supplied), again(other)).unwrap_err();
    assert_eq!(refused.reason(), "dossier-id-taken");
}
