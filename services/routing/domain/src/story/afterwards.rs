//! What may still happen once the result lies at the desk.

use kernel::{Instant, LegId};

use super::Story;
use crate::{End, Event, Kind, Leg, Refusal, Status};

impl Story<'_> {
    /// The leg that produced the result, or the one named, is worked on again to put an agency's
    /// error right (NĐ 61/2018/NĐ-CP Điều 21).
    pub(crate) fn correct(
        &mut self,
        leg: Option<LegId>,
        id: LegId,
        due: Option<Instant>,
        at: Instant,
    ) -> Result<(), Refusal> {
        let route = self.route()?;
        if !matches!(route.end, Some(End::Settled { .. })) {
            return Err(Refusal::Over);
        }
        let wrong = match leg {
            Some(leg) => &route.legs[self.position(leg)?],
            None => {
                let done = |leg: &&Leg| leg.kind == Kind::Work && leg.status == Status::Done;
                let done = route.legs.iter().filter(done);
                done.max_by_key(|leg| leg.done_at)
                    .ok_or(Refusal::UnknownLeg)?
            }
        };
        let before = route
            .legs
            .iter()
            .filter(|leg| leg.key.starts_with("correct"));
        let correcting = Leg {
            id,
            key: format!("correct-{}", before.count() + 1),
            title: format!("Sửa sai sót: {}", wrong.title),
            // Its agency corrects; it does not do the work over.
            task: "correct".to_owned(),
            kind: Kind::Work,
            automatic: false,
            after: Vec::new(),
            norm: None,
            due,
            ..wrong.afresh()
        };
        self.happens(Event::Reopened {
            leg: Box::new(correcting),
            at,
        });
        if let Some(due) = due {
            self.happens(Event::Promised {
                due,
                round: None,
                at,
            });
        }
        self.go_on(at)
    }
}
