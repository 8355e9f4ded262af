//! Paper, from hand to hand (giao nhận hồ sơ giấy).

use kernel::UnitId;

use crate::{Desk, Dossier, Event, Loss, Originals, Refusal};

impl Dossier {
    /// Papers leave for a unit, arrive there, or go back to the person. What was lost and is found
    /// again is handed over like anything else.
    pub(crate) fn hand_over(
        &self,
        desk: &Desk,
        to: Option<UnitId>,
        received: bool,
        slip: String,
    ) -> Result<Vec<Event>, Refusal> {
        let from = self.originals.unit().ok_or(Refusal::NoPapers)?.clone();
        let since = desk.now;
        let originals = match (&self.originals, to) {
            (_, None) => Originals::GivenBack { since },
            (_, Some(to)) if !in_force(desk, &to) => {
                return Err(Refusal::UnknownUnit {
                    field: "to_unit",
                    unit: to,
                });
            }
            (Originals::InTransit { unit, .. }, Some(to)) if *unit != to => {
                return Err(Refusal::OnTheWayElsewhere { unit: unit.clone() });
            }
            (Originals::Held { unit, .. }, Some(to)) if *unit == to => return Ok(Vec::new()),
            (Originals::InTransit { .. }, Some(_)) if !received => return Ok(Vec::new()),
            (_, Some(unit)) if received => Originals::Held { unit, since },
            (_, Some(unit)) => Originals::InTransit {
                from: from.clone(),
                unit,
                since,
            },
        };
        let from = match &self.originals {
            Originals::InTransit { from, .. } => from.clone(),
            _ => from,
        };
        Ok(vec![Event::HandedOver {
            from,
            slip,
            originals,
            at: since,
        }])
    }

    /// Papers were lost: the unit apologises and bears the cost of new ones
    /// (NĐ 61/2018/NĐ-CP Điều 21).
    pub(crate) fn report_loss(
        &self,
        desk: &Desk,
        unit: UnitId,
        reason: String,
    ) -> Result<Vec<Event>, Refusal> {
        if desk.catalogue.unit(&unit).is_none() {
            return Err(Refusal::UnknownUnit {
                field: "unit",
                unit,
            });
        }
        match &self.originals {
            Originals::None | Originals::GivenBack { .. } => Err(Refusal::NoPapers),
            Originals::Lost { unit: by, .. } if *by == unit => Ok(Vec::new()),
            Originals::Lost { .. } | Originals::Held { .. } | Originals::InTransit { .. } => {
                Ok(vec![Event::LossReported(Loss {
                    unit,
                    reason,
                    at: desk.now,
                })])
            }
        }
    }
}

fn in_force(desk: &Desk, unit: &UnitId) -> bool {
    let today = desk.calendar().civil(desk.now).date();
    let unit = desk.catalogue.unit(unit);
    unit.is_some_and(|unit| unit.in_force(today))
}
