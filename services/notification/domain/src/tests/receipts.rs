//! The life of a notice on one page, and what no order of receipts can break.

use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta};
use expect_test::expect;
use kernel::{Decider as _, DossierId, Instant};
use proptest::prelude::*;

use crate::{Channel, Command, Desk, Event, Fact, Notice, Parcel, Retry, Stage, owed};

fn morning() -> Instant {
    DateTime::parse_from_rfc3339("2026-11-20T09:00:00+07:00")
        .unwrap()
        .to_utc()
}

fn desk(minutes: i64) -> Desk {
    let retry = Retry {
        first: TimeDelta::minutes(1),
        longest: TimeDelta::hours(4),
        attempts: 3,
    };
    Desk {
        now: morning() + TimeDelta::minutes(minutes),
        retry,
    }
}

fn owe() -> Command {
    let dossier: DossierId = "01980000-0000-7000-8000-000000000001".parse().unwrap();
    Command::Owe(owed(dossier, morning(), Fact::Refused)[0].clone())
}

fn sms() -> Command {
    begin(Channel::Sms)
}

fn post() -> Command {
    begin(Channel::Post)
}

fn begin(channel: Channel) -> Command {
    Command::Begin(Parcel {
        channel,
        to: "*******678".into(),
        text: "Ho so da co ket qua.".into(),
        segments: 1,
    })
}

/// Runs the commands an hour apart, so that no pause is in the way; refusals change nothing.
fn after(commands: &[Command]) -> Option<Notice> {
    let mut notice = None;
    for (hour, command) in commands.iter().enumerate() {
        let desk = desk(i64::try_from(hour).unwrap() * 60);
        for event in Notice::decide(&desk, notice.as_ref(), command.clone()).unwrap_or_default() {
            notice = Notice::evolve(notice, &event);
        }
    }
    notice
}

fn every_command() -> Vec<(&'static str, Command)> {
    vec![
        ("owe", owe()),
        (
            "defer",
            Command::Defer {
                until: morning() + TimeDelta::days(30),
            },
        ),
        ("begin", sms()),
        ("take", Command::Take),
        ("deliver", Command::Deliver),
        ("postpone", Command::Postpone),
        ("refuse", Command::Refuse),
        ("bounce", Command::Bounce),
        ("lost", Command::Lost),
        ("abandon", Command::Abandon),
    ]
}

fn name(event: &Event) -> &'static str {
    match event {
        Event::Owed { .. } => "owed",
        Event::Deferred { .. } => "deferred",
        Event::Begun { .. } => "begun",
        Event::Sent { .. } => "sent",
        Event::Delivered { .. } => "delivered",
        Event::SmsRefused { .. } => "sms-refused",
        Event::EmailRefused { .. } => "email-refused",
        Event::Failed { why, .. } => why.word(),
    }
}

#[test]
fn every_stage_and_command_on_one_page() {
    let stages: [(&str, Vec<Command>); 8] = [
        ("nothing", vec![]),
        ("owed", vec![owe()]),
        ("sending sms", vec![owe(), sms()]),
        ("sending letter", vec![owe(), post()]),
        ("sent sms", vec![owe(), sms(), Command::Take]),
        ("sent letter", vec![owe(), post(), Command::Take]),
        ("delivered", vec![owe(), sms(), Command::Deliver]),
        ("failed", vec![owe(), Command::Abandon]),
    ];
    let mut page = String::new();
    for (stage, history) in &stages {
        let notice = after(history);
        write!(page, "{stage:>14}:").unwrap();
        for (word, command) in every_command() {
            let answer = match Notice::decide(&desk(6000), notice.as_ref(), command) {
                Ok(events) if events.is_empty() => continue,
                Ok(events) => events.iter().map(name).collect::<Vec<_>>().join("+"),
                Err(refusal) => format!("({})", kernel::Refuse::reason(&refusal)),
            };
            write!(page, " {word}→{answer}").unwrap();
        }
        page.push('\n');
    }
    expect![[r#"
               nothing: owe→owed defer→(no-such-notice) begin→(no-such-notice) take→(no-such-notice) deliver→(no-such-notice) postpone→(no-such-notice) refuse→(no-such-notice) bounce→(no-such-notice) lost→(no-such-notice) abandon→(no-such-notice)
                  owed: defer→deferred begin→begun take→(notice-never-sent) deliver→(notice-never-sent) abandon→no-way-to-reach
           sending sms: defer→(notice-in-hand) begin→(notice-in-hand) take→sent deliver→sent+delivered postpone→deferred refuse→sms-refused bounce→sms-refused lost→deferred abandon→(notice-in-hand)
        sending letter: defer→(notice-in-hand) begin→(notice-in-hand) take→sent deliver→sent+delivered postpone→deferred refuse→refused-by-provider bounce→refused-by-provider lost→deferred abandon→(notice-in-hand)
              sent sms: defer→(notice-in-hand) begin→(notice-in-hand) deliver→delivered bounce→sms-refused
           sent letter: defer→(notice-in-hand) begin→(notice-in-hand) deliver→delivered bounce→bounced
             delivered: begin→(notice-closed)
                failed: begin→(notice-closed)
    "#]].assert_eq(&page);
}

#[test]
fn a_notice_is_not_sent_before_its_time() {
    let notice = after(&[owe(), sms(), Command::Postpone]).unwrap();
    let Stage::Owed { not_before } = notice.stage else {
        panic!("{notice:?}")
    };
    // The attempt began at 10:00 and was put off at 11:00 by a minute.
    assert_eq!(not_before, desk(121).now);
    assert!(Notice::decide(&desk(120), Some(&notice), sms()).is_err());
    assert!(Notice::decide(&desk(121), Some(&notice), sms()).is_ok());
}

#[test]
fn attempts_end_in_a_failure_somebody_reads_never_in_silence() {
    let history = [
        owe(),
        sms(),
        Command::Postpone,
        sms(),
        Command::Postpone,
        sms(),
        Command::Postpone,
    ];
    let notice = after(&history).unwrap();
    assert_eq!((notice.stage.name(), notice.attempts), ("failed", 3));
}

#[test]
fn a_phone_that_takes_no_message_leaves_the_whole_patience_for_post() {
    let notice = after(&[owe(), sms(), Command::Postpone, sms(), Command::Refuse]).unwrap();
    assert!(notice.sms_refused);
    assert_eq!((notice.stage.name(), notice.attempts), ("owed", 0));
    let notice = after(&[owe(), sms(), Command::Refuse, post(), Command::Refuse]).unwrap();
    assert_eq!(notice.stage.name(), "failed");
}

#[test]
fn an_attempt_the_provider_never_heard_of_is_made_again_at_once() {
    let notice = after(&[owe(), sms(), Command::Lost, sms(), Command::Deliver]).unwrap();
    assert_eq!((notice.stage.name(), notice.attempts), ("delivered", 2));
}

fn any_command() -> impl Strategy<Value = Command> {
    let defer = |command: &Command| matches!(command, Command::Defer { .. });
    let commands = every_command().into_iter().map(|(_, c)| c).chain([post()]);
    proptest::sample::select(commands.filter(|c| !defer(c)).collect::<Vec<_>>())
}

fn any_receipt() -> impl Strategy<Value = Command> {
    proptest::sample::select(vec![
        owe(),
        Command::Take,
        Command::Deliver,
        Command::Postpone,
        Command::Refuse,
        Command::Bounce,
        Command::Lost,
    ])
}

proptest! {
    #[test]
    fn no_receipt_in_any_order_reopens_a_closed_notice(
        before in proptest::collection::vec(any_command(), 0..30),
        later in proptest::collection::vec(any_command(), 0..30),
    ) {
        let history: Vec<_> = [owe()].into_iter().chain(before).collect();
        let Some(closed) = after(&history) else { unreachable!("it is owed") };
        if matches!(closed.stage, Stage::Delivered { .. } | Stage::Failed { .. }) {
            let whole: Vec<_> = history.into_iter().chain(later).collect();
            prop_assert_eq!(after(&whole), Some(closed));
        }
    }

    #[test]
    fn a_repeated_receipt_changes_nothing(
        before in proptest::collection::vec(any_command(), 0..30),
        receipt in any_receipt(),
    ) {
        let history: Vec<_> = [owe()].into_iter().chain(before).chain([receipt.clone()]).collect();
        let again = Notice::decide(&desk(60 * 60), after(&history).as_ref(), receipt);
        prop_assert_eq!(again.unwrap_or_default(), vec![]);
    }

    #[test]
    fn the_person_hears_at_most_once_per_channel_unless_the_provider_denies(
        answers in proptest::collection::vec(any_command(), 0..60),
    ) {
        // A provider is asked anew only after it said no, said nothing came, or refused the phone.
        let mut notice = after(&[owe()]);
        let mut in_hand = false;
        for (hour, command) in answers.into_iter().enumerate() {
            let desk = desk(60 * (i64::try_from(hour).unwrap() + 1));
            for event in Notice::decide(&desk, notice.as_ref(), command).unwrap_or_default() {
                match event {
                    Event::Begun { .. } => { prop_assert!(!in_hand); in_hand = true; }
                    Event::Deferred { .. } | Event::SmsRefused { .. } => in_hand = false,
                    _ => {}
                }
                notice = Notice::evolve(notice, &event);
            }
        }
    }
}
