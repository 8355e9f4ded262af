//! Who holds a dossier, whatever is said and however often.

use kernel::Refuse as _;
use proptest::prelude::*;

use super::*;

/// Until the receiving side has said that it holds the dossier, whoever gives holds it.
#[test]
fn an_offer_moves_nothing_and_a_receipt_moves_custody() {
    let mut route = planned("1.001776");
    let holder = |route: &Route| route.holdings()[0].holder.clone();
    assert_eq!(holder(&route), Holder::Unit(UnitId::new("org:mc-21028")));
    let first = leg(&route, "verify").clone();
    tell(&mut route, accepted(&first));
    assert_eq!(holder(&route), Holder::Unit(first.unit.clone()));
    tell(&mut route, completed(&first, true));
    assert_eq!(
        holder(&route),
        Holder::Unit(first.unit),
        "the next has not taken it yet"
    );
}

#[test]
fn a_denial_ends_the_route_and_takes_open_offers_back() {
    let mut route = planned("2.000986");
    let birth = route.legs[0].clone();
    tell(&mut route, completed(&birth, true));
    let one = route.legs.iter().find(|leg| leg.is_open()).unwrap().clone();
    let events = tell(&mut route, completed(&one, false));
    assert!(
        events
            .iter()
            .any(|event| matches!(event, Event::Recalled { .. })),
        "{events:?}"
    );
    assert!(matches!(
        route.end,
        Some(End::Settled { granted: false, .. })
    ));
}

#[test]
fn nothing_to_pay_means_no_wait() {
    let mut route = planned("1.013831");
    let examine = leg(&route, "examine").clone();
    tell(&mut route, completed(&examine, true));
    let tax = leg(&route, "tax-assessment").clone();
    let exempt = Command::Complete {
        leg: tax.id,
        attempt: tax.attempt,
        granted: true,
        document: "miễn".to_owned(),
        payment_due: false,
        at: at("2026-11-03T09:00"),
    };
    tell(&mut route, exempt);
    assert_eq!(leg(&route, "pay").status, Status::Skipped);
    assert_eq!(leg(&route, "tax-confirmation").status, Status::Offered);
}

#[test]
fn a_declined_leg_waits_for_a_decision_and_is_offered_anew() {
    let mut route = planned("1.001776");
    let verify = leg(&route, "verify").clone();
    let no = Command::Refuse {
        leg: verify.id,
        attempt: 1,
        reason: "wrong-papers".to_owned(),
        at: at("2026-11-03T09:00"),
    };
    tell(&mut route, no);
    assert_eq!(leg(&route, "verify").status, Status::Refused);
    assert_eq!(route.holdings().len(), 1, "somebody holds it all the same");
    tell(&mut route, recalled(verify.id));
    assert_eq!(leg(&route, "verify").attempt, 2);
    let why = leg(&route, "verify").reason.as_deref();
    assert_eq!(why, Some("chuyển lại"), "whoever decided so said why");
    // What the agency says of the first offer no longer counts.
    let events = tell(&mut route, accepted(&verify));
    assert_eq!(events, []);
}

#[test]
fn a_dossier_given_back_goes_to_whoever_had_it_before() {
    let mut route = planned("1.001776");
    let verify = leg(&route, "verify").clone();
    tell(&mut route, completed(&verify, true));
    let decide = route.legs.iter().find(|leg| leg.is_open()).unwrap().clone();
    tell(&mut route, accepted(&decide));
    tell(&mut route, given_back(&decide));
    assert_eq!(leg(&route, "verify").status, Status::Offered);
    assert_eq!(leg(&route, "verify").attempt, 2);
    let again = leg(&route, "verify").clone();
    tell(&mut route, completed(&again, true));
    assert_eq!(
        leg(&route, &decide.key).attempt,
        2,
        "and then its turn comes again"
    );
}

fn given_back(leg: &Leg) -> Command {
    Command::GiveBack {
        leg: leg.id,
        attempt: leg.attempt,
        reason: "thiếu biên bản niêm yết".to_owned(),
        at: at("2026-11-03T09:00"),
    }
}

/// A wrong slip (phiếu chuyển thông tin sai): the tax office gives back, the registry writes a new
/// one, the tax office a new notice, and the person pays by that.
#[test]
fn a_dossier_given_back_after_a_payment_asks_payment_again_by_the_new_notice_alone() {
    let mut route = planned("1.013831");
    for key in ["examine", "tax-assessment"] {
        let done = leg(&route, key).clone();
        tell(&mut route, completed(&done, true));
    }
    let reference = leg(&route, "pay").document.clone().unwrap();
    tell(&mut route, paid(reference.clone()));
    let receipt = leg(&route, "pay").reason.as_deref();
    assert_eq!(receipt, Some("BL-0001"), "what proves the payment is kept");
    let confirm = leg(&route, "tax-confirmation").clone();
    tell(&mut route, accepted(&confirm));
    tell(&mut route, given_back(&confirm));
    let assess = leg(&route, "tax-assessment").clone();
    assert_eq!((assess.status, assess.attempt), (Status::Offered, 2));
    assert_eq!(leg(&route, "pay").status, Status::Waiting);
    // The tax office finds that the slip itself is wrong.
    tell(&mut route, accepted(&assess));
    tell(&mut route, given_back(&assess));
    let examine = leg(&route, "examine").clone();
    assert_eq!((examine.status, examine.attempt), (Status::Offered, 2));
    tell(&mut route, completed(&examine, true));
    let assess = leg(&route, "tax-assessment").clone();
    let Command::Complete {
        leg: id,
        attempt,
        at,
        ..
    } = completed(&assess, true)
    else {
        unreachable!()
    };
    let by = |document: &str| Command::Complete {
        leg: id,
        attempt,
        granted: true,
        document: document.to_owned(),
        payment_due: true,
        at,
    };
    // The notice that was paid is not paid twice.
    let mut same = route.clone();
    tell(&mut same, by(&reference));
    assert_eq!(leg(&same, "pay").status, Status::Skipped);
    assert_eq!(leg(&same, "tax-confirmation").status, Status::Offered);

    tell(&mut route, by("TB-0002"));
    assert_eq!(leg(&route, "pay").status, Status::AwaitingPayment);
    assert_eq!(leg(&route, "pay").document.as_deref(), Some("TB-0002"));
    assert_eq!(
        tell(&mut route, paid(reference)),
        [],
        "that one was paid before"
    );
    tell(&mut route, paid("TB-0002".to_owned()));
    assert_eq!(leg(&route, "tax-confirmation").status, Status::Offered);
}

#[test]
fn two_branches_that_give_back_are_one_offer_to_whoever_had_it_before() {
    let mut route = planned("2.000986");
    let birth = leg(&route, "birth").clone();
    tell(&mut route, completed(&birth, true));
    for key in ["residence", "health-card"] {
        let taken = leg(&route, key).clone();
        tell(&mut route, accepted(&taken));
        tell(&mut route, given_back(&taken));
    }
    let again = leg(&route, "birth").clone();
    assert_eq!((again.attempt, again.status), (2, Status::Offered));
    tell(&mut route, completed(&again, true));
    let attempts = ["residence", "health-card"].map(|key| leg(&route, key).attempt);
    assert_eq!(attempts, [2, 2]);
}

#[test]
fn a_withdrawn_dossier_leaves_no_offer_behind_and_nothing_revives_it() {
    let mut route = planned("1.001776");
    let verify = leg(&route, "verify").clone();
    let events = tell(
        &mut route,
        Command::Close {
            at: at("2026-11-03T10:00"),
        },
    );
    assert!(matches!(events[0], Event::Recalled { .. }));
    assert_eq!(route.holdings(), []);
    assert_eq!(tell(&mut route, completed(&verify, true)), []);
    let nothing = paid("x".to_owned());
    let refused = Route::decide(&router("2026-11-03T09:00"), Some(&route), nothing).unwrap_err();
    assert_eq!(refused.reason(), "nothing-to-pay");
}

fn anything(route: &Route, kind: u8, n: usize, stale: bool) -> Command {
    let leg = &route.legs[n % route.legs.len()];
    let attempt = if stale {
        leg.attempt.wrapping_sub(1)
    } else {
        leg.attempt
    };
    let leg_id = leg.id;
    let at = at("2026-11-03T09:00");
    let reason = "lý do".to_owned();
    match kind {
        0 => Command::Accept {
            leg: leg_id,
            attempt,
            at,
        },
        1..=3 => Command::Complete {
            leg: leg_id,
            attempt,
            granted: true,
            document: leg.key.clone(),
            payment_due: kind == 1,
            at,
        },
        4 => Command::Refuse {
            leg: leg_id,
            attempt,
            reason,
            at,
        },
        5 => Command::GiveBack {
            leg: leg_id,
            attempt,
            reason,
            at,
        },
        6 => recalled(leg_id),
        7 => paid(leg.document.clone().unwrap_or_default()),
        8 => Command::LetGo { leg: leg_id, at },
        _ => Command::Close { at },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    /// Whatever is said, in whatever order and however often: an open route is held by exactly
    /// one on each open branch, a leg is done once, and the history leads to the same route.
    #[test]
    fn an_open_route_always_has_its_holders(
        which in 0usize..6,
        said in proptest::collection::vec((0u8..10, 0usize..16, any::<bool>()), 0..60),
    ) {
        let codes = ["1.013831", "1.001776", "1.012786", "1.011441", "1.010824", "2.000986"];
        let mut route = planned(codes[which]);
        let first = route.clone();
        let mut history = Vec::new();
        for (kind, n, stale) in said {
            let command = anything(&route, kind, n, stale);
            let twice = command.clone();
            if let Ok(events) = Route::decide(&router("2026-11-03T09:00"), Some(&route), command) {
                route = events.iter().fold(Some(route), Route::evolve).unwrap();
                history.extend(events);
            }
            let says_so = matches!(twice, Command::Accept { .. } | Command::Complete { .. } | Command::Close { .. });
            if says_so && let Ok(events) = Route::decide(&router("2026-11-03T09:00"), Some(&route), twice) {
                prop_assert_eq!(events, vec![], "told twice, it changes nothing");
            }
            let open = route.legs.iter().filter(|leg| leg.is_open()).count();
            match route.end {
                None => {
                    prop_assert!(open > 0, "an open route waits for somebody");
                    prop_assert_eq!(route.holdings().len(), open);
                }
                Some(End::Settled { .. }) => prop_assert_eq!(route.holdings().len(), 1),
                Some(End::Closed { .. }) => prop_assert_eq!(route.holdings().len(), 0),
            }
        }
        let replayed = history.iter().fold(Some(first), Route::evolve).unwrap();
        prop_assert_eq!(replayed, route);
        let ends = history.iter().filter(|e| matches!(e, Event::Settled { .. } | Event::Closed { .. }));
        prop_assert!(ends.count() <= 1);
    }
}
