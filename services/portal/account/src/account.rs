//! Somebody who signed in.

use kernel::Role;
use serde::{Deserialize, Serialize};

/// Somebody who signed in, as the provider says.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// The provider's name for them, at that provider alone.
    pub subject: String,
    /// What they are called.
    pub name: String,
    /// What they may do as officials; none for citizens.
    #[serde(with = "role_names")]
    pub roles: Vec<Role>,
    /// The unit they serve at, such as `org:mc-21028`.
    pub unit: Option<String>,
    /// The fields (lĩnh vực) they are charged with; empty: every one.
    pub fields: Vec<String>,
    /// The personal identification number, for citizens.
    pub citizen_id: Option<String>,
}

/// Names and numbers of people stay out of logs.
impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account")
            .field("roles", &self.roles)
            .field("unit", &self.unit)
            .finish_non_exhaustive()
    }
}

impl Account {
    pub fn may(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    pub fn is_official(&self) -> bool {
        !self.roles.is_empty()
    }

    /// Whether they look at every unit of the province: those who watch over all of it, and those
    /// who keep the system running.
    pub fn province_wide(&self) -> bool {
        const WIDE: [Role; 4] = [
            Role::Leader,
            Role::ProcedureControl,
            Role::Auditor,
            Role::Operator,
        ];
        WIDE.into_iter().any(|role| self.may(role))
    }

    /// The name their acts are recorded under, such as `officer:an`: as what they act, and the
    /// provider's name for them where it is plain, else a word made of it.
    pub fn actor_name(&self) -> String {
        let heads = [Role::DeskHead, Role::AgencyHead];
        let staff = [Role::DeskOfficer, Role::Specialist];
        let word = match &self.roles {
            roles if roles.iter().any(|role| heads.contains(role)) => "head",
            roles if roles.iter().any(|role| staff.contains(role)) => "officer",
            roles if roles.contains(&Role::Leader) => "leader",
            roles if roles.contains(&Role::ProcedureControl) => "control",
            roles if roles.contains(&Role::Operator) => "operator",
            roles if roles.contains(&Role::Auditor) => "auditor",
            _ => "citizen",
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if (1..=40).contains(&self.subject.len()) && self.subject.chars().all(plain) {
            return format!("{word}:{}", self.subject);
        }
        let digest = ring::digest::digest(&ring::digest::SHA256, self.subject.as_bytes());
        let short = digest.as_ref().iter().take(8);
        let short: String = short.map(|byte| format!("{byte:02x}")).collect();
        format!("{word}:s-{short}")
    }

    /// The page their day begins on.
    pub fn start(&self) -> &'static str {
        let begins = [
            (Role::DeskHead, "/ban/hang-doi"),
            (Role::DeskOfficer, "/ban/hang-doi"),
            (Role::AgencyHead, "/co-quan/viec"),
            (Role::Specialist, "/co-quan/viec"),
            (Role::Leader, "/lanh-dao"),
            (Role::ProcedureControl, "/lanh-dao"),
            (Role::Auditor, "/bao-cao/vi-pham"),
            (Role::Operator, "/van-hanh"),
        ];
        let of_role = begins.into_iter().find(|(role, _)| self.may(*role));
        of_role.map_or("/", |(_, page)| page)
    }
}

/// Roles by their names between systems; a name that is gone since gives no role.
mod role_names {
    use super::{Deserialize, Role, Serialize};
    use serde::{Deserializer, Serializer};

    pub fn serialize<S: Serializer>(roles: &[Role], to: S) -> Result<S::Ok, S::Error> {
        let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
        names.serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Role>, D::Error> {
        let names = Vec::<String>::deserialize(from)?;
        Ok(names.iter().filter_map(|name| name.parse().ok()).collect())
    }
}

#[cfg(test)]
pub(crate) fn officer() -> Account {
    Account {
        subject: "can-bo-1".to_owned(),
        name: "Lê Thị Mẫu".to_owned(),
        roles: vec![Role::DeskOfficer],
        unit: Some("org:mc-21028".to_owned()),
        fields: vec!["dat-dai".to_owned()],
        citizen_id: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_those_who_watch_over_the_province_look_at_every_unit() {
        for role in Role::ALL {
            let account = Account {
                roles: vec![role],
                ..officer()
            };
            let of_a_unit = matches!(
                role,
                Role::DeskOfficer | Role::DeskHead | Role::Specialist | Role::AgencyHead
            );
            assert_eq!(account.province_wide(), !of_a_unit, "{role}");
        }
    }

    #[test]
    fn acts_are_recorded_under_a_name_that_can_be_written_down() {
        assert_eq!(officer().actor_name(), "officer:can-bo-1");
        for odd in ["", "an@org:x", "Lê Mẫu", "https://sso.example/u/1"] {
            let account = Account {
                subject: odd.to_owned(),
                roles: vec![Role::Specialist, Role::AgencyHead],
                ..officer()
            };
            let name = account.actor_name();
            assert!(name.starts_with("head:s-") && name.len() == 23, "{name}");
        }
    }

    #[test]
    fn a_log_line_names_nobody() {
        let account = Account {
            citizen_id: Some("051180000123".to_owned()),
            ..officer()
        };
        let line = format!("{account:?}");
        assert!(!line.contains("Mẫu") && !line.contains("0511") && !line.contains("can-bo"));
    }
}
