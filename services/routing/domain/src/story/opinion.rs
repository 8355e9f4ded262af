//! Opinions (lấy ý kiến, NĐ 61/2018/NĐ-CP Điều 19.5): asked by whoever holds the dossier, answered
//! by their own date, while the dossier stays where it is.

use catalogue::{Catalogue, Unit, UnitRule};
use kernel::{Instant, LegId, UnitId};

use super::Story;
use crate::{CloseGround, Event, Kind, Leg, Opinion, Refusal, Status};

impl Story<'_> {
    pub(crate) fn ask_opinion(
        &mut self,
        leg: LegId,
        opinion: LegId,
        (by, unit): (UnitId, UnitId),
        question: String,
        answer_by: Instant,
    ) -> Result<(), Refusal> {
        let now = self.router.now;
        let of = self.position(leg)?;
        if self.is_asked_already(of, opinion, &unit, &question)? {
            return Ok(());
        }
        let asking = self.leg(of)?;
        if asking.status != Status::Held || asking.kind != Kind::Work || asking.unit != by {
            return Err(Refusal::NotTheHolder);
        }
        if unit == by {
            return Err(Refusal::AsksItself);
        }
        if answer_by <= now {
            return Err(Refusal::DeadlinePast);
        }
        let catalogue = &self.router.catalogue;
        let on = catalogue.calendar().civil(now).date();
        let asked = catalogue.unit(&unit).filter(|unit| unit.in_force(on));
        let asked = asked
            .filter(|unit| is_agency(unit))
            .ok_or_else(|| Refusal::NotAnAgency(unit.to_string()))?;
        let nth = self.legs(|leg| leg.kind == Kind::Opinion)?.len() + 1;
        let side = Leg {
            id: opinion,
            key: format!("opinion-{nth}"),
            title: format!("Lấy ý kiến: {}", asking.title),
            task: "opinion".to_owned(),
            unit: asked.id.clone(),
            host: host_of(catalogue, &asked.id).to_owned(),
            kind: Kind::Opinion,
            approval: false,
            automatic: false,
            after: Vec::new(),
            norm: None,
            due: Some(answer_by),
            opinion: Some(Opinion {
                of,
                asked_by: by,
                question,
            }),
            ..asking.afresh()
        };
        self.happens(Event::OpinionAsked {
            leg: Box::new(side),
            at: now,
        });
        let n = self.position(opinion)?;
        self.offer(n, now, None)?;
        self.tell_who_asked(n, now)
    }

    fn is_asked_already(
        &self,
        of: usize,
        id: LegId,
        unit: &UnitId,
        question: &str,
    ) -> Result<bool, Refusal> {
        let Some(known) = self.route()?.position(id) else {
            return Ok(false);
        };
        let known = self.leg(known)?;
        let same = |opinion: &Opinion| opinion.of == of && opinion.question == question;
        if known.unit == *unit && known.opinion.as_ref().is_some_and(same) {
            Ok(true)
        } else {
            Err(Refusal::OpinionKnown)
        }
    }

    /// Whoever asked no longer has the dossier: open questions are taken back.
    pub(super) fn call_off_opinions(&mut self, of: usize, at: Instant) -> Result<(), Refusal> {
        let asked = |leg: &Leg| leg.opinion.as_ref().is_some_and(|opinion| opinion.of == of);
        for n in self.legs(asked)? {
            self.take_back(n, CloseGround::NotNeeded, at)?;
        }
        Ok(())
    }
}

impl Leg {
    /// The same leg before anybody had it.
    pub(super) fn afresh(&self) -> Self {
        Self {
            status: Status::Waiting,
            attempt: 0,
            offered_at: None,
            due: None,
            accepted_at: None,
            done_at: None,
            document: None,
            payment_due: false,
            reason: None,
            unresolved: None,
            recalling: false,
            ceased: false,
            answer: None,
            paid: Vec::new(),
            debt_noted: false,
            opinion: None,
            ..self.clone()
        }
    }
}

/// Whether a unit has a queue in which somebody answers: a place has none, and a one-stop centre
/// does not examine.
pub(super) fn is_agency(unit: &Unit) -> bool {
    !(unit.is_commune() || unit.is_district() || unit.is_centre())
}

/// The account whose service keeps the queue of a unit: the desk of agencies without a service of
/// their own, unless the unit only ever works in another.
fn host_of<'a>(catalogue: &'a Catalogue, unit: &UnitId) -> &'a str {
    const DESK: &str = "agency-desk";
    let mut hosts = catalogue
        .roles()
        .filter(|role| !matches!(role.unit, UnitRule::ReceivingCentre))
        .filter(|role| role.unit.may_lead_to(unit))
        .map(|role| role.host.as_str())
        .peekable();
    let first = hosts.peek().copied().unwrap_or(DESK);
    if hosts.any(|host| host == DESK) {
        DESK
    } else {
        first
    }
}
