use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::UnitId;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::{Page, province::agency_code};
use crate::Unit;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawUnits {
    sources: BTreeMap<String, String>,
    units: Vec<RawUnit>,
    #[serde(default)]
    per_commune: Vec<Template>,
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
}

/// A unit every commune has. `{code}` is the commune's code, `{commune}` its name in a sentence.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Template {
    id: Spanned<String>,
    /// The kinds of commune that have it; all when empty.
    #[serde(default)]
    of: Vec<String>,
    name: String,
    kind: String,
    parent: Option<String>,
    valid_from: NaiveDate,
    source: Spanned<String>,
    verified: bool,
    note: Option<String>,
    prefix: Option<Spanned<String>>,
}

pub(super) fn read(page: &mut Page<'_>) -> Option<BTreeMap<UnitId, Unit>> {
    let raw: RawUnits = page.parse()?;
    let mut units = BTreeMap::new();
    for unit in &raw.units {
        check(page, unit, &raw.units);
        let source = page.source(&raw.sources, &unit.source);
        if units
            .insert(UnitId::new(&unit.id.value), listed(unit, source))
            .is_some()
        {
            page.problem(
                unit.id.referenced,
                format!("the unit `{}` is listed twice", unit.id.value),
            );
        }
    }
    for template in &raw.per_commune {
        if !template.id.value.contains("{code}") {
            page.problem(
                template.id.referenced,
                "the id needs {code}, or all communes share one",
            );
            continue;
        }
        let source = page.source(&raw.sources, &template.source);
        check_prefix(page, template.prefix.as_ref(), "21025");
        let communes: Vec<_> = units
            .values()
            .filter(|u: &&Unit| u.is_commune() && u.in_force(template.valid_from))
            .filter(|u| template.of.is_empty() || template.of.contains(&u.kind))
            .filter_map(|u| generated(template, u, &source))
            .collect();
        units.extend(communes.into_iter().map(|u| (u.id.clone(), u)));
    }
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

fn check_prefix(page: &mut Page<'_>, prefix: Option<&Spanned<String>>, code: &str) {
    if let Some(prefix) = prefix
        && !agency_code(&prefix.value.replace("{code}", code))
    {
        let why = "a prefix is capital letters and digits in groups joined by dots \
                   (QĐ 20/2020/QĐ-TTg Điều 4)";
        page.problem(prefix.referenced, why);
    }
}

fn listed(raw: &RawUnit, source: String) -> Unit {
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
    }
}

fn generated(template: &Template, commune: &Unit, source: &str) -> Option<Unit> {
    let code = commune.code.as_deref()?;
    let with = |text: &str| {
        text.replace("{code}", code)
            .replace("{commune}", &in_a_sentence(&commune.name))
    };
    Some(Unit {
        id: UnitId::new(with(&template.id.value)),
        code: None,
        name: with(&template.name),
        kind: template.kind.clone(),
        parent: template
            .parent
            .as_deref()
            .map(|parent| UnitId::new(with(parent))),
        valid_from: Some(template.valid_from),
        valid_to: commune.valid_to,
        predecessors: Vec::new(),
        successors: Vec::new(),
        source: source.to_owned(),
        verified: template.verified,
        note: template.note.clone(),
        prefix: template.prefix.as_ref().map(|p| with(&p.value)),
    })
}

/// `Phường Cẩm Thành` inside a longer name is `phường Cẩm Thành`.
fn in_a_sentence(name: &str) -> String {
    let mut rest = name.chars();
    rest.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(rest).collect()
    })
}
