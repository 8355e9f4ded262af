//! What routing ends, moves and demands, and what officers do about it.

use std::sync::Arc;

use chrono::FixedOffset;
use kernel::{
    Decider as _, Refuse as _,
    working_time::{Calendar, CalendarSpec, Hours},
};

use super::fixture::*;
use crate::*;

#[track_caller]
fn refused(case: &Case, command: Command) -> Refusal {
    Case::decide(&desk(), Some(case), command).unwrap_err()
}

fn held() -> Vec<Command> {
    vec![Command::Receive(offer(1)), act(AN, Act::Take)]
}

#[test]
fn a_route_that_ended_takes_the_case_from_whoever_has_it_and_says_why() {
    for work in [
        vec![],
        vec![act(AN, Act::Take)],
        vec![act(AN, Act::Take), act(AN, Act::Propose(numbered("1/QĐ")))],
    ] {
        let commands = [
            vec![Command::Receive(offer(1))],
            work,
            vec![close(Ground::RouteClosed)],
        ];
        let closed = case(commands.concat());
        let Stage::Closed { ground, .. } = closed.stage else {
            panic!("{}", closed.stage.name())
        };
        assert_eq!(ground, Ground::RouteClosed);
        assert_eq!(refused(&closed, act(AN, Act::Take)).reason(), "out-of-turn");
    }
}

#[test]
fn an_end_heard_before_its_offer_leaves_nothing_to_work_on() {
    let ended = case(vec![close(Ground::RouteClosed)]);
    assert_eq!(refused(&ended, act(AN, Act::Take)), Refusal::Unknown);
    assert!(!ended.belongs_to(&"".into()));
    for attempt in [1, 2, 9] {
        let late = Command::Receive(offer(attempt));
        assert_eq!(Case::decide(&desk(), Some(&ended), late), Ok(vec![]));
    }
    // A leg that moved away may come back: then it was offered again, under a later attempt.
    let moved = case(vec![close(Ground::Moved)]);
    let late = Command::Receive(offer(1));
    assert_eq!(Case::decide(&desk(), Some(&moved), late), Ok(vec![]));
    let back = case(vec![close(Ground::Moved), Command::Receive(offer(2))]);
    assert_eq!(back.stage, Stage::Offered);
}

#[test]
fn a_recall_and_the_offer_it_takes_back_may_come_in_any_order() {
    let (offered, taken_back) = (Command::Receive(offer(2)), recall(2));
    let in_order = case(vec![offered.clone(), taken_back.clone()]);
    let turned = case(vec![taken_back, offered]);
    for recalled in [in_order, turned] {
        assert_eq!(
            (recalled.stage.name(), recalled.offer.attempt),
            ("recalled", 2)
        );
    }
    // Of an earlier offer, it is late.
    let anew = case(vec![Command::Receive(offer(2)), recall(1)]);
    assert_eq!(anew.stage, Stage::Offered);
}

#[test]
fn what_was_completed_stays_so_and_is_not_opened_again_after_the_route() {
    let done = vec![
        Command::Receive(without_approval()),
        act(AN, Act::Take),
        act(AN, Act::Complete(Some(numbered("1/QĐ")))),
        close(Ground::Settled),
        Command::Receive(offer(2)),
    ];
    let done = case(done);
    assert_eq!(done.stage.name(), "completed");
    assert_eq!(done.offer.attempt, 1);
}

#[test]
fn a_unit_that_takes_over_finds_the_case_as_it_was_in_nobodys_hands() {
    let proposed = [held(), vec![act(AN, Act::Propose(numbered("1/QĐ")))]].concat();
    let moved = case([proposed, vec![move_unit(HERE, "org:moi")]].concat());
    assert_eq!(moved.conclusion(), Some(&numbered("1/QĐ")));
    let Some(Held {
        officer: None,
        since,
    }) = moved.held()
    else {
        panic!("{:?}", moved.held())
    };
    assert_eq!(*since, now());
    assert_eq!(refused(&moved, act(AN, Act::Approve)), Refusal::Unknown);
    let taken = Case::decide(&desk(), Some(&moved), act("officer:moi@org:moi", Act::Take));
    assert!(matches!(
        taken.unwrap().as_slice(),
        [Event::Reassigned { from: None, .. }]
    ));

    let elsewhere = refused(&moved, move_unit("org:khac", "org:nua"));
    assert_eq!(elsewhere.reason(), "moved-from-elsewhere");
}

/// Nghị định 61/2018/NĐ-CP, khoản 1 Điều 19: the head assigns; the holder may hand over.
#[test]
fn a_case_is_handed_over_inside_the_unit_by_its_holder_or_the_head() {
    let held = case(held());
    let other = refused(&held, act(BINH, reassign(BINH)));
    assert_eq!(other.reason(), "not-in-your-hands");
    for outside in [
        STRANGER,
        "an",
        "service:x@org:thu-nghiem",
        "officer:@org:thu-nghiem",
    ] {
        let refusal = refused(&held, act(AN, reassign(outside)));
        assert_eq!(refusal, Refusal::NotOfUnit, "{outside}");
    }
    for by in [AN, HEAD] {
        let events = Case::decide(&desk(), Some(&held), act(by, reassign(BINH))).unwrap();
        let after = events
            .iter()
            .fold(Some(held.clone()), Case::evolve)
            .unwrap();
        let now = after.held().and_then(|held| held.officer.clone());
        assert_eq!(now.as_deref(), Some(BINH));
        assert!(after.note.is_some());
    }
}

#[test]
fn a_proposal_sent_back_is_worked_on_again_with_the_reason_at_hand() {
    let proposed = [held(), vec![act(AN, Act::Propose(numbered("1/QĐ")))]].concat();
    let own = refused(&case(proposed.clone()), act(AN, send_back()));
    assert_eq!(own, Refusal::SentBackByWhoProposed);
    let back = case([proposed, vec![act(HEAD, send_back())]].concat());
    assert_eq!(back.stage.name(), "held");
    assert_eq!(back.note.unwrap().reveal(), "Ghi lại căn cứ pháp lý");
}

/// Nghị định 61/2018/NĐ-CP, khoản 5 Điều 19.
#[test]
fn an_opinion_is_its_words_and_the_asker_may_read_it() {
    let asked = case(vec![Command::Receive(opinion()), act(AN, Act::Take)]);
    assert!(asked.may_be_read_by(&"org:don-vi-khac".into()));
    assert!(!asked.may_be_read_by(&"org:nua".into()));
    let touch = refused(&asked, act(STRANGER, Act::Complete(None)));
    assert_eq!(touch, Refusal::Unknown);
    let wordless = act(AN, Act::Complete(Some(Conclusion::granted())));
    assert_eq!(refused(&asked, wordless), Refusal::OpinionMissing);
    let answer = Conclusion {
        reason: denied("Thống nhất với dự thảo").reason,
        ..Conclusion::granted()
    };
    let answer = act(AN, Act::Complete(Some(answer)));
    Case::decide(&desk(), Some(&asked), answer).unwrap();
    let supplement = refused(&asked, act(AN, need(&["ban-ve"])));
    assert_eq!(supplement, Refusal::OpinionAsksNothing);
}

/// Nghị định 61/2018/NĐ-CP, khoản 4 Điều 19: everything at once, of what the procedure asks.
#[test]
fn a_supplement_names_papers_of_the_procedure_and_is_said_once() {
    let desk = Desk {
        components: Some(vec!["ban-ve".into(), "to-khai".into()]),
        ..desk()
    };
    let held = case(held());
    let ask = |components: &[&str]| Case::decide(&desk, Some(&held), act(AN, need(components)));
    let unknown = ask(&["ban-ve", "so-ho-khau"]).unwrap_err();
    assert_eq!(unknown.reason(), "component-unknown");
    assert_eq!(ask(&[]).unwrap_err(), Refusal::ComponentsMissing);
    let said = ask(&["to-khai", "ban-ve", "to-khai"]).unwrap();
    let [Event::SupplementNeeded { ask: said_ask, .. }] = said.as_slice() else {
        panic!("{said:?}")
    };
    assert_eq!(said_ask.components, ["to-khai", "ban-ve"]);
    assert_eq!(said_ask.attempt, 1);
    let after = said.iter().fold(Some(held.clone()), Case::evolve).unwrap();
    let again = act(AN, need(&["to-khai", "ban-ve"]));
    assert_eq!(Case::decide(&desk, Some(&after), again), Ok(vec![]));
}

#[test]
fn what_leaves_the_house_carries_nobodys_number() {
    let held = case(held());
    for reason in ["Ông 001099012345 chưa ký", "Gọi 0912 345 678 để hỏi"] {
        let act_with = Act::NeedSupplement {
            components: vec!["ban-ve".into()],
            reason: reason.into(),
        };
        assert_eq!(refused(&held, act(AN, act_with)).reason(), "names-person");
    }
}

/// Nghị định 61/2018/NĐ-CP, khoản 9 Điều 19: a reason, a later date, the head's signature, once.
#[test]
fn an_apology_states_a_later_date_and_is_signed_by_another() {
    let owing = case([held(), vec![Command::Owe(duty(3))]].concat());
    assert_eq!(owing.urgent(), Some(days(2)));
    assert_eq!(refused(&owing, act(AN, delay(3))), Refusal::NewDateNotLater);
    let stated = case([held(), vec![Command::Owe(duty(3)), act(AN, delay(9))]].concat());
    assert_eq!(
        refused(&stated, act(AN, Act::SignApology)),
        Refusal::SignedByWhoStated
    );
    let signed = case(
        [
            held(),
            vec![
                Command::Owe(duty(3)),
                act(AN, delay(9)),
                act(HEAD, Act::SignApology),
            ],
        ]
        .concat(),
    );
    assert_eq!(signed.urgent(), None);
    assert_eq!(
        refused(&signed, act(BINH, Act::SignApology)),
        Refusal::ApologySigned
    );
    assert_eq!(refused(&signed, act(AN, delay(10))), Refusal::ApologySigned);
}

/// Nghị định 61/2018/NĐ-CP, khoản 9 Điều 19: not more than once.
#[test]
fn where_the_date_may_not_move_again_the_refusal_says_what_to_do() {
    let may_not = Duty {
        may_move: false,
        ..duty(3)
    };
    let owing = case([held(), vec![Command::Owe(may_not)]].concat());
    for what in [delay(9), Act::SignApology] {
        let refusal = refused(&owing, act(AN, what));
        assert_eq!(refusal, Refusal::MayNotMove);
        assert!(refusal.sentence().contains("Hãy hoàn thành hồ sơ ngay"));
    }
}

#[test]
fn a_signed_date_that_has_passed_is_stated_anew() {
    let stated = case([held(), vec![Command::Owe(duty(3)), act(AN, delay(9))]].concat());
    let later = Desk {
        now: days(10),
        ..desk()
    };
    let late = Case::decide(&later, Some(&stated), act(HEAD, Act::SignApology));
    assert_eq!(late.unwrap_err(), Refusal::NewDatePast);
}

#[test]
fn a_new_date_is_one_on_which_somebody_can_come() {
    let zone = FixedOffset::east_opt(7 * 3600).unwrap();
    let time = |raw: &str| raw.parse().unwrap();
    let date = |raw: &str| raw.parse::<chrono::NaiveDate>().unwrap();
    let calendar = Calendar::new(CalendarSpec {
        zone,
        weekly_rest: vec![chrono::Weekday::Sat, chrono::Weekday::Sun],
        hours: vec![Hours {
            from: date("2026-01-01"),
            spans: vec![
                (time("07:00:00"), time("11:30:00")),
                (time("13:30:00"), time("17:00:00")),
            ],
        }],
        days: vec![],
        covers: date("2026-01-01")..=date("2026-12-31"),
    });
    let desk = Desk {
        calendar: Some(Arc::new(calendar.unwrap())),
        ..desk()
    };
    let owing = case([held(), vec![Command::Owe(duty(3))]].concat());
    let at = |raw: &str| {
        let new_due = raw.parse().unwrap();
        let reason = "Phải xác minh thực địa thêm".into();
        let what = Act::StateDelay { reason, new_due };
        Case::decide(&desk, Some(&owing), act(AN, what))
    };
    assert!(at("2026-11-30T17:00:00+07:00").is_ok());
    for closed in ["2026-11-28T09:00:00+07:00", "2026-11-30T17:01:00+07:00"] {
        assert_eq!(at(closed).unwrap_err(), Refusal::NewDateClosed, "{closed}");
    }
    let beyond = at("2027-01-04T09:00:00+07:00").unwrap_err();
    assert_eq!(beyond.reason(), "beyond-calendar");
    assert!(beyond.sentence().contains("04/01/2027"));
}
