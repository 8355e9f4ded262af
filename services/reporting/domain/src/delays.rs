use std::collections::{BTreeMap, BTreeSet};

use kernel::{LegId, UnitId};

use crate::{Account, Attribution, Expiry, Period};

/// One unit on one leg of one procedure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DelayKey {
    /// Empty when nobody exceeded a norm, and the norms together do not fit the term.
    pub unit: UnitId,
    /// National procedure code.
    pub procedure: String,
    /// The leg's name in the procedure; `desk` and `norms` for lateness of none.
    pub leg: String,
}

/// Where time went; minutes are working minutes, summed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub legs: u64,
    /// Legs that took longer than their norm.
    pub late: u64,
    pub waiting: u64,
    pub spent: u64,
    pub allotted: u64,
    /// Of the lateness of dossiers, what is this unit's on this leg.
    pub blamed: u64,
    pub dossiers_blamed: u64,
    pub offers_expired: u64,
}

impl Figures {
    pub fn add(&mut self, other: &Self) {
        self.legs += other.legs;
        self.late += other.late;
        self.waiting += other.waiting;
        self.spent += other.spent;
        self.allotted += other.allotted;
        self.blamed += other.blamed;
        self.dossiers_blamed += other.dossiers_blamed;
        self.offers_expired += other.offers_expired;
    }
}

/// The table of delays: where the time of legs went, and whose the lateness of dossiers was.
///
/// A leg counts in the period it ended in, an attribution in that of the settlement, both under
/// the unit the fact names: what a unit did before it was merged stays its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delays {
    pub rows: BTreeMap<DelayKey, Figures>,
    pub total: Figures,
}

impl Delays {
    pub fn add(&mut self, key: DelayKey, figures: &Figures) {
        self.rows.entry(key).or_default().add(figures);
        self.total.add(figures);
    }

    /// Sums what was heard: one account a leg, and one attribution a dossier, with the dossier's
    /// procedure. An expired offer counts with the account of its leg.
    pub fn of<'a>(
        accounts: impl IntoIterator<Item = &'a Account>,
        attributed: impl IntoIterator<Item = (&'a str, &'a Attribution)>,
        expired: &[Expiry],
        period: &Period,
    ) -> Self {
        let mut delays = Self::default();
        let mut ended: BTreeMap<LegId, &Account> = BTreeMap::new();
        for account in accounts {
            if !period.includes(account.at) {
                continue;
            }
            ended.insert(account.leg, account);
            let figures = Figures {
                legs: 1,
                late: account.late().into(),
                waiting: account.waiting,
                spent: account.spent,
                allotted: account.allotted,
                ..Figures::default()
            };
            delays.add(
                key(&account.unit, &account.procedure, &account.key),
                &figures,
            );
        }
        for (procedure, attribution) in attributed {
            if !period.includes(attribution.at) {
                continue;
            }
            let mut counted = BTreeSet::new();
            for blame in &attribution.blames {
                let key = key(&blame.unit, procedure, &blame.key);
                let figures = Figures {
                    blamed: blame.minutes,
                    dossiers_blamed: counted.insert(key.clone()).into(),
                    ..Figures::default()
                };
                delays.add(key, &figures);
            }
        }
        for expiry in expired {
            if let Some(account) = ended.get(&expiry.leg) {
                let figures = Figures {
                    offers_expired: 1,
                    ..Figures::default()
                };
                let key = key(&expiry.unit, &account.procedure, &account.key);
                delays.add(key, &figures);
            }
        }
        delays
    }
}

fn key(unit: &UnitId, procedure: &str, leg: &str) -> DelayKey {
    DelayKey {
        unit: unit.clone(),
        procedure: procedure.to_owned(),
        leg: leg.to_owned(),
    }
}
