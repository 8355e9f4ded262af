//! What an agency is told of the time of a leg it has: that the clock stands still while the time
//! is the person's, and that opinions are awaited.

use kernel::Instant;

use super::Story;
use crate::{Event, Kind, Leg, Refusal, Status};

impl Story<'_> {
    /// Tells every agency that has a leg of the dossier in hand how its time stands.
    pub(crate) fn tell_the_time(&mut self, at: Instant) -> Result<(), Refusal> {
        let in_hand = |leg: &Leg| {
            matches!(leg.status, Status::Offered | Status::Held)
                && matches!(leg.kind, Kind::Work | Kind::Opinion)
                && !leg.automatic
        };
        for n in self.legs(in_hand)? {
            self.tell_its_time(n, at)?;
        }
        Ok(())
    }

    /// Tells who asked for the opinion that leg `n` is, should it be one, how many are still awaited.
    pub(super) fn tell_who_asked(&mut self, n: usize, at: Instant) -> Result<(), Refusal> {
        let opinion = self.leg(n)?.opinion.as_ref();
        match opinion.map(|opinion| opinion.of) {
            Some(of) if self.leg(of)?.status == Status::Held => self.tell_its_time(of, at),
            _ => Ok(()),
        }
    }

    fn tell_its_time(&mut self, n: usize, at: Instant) -> Result<(), Refusal> {
        let route = self.route()?;
        let awaited = |leg: &&Leg| {
            let open = matches!(leg.status, Status::Waiting | Status::Offered | Status::Held);
            open && leg.opinion.as_ref().is_some_and(|opinion| opinion.of == n)
        };
        let opinions = route.legs.iter().filter(awaited).count() as u32;
        let paused = route.with_citizen.is_some();
        // Beyond the calendar it stays as it was told.
        let due = route.leg_due(n, self.router).unwrap_or(route.legs[n].due);
        self.happens(Event::Timed {
            leg: n,
            paused,
            due,
            opinions,
            at,
        });
        Ok(())
    }
}
