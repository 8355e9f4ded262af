//! Units that every commune or every district has, written once.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use kernel::UnitId;
use serde::Deserialize;
use serde_saphyr::{Location, Spanned};

use super::{Page, units::check_prefix};
use crate::Unit;

/// `{code}` is the code of the commune or district, `{commune}` or `{district}` its name in a
/// sentence.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Template {
    id: Spanned<String>,
    /// The kinds of place that have it; all when empty.
    #[serde(default)]
    of: Vec<String>,
    name: String,
    kind: String,
    parent: Option<String>,
    /// The first day. Without it the places of `valid_to` have the unit, not those of this day.
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    /// The unit that took over its work; with `{code}`, one for each commune that the place or its
    /// communes became.
    successor: Option<Spanned<String>>,
    source: Spanned<String>,
    verified: bool,
    note: Option<String>,
    prefix: Option<Spanned<String>>,
}

/// One unit took over the work of another.
pub(super) struct Link {
    from: UnitId,
    to: UnitId,
    at: Location,
}

impl Template {
    /// Adds the unit of every place, and says which units take over from it.
    pub(super) fn expand(
        &self,
        page: &mut Page<'_>,
        sources: &BTreeMap<String, String>,
        of: fn(&Unit) -> bool,
        units: &mut BTreeMap<UnitId, Unit>,
    ) -> Vec<Link> {
        if !self.id.value.contains("{code}") {
            page.problem(
                self.id.referenced,
                "the id needs {code}, or all communes share one",
            );
            return Vec::new();
        }
        let Some(on) = self.valid_from.or(self.valid_to) else {
            page.problem(
                self.id.referenced,
                "a day is missing on which the places are looked up: valid_from or valid_to",
            );
            return Vec::new();
        };
        let source = page.source(sources, &self.source);
        check_prefix(page, self.prefix.as_ref(), "21025");
        let mut links = Vec::new();
        let mut generated = Vec::new();
        let places = units.values().filter(|unit| of(unit) && unit.in_force(on));
        for place in places.filter(|u| self.of.is_empty() || self.of.contains(&u.kind)) {
            let Some(unit) = self.unit(place, &source) else {
                continue;
            };
            links.extend(self.links(&unit.id, place, units));
            generated.push(unit);
        }
        units.extend(generated.into_iter().map(|u| (u.id.clone(), u)));
        links
    }

    fn unit(&self, place: &Unit, source: &str) -> Option<Unit> {
        let code = place.code.as_deref()?;
        let named = in_a_sentence(&place.name);
        let with = |text: &str| {
            let text = text.replace("{code}", code);
            text.replace("{commune}", &named)
                .replace("{district}", &named)
        };
        Some(Unit {
            id: UnitId::new(with(&self.id.value)),
            code: None,
            name: with(&self.name),
            kind: self.kind.clone(),
            parent: self.parent.as_deref().map(|id| UnitId::new(with(id))),
            valid_from: self.valid_from,
            valid_to: self.valid_to.or(place.valid_to),
            predecessors: Vec::new(),
            successors: Vec::new(),
            source: source.to_owned(),
            verified: self.verified,
            note: self.note.clone(),
            prefix: self.prefix.as_ref().map(|p| with(&p.value)),
            difficult: Vec::new(),
        })
    }

    fn links(&self, from: &UnitId, place: &Unit, units: &BTreeMap<UnitId, Unit>) -> Vec<Link> {
        let Some(successor) = &self.successor else {
            return Vec::new();
        };
        let link = |to: String| Link {
            from: from.clone(),
            to: UnitId::new(to),
            at: successor.referenced,
        };
        if !successor.value.contains("{code}") {
            return vec![link(successor.value.clone())];
        }
        let became: BTreeSet<&str> = communes_after(place, units).collect();
        let named = became
            .into_iter()
            .map(|code| successor.value.replace("{code}", code));
        named.map(link).collect()
    }
}

/// The codes of the communes that a commune, or the communes of a district, became.
fn communes_after<'a>(
    place: &'a Unit,
    units: &'a BTreeMap<UnitId, Unit>,
) -> impl Iterator<Item = &'a str> {
    let below = units
        .values()
        .filter(|unit| unit.parent.as_ref() == Some(&place.id));
    let of_place = std::iter::once(place).chain(below.filter(|unit| unit.is_commune()));
    let next = of_place.flat_map(|unit| &unit.successors);
    let next = next
        .filter_map(|id| units.get(id))
        .filter(|unit| unit.is_commune());
    next.filter_map(|unit| unit.code.as_deref())
}

/// Writes down who took over from whom, on both sides.
pub(super) fn link(page: &mut Page<'_>, links: &[Link], units: &mut BTreeMap<UnitId, Unit>) {
    let mut told = BTreeSet::new();
    for link in links {
        if !units.contains_key(&link.to) {
            // One mistake in a template is one mistake, not one for every commune.
            if told.insert(link.at.line()) {
                page.problem(link.at, format!("there is no unit `{}`", link.to));
            }
            continue;
        }
        if let Some(unit) = units.get_mut(&link.from) {
            unit.successors.push(link.to.clone());
        }
        if let Some(unit) = units.get_mut(&link.to) {
            unit.predecessors.push(link.from.clone());
        }
    }
}

/// `Phường Cẩm Thành` inside a longer name is `phường Cẩm Thành`.
fn in_a_sentence(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(rest).collect()
    })
}
