//! What becomes of the work of units that merge, split or end (sắp xếp đơn vị).

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use kernel::UnitId;

use crate::{Catalogue, Succession, Undetermined, Unit, competence::counterpart};

impl Catalogue {
    /// Who does the work of `unit` on a date, following successors to those in force.
    ///
    /// A unit nobody knows has [`Succession::Nobody`].
    pub fn successors_on(&self, unit: &UnitId, on: NaiveDate) -> Succession<'_> {
        match self.unit(unit) {
            Some(unit) if unit.in_force(on) => Succession::Itself,
            _ => {
                let mut after = self.in_force_after(unit, on);
                match after.len() {
                    0 => Succession::Nobody,
                    1 => after.pop().map_or(Succession::Nobody, Succession::One),
                    _ => Succession::Several(after),
                }
            }
        }
    }

    /// Who does the work of `unit` on a date for a matter of `place`: of several successors the one
    /// that belongs to the place, when the place itself leads to one.
    pub fn successor_for(&self, unit: &UnitId, place: &UnitId, on: NaiveDate) -> Succession<'_> {
        let Succession::Several(several) = self.successors_on(unit, on) else {
            return self.successors_on(unit, on);
        };
        let place = match self.successors_on(place, on) {
            Succession::Itself => self.unit(place),
            Succession::One(now) => Some(now),
            Succession::Several(_) | Succession::Nobody => None,
        };
        let of_place: Vec<&Unit> = several
            .iter()
            .copied()
            .filter(|unit| place.is_some_and(|place| self.belongs_to(unit, place)))
            .collect();
        match of_place.as_slice() {
            [one] => Succession::One(one),
            _ => Succession::Several(several),
        }
    }

    /// The units whose last day was the day before `on`.
    pub fn ceasing(&self, on: NaiveDate) -> impl Iterator<Item = &Unit> {
        self.units
            .values()
            .filter(move |unit| unit.valid_to.is_some() && unit.valid_to == on.pred_opt())
    }

    /// The units whose first day is `on`.
    pub fn beginning(&self, on: NaiveDate) -> impl Iterator<Item = &Unit> {
        self.units
            .values()
            .filter(move |unit| unit.valid_from == Some(on))
    }

    /// The unit that does the work of `unit` on a date, for a matter of `place`.
    ///
    /// # Errors
    /// When nobody took over, or several did and the place does not say which.
    pub(crate) fn doing_the_work_of<'a>(
        &'a self,
        unit: &'a Unit,
        place: &UnitId,
        on: NaiveDate,
    ) -> Result<&'a Unit, Undetermined> {
        match self.successor_for(&unit.id, place, on) {
            Succession::Itself => Ok(unit),
            Succession::One(now) => Ok(now),
            Succession::Several(several) => Err(Undetermined::Split {
                unit: unit.id.clone(),
                name: unit.name.clone(),
                successors: several.iter().map(|unit| unit.name.clone()).collect(),
            }),
            Succession::Nobody => Err(Undetermined::NotInForce {
                unit: unit.id.clone(),
                name: unit.name.clone(),
                on,
            }),
        }
    }

    /// The units in force that a chain of successors leads to, by id. Data that lead in a circle end
    /// here, not never: every unit is looked at once.
    fn in_force_after(&self, unit: &UnitId, on: NaiveDate) -> Vec<&Unit> {
        let mut seen = BTreeSet::new();
        let mut found = BTreeMap::new();
        let mut open: Vec<&Unit> = self.unit(unit).into_iter().collect();
        while let Some(unit) = open.pop() {
            if !seen.insert(&unit.id) {
                continue;
            }
            if unit.in_force(on) {
                found.insert(&unit.id, unit);
            } else {
                open.extend(unit.successors.iter().filter_map(|id| self.unit(id)));
            }
        }
        found.into_values().collect()
    }

    /// Whether `unit` is `place`, an agency below it, or one named after its code.
    fn belongs_to(&self, unit: &Unit, place: &Unit) -> bool {
        let named = unit.id.as_str().rsplit_once('-');
        let named =
            named.is_some_and(|(prefix, _)| counterpart(&format!("{prefix}-"), place) == unit.id);
        let above = std::iter::successors(Some(unit), |unit| self.unit(unit.parent.as_ref()?));
        // Data whose parents lead in a circle end here, not never.
        named || above.take(6).any(|unit| unit.id == place.id)
    }
}
