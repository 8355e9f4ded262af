//! How centres receive people.

use serde::Deserialize;
use serde_saphyr::Spanned;

use super::Page;
use crate::{Capacity, CounterRules, ServiceGroup};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCounter {
    counters: Spanned<u32>,
    minutes_each: Spanned<u32>,
    places: u32,
    slot_minutes: Spanned<u32>,
    days_ahead: u32,
    #[serde(default)]
    at: Vec<RawCapacity>,
    groups: Vec<RawGroup>,
    source: String,
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCapacity {
    unit: Spanned<String>,
    counters: u32,
    minutes_each: u32,
    places: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    key: Spanned<String>,
    name: String,
    name_en: String,
    letter: String,
}

impl RawCounter {
    pub(super) fn read(self, page: &mut Page<'_>) -> CounterRules {
        for (number, what) in [
            (&self.counters, "a centre has at least one counter"),
            (&self.minutes_each, "a person takes at least a minute"),
        ] {
            if number.value == 0 {
                page.problem(number.referenced, what);
            }
        }
        // Both halves of a working day are whole numbers of such times.
        if !matches!(self.slot_minutes.value, 10 | 15 | 30) {
            page.problem(
                self.slot_minutes.referenced,
                "a bookable time is 10, 15 or 30 minutes long",
            );
        }
        page.unique(self.groups.iter().map(|group| &group.key), "service group");
        page.unique(
            self.at.iter().map(|own| &own.unit),
            "capacity of the centre",
        );
        let slot_minutes = match self.slot_minutes.value {
            minutes @ (10 | 15 | 30) => minutes,
            _ => 30,
        };
        let own = |own: RawCapacity| {
            let capacity = Capacity {
                counters: own.counters.max(1),
                minutes_each: own.minutes_each.max(1),
                places: own.places,
            };
            (own.unit.value, capacity)
        };
        let group = |group: RawGroup| ServiceGroup {
            key: group.key.value,
            name: group.name,
            name_en: group.name_en,
            letter: group.letter,
        };
        CounterRules {
            usual: Capacity {
                counters: self.counters.value.max(1),
                minutes_each: self.minutes_each.value.max(1),
                places: self.places,
            },
            at: self.at.into_iter().map(own).collect(),
            slot_minutes,
            days_ahead: self.days_ahead,
            groups: self.groups.into_iter().map(group).collect(),
            source: self.source,
            verified: self.verified,
        }
    }
}
