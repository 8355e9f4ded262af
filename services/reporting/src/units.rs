//! Which units belong to the one that is asked about, and under which one a centre is counted.

use std::collections::BTreeMap;

use catalogue::{Catalogue, Unit};
use chassis::{Error, Result};
use kernel::UnitId;
use reporting_domain::{BadQuery, Overview, ranks};

use crate::{store::Units, wire};

/// How many parents a unit may have, one above the other: the data may not go round.
const DEPTH: usize = 8;

/// The unit and those above it, nearest first.
fn line_of<'a>(catalogue: &'a Catalogue, unit: &UnitId) -> impl Iterator<Item = &'a Unit> {
    let above = |unit: &&Unit| unit.parent.as_ref().and_then(|id| catalogue.unit(id));
    std::iter::successors(catalogue.unit(unit), above).take(DEPTH)
}

/// That the province has no such unit.
pub fn none(field: &'static str, unit: &str) -> Error {
    let text = unit.to_owned();
    wire::bad_query(BadQuery::Unit { field, text })
}

/// The commune a unit belongs to, which its heads watch over; any other unit is by itself.
pub fn house(catalogue: &Catalogue, unit: &str) -> String {
    let id = UnitId::new(unit);
    let commune = line_of(catalogue, &id).find(|above| above.is_commune());
    commune.map_or_else(|| unit.to_owned(), |commune| commune.id.to_string())
}

/// The units a request means by one: an administrative unit means every unit under it too, any
/// other only itself. None when it names none.
///
/// # Errors
/// When the province has no such administrative unit.
pub fn meant(
    catalogue: &Catalogue,
    field: &'static str,
    unit: &str,
) -> Result<Option<Vec<String>>> {
    if unit.is_empty() {
        return Ok(None);
    }
    let id = UnitId::new(unit);
    // Facts may name an agency that the data do not know yet.
    if !unit.starts_with("adm:") {
        return Ok(Some(vec![unit.to_owned()]));
    }
    if catalogue.unit(&id).is_none() {
        return Err(none(field, unit));
    }
    let under = catalogue
        .units()
        .filter(|known| line_of(catalogue, &known.id).any(|above| above.id == id));
    Ok(Some(under.map(|known| known.id.to_string()).collect()))
}

/// One part of the overview.
pub struct Part {
    pub unit: String,
    pub name: String,
    pub commune: bool,
    pub figures: Overview,
    pub rank: Option<u32>,
}

/// The figures by commune-level unit, each of `communes` being there, and by the centres that
/// belong to none; with the rank of each commune that has at least `from` dossiers to judge.
pub fn parts(
    catalogue: &Catalogue,
    communes: impl IntoIterator<Item = UnitId>,
    counted: Units,
    from: u64,
) -> Vec<Part> {
    let mut parts: BTreeMap<String, (bool, Overview)> = communes
        .into_iter()
        .map(|id| (id.to_string(), (true, Overview::default())))
        .collect();
    for (unit, figures) in counted {
        parts
            .entry(house(catalogue, &unit))
            .or_default()
            .1
            .add(&figures);
    }
    let ranked: Vec<Overview> = parts.values().filter(|p| p.0).map(|p| p.1).collect();
    let mut ranks = ranks(&ranked, from).into_iter();
    let part = |(unit, (commune, figures)): (String, (bool, Overview))| {
        let id = UnitId::new(unit.as_str());
        let name = catalogue.unit(&id).map(|known| known.name.clone());
        Part {
            name: name.unwrap_or_else(|| unit.clone()),
            unit,
            commune,
            figures,
            rank: if commune {
                ranks.next().flatten()
            } else {
                None
            },
        }
    };
    parts.into_iter().map(part).collect()
}
