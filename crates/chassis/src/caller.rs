//! Who asks, as the door of a service let them in.

use std::fmt;

use kernel::Role;
use proto::identity::v1 as wire;
use tonic::{Request, Status};

use crate::Actor;

/// As what somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A service on its own account.
    Service,
    /// A public official at work.
    Official,
    /// A citizen who signed in.
    Citizen,
    /// Somebody of whom nothing is known.
    Anonymous,
}

/// Who asks, with everything that decides what they may.
#[derive(Clone, PartialEq, Eq)]
pub struct Caller {
    pub actor: Actor,
    pub kind: Kind,
    pub roles: Vec<Role>,
    /// The unit an official acts for; the same as after the `@` of the actor.
    pub unit: Option<String>,
    /// The fields (lĩnh vực) an official is charged with; empty: every field.
    pub fields: Vec<String>,
    /// The number of a citizen who signed in with it.
    pub citizen_id: Option<String>,
    /// What an official is called, as their sign-in vouches for it: the name they sign by.
    pub name: Option<String>,
}

impl Caller {
    /// An official with these roles, who acts for `unit` and is charged with `fields`, or with
    /// every field when it is empty. The name is what acts are recorded under, such as
    /// `officer:an`.
    pub fn official(name: &str, unit: Option<&str>, roles: &[Role], fields: &[String]) -> Self {
        Self {
            actor: Actor::named(name, unit),
            kind: Kind::Official,
            roles: roles.to_vec(),
            unit: unit.map(str::to_owned),
            fields: fields.to_vec(),
            citizen_id: None,
            name: None,
        }
    }

    /// The same, whom the sign-in calls so.
    pub fn called(self, name: &str) -> Self {
        let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        Self { name, ..self }
    }

    /// A citizen who signed in; the number where the sign-in vouches for one.
    pub fn citizen(name: &str, citizen_id: Option<&str>) -> Self {
        Self {
            citizen_id: citizen_id.map(str::to_owned),
            ..Self::plain(Actor::from(name), Kind::Citizen)
        }
    }

    /// Somebody of whom nothing is known.
    pub fn anonymous(name: &str) -> Self {
        Self::plain(Actor::from(name), Kind::Anonymous)
    }

    /// A service on its own account.
    pub fn service(name: &str) -> Self {
        Self::plain(Actor::service(name), Kind::Service)
    }

    pub(crate) fn plain(actor: Actor, kind: Kind) -> Self {
        Self {
            kind,
            roles: Vec::new(),
            unit: actor.unit().map(str::to_owned),
            fields: Vec::new(),
            citizen_id: None,
            name: None,
            actor,
        }
    }

    /// Whoever asks by this name where names are believed: the word before the colon says as what.
    pub fn believed(actor: Actor) -> Self {
        use Role::*;
        let word = actor.as_str().split([':', '@']).next().unwrap_or_default();
        let (kind, roles): (Kind, &[Role]) = match word {
            "service" => (Kind::Service, &[]),
            "officer" => (Kind::Official, &[DeskOfficer, Specialist]),
            "head" => (
                Kind::Official,
                &[DeskOfficer, DeskHead, Specialist, AgencyHead],
            ),
            "admin" => (Kind::Official, &[ProcedureControl, Operator]),
            "control" => (Kind::Official, &[ProcedureControl]),
            "leader" => (Kind::Official, &[Leader]),
            "operator" => (Kind::Official, &[Operator]),
            "auditor" => (Kind::Official, &[Auditor]),
            "citizen" => (Kind::Citizen, &[]),
            _ => (Kind::Anonymous, &[]),
        };
        // There is nothing else to call them by.
        let whole = actor.as_str().split('@').next().unwrap_or_default();
        let name = whole.split_once(':').map(|(_, name)| name.to_owned());
        Self {
            roles: roles.to_vec(),
            name: name.filter(|_| kind == Kind::Official),
            ..Self::plain(actor, kind)
        }
    }

    /// Who sent a request.
    ///
    /// # Errors
    /// UNAUTHENTICATED when it did not come through the door of a service.
    pub fn of<T>(request: &Request<T>) -> Result<Self, Status> {
        let known = request.extensions().get::<Self>().cloned();
        known.ok_or_else(|| Status::unauthenticated("Không rõ ai đang yêu cầu."))
    }

    /// Whether the official has this role.
    pub fn may(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether the official has one of these roles.
    pub fn may_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.may(*role))
    }

    /// Whether the official is charged with this field.
    pub fn charged_with(&self, field: &str) -> bool {
        self.fields.is_empty() || self.fields.iter().any(|own| own == field)
    }

    /// Whether the official acts for this unit.
    pub fn acts_for(&self, unit: &str) -> bool {
        self.unit.as_deref() == Some(unit)
    }

    pub fn is_service(&self) -> bool {
        self.kind == Kind::Service
    }

    /// The name of the service that asks on its own account.
    pub fn service_name(&self) -> Option<&str> {
        let whole = self.actor.as_str();
        let name = whole.split('@').next().unwrap_or(whole);
        name.strip_prefix("service:").filter(|_| self.is_service())
    }

    pub(crate) fn to_wire(&self) -> wire::Caller {
        let kind = match self.kind {
            Kind::Service => wire::Kind::Service,
            Kind::Official => wire::Kind::Official,
            Kind::Citizen => wire::Kind::Citizen,
            Kind::Anonymous => wire::Kind::Anonymous,
        };
        wire::Caller {
            actor: self.actor.as_str().to_owned(),
            kind: kind.into(),
            roles: self.roles.iter().map(|role| number(*role).into()).collect(),
            unit: self.unit.clone().unwrap_or_default(),
            fields: self.fields.clone(),
            citizen_id: self.citizen_id.clone().unwrap_or_default(),
            name: self.name.clone().unwrap_or_default(),
        }
    }

    /// A caller as it was stated; none when the statement contradicts itself. Roles of a later
    /// contract are left out: what nobody here knows permits nothing.
    pub(crate) fn from_wire(stated: &wire::Caller) -> Option<Self> {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        let kind = match stated.kind() {
            wire::Kind::Service => Kind::Service,
            wire::Kind::Official => Kind::Official,
            wire::Kind::Citizen => Kind::Citizen,
            wire::Kind::Anonymous => Kind::Anonymous,
            wire::Kind::Unspecified => return None,
        };
        let actor = Actor::from(stated.actor.as_str());
        let unit = some(&stated.unit);
        let sound = actor.is_printable()
            && actor.unit() == unit.as_deref()
            && (kind == Kind::Official
                || stated.roles.is_empty() && stated.fields.is_empty() && stated.name.is_empty())
            && (kind == Kind::Citizen || stated.citizen_id.is_empty());
        sound.then(|| Self {
            actor,
            kind,
            roles: stated.roles().filter_map(role).collect(),
            unit,
            fields: stated.fields.clone(),
            citizen_id: some(&stated.citizen_id),
            name: some(&stated.name),
        })
    }
}

/// Says who, never which citizen: that number is personal data.
impl fmt::Debug for Caller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Caller")
            .field("actor", &self.actor)
            .field("kind", &self.kind)
            .field("roles", &self.roles)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}

fn number(role: Role) -> wire::Role {
    match role {
        Role::DeskOfficer => wire::Role::DeskOfficer,
        Role::DeskHead => wire::Role::DeskHead,
        Role::Specialist => wire::Role::Specialist,
        Role::AgencyHead => wire::Role::AgencyHead,
        Role::ProcedureControl => wire::Role::ProcedureControl,
        Role::Leader => wire::Role::Leader,
        Role::Operator => wire::Role::Operator,
        Role::Auditor => wire::Role::Auditor,
    }
}

fn role(stated: wire::Role) -> Option<Role> {
    Role::ALL.into_iter().find(|role| number(*role) == stated)
}
