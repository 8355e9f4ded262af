//! Who is who in a province of one machine: keys made at its start, known to nobody outside it.

use std::collections::BTreeMap;

use chassis::{
    Asker, NewKeys,
    config::{Check, Identity, Overrides},
};

use crate::world::SERVICES;

/// Who may speak for people.
const PORTAL: &str = "portal";

/// A pair of keys for every service, run here or not.
#[derive(Clone)]
pub(crate) struct Keys(BTreeMap<&'static str, NewKeys>);

impl Keys {
    /// # Errors
    /// When the machine has no randomness to give.
    pub fn make() -> anyhow::Result<Self> {
        let pairs = SERVICES
            .into_iter()
            .map(|name| Ok((name, NewKeys::make()?)));
        Ok(Self(pairs.collect::<anyhow::Result<_>>()?))
    }

    /// What a service is told of itself and of the others.
    pub fn settings(&self, service: &str) -> Overrides {
        let mut set = Overrides::from([("identity.check".to_owned(), "signed".to_owned())]);
        if let Some(own) = self.0.get(service) {
            set.insert("identity.key".to_owned(), own.secret.clone());
        }
        if service != PORTAL {
            set.insert("identity.speaks_for_people".to_owned(), PORTAL.to_owned());
            for (name, keys) in &self.0 {
                let key = format!("identity.trusted.{}", name.replace('-', "_"));
                set.insert(key, keys.public.clone());
            }
        }
        set
    }

    /// One who asks as that service does; as the portal where there is no such service.
    ///
    /// # Errors
    /// When its key cannot be read, which it can.
    pub fn asker(&self, service: &str) -> anyhow::Result<Asker> {
        let known = self.0.keys().find(|name| **name == service);
        let name = known.copied().unwrap_or(PORTAL);
        let own = self.0.get(name).map(|keys| keys.secret.clone());
        let settings = Identity {
            check: Check::Signed,
            key: own.unwrap_or_default(),
            speaks_for_people: String::new(),
            trusted: BTreeMap::new(),
        };
        Asker::new(name, &settings)
    }
}
