//! The route of one dossier: the legs that apply to it, and who follows whom among them.

use kernel::working_time::Term;

use super::{
    condition::Given,
    procedure::{LegSpec, Procedure},
};

/// A leg of one dossier's route.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedLeg<'a> {
    pub leg: &'a LegSpec,
    /// The legs that must be over first, all of them on this route.
    pub after: Vec<&'a str>,
}

/// A leg was named that is not a conditional leg of the procedure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Thủ tục {procedure} không có khâu theo điều kiện «{leg}».")]
pub struct NoSuchLeg {
    /// The version, such as `1.013831@2025-07-01`.
    pub procedure: String,
    pub leg: String,
}

impl Procedure {
    /// The keys of the conditional legs that apply to a dossier; the others of the route always do.
    pub fn legs_that_apply(&self, given: &Given<'_>) -> Vec<&str> {
        let applies = |leg: &&LegSpec| leg.when.as_ref().is_some_and(|when| when.holds(given));
        let legs = self.legs.iter().filter(applies);
        legs.map(|leg| leg.key.as_str()).collect()
    }

    /// The term of each phase for a dossier: of the first variant whose condition holds, or the
    /// procedure's own. Never empty.
    pub fn terms(&self, given: &Given<'_>) -> &[Term] {
        let variant = self.variants.iter().find(|v| v.when.holds(given));
        variant.map_or(&self.phases, |v| &v.phases)
    }

    /// The phases together, for a dossier (thời hạn giải quyết).
    pub fn term_for(&self, given: &Given<'_>) -> Term {
        self.terms(given).iter().cloned().sum()
    }

    /// The unconditional legs and those of `conditional`, in the order of the file. Where a leg is
    /// left out, what came after it comes after those it came after.
    ///
    /// # Errors
    /// [`NoSuchLeg`] when `conditional` names what is no conditional leg of this version.
    pub fn route<K: AsRef<str>>(&self, conditional: &[K]) -> Result<Vec<PlacedLeg<'_>>, NoSuchLeg> {
        for key in conditional {
            if self.leg(key.as_ref()).is_none_or(|leg| leg.when.is_none()) {
                return Err(NoSuchLeg {
                    procedure: self.checklist_version(),
                    leg: key.as_ref().to_owned(),
                });
            }
        }
        let named = |key: &str| conditional.iter().any(|other| other.as_ref() == key);
        let present = |leg: &LegSpec| leg.when.is_none() || named(&leg.key);
        let legs = self.legs.iter().filter(|leg| present(leg));
        let placed = |leg| PlacedLeg {
            leg,
            after: self.predecessors(leg, &present),
        };
        Ok(legs.map(placed).collect())
    }

    /// The nearest legs before `leg` that are `present`, each once.
    ///
    /// A predecessor that another predecessor waits for anyhow is left out: after a left-out leg is
    /// bridged, it would say nothing.
    pub fn predecessors<'a>(
        &'a self,
        leg: &'a LegSpec,
        present: &dyn Fn(&LegSpec) -> bool,
    ) -> Vec<&'a str> {
        let mut near: Vec<&LegSpec> = Vec::new();
        let mut open: Vec<&str> = leg.after.iter().rev().map(String::as_str).collect();
        while let Some(key) = open.pop() {
            let Some(before) = self.leg(key) else {
                continue;
            };
            if !present(before) {
                open.extend(before.after.iter().rev().map(String::as_str));
            } else if !near.iter().any(|seen| seen.key == before.key) {
                near.push(before);
            }
        }
        let implied = |one: &LegSpec| {
            let others = near.iter().filter(|other| other.key != one.key);
            others
                .into_iter()
                .any(|other| self.waits_for(other, &one.key))
        };
        let bridged = leg
            .after
            .iter()
            .any(|key| !near.iter().any(|n| n.key == *key));
        let kept = near.iter().filter(|one| !bridged || !implied(one));
        kept.map(|one| one.key.as_str()).collect()
    }

    /// Whether `leg` comes after the leg `key`, directly or through others.
    fn waits_for(&self, leg: &LegSpec, key: &str) -> bool {
        leg.after.iter().any(|before| {
            before == key || self.leg(before).is_some_and(|leg| self.waits_for(leg, key))
        })
    }
}
