//! What time alone makes happen on a route, and what its journal comes to.

mod apology;
mod warnings;

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
