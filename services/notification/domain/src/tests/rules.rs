//! The rules that need no state: what is owed, how it travels, what it costs, when.

use chrono::{DateTime, FixedOffset, NaiveTime, TimeDelta};
use kernel::{DossierId, Instant, LegId, Refuse as _, UnitId};
use proptest::prelude::*;

use crate::{
    Channel, Encoding, Fact, Failure, Kind, Occurrence, Outcome, QuietHours, Reach, Refusal, Retry,
    Values, mask, owed, segments,
};

fn at(text: &str) -> Instant {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn now() -> Instant {
    at("2026-11-20T09:00:00+07:00")
}

fn words(fact: Fact) -> Vec<&'static str> {
    owed(DossierId::mint(), now(), fact)
        .iter()
        .map(|o| o.key.kind.word())
        .collect()
}

#[test]
fn each_fact_owes_what_the_notification_matrix_says() {
    let now = now();
    let due = Some(now);
    let leg = LegId::mint();
    let reference = "TB-0001".to_owned();
    // NĐ 61/2018/NĐ-CP Điều 17, 19, 20, 21, 22.
    assert_eq!(words(Fact::Submitted), ["submitted"]);
    assert_eq!(words(Fact::Accepted { due: now }), ["received"]);
    assert_eq!(
        words(Fact::SupplementAsked { answer_by: due }),
        ["supplement-asked"]
    );
    let supplied = |partial| words(Fact::SupplementReceived { due, partial });
    assert_eq!(supplied(false), ["supplement-received"]);
    assert_eq!(supplied(true), ["supplement-partial"]);
    assert_eq!(words(Fact::SupplementExpired), ["supplement-expired"]);
    assert_eq!(
        words(Fact::PaymentAwaited { leg, reference }),
        ["payment-awaited"]
    );
    let settled = |debt| words(Fact::PaymentSettled { leg, debt });
    assert_eq!(settled(false), ["payment-settled"]);
    assert_eq!(settled(true), ["debt-noted"]);
    // Luật Quản lý thuế 38/2019/QH14 Điều 60: what was paid above what is owed goes back.
    let owed = |short| words(Fact::RefundOwed { short });
    assert_eq!(owed(false), ["refund-owed"]);
    assert_eq!(owed(true), ["payment-short"]);
    assert_eq!(words(Fact::RefundMade), ["refund-made"]);
    assert_eq!(words(Fact::Resumed { due: now }), ["resumed"]);
    let moved = Fact::AppointmentMoved {
        due: now,
        previous: due,
        unit: "org:vpdkdd".into(),
    };
    assert_eq!(words(moved), ["appointment-moved"]);
    let ready = |outcome| words(Fact::ResultReady(outcome));
    assert_eq!(ready(Outcome::Early), ["result-early"]);
    assert_eq!(ready(Outcome::Ready), ["result-ready"]);
    assert_eq!(ready(Outcome::NotEligible), ["not-eligible"]);
    assert_eq!(
        words(Fact::CorrectionOpened { due: now }),
        ["correction-opened"]
    );
    assert_eq!(words(Fact::LossReported), ["loss-reported"]);
    assert_eq!(words(Fact::Refused), ["refused"]);
    assert_eq!(words(Fact::Withdrawn), ["withdrawn"]);
    assert_eq!(words(Fact::Stopped), ["stopped"]);
    // QĐ 45/2016/QĐ-TTg Điều 8.4 and 9: the person is told, and the envelope carries a slip.
    let returned = |by_post| {
        let tracking = Some("EE123456785VN".to_owned());
        words(Fact::ResultReturned { by_post, tracking })
    };
    assert_eq!(returned(true), ["postal-slip", "result-posted"]);
    assert_eq!(returned(false), [""; 0]);
}

/// NĐ 61/2018/NĐ-CP Điều 20.4: of an early result the desk tells the person first.
#[test]
fn a_result_is_early_by_the_date_not_the_hour() {
    let zone = FixedOffset::east_opt(7 * 3600).unwrap();
    let due = Some(at("2026-11-25T17:00:00+07:00"));
    let of = |granted, ready, due| Outcome::of(granted, at(ready), due, zone);
    let eve = "2026-11-24T23:59:00+07:00";
    assert_eq!(of(true, eve, due), Outcome::Early);
    let day = "2026-11-25T00:00:00+07:00";
    assert_eq!(of(true, day, due), Outcome::Ready);
    assert_eq!(of(true, "2026-11-26T08:00:00+07:00", due), Outcome::Ready);
    assert_eq!(of(true, eve, None), Outcome::Ready);
    // Điều 19.8: a refusal in writing is a result too, but no good news.
    assert_eq!(of(false, eve, due), Outcome::NotEligible);
}

#[test]
fn the_same_fact_owes_the_same_notice_and_another_owes_another() {
    let dossier = DossierId::mint();
    let (first, second) = (now(), at("2026-11-23T09:00:00+07:00"));
    let key = |at, fact| owed(dossier, at, fact)[0].key;
    let asked = |at| key(at, Fact::SupplementAsked { answer_by: None });
    assert_eq!(asked(first), asked(first));
    assert_ne!(asked(first), asked(second));
    assert_eq!(asked(first).occurrence, Occurrence::At(first));
    // A promise moved is no second reception.
    assert_eq!(
        key(first, Fact::Accepted { due: first }),
        key(second, Fact::Accepted { due: second })
    );
    // A corrected result is sent anew (NĐ 61/2018/NĐ-CP Điều 21).
    let posted = |at| {
        let (by_post, tracking) = (true, None);
        key(at, Fact::ResultReturned { by_post, tracking })
    };
    assert_ne!(posted(first), posted(second));
}

#[test]
fn what_only_the_fact_knows_travels_with_the_notice() {
    let (due, previous) = (at("2026-11-30T17:00:00+07:00"), now());
    let values = |fact| owed(DossierId::mint(), now(), fact)[0].values.clone();
    assert_eq!(values(Fact::Accepted { due }).due, Some(due));
    let answer_by = Some(due);
    assert_eq!(values(Fact::SupplementAsked { answer_by }).due, answer_by);
    let number = |fact| values(fact).reference.unwrap();
    let leg = LegId::mint();
    let reference = "TB-0001".to_owned();
    assert_eq!(number(Fact::PaymentAwaited { leg, reference }), "TB-0001");
    let (by_post, tracking) = (true, Some("EE123456785VN".to_owned()));
    assert_eq!(
        number(Fact::ResultReturned { by_post, tracking }),
        "EE123456785VN"
    );
    let unit = UnitId::new("org:vpdkdd");
    let moved = Values {
        due: Some(due),
        previous_due: Some(previous),
        reference: None,
        unit: Some(unit.clone()),
    };
    let previous = Some(previous);
    assert_eq!(
        values(Fact::AppointmentMoved {
            due,
            previous,
            unit
        }),
        moved
    );
}

#[test]
fn the_wished_way_comes_first_and_what_refuses_is_passed_by() {
    use Channel::{Email, Post, Sms};
    let reach = |phone, email, address| Reach {
        phone,
        email,
        address,
    };
    let all = reach(true, true, true);
    let (none, slip, digits): (&[Channel], _, _) = (&[], Some(Post), Some(Sms));
    for (reach, wished, only, refused, channel) in [
        (all, none, None, none, Some(Sms)),
        (all, none, None, &[Sms][..], Some(Email)),
        (all, none, None, &[Sms, Email], Some(Post)),
        (all, &[Email], None, none, Some(Email)),
        (all, &[Email], None, &[Email], Some(Sms)),
        (all, &[Post, Email], None, none, Some(Post)),
        (reach(true, false, false), &[Email], None, none, Some(Sms)),
        (reach(true, false, false), none, None, &[Sms], None),
        (reach(false, false, true), none, None, none, Some(Post)),
        (all, &[Sms], slip, none, Some(Post)),
        (reach(true, true, false), none, slip, none, None),
        // Digits prove who has the phone: no other way will do, whatever was wished.
        (all, &[Email], digits, none, Some(Sms)),
        (all, &[Email], digits, &[Sms], None),
        (reach(false, true, true), none, digits, none, None),
        (reach(false, false, false), none, None, none, None),
    ] {
        let found = reach.channel(wished, only, refused);
        assert_eq!(found, channel, "{reach:?} {wished:?} {only:?} {refused:?}");
    }
}

#[test]
fn a_masked_phone_shows_three_digits() {
    assert_eq!(mask("0912345678"), "*******678");
    assert_eq!(mask("678"), "***");
    assert_eq!(mask(""), "");
    assert_eq!(mask("Xã Bình Sơn"), "********Sơn");
}

#[test]
fn segments_are_counted_as_the_network_cuts_them() {
    use Encoding::{Gsm7, Ucs2};
    let long = |text: &str, times: usize| text.repeat(times);
    for (text, encoding, count) in [
        (String::new(), Gsm7, 1),
        (long("a", 160), Gsm7, 1),
        (long("a", 161), Gsm7, 2),
        (long("a", 306), Gsm7, 2),
        (long("a", 307), Gsm7, 3),
        (long("à", 160), Gsm7, 1),
        // The euro sign takes two places, and is not cut in two at a seam.
        (long("€", 80), Gsm7, 1),
        (long("€", 81), Gsm7, 2),
        (format!("{}€{}", long("a", 152), long("a", 152)), Gsm7, 3),
        (long("ơ", 70), Ucs2, 1),
        (long("ơ", 71), Ucs2, 2),
        (long("ơ", 134), Ucs2, 2),
        (long("ơ", 135), Ucs2, 3),
        (long("😀", 35), Ucs2, 1),
        (long("😀", 36), Ucs2, 2),
        (long("😀", 67), Ucs2, 3),
        ("Hồ sơ đã có kết quả".into(), Ucs2, 1),
        ("Ho so da co ket qua".into(), Gsm7, 1),
    ] {
        let got = segments(&text);
        assert_eq!((got.encoding, got.count), (encoding, count), "{text}");
    }
}

proptest! {
    #[test]
    fn a_longer_text_never_costs_less(text in "[a-z€ơ😀]{0,200}", more in "[a-z€]{0,50}") {
        let longer = format!("{text}{more}");
        prop_assert!(segments(&text).count <= segments(&longer).count);
    }

    #[test]
    fn pauses_grow_up_to_the_longest_and_end(attempts in 0u32..100) {
        let now = at("2026-11-20T09:00:00+07:00");
        let retry = Retry {
            first: TimeDelta::minutes(1), longest: TimeDelta::hours(4), attempts: 12,
        };
        match retry.next(attempts, now) {
            None => prop_assert!(attempts >= 12),
            Some(next) => {
                prop_assert!(attempts < 12);
                prop_assert!(next - now >= retry.first && next - now <= retry.longest);
                if let Some(later) = retry.next(attempts + 1, now) {
                    prop_assert!(later >= next);
                }
            }
        }
    }

    #[test]
    fn quiet_hours_release_at_their_end_and_only_then(minute in 0i64..2 * 24 * 60) {
        let quiet = night();
        let now = at("2026-11-20T00:00:00+07:00") + TimeDelta::minutes(minute);
        let released = quiet.release(now);
        prop_assert!(released >= now && released - now <= TimeDelta::hours(10));
        prop_assert_eq!(quiet.release(released), released);
        prop_assert!(released == now || released.with_timezone(&quiet.zone).time() == quiet.to);
    }
}

fn night() -> QuietHours {
    QuietHours {
        from: NaiveTime::from_hms_opt(21, 0, 0).unwrap(),
        to: NaiveTime::from_hms_opt(7, 0, 0).unwrap(),
        zone: FixedOffset::east_opt(7 * 3600).unwrap(),
    }
}

#[test]
fn no_phone_rings_at_night() {
    for (now, released) in [
        ("2026-11-20T20:59:59+07:00", "2026-11-20T20:59:59+07:00"),
        ("2026-11-20T21:00:00+07:00", "2026-11-21T07:00:00+07:00"),
        ("2026-11-21T06:59:59+07:00", "2026-11-21T07:00:00+07:00"),
        ("2026-11-21T07:00:00+07:00", "2026-11-21T07:00:00+07:00"),
    ] {
        assert_eq!(night().release(at(now)), at(released), "{now}");
    }
    let never = QuietHours {
        to: night().from,
        ..night()
    };
    assert_eq!(
        never.release(at("2026-11-20T21:00:00+07:00")),
        at("2026-11-20T21:00:00+07:00")
    );
}

#[test]
fn every_word_is_read_back_and_every_no_has_a_sentence() {
    for kind in Kind::ALL {
        assert_eq!(kind.word().parse(), Ok(kind));
    }
    assert!("parking-fine".parse::<Kind>().is_err());
    let now = at("2026-11-20T09:00:00.123456+07:00");
    for occurrence in [
        Occurrence::Once,
        Occurrence::At(now),
        Occurrence::Leg(LegId::mint()),
    ] {
        assert_eq!(occurrence.to_string().parse(), Ok(occurrence));
    }
    assert!("leg seven".parse::<Occurrence>().is_err());
    for channel in [Channel::Sms, Channel::Post] {
        assert_eq!(channel.word().parse(), Ok(channel));
    }
    for why in Failure::ALL {
        assert_eq!(Failure::of_word(why.word()), Some(why));
        assert!(why.sentence().ends_with('.'));
    }
    let refusals = [
        Refusal::Unknown,
        Refusal::TooEarly(now),
        Refusal::InHand,
        Refusal::Closed,
        Refusal::NeverSent,
    ];
    for refusal in refusals {
        assert!(refusal.sentence().ends_with('.') && refusal.reason().contains("notice"));
        assert_eq!(refusal.is_absence(), refusal == Refusal::Unknown);
    }
}

#[test]
fn a_date_that_has_passed_is_not_promised_again() {
    // NĐ 61/2018/NĐ-CP Điều 19.9: what is owed for it is an apology with a new date.
    let told = |due| {
        owed(DossierId::mint(), now(), Fact::Resumed { due })[0]
            .values
            .due
    };
    let (past, later) = (now() - TimeDelta::days(1), now() + TimeDelta::days(1));
    assert_eq!(told(past), None);
    assert_eq!(told(later), Some(later));
}
