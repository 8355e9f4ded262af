use std::collections::BTreeMap;

use kernel::UnitId;
use serde::Deserialize;
use serde_saphyr::Spanned;

use super::Page;
use crate::{HOSTS, Role, RoleKey, Unit, UnitRule};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRoles {
    roles: Vec<RawRole>,
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
}

pub(super) fn read(
    page: &mut Page<'_>,
    units: &BTreeMap<UnitId, Unit>,
) -> Option<BTreeMap<RoleKey, Role>> {
    let raw: RawRoles = page.parse()?;
    page.unique(raw.roles.iter().map(|role| &role.key), "role");
    Some(
        raw.roles
            .into_iter()
            .filter_map(|role| role_of(page, role, units))
            .collect(),
    )
}

fn role_of(
    page: &mut Page<'_>,
    raw: RawRole,
    units: &BTreeMap<UnitId, Unit>,
) -> Option<(RoleKey, Role)> {
    let host = raw.host.value;
    if !HOSTS.contains(&host.as_str()) {
        let why = format!(
            "`{host}` holds no dossiers; a host is one of {}",
            HOSTS.join(", ")
        );
        page.problem(raw.host.referenced, why);
        return None;
    }
    let unit = match raw.unit {
        RawRule::ReceivingCentre => UnitRule::ReceivingCentre,
        RawRule::Fixed(id) if units.contains_key(&UnitId::new(&id.value)) => {
            UnitRule::Fixed(UnitId::new(id.value))
        }
        RawRule::PerCommune(prefix) if units.keys().any(|id| one_of(id, &prefix.value)) => {
            UnitRule::PerCommune(prefix.value)
        }
        RawRule::Fixed(id) => {
            page.problem(id.referenced, format!("there is no unit `{}`", id.value));
            return None;
        }
        RawRule::PerCommune(prefix) => {
            let why = format!(
                "no commune has a unit whose id starts with `{}`",
                prefix.value
            );
            page.problem(prefix.referenced, why);
            return None;
        }
    };
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

/// Whether `id` is `prefix` followed by a commune's code.
fn one_of(id: &UnitId, prefix: &str) -> bool {
    let code = id.as_str().strip_prefix(prefix);
    code.is_some_and(|code| code.len() == 5 && code.bytes().all(|b| b.is_ascii_digit()))
}
