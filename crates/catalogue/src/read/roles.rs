use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::UnitId;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::Page;
use crate::{Delegation, Field, HOSTS, Role, RoleKey, Unit, UnitRule};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRoles {
    roles: Vec<RawRole>,
    #[serde(default)]
    delegations: Vec<RawDelegation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRole {
    key: Spanned<String>,
    title: String,
    unit: RawRule,
    host: Spanned<String>,
    source: String,
    verified: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum RawRule {
    ReceivingCentre,
    Fixed(Spanned<String>),
    PerCommune(Spanned<String>),
    PerDistrict(Spanned<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDelegation {
    role: Spanned<String>,
    #[serde(default)]
    fields: Vec<Spanned<String>>,
    #[serde(default)]
    procedures: Vec<String>,
    #[serde(default)]
    places: Vec<Spanned<String>>,
    valid_from: NaiveDate,
    valid_to: Option<NaiveDate>,
    unit: RawRule,
    host: Option<Spanned<String>>,
    source: String,
    verified: bool,
}

pub(super) type Roles = BTreeMap<RoleKey, Role>;

pub(super) fn read(
    page: &mut Page<'_>,
    units: &BTreeMap<UnitId, Unit>,
    fields: Option<&[Field]>,
) -> Option<(Roles, Vec<Delegation>)> {
    let raw: RawRoles = page.parse()?;
    page.unique(raw.roles.iter().map(|role| &role.key), "role");
    let roles: Roles = raw
        .roles
        .into_iter()
        .filter_map(|role| role_of(page, role, units))
        .collect();
    let delegations = raw.delegations.into_iter();
    let delegations = delegations
        .filter_map(|raw| delegation(page, raw, &roles, units, fields))
        .collect();
    Some((roles, delegations))
}

fn role_of(
    page: &mut Page<'_>,
    raw: RawRole,
    units: &BTreeMap<UnitId, Unit>,
) -> Option<(RoleKey, Role)> {
    let host = host(page, raw.host)?;
    let unit = rule(page, raw.unit, units)?;
    let key = RoleKey::new(raw.key.value);
    let (title, source, verified) = (raw.title, raw.source, raw.verified);
    Some((
        key.clone(),
        Role {
            key,
            title,
            unit,
            host,
            source,
            verified,
        },
    ))
}

/// Who stands in for a role; none when somebody it names is not there.
fn delegation(
    page: &mut Page<'_>,
    raw: RawDelegation,
    roles: &Roles,
    units: &BTreeMap<UnitId, Unit>,
    fields: Option<&[Field]>,
) -> Option<Delegation> {
    let before = page.problems.len();
    let role = RoleKey::new(&raw.role.value);
    let known = roles.get(&role);
    if known.is_none() {
        page.problem(raw.role.referenced, format!("there is no role `{role}`"));
    }
    for field in &raw.fields {
        if fields.is_some_and(|all| !all.iter().any(|known| known.key == field.value)) {
            let why = format!("the province names no field `{}`", field.value);
            page.problem(field.referenced, why);
        }
    }
    for place in &raw.places {
        if !units
            .get(&UnitId::new(&place.value))
            .is_some_and(Unit::is_commune)
        {
            let why = format!("`{}` is no commune", place.value);
            page.problem(place.referenced, why);
        }
    }
    if raw.valid_to.is_some_and(|to| to < raw.valid_from) {
        page.problem(raw.role.referenced, "the delegation ends before it begins");
    }
    let unit = rule(page, raw.unit, units)?;
    let host = match raw.host {
        Some(own) => host(page, own)?,
        None => known?.host.clone(),
    };
    let values = |all: Vec<Spanned<String>>| all.into_iter().map(|one| one.value).collect();
    let places = raw.places.iter().map(|place| UnitId::new(&place.value));
    (page.problems.len() == before).then(|| Delegation {
        role,
        places: places.collect(),
        fields: values(raw.fields),
        procedures: raw.procedures,
        valid_from: raw.valid_from,
        valid_to: raw.valid_to,
        unit,
        host,
        source: raw.source,
        verified: raw.verified,
    })
}

fn host(page: &mut Page<'_>, raw: Spanned<String>) -> Option<String> {
    if HOSTS.contains(&raw.value.as_str()) {
        return Some(raw.value);
    }
    let why = format!(
        "`{}` holds no dossiers; a host is one of {}",
        raw.value,
        HOSTS.join(", ")
    );
    page.problem(raw.referenced, why);
    None
}

fn rule(page: &mut Page<'_>, raw: RawRule, units: &BTreeMap<UnitId, Unit>) -> Option<UnitRule> {
    let any = |prefix: &str, digits: usize| units.keys().any(|id| one_of(id, prefix, digits));
    match raw {
        RawRule::ReceivingCentre => Some(UnitRule::ReceivingCentre),
        RawRule::Fixed(id) if units.contains_key(&UnitId::new(&id.value)) => {
            Some(UnitRule::Fixed(UnitId::new(id.value)))
        }
        RawRule::PerCommune(prefix) if any(&prefix.value, 5) => {
            Some(UnitRule::PerCommune(prefix.value))
        }
        RawRule::PerDistrict(prefix) if any(&prefix.value, 3) => {
            Some(UnitRule::PerDistrict(prefix.value))
        }
        RawRule::Fixed(id) => {
            page.problem(id.referenced, format!("there is no unit `{}`", id.value));
            None
        }
        RawRule::PerCommune(prefix) => {
            let why = format!(
                "no commune has a unit whose id starts with `{}`",
                prefix.value
            );
            page.problem(prefix.referenced, why);
            None
        }
        RawRule::PerDistrict(prefix) => {
            let why = format!(
                "no district has a unit whose id starts with `{}`",
                prefix.value
            );
            page.problem(prefix.referenced, why);
            None
        }
    }
}

/// Whether `id` is `prefix` followed by a code of so many digits; communes have five, districts
/// three.
fn one_of(id: &UnitId, prefix: &str, digits: usize) -> bool {
    let code = id.as_str().strip_prefix(prefix);
    let code = code.map(|code| code.strip_suffix(":old").unwrap_or(code));
    code.is_some_and(|code| code.len() == digits && code.bytes().all(|b| b.is_ascii_digit()))
}
