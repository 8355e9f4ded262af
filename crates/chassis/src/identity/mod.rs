//! Who a service is, whom it believes, and how it says for whom it asks.

mod keys;
mod statement;
#[cfg(test)]
mod tests;

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context as _, bail};
use ring::signature::Ed25519KeyPair;

use crate::{Caller, config};

pub use keys::NewKeys;
pub(crate) use statement::{Unbelieved, stated};

/// How many statements are remembered, of those said and of those heard.
const REMEMBERED: usize = 4096;

/// To whom, and who asks with which evidence.
type Saying = (String, Vec<u8>);

/// Who a service is and whom it believes.
pub(crate) struct Identity {
    name: &'static str,
    names_believed: bool,
    own: Option<Ed25519KeyPair>,
    /// Public keys, by the service that has the secret one.
    trusted: HashMap<String, [u8; 32]>,
    speaks_for_people: Vec<String>,
    said: Mutex<Remembered<Saying, Vec<u8>>>,
    heard: Mutex<Remembered<Vec<u8>, Caller>>,
}

impl Identity {
    /// # Errors
    /// When a key cannot be read, or statements are checked and nobody is trusted to make one;
    /// the message names the setting and the remedy.
    pub fn new(name: &'static str, settings: &config::Identity) -> anyhow::Result<Self> {
        let identity = Self::asking(name, settings)?;
        if !identity.names_believed && identity.trusted.is_empty() {
            bail!(
                "identity.trusted of {name} names nobody, so that nobody could ask it anything: give \
                 it the public key of each service that calls, such as MOTCUA__IDENTITY__TRUSTED__PORTAL \
                 (`motcua keys` makes a pair); identity.check = \"names\" believes any name and is for tests alone"
            );
        }
        Ok(identity)
    }

    /// The identity of one who only asks.
    ///
    /// # Errors
    /// When a key cannot be read.
    pub fn asking(name: &'static str, settings: &config::Identity) -> anyhow::Result<Self> {
        let own = match settings.key.trim() {
            "" => None,
            text => Some(keys::secret(text).with_context(|| format!("identity.key of {name}"))?),
        };
        let mut trusted = HashMap::new();
        for (who, text) in &settings.trusted {
            if !text.trim().is_empty() {
                let key = keys::public(text)
                    .with_context(|| format!("identity.trusted.{who} of {name}"))?;
                trusted.insert(who.replace('_', "-"), key);
            }
        }
        let listed = settings.speaks_for_people.split(',').map(str::trim);
        Ok(Self {
            name,
            names_believed: settings.check == config::Check::Names,
            own,
            trusted,
            speaks_for_people: listed
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
            said: Mutex::default(),
            heard: Mutex::default(),
        })
    }

    /// Whether whoever names themselves is believed.
    pub fn believes_names(&self) -> bool {
        self.names_believed
    }

    /// # Errors
    /// When statements are to be signed and there is no key to sign with.
    pub fn must_sign(&self) -> anyhow::Result<()> {
        if self.own.is_none() && !self.names_believed {
            bail!(
                "identity.key of {0} is empty, and {0} asks other services: give it the secret key of \
                 a new pair (`motcua keys` makes one), and the public one to those it asks",
                self.name
            );
        }
        Ok(())
    }
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// What need not be computed again until it expires.
struct Remembered<K, V>(HashMap<K, (V, i64)>);

impl<K, V> Default for Remembered<K, V> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: std::hash::Hash + Eq, V: Clone> Remembered<K, V> {
    fn get<Q>(&self, key: &Q, now: i64) -> Option<V>
    where
        K: std::borrow::Borrow<Q>,
        Q: std::hash::Hash + Eq + ?Sized,
    {
        let (value, until) = self.0.get(key)?;
        (now < *until).then(|| value.clone())
    }

    fn put(&mut self, key: K, value: V, until: i64, now: i64) {
        if self.0.len() >= REMEMBERED {
            self.0.retain(|_, (_, until)| now < *until);
        }
        // A flood is not remembered; it is only verified each time.
        if self.0.len() < REMEMBERED {
            self.0.insert(key, (value, until));
        }
    }
}

/// A memory is whole whoever panicked beside it.
fn lock<T>(memory: &Mutex<T>) -> MutexGuard<'_, T> {
    memory.lock().unwrap_or_else(PoisonError::into_inner)
}
