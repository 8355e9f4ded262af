//! What time alone makes happen on a route, and what its journal comes to.

use expect_test::{Expect, expect};

use super::*;

/// A route through simulated time: the clock goes on, watching as it goes.
struct Course {
    route: Route,
    events: Vec<Event>,
}

impl Course {
    /// A land transfer, received on Monday 2 November 2026 at nine and promised for the evening of
    /// the 6th: the first phase has four days, 3.5 of them for the examination.
    fn of_land() -> Self {
        Self::promised("1.013831", "2026-11-06T17:00")
    }

    fn promised(procedure: &str, due: &str) -> Self {
        let mut course = Self {
            route: planned(procedure),
            events: Vec::new(),
        };
        course.tell(
            "2026-11-02T09:00",
            Command::Promise {
                due: at(due),
                round: None,
                at: at("2026-11-02T09:00"),
            },
        );
        course.events.clear();
        course
    }

    fn tell(&mut self, now: &str, command: Command) -> Vec<Event> {
        self.try_tell(now, command).unwrap()
    }

    fn try_tell(&mut self, now: &str, command: Command) -> Result<Vec<Event>, Refusal> {
        let events = Route::decide(&router(now), Some(&self.route), command)?;
        let route = Some(self.route.clone());
        self.route = events.iter().fold(route, Route::evolve).unwrap();
        self.events.extend(events.clone());
        Ok(events)
    }

    /// Watches at every moment at which there is something to say, until `now`.
    fn watch(&mut self, now: &str) -> Vec<String> {
        let end = at(now);
        let mut said = Vec::new();
        while let Some(look) = self.route.next_look(&router(now)).unwrap()
            && look <= end
        {
            let moment = Router {
                now: look.max(self.route.accepted_at),
                catalogue: catalogue(),
            };
            let events = Route::decide(&moment, Some(&self.route), Command::Watch).unwrap();
            assert!(!events.is_empty(), "nothing to say at {look}");
            let route = Some(self.route.clone());
            self.route = events.iter().fold(route, Route::evolve).unwrap();
            said.extend(events.iter().map(|event| self.line(event)));
            self.events.extend(events);
        }
        said
    }

    fn line(&self, event: &Event) -> String {
        let when = |at: &Instant| {
            let calendar = catalogue();
            calendar
                .calendar()
                .civil(*at)
                .format("%d %H:%M")
                .to_string()
        };
        let key = |leg: &usize| self.route.legs[*leg].key.clone();
        let of = |leg: &Option<usize>| leg.as_ref().map_or("desk".to_owned(), key);
        match event {
            Event::LegDueSoon { leg, at, .. } => format!("{} {} due soon", when(at), key(leg)),
            Event::LegOverdue { leg, at, .. } => format!("{} {} overdue", when(at), key(leg)),
            Event::OpinionLate { leg, at, .. } => format!("{} {} late", when(at), key(leg)),
            Event::OfferExpired { leg, at, .. } => format!("{} {} expired", when(at), key(leg)),
            Event::Recalled { leg, at, .. } => format!("{} {} recalled", when(at), key(leg)),
            Event::DossierDueSoon { unit, at, .. } => format!("{} due soon at {unit}", when(at)),
            Event::DossierOverdue { unit, at, .. } => format!("{} overdue at {unit}", when(at)),
            Event::ApologyOwed(duty) => format!(
                "{} apology owed by {} at {} for {} until {}: {}",
                when(&duty.raised_at),
                duty.unit,
                duty.host,
                of(&duty.leg),
                when(&duty.state_by),
                duty.ground.key()
            ),
            Event::ApologyMissed { unit, at, .. } => format!("{} missed by {unit}", when(at)),
            other => format!("{other:?}"),
        }
    }

    fn accept(&mut self, key: &str, now: &str) {
        let leg = leg(&self.route, key);
        let command = Command::Accept {
            leg: leg.id,
            attempt: leg.attempt,
            at: at(now),
        };
        self.tell(now, command);
    }

    fn complete(&mut self, key: &str, now: &str) {
        let leg = leg(&self.route, key);
        let command = Command::Complete {
            leg: leg.id,
            attempt: leg.attempt,
            granted: true,
            document: format!("số-{key}"),
            payment_due: key == "tax-assessment",
            at: at(now),
        };
        self.tell(now, command);
    }

    fn apologise(&mut self, key: &str, new_due: &str, now: &str) -> Result<Vec<Event>, Refusal> {
        let leg = leg(&self.route, key);
        let command = Command::Apologise {
            leg: leg.id,
            attempt: leg.attempt,
            new_due: at(new_due),
            reason: "chờ xác minh ranh giới".to_owned(),
            signer: "officer:truong".to_owned(),
            at: at(now),
        };
        self.try_tell(now, command)
    }

    fn statuses(&self) -> Vec<DutyStatus> {
        self.route.duties.iter().map(|duty| duty.status).collect()
    }
}

fn check(said: &[String], expected: &Expect) {
    expected.assert_eq(&(said.join("\n") + "\n"));
}

#[test]
fn each_warning_is_given_once_and_the_apology_is_owed_a_day_before() {
    // NĐ 61/2018/NĐ-CP Điều 19.9: at the latest one day before the date.
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    check(
        &course.watch("2026-11-13T17:00"),
        &expect![[r#"
            04 15:00 examine due soon
            05 15:00 examine overdue
            05 17:00 due soon at org:vpdkdd
            05 17:00 apology owed by org:vpdkdd at land-records for examine until 06 17:00: last-day
            06 17:00 overdue at org:vpdkdd
            06 17:00 missed by org:vpdkdd
        "#]],
    );
    assert_eq!(course.watch("2026-11-20T17:00"), [""; 0]);
    assert_eq!(course.statuses(), [DutyStatus::Missed]);
}

#[test]
fn after_days_without_watching_all_is_said_once_in_order() {
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    let events = course.tell("2026-11-12T08:00", Command::Watch);
    let said: Vec<String> = events.iter().map(|event| course.line(event)).collect();
    check(
        &said,
        &expect![[r#"
            12 08:00 examine due soon
            12 08:00 examine overdue
            12 08:00 due soon at org:vpdkdd
            12 08:00 apology owed by org:vpdkdd at land-records for examine until 06 17:00: last-day
            12 08:00 overdue at org:vpdkdd
            12 08:00 missed by org:vpdkdd
        "#]],
    );
    assert_eq!(course.tell("2026-11-12T08:01", Command::Watch), []);
}

#[test]
fn an_apology_signed_in_time_is_given_and_the_new_date_warned_of_anew() {
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    course.watch("2026-11-06T09:00");
    course
        .apologise("examine", "2026-11-10T17:00", "2026-11-06T09:00")
        .unwrap();
    assert_eq!(course.statuses(), [DutyStatus::Given]);
    course.tell(
        "2026-11-06T09:01",
        Command::Promise {
            due: at("2026-11-10T17:00"),
            round: Some(1),
            at: at("2026-11-06T09:01"),
        },
    );
    check(
        &course.watch("2026-11-13T17:00"),
        &expect![[r#"
            09 17:00 due soon at org:vpdkdd
            09 17:00 apology owed by org:vpdkdd at land-records for examine until 10 17:00: last-day
            10 17:00 overdue at org:vpdkdd
            10 17:00 missed by org:vpdkdd
        "#]],
    );
    // NĐ 61/2018/NĐ-CP Điều 19.9: not more than once.
    let duty = course.route.duties.last().unwrap();
    assert!(!duty.may_move);
}

#[test]
fn a_second_apology_moves_nothing() {
    // NĐ 61/2018/NĐ-CP Điều 19.9: not more than once.
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    course.tell(
        "2026-11-03T09:00",
        Command::Promise {
            due: at("2026-11-10T17:00"),
            round: Some(1),
            at: at("2026-11-03T09:00"),
        },
    );
    let again = course.apologise("examine", "2026-11-12T17:00", "2026-11-10T08:00");
    assert_eq!(again, Err(NoApology::NoMore(1).into()));
}

#[test]
fn the_new_date_lies_after_the_old_on_a_working_day_the_calendar_knows() {
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    let mut with = |new_due| course.apologise("examine", new_due, "2026-11-05T09:00");
    assert_eq!(with("2026-11-06T17:00"), Err(NoApology::NotLater.into()));
    // Sunday.
    assert_eq!(with("2026-11-08T17:00"), Err(NoApology::RestDay.into()));
    assert!(matches!(with("2041-01-03T17:00"), Err(Refusal::Clock(_))));
}

#[test]
fn an_apology_after_the_date_is_written_down_and_the_breach_stands() {
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    let events = course
        .apologise("examine", "2026-11-10T17:00", "2026-11-09T08:00")
        .unwrap();
    assert!(matches!(
        events.as_slice(),
        [
            ..,
            Event::ApologyMissed { .. },
            Event::Apologised { late: true, .. }
        ]
    ));
    assert_eq!(course.statuses(), [DutyStatus::Missed]);
}

#[test]
fn an_apology_signed_in_time_and_heard_late_counts() {
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    course.watch("2026-11-09T08:00");
    assert_eq!(course.statuses(), [DutyStatus::Missed]);
    let leg = leg(&course.route, "examine");
    let signed = Command::Apologise {
        leg: leg.id,
        attempt: leg.attempt,
        new_due: at("2026-11-10T17:00"),
        reason: "chờ xác minh".to_owned(),
        signer: "officer:truong".to_owned(),
        at: at("2026-11-06T10:00"),
    };
    let events = course.tell("2026-11-09T08:01", signed.clone());
    assert!(matches!(
        events.as_slice(),
        [Event::Apologised { late: false, .. }]
    ));
    assert_eq!(course.statuses(), [DutyStatus::Given]);
    assert_eq!(course.tell("2026-11-09T08:02", signed), []);
}

#[test]
fn while_the_person_is_asked_there_is_no_duty() {
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    let asked = at("2026-11-04T09:00");
    course.tell("2026-11-04T09:00", Command::CitizenAsked { at: asked });
    assert_eq!(course.watch("2026-11-20T17:00"), [""; 0]);
    course.tell(
        "2026-11-20T17:00",
        Command::CitizenAnswered {
            due: Some(at("2026-11-27T17:00")),
            at: at("2026-11-20T17:00"),
        },
    );
    // The leg has as much time left as it had when the person was asked.
    check(
        &course.watch("2026-11-27T16:00"),
        &expect![[r#"
            23 11:00 examine due soon
            25 11:00 examine overdue
            26 17:00 due soon at org:vpdkdd
            26 17:00 apology owed by org:vpdkdd at land-records for examine until 27 17:00: last-day
        "#]],
    );
}

#[test]
fn while_nobody_took_it_over_the_desk_itself_is_in_charge() {
    let mut course = Course::of_land();
    check(
        &course.watch("2026-11-05T17:00"),
        &expect![[r#"
            03 17:00 examine expired
            03 17:00 examine recalled
            04 15:00 examine due soon
            05 15:00 examine overdue
            05 17:00 due soon at org:mc-21028
            05 17:00 apology owed by org:mc-21028 at intake for desk until 06 17:00: last-day
        "#]],
    );
    // The desk moves the appointment itself.
    course.tell(
        "2026-11-06T08:00",
        Command::Promise {
            due: at("2026-11-09T17:00"),
            round: Some(1),
            at: at("2026-11-06T08:00"),
        },
    );
    assert_eq!(course.statuses(), [DutyStatus::Given]);
}

#[test]
fn the_duty_passes_on_with_the_dossier() {
    let mut course = Course::promised("1.001776", "2026-11-06T17:00");
    course.accept("verify", "2026-11-02T09:30");
    course.watch("2026-11-05T17:00");
    course.complete("verify", "2026-11-06T08:00");
    assert_eq!(course.route.duties.len(), 1);
    course.accept("decide-allowance", "2026-11-06T08:30");
    let said = course.watch("2026-11-06T17:00");
    let owed: Vec<_> = said
        .iter()
        .filter(|line| line.contains("apology"))
        .collect();
    assert_eq!(owed.len(), 1, "{said:#?}");
    assert!(owed[0].contains("org:ubnd-21028"), "{said:#?}");
    assert_eq!(course.route.duties.len(), 1);
}

#[test]
fn a_dossier_that_ends_in_time_owes_nothing() {
    let mut course = Course::promised("1.001776", "2026-11-06T17:00");
    course.accept("verify", "2026-11-02T09:30");
    course.watch("2026-11-05T17:00");
    course.complete("verify", "2026-11-06T08:00");
    course.accept("decide-allowance", "2026-11-06T08:30");
    course.complete("decide-allowance", "2026-11-06T10:00");
    assert!(
        course
            .statuses()
            .iter()
            .all(|status| *status == DutyStatus::Lapsed)
    );
    assert_eq!(
        course.route.next_look(&router("2026-11-09T08:00")),
        Ok(None)
    );
}

#[test]
fn between_two_phases_there_is_no_date_to_keep() {
    let mut course = Course::of_land();
    course.accept("examine", "2026-11-02T09:30");
    course.complete("examine", "2026-11-05T09:00");
    course.accept("tax-assessment", "2026-11-05T09:30");
    let said = course.watch("2026-11-27T17:00");
    let of_the_leg = |line: &String| line.contains("tax-assessment");
    assert!(said.iter().all(of_the_leg), "{said:#?}");
}
