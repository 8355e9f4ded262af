//! Money that comes twice, too late, or in another amount than asked.

use super::*;

const NOTICE: &str = "số-tax-assessment";

/// A transfer whose tax has been assessed: 2.000.000 đồng are to be paid.
fn to_pay() -> Route {
    let mut route = planned("1.013831");
    for key in ["examine", "tax-assessment"] {
        let done = completed(leg(&route, key), true);
        tell(&mut route, done);
    }
    route
}

fn pays(number: &str, amount: i64) -> Command {
    Command::SettlePayment {
        reference: NOTICE.to_owned(),
        receipt: receipt("VNPAY", number, amount),
        asked: Some(2_000_000),
        debt_noted: false,
        while_due: false,
    }
}

fn gives_back(number: &str, voucher: &str) -> Command {
    Command::RecordRefund {
        notice: NOTICE.to_owned(),
        provider: "VNPAY".to_owned(),
        number: number.to_owned(),
        reference: voucher.to_owned(),
        by: "officer:hoa@org:mc-21028".to_owned(),
    }
}

fn refused(route: &Route, command: Command) -> Refusal {
    Route::decide(&router("2026-11-03T09:00"), Some(route), command).unwrap_err()
}

fn settles(events: &[Event]) -> usize {
    let settled = |event: &&Event| matches!(event, Event::PaymentSettled { .. });
    events.iter().filter(settled).count()
}

/// What is owed back: receipt, đồng, why.
fn owed(route: &Route) -> Vec<(String, i64, &'static str)> {
    let refunds = route.refunds.iter();
    refunds
        .map(|one| (one.receipt.to_string(), one.amount, one.ground.key()))
        .collect()
}

fn owed_one(number: &str, amount: i64, ground: &'static str) -> Vec<(String, i64, &'static str)> {
    vec![(format!("VNPAY-{number}"), amount, ground)]
}

/// Luật Quản lý thuế 38/2019/QH14 Điều 60: what was paid above what is owed goes back.
#[test]
fn a_notice_paid_twice_settles_once_and_the_second_money_is_owed_back() {
    let mut route = to_pay();
    assert_eq!(settles(&tell(&mut route, pays("1", 2_000_000))), 1);
    assert_eq!(leg(&route, "pay").status, Status::Done);
    assert!(
        tell(&mut route, pays("1", 2_000_000)).is_empty(),
        "the same money is the same act"
    );
    assert_eq!(owed(&route), []);

    let second = tell(&mut route, pays("2", 2_000_000));
    assert_eq!((second.len(), settles(&second)), (1, 0), "{second:?}");
    assert_eq!(owed(&route), owed_one("2", 2_000_000, "paid-before"));
    assert!(
        tell(&mut route, pays("2", 2_000_000)).is_empty(),
        "nor is the second owed twice"
    );
    let first = route.payment_of(NOTICE).unwrap();
    assert_eq!(
        first.receipt.to_string(),
        "VNPAY-1",
        "and the first is what paid"
    );
    // Whoever takes money at a desk and says no amount took what was paid before.
    tell(&mut route, paid(NOTICE.to_owned()));
    assert_eq!(
        owed(&route)[1],
        ("BL-0001".to_owned(), 2_000_000, "paid-before")
    );
}

#[test]
fn money_by_a_notice_whose_debt_is_noted_goes_back_and_a_debt_noted_late_brings_none() {
    let mut route = to_pay();
    let note = Command::SettlePayment {
        reference: NOTICE.to_owned(),
        receipt: receipt("", "QĐ ghi nợ 12/2026", 0),
        asked: None,
        debt_noted: true,
        while_due: false,
    };
    tell(&mut route, note.clone());
    tell(&mut route, pays("1", 2_000_000));
    assert_eq!(owed(&route), owed_one("1", 2_000_000, "debt-noted"));

    let mut route = to_pay();
    tell(&mut route, pays("1", 2_000_000));
    assert!(tell(&mut route, note).is_empty());
    assert_eq!(owed(&route), []);
}

#[test]
fn less_than_asked_settles_nothing_and_goes_back_whole() {
    let mut route = to_pay();
    assert_eq!(settles(&tell(&mut route, pays("1", 1_999_999))), 0);
    assert_eq!(leg(&route, "pay").status, Status::AwaitingPayment);
    assert_eq!(owed(&route), owed_one("1", 1_999_999, "too-little"));
    assert!(tell(&mut route, pays("1", 1_999_999)).is_empty());
    assert_eq!(
        settles(&tell(&mut route, pays("2", 2_000_000))),
        1,
        "it is still to be paid"
    );
}

#[test]
fn more_than_asked_settles_and_the_rest_goes_back() {
    let mut route = to_pay();
    assert_eq!(settles(&tell(&mut route, pays("1", 2_500_000))), 1);
    assert_eq!(owed(&route), owed_one("1", 500_000, "too-much"));
    assert!(tell(&mut route, pays("1", 2_500_000)).is_empty());
}

#[test]
fn money_for_a_dossier_that_was_withdrawn_goes_back_and_a_notice_never_issued_takes_none() {
    let mut route = to_pay();
    tell(
        &mut route,
        Command::Close {
            at: at("2026-11-03T09:00"),
        },
    );
    tell(&mut route, pays("1", 2_000_000));
    assert_eq!(owed(&route), owed_one("1", 2_000_000, "not-due"));
    let never = Command::SettlePayment {
        reference: "TB-9999".to_owned(),
        receipt: receipt("VNPAY", "3", 1),
        asked: None,
        debt_noted: false,
        while_due: false,
    };
    assert_eq!(
        refused(&route, never),
        Refusal::NothingToPay("TB-9999".to_owned())
    );
}

/// Two officers at one notice: the second takes no money on a word that was overtaken.
#[test]
fn who_takes_money_only_while_it_is_due_is_told_that_another_was_quicker_and_writes_nothing_down() {
    let while_due = |number: &str| match pays(number, 2_000_000) {
        Command::SettlePayment {
            reference,
            receipt,
            asked,
            debt_noted,
            ..
        } => Command::SettlePayment {
            reference,
            receipt,
            asked,
            debt_noted,
            while_due: true,
        },
        other => other,
    };
    let mut route = to_pay();
    let first = tell(&mut route, while_due("1"));
    assert_eq!(settles(&first), 1, "it is due: {first:?}");
    assert!(tell(&mut route, while_due("1")).is_empty(), "said twice");
    assert_eq!(
        refused(&route, while_due("2")),
        Refusal::SettledMeanwhile(NOTICE.to_owned())
    );
    assert_eq!(owed(&route), [], "nothing is owed back that nobody took");
    let mut route = to_pay();
    let at = at("2026-11-03T09:00");
    tell(&mut route, Command::Close { at });
    assert_eq!(
        refused(&route, while_due("1")),
        Refusal::NotDueNow(NOTICE.to_owned())
    );
}

#[test]
fn what_went_back_is_written_down_once_with_its_voucher() {
    let mut route = to_pay();
    tell(&mut route, pays("1", 2_000_000));
    tell(&mut route, pays("2", 2_000_000));
    assert_eq!(
        refused(&route, gives_back("1", "UNC-1")),
        Refusal::NoSuchRefund
    );
    assert_eq!(tell(&mut route, gives_back("2", "UNC-1")).len(), 1);
    let returned = route.refunds[0].returned.clone().unwrap();
    assert_eq!(returned.reference, "UNC-1");
    assert_eq!(returned.by, "officer:hoa@org:mc-21028");
    assert!(
        tell(&mut route, gives_back("2", "UNC-1")).is_empty(),
        "said twice"
    );
    let other = refused(&route, gives_back("2", "UNC-2"));
    assert_eq!(other, Refusal::RefundMade("UNC-1".to_owned()));
}

/// A route as it was stored before receipts were kept apart from the leg's reason.
#[test]
fn an_older_payment_said_again_owes_nothing() {
    let mut route = to_pay();
    tell(&mut route, pays("1", 2_000_000));
    route.payments.clear();
    assert!(tell(&mut route, pays("1", 2_000_000)).is_empty());
    tell(&mut route, pays("2", 2_000_000));
    assert_eq!(owed(&route), owed_one("2", 2_000_000, "paid-before"));
}
