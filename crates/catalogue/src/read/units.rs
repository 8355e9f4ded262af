use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::UnitId;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::{
    Page,
    province::agency_code,
    templates::{self, Template},
};
use crate::{Difficult, Unit};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUnits {
    sources: BTreeMap<String, String>,
    units: Vec<RawUnit>,
    #[serde(default)]
    per_commune: Vec<Template>,
    #[serde(default)]
    per_district: Vec<Template>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUnit {
    id: Spanned<String>,
    code: Option<String>,
    name: String,
    kind: String,
    parent: Option<Spanned<String>>,
    valid_from: Option<NaiveDate>,
    valid_to: Option<NaiveDate>,
    #[serde(default)]
    predecessors: Vec<Spanned<String>>,
    #[serde(default)]
    successors: Vec<Spanned<String>>,
    source: Spanned<String>,
    verified: bool,
    note: Option<String>,
    prefix: Option<Spanned<String>>,
    #[serde(default)]
    difficult: Vec<RawDifficult>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDifficult {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    source: Spanned<String>,
    verified: bool,
}

pub(super) fn read(page: &mut Page<'_>) -> Option<BTreeMap<UnitId, Unit>> {
    let raw: RawUnits = page.parse()?;
    let mut units = BTreeMap::new();
    for unit in &raw.units {
        check(page, unit, &raw.units);
        let source = page.source(&raw.sources, &unit.source);
        let difficult = unit.difficult.iter();
        let difficult = difficult
            .map(|mark| Difficult {
                from: mark.from,
                to: mark.to,
                source: page.source(&raw.sources, &mark.source),
                verified: mark.verified,
            })
            .collect();
        let listed = listed(unit, source, difficult);
        if units.insert(listed.id.clone(), listed).is_some() {
            page.problem(
                unit.id.referenced,
                format!("the unit `{}` is listed twice", unit.id.value),
            );
        }
    }
    let mut links = Vec::new();
    for template in &raw.per_commune {
        links.extend(template.expand(page, &raw.sources, Unit::is_commune, &mut units));
    }
    for template in &raw.per_district {
        links.extend(template.expand(page, &raw.sources, Unit::is_district, &mut units));
    }
    templates::link(page, &links, &mut units);
    Some(units)
}

fn check(page: &mut Page<'_>, unit: &RawUnit, all: &[RawUnit]) {
    let links = unit
        .parent
        .iter()
        .chain(&unit.predecessors)
        .chain(&unit.successors);
    for link in links {
        if !all.iter().any(|other| other.id.value == link.value) {
            page.problem(
                link.referenced,
                format!("there is no unit `{}`", link.value),
            );
        }
    }
    let id = &unit.id.value;
    for next in all
        .iter()
        .filter(|other| unit.successors.iter().any(|s| s.value == other.id.value))
    {
        if !next.predecessors.iter().any(|p| p.value == *id) {
            let why = format!(
                "`{id}` names `{}` its successor, but not the reverse",
                next.id.value
            );
            page.problem(unit.id.referenced, why);
        }
    }
    if let (Some(from), Some(to)) = (unit.valid_from, unit.valid_to)
        && to < from
    {
        page.problem(
            unit.id.referenced,
            format!("the unit `{id}` ends before it begins"),
        );
    }
    check_prefix(page, unit.prefix.as_ref(), "");
}

pub(super) fn check_prefix(page: &mut Page<'_>, prefix: Option<&Spanned<String>>, code: &str) {
    if let Some(prefix) = prefix
        && !agency_code(&prefix.value.replace("{code}", code))
    {
        let why = "a prefix is capital letters and digits in groups joined by dots \
                   (QĐ 20/2020/QĐ-TTg Điều 4)";
        page.problem(prefix.referenced, why);
    }
}

fn listed(raw: &RawUnit, source: String, difficult: Vec<Difficult>) -> Unit {
    let ids = |ids: &[Spanned<String>]| ids.iter().map(|id| UnitId::new(&id.value)).collect();
    Unit {
        id: UnitId::new(&raw.id.value),
        code: raw.code.clone(),
        name: raw.name.clone(),
        kind: raw.kind.clone(),
        parent: raw.parent.as_ref().map(|id| UnitId::new(&id.value)),
        valid_from: raw.valid_from,
        valid_to: raw.valid_to,
        predecessors: ids(&raw.predecessors),
        successors: ids(&raw.successors),
        source,
        verified: raw.verified,
        note: raw.note.clone(),
        prefix: raw.prefix.as_ref().map(|p| p.value.clone()),
        difficult,
    }
}
