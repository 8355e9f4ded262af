//! What is refused at the counter, and what is kept of it.

use super::*;

const WHY: &str = "Việc này thuộc thẩm quyền của Công an cấp xã.";

fn declining(channel: Channel) -> Arrival {
    Arrival::Declined {
        channel,
        reason: WHY.to_owned(),
    }
}

fn brought(desk: &Desk) -> Filing {
    Filing {
        papers: Vec::new(),
        ..filing(desk, LAND)
    }
}

/// NĐ 61/2018/NĐ-CP Điều 17.1: whoever is refused gets the reason in writing (mẫu 03); the system
/// keeps the paper as it keeps every form (TT 01/2018/TT-VPCP Điều 10.1).
#[test]
fn a_refusal_at_the_counter_is_a_dossier_that_was_never_received() {
    let desk = desk("2026-11-02T09:00");
    let command = take_in(&desk, brought(&desk), declining(Channel::Counter));
    let refused = first(&desk, command);
    assert_eq!(refused.standing(), Standing::Refused);
    assert_eq!(refused.code, "H48.21028-261102-0001");
    assert_eq!(refused.refused_at(), Some(desk.now));
    assert_eq!(refused.filed_at(), Some(desk.now));
    assert!(!refused.is_received() && refused.appointment.is_none());
    let Stage::Refused(ending) = &refused.stage else {
        panic!("{:?}", refused.stage);
    };
    assert_eq!(ending.reason, WHY);
    // Trạng thái 3 của Cổng Dịch vụ công quốc gia: không được tiếp nhận.
    assert_eq!(owed_sync(&refused), 3);
}

/// The person takes everything home: neither papers nor what was typed into the form stay.
#[test]
fn nothing_of_what_was_brought_stays() {
    let desk = desk("2026-11-02T09:00");
    let all = filing(&desk, LAND);
    assert!(!all.papers.is_empty() && !all.answers.is_empty());
    let refused = first(&desk, take_in(&desk, all, declining(Channel::Post)));
    assert_eq!(refused.channel, Channel::Post);
    assert!(refused.filing.papers.is_empty() && refused.filing.answers.is_empty());
    assert_eq!(refused.originals, Originals::None);
    assert_eq!(refused.filing.owner, person());
}

/// It need not be complete nor for this desk, which may be the very reason; but it is somebody's,
/// about a procedure there is, at a desk there is.
#[test]
fn what_is_refused_is_not_checked_as_if_it_were_received() {
    let desk = desk("2026-11-02T09:00");
    let mut spoiled = brought(&desk);
    spoiled.checklist = "nothing@2020-01-01".to_owned();
    spoiled.answers.clear();
    first(&desk, take_in(&desk, spoiled, declining(Channel::Counter)));

    let mut nowhere = brought(&desk);
    nowhere.procedure = "9.999999".to_owned();
    nowhere.receiving_unit = UnitId::new("org:vpdkdd");
    nowhere.place = UnitId::new("org:mc-21028");
    let command = take_in(&desk, nowhere, declining(Channel::Online));
    let told = Dossier::decide(&desk, None, command).unwrap_err();
    assert_eq!(
        fields(&told),
        [
            "filing.procedure",
            "channel",
            "filing.receiving_unit",
            "filing.place"
        ]
    );
}

#[test]
fn sent_again_it_is_the_same_refusal_and_never_becomes_a_reception() {
    let desk = desk("2026-11-02T09:00");
    let command = take_in(&desk, brought(&desk), declining(Channel::Counter));
    let refused = first(&desk, command.clone());
    assert_eq!(Dossier::decide(&desk, Some(&refused), command), Ok(vec![]));
    let received = take_in(&desk, brought(&desk), counter());
    assert_eq!(
        Dossier::decide(&desk, Some(&refused), received),
        Err(Refusal::IdTaken)
    );
    let accepted = received_by(&desk, LAND);
    let declined = take_in(&desk, filing(&desk, LAND), declining(Channel::Counter));
    assert_eq!(
        Dossier::decide(&desk, Some(&accepted), declined),
        Err(Refusal::IdTaken),
        "what was received is not refused any more (Điều 17.1, 19.8)"
    );
    let late = refused_act(&desk, &refused, Command::AcceptSubmitted);
    assert!(matches!(late, Refusal::OutOfTurn { .. }), "{late:?}");
}

fn refused_act(desk: &Desk, dossier: &Dossier, command: Command) -> Refusal {
    Dossier::decide(desk, Some(dossier), command).unwrap_err()
}
