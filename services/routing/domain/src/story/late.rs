//! What is heard of a route's time after its end: it happened before, and is written down.

use super::Story;
use crate::{Command, End, Event, Refusal, watch};

impl Story<'_> {
    /// A promise, or the person's time, told very late. When it changes whose the lateness was, that
    /// is said anew.
    pub(crate) fn late_word(&mut self, command: Command) -> Result<(), Refusal> {
        let route = self.route()?;
        let Some(End::Settled { at: end, .. }) = route.end else {
            return Ok(());
        };
        let (due, asked) = (route.due, route.with_citizen.is_some());
        let event = match command {
            Command::Promise {
                due: new,
                round,
                at,
            } if at <= end && due != Some(new) => Event::Promised {
                due: new,
                round,
                at,
            },
            Command::CitizenAsked { at } if at <= end && !asked => Event::CitizenAsked { at },
            Command::CitizenAnswered { due, at } if at <= end && asked => {
                Event::CitizenAnswered { due, at }
            }
            _ => return Ok(()),
        };
        let before = watch::attributed(self.router, self.route()?, end)?;
        self.happens(event);
        let after = watch::attributed(self.router, self.route()?, end)?;
        if before != after {
            after.into_iter().for_each(|event| self.happens(event));
        }
        Ok(())
    }
}
