//! Who may call what, one line a method; what no line names, nobody may.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::Role;
use prost::Message as _;
use prost_types::FileDescriptorSet;

use crate::{Caller, caller::Kind};

/// Every role there is.
pub const ANY_ROLE: &[Role] = &Role::ALL;

/// The permits of one gRPC service.
#[derive(Clone, Copy, Debug)]
pub struct Permits {
    /// Its full name, such as `motcua.intake.v1.IntakeService`.
    pub service: &'static str,
    /// Each method, with who may call it.
    pub methods: &'static [(&'static str, Permit)],
}

/// Who may call a method.
#[derive(Clone, Copy, Debug)]
pub struct Permit {
    roles: &'static [Role],
    services: &'static [&'static str],
    citizens: bool,
    public: bool,
}

/// Officials with one of these roles.
pub const fn officials(roles: &'static [Role]) -> Permit {
    Permit {
        roles,
        services: &[],
        citizens: false,
        public: false,
    }
}

/// These services on their own account, and nobody else yet.
pub const fn services(names: &'static [&'static str]) -> Permit {
    officials(&[]).services(names)
}

impl Permit {
    /// And these services, on their own account.
    pub const fn services(self, services: &'static [&'static str]) -> Self {
        Self { services, ..self }
    }

    /// And everybody else: citizens who signed in, and those of whom nothing is known.
    pub const fn citizens(self) -> Self {
        Self {
            citizens: true,
            public: true,
            ..self
        }
    }

    /// And citizens who signed in.
    pub const fn signed_in(self) -> Self {
        Self {
            citizens: true,
            ..self
        }
    }

    /// Whether the caller may call the method; whether also for this unit, this dossier, is
    /// decided where the data are.
    pub fn allows(&self, caller: &Caller) -> bool {
        match caller.kind {
            Kind::Service => caller
                .service_name()
                .is_some_and(|name| self.services.contains(&name)),
            Kind::Official => caller.may_any(self.roles),
            Kind::Citizen => self.citizens,
            Kind::Anonymous => self.public,
        }
    }
}

/// The permits of every gRPC service that one process answers, by path.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table(HashMap<String, Permit>);

impl Table {
    pub fn add(&mut self, all: &[Permits]) {
        for permits in all {
            for (method, permit) in permits.methods {
                self.0
                    .insert(format!("/{}/{method}", permits.service), *permit);
            }
        }
    }

    pub fn allows(&self, path: &str, caller: &Caller) -> bool {
        self.0.get(path).is_some_and(|permit| permit.allows(caller))
    }
}

/// Every method of the contract, by service.
///
/// # Panics
/// When the contract's own description cannot be read.
pub fn contract() -> BTreeMap<String, BTreeSet<String>> {
    let contract = FileDescriptorSet::decode(proto::DESCRIPTOR).expect("the contract as compiled");
    let mut offered = BTreeMap::new();
    for file in &contract.file {
        for service in &file.service {
            let methods = service.method.iter();
            let methods = methods.map(|method| method.name().to_owned()).collect();
            offered.insert(format!("{}.{}", file.package(), service.name()), methods);
        }
    }
    offered
}

/// What a table of permits leaves out of the contract, or has beyond it: for the test of each
/// service, so that a new method is thought about before it is refused.
///
/// # Panics
/// When the contract's own description cannot be read.
pub fn unlisted(all: &[Permits]) -> Vec<String> {
    let offered = contract();
    let mut differences = Vec::new();
    for permits in all {
        let none = BTreeSet::new();
        let offered = offered.get(permits.service).unwrap_or(&none);
        let listed: BTreeSet<String> = permits
            .methods
            .iter()
            .map(|(method, _)| (*method).to_owned())
            .collect();
        let missing = offered.difference(&listed);
        differences
            .extend(missing.map(|method| format!("{}/{method}: no permit", permits.service)));
        let beyond = listed.difference(offered);
        differences.extend(beyond.map(|method| format!("{}/{method}: no method", permits.service)));
    }
    differences
}
