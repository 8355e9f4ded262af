//! What a provider says of somebody, and what that makes them here. What is not said, or is not
//! understood, gives no right.

use std::collections::BTreeSet;

use kernel::{CitizenId, Role};
use serde_json::Value;

use crate::{Account, config::Claims};

/// Longest name shown; a provider may send anything.
const LONGEST_NAME: usize = 120;

/// Whether those of this provider can be officials, or citizens alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Realm {
    Officials,
    Citizens,
}

impl Realm {
    pub const ALL: [Self; 2] = [Self::Officials, Self::Citizens];

    /// Its word in addresses.
    pub fn word(self) -> &'static str {
        match self {
            Self::Officials => "can-bo",
            Self::Citizens => "nguoi-dan",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|realm| realm.word() == word)
    }
}

/// Makes an account of verified claims. Roles, units and fields come from the officials' provider
/// alone, the number of a citizen from the citizens' alone, so that neither can speak for the other.
pub fn account(realm: Realm, subject: &str, said: &Value, map: &Claims) -> Account {
    let text = |key: &str| {
        found(said, key)
            .and_then(Value::as_str)
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let name = text(&map.name).and_then(|name| kernel::line(&name, LONGEST_NAME).ok());
    let official = realm == Realm::Officials;
    Account {
        subject: subject.to_owned(),
        name: name.unwrap_or_else(|| subject.to_owned()),
        roles: if official {
            roles(said, map)
        } else {
            Vec::new()
        },
        unit: text(&map.unit).filter(|unit| official && is_unit(unit)),
        fields: if official {
            list(said, &map.fields)
        } else {
            Vec::new()
        },
        citizen_id: text(&map.citizen_id)
            .filter(|number| !official && number.parse::<CitizenId>().is_ok()),
    }
}

fn roles(said: &Value, map: &Claims) -> Vec<Role> {
    let named = list(said, &map.roles);
    let ours = named.iter().filter_map(|name| {
        let name = map
            .role_names
            .get(name)
            .map_or(name.as_str(), String::as_str);
        name.parse::<Role>().ok()
    });
    let once: BTreeSet<Role> = ours.collect();
    once.into_iter().collect()
}

/// A list, or a text whose words are parted by spaces or commas.
fn list(said: &Value, key: &str) -> Vec<String> {
    match found(said, key) {
        Some(Value::Array(items)) => items
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        Some(Value::String(words)) => words
            .split([' ', ','])
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect(),
        _ => Vec::new(),
    }
}

/// By its whole name first: many providers name claims by addresses, which have dots.
fn found<'a>(said: &'a Value, key: &str) -> Option<&'a Value> {
    if key.is_empty() {
        return None;
    }
    said.get(key).or_else(|| {
        key.split('.')
            .try_fold(said, |inside, part| inside.get(part))
    })
}

fn is_unit(unit: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_' | '.');
    unit.len() <= 60 && unit.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn map() -> Claims {
        Claims {
            name: "name".to_owned(),
            roles: "realm_access.roles".to_owned(),
            unit: "unit".to_owned(),
            fields: "fields".to_owned(),
            citizen_id: "https://dinh-danh.example/so".to_owned(),
            role_names: [("mot-cua".to_owned(), "desk-officer".to_owned())].into(),
        }
    }

    #[test]
    fn roles_are_found_inside_and_under_the_providers_names() {
        let said = json!({
            "name": " Lê Thị Mẫu ",
            "realm_access": {"roles": ["mot-cua", "root", "specialist", "mot-cua", 7]},
            "unit": "org:mc-21028",
            "fields": "dat-dai, bao-tro",
        });
        let made = account(Realm::Officials, "u1", &said, &map());
        assert_eq!(made.roles, [Role::DeskOfficer, Role::Specialist]);
        assert_eq!(made.name, "Lê Thị Mẫu");
        assert_eq!(made.unit.as_deref(), Some("org:mc-21028"));
        assert_eq!(made.fields, ["dat-dai", "bao-tro"]);
    }

    #[test]
    fn neither_provider_speaks_for_the_other() {
        let said = json!({
            "realm_access": {"roles": ["operator"]}, "unit": "org:mc-21028",
            "https://dinh-danh.example/so": "051180000123",
        });
        let citizen = account(Realm::Citizens, "c1", &said, &map());
        assert!(!citizen.is_official() && citizen.unit.is_none());
        assert_eq!(citizen.citizen_id.as_deref(), Some("051180000123"));
        let official = account(Realm::Officials, "u1", &said, &map());
        assert_eq!(official.citizen_id, None);
        assert_eq!(official.roles, [Role::Operator]);
    }

    #[test]
    fn what_is_not_understood_gives_no_right() {
        for said in [
            json!({}),
            json!(null),
            json!({"realm_access": "operator", "unit": 5, "name": ""}),
            json!({"realm_access": {"roles": {"operator": true}}, "unit": "org:<b>"}),
        ] {
            let made = account(Realm::Officials, "u1", &said, &map());
            assert!(!made.is_official() && made.unit.is_none(), "{said}");
            assert_eq!(made.name, "u1");
        }
        let said = json!({"https://dinh-danh.example/so": "12"});
        assert_eq!(
            account(Realm::Citizens, "c", &said, &map()).citizen_id,
            None
        );
    }
}
