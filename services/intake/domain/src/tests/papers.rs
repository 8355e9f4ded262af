//! Paper, money and what the national portal knows: each by itself.

use super::*;

fn hand(to: Option<&str>, received: bool) -> Command {
    Command::HandOver {
        to: to.map(UnitId::new),
        received,
        slip: "PGN-01".to_owned(),
    }
}

fn on_paper(now: &str) -> Dossier {
    let desk = desk(now);
    let mut filed = filing(&desk, LAND);
    for paper in &mut filed.papers {
        paper.electronic = false;
    }
    first(&desk, take_in(&desk, filed, counter()))
}

fn unit(originals: &Originals) -> Option<&str> {
    originals.unit().map(UnitId::as_str)
}

/// NĐ 61/2018/NĐ-CP Điều 18: paper is handed over with a slip, and is with one unit at a time.
#[test]
fn paper_goes_from_hand_to_hand_whatever_the_stage() {
    let dossier = on_paper("2026-11-02T09:00");
    assert_eq!(unit(&dossier.originals), Some("org:mc-21028"));
    let now = "2026-11-02T16:00";
    let away = run(now, &dossier, hand(Some("org:vpdkdd"), false));
    assert!(matches!(away.originals, Originals::InTransit { .. }));
    assert_eq!(
        away.stage, dossier.stage,
        "where paper is says nothing of the stage"
    );
    assert_eq!(
        run(now, &away, hand(Some("org:vpdkdd"), false)),
        away,
        "told twice"
    );
    let elsewhere = refused(now, &away, hand(Some("org:mc-21025"), true));
    assert_eq!(
        (elsewhere.reason(), fields(&elsewhere)),
        ("papers-on-the-way", vec!["to_unit".to_owned()])
    );
    let there = run(now, &away, hand(Some("org:vpdkdd"), true));
    assert!(matches!(there.originals, Originals::Held { .. }));
    let unknown = refused(now, &there, hand(Some("org:nobody"), true));
    assert_eq!(unknown.reason(), "unit-unknown");
    let back = run(now, &there, hand(None, true));
    assert!(matches!(back.originals, Originals::GivenBack { .. }));
    assert_eq!(
        refused(now, &back, hand(Some("org:vpdkdd"), true)).reason(),
        "no-papers"
    );
}

/// NĐ 61/2018/NĐ-CP Điều 21: who lost papers answers for them.
#[test]
fn lost_papers_are_written_to_the_unit_and_stay_written_when_found() {
    let dossier = on_paper("2026-11-02T09:00");
    let now = "2026-11-04T09:00";
    let lost = |unit: &str| Command::ReportLoss {
        unit: UnitId::new(unit),
        reason: "thất lạc khi luân chuyển".to_owned(),
    };
    assert_eq!(
        refused(now, &dossier, lost("org:nobody")).reason(),
        "unit-unknown"
    );
    let gone = run(now, &dossier, lost("org:vpdkdd"));
    assert!(
        matches!(&gone.originals, Originals::Lost { unit, .. } if unit.as_str() == "org:vpdkdd")
    );
    assert_eq!(gone.stage, dossier.stage);
    assert_eq!(run(now, &gone, lost("org:vpdkdd")), gone, "told twice");
    let found = run("2026-11-05T09:00", &gone, hand(Some("org:mc-21028"), true));
    assert_eq!(
        (unit(&found.originals), found.loss.is_some()),
        (Some("org:mc-21028"), true)
    );
    let electronic = submitted("2026-11-02T09:00", LAND);
    let electronic = Dossier {
        originals: Originals::None,
        ..electronic
    };
    assert_eq!(
        refused(now, &electronic, lost("org:vpdkdd")).reason(),
        "no-papers"
    );
}

/// A slip that the tax office gave back leads to another notice: the person is asked to pay anew.
#[test]
fn money_is_asked_settled_and_asked_again_after_a_wrong_slip() {
    let dossier = received("2026-11-02T09:00", LAND);
    let asked = |reference: &str, when: &str| Command::AwaitPayment {
        reference: reference.to_owned(),
        at: at(when),
    };
    let paid = |when: &str| Command::SettlePayment {
        debt_noted: true,
        at: at(when),
    };
    let now = "2026-11-16T09:00";
    let awaiting = run(now, &dossier, asked("TB-1", "2026-11-09T09:00"));
    assert!(
        matches!(&awaiting.finance, Finance::Awaiting { reference, .. } if reference == "TB-1")
    );
    assert_eq!(
        awaiting.stage, dossier.stage,
        "money says nothing of the stage"
    );
    assert_eq!(
        run(now, &awaiting, asked("TB-1", "2026-11-10T09:00")),
        awaiting,
        "told twice"
    );
    let settled = run(now, &awaiting, paid("2026-11-11T09:00"));
    assert_eq!(run(now, &settled, paid("2026-11-11T09:00")), settled);
    assert_eq!(
        run(now, &settled, asked("TB-1", "2026-11-09T09:00")),
        settled,
        "very late"
    );
    let anew = run(now, &settled, asked("TB-2", "2026-11-12T09:00"));
    assert!(matches!(&anew.finance, Finance::Awaiting { reference, .. } if reference == "TB-2"));
    let replaced = run(now, &awaiting, asked("TB-2", "2026-11-12T09:00"));
    assert_eq!(
        replaced.finance, anew.finance,
        "the wrong slip had not been paid"
    );
}

fn told(dossier: &Dossier, status: u8) -> Dossier {
    run(
        "2026-11-03T09:00",
        dossier,
        Command::RecordSync {
            status,
            failure: None,
        },
    )
}

/// The national portal's ten codes, each from the dossier's own dimensions.
#[test]
fn the_national_portal_is_owed_the_code_of_where_the_dossier_stands() {
    let waiting = submitted("2026-11-02T09:00", LAND);
    assert_eq!(waiting.sync.owed, 1);
    let received = run(
        "2026-11-02T10:00",
        &told(&waiting, 1),
        Command::AcceptSubmitted,
    );
    assert_eq!(received.sync.owed, 2);
    let known = told(&received, 2);
    assert_eq!(known.sync.owed, 4, "received is told before in progress");
    let pay = Command::AwaitPayment {
        reference: "TB-1".to_owned(),
        at: at("2026-11-04T09:00"),
    };
    assert_eq!(run("2026-11-04T09:00", &known, pay).sync.owed, 6);
    let ask = Command::AskSupplement(ask(&["contract"]));
    assert_eq!(run("2026-11-04T09:00", &known, ask).sync.owed, 5);
    let settled = run("2026-11-04T09:00", &known, settle("2026-11-04T09:00"));
    assert_eq!(
        (settled.sync.owed, settled.sync.since),
        (9, at("2026-11-04T09:00"))
    );
    assert_eq!(run("2026-11-05T09:00", &settled, hand_back()).sync.owed, 10);
    let refuse = Command::Refuse {
        reason: "sai thẩm quyền".to_owned(),
    };
    assert_eq!(run("2026-11-02T10:00", &waiting, refuse).sync.owed, 3);
}

#[test]
fn only_a_code_that_was_owed_is_taken_in_and_a_failure_is_kept() {
    let dossier = received("2026-11-02T09:00", LAND);
    let now = "2026-11-03T09:00";
    let record = |status, failure: Option<&str>| Command::RecordSync {
        status,
        failure: failure.map(str::to_owned),
    };
    for (status, reason) in [
        (0, "no-such-status"),
        (11, "no-such-status"),
        (10, "status-not-owed"),
    ] {
        let refused = refused(now, &dossier, record(status, None));
        assert_eq!(
            (refused.reason(), fields(&refused)),
            (reason, vec!["status".to_owned()])
        );
    }
    let failed = run(now, &dossier, record(2, Some("502")));
    assert_eq!(
        (failed.sync.failure.as_deref(), failed.sync.is_up_to_date()),
        (Some("502"), false)
    );
    assert_eq!(run(now, &failed, record(2, Some("502"))), failed);
    let done = run(now, &failed, record(2, None));
    assert_eq!((done.sync.failure.as_deref(), done.sync.owed), (None, 4));
    let up_to_date = run(now, &done, record(4, None));
    assert!(up_to_date.sync.is_up_to_date());
    assert_eq!(run(now, &up_to_date, record(4, None)), up_to_date);
}
