//! Whom an act is recorded under: a person, or a service on its own account.

use std::{fmt, sync::Arc};

use tonic::metadata::MetadataMap;

use crate::{Error, Result};

/// The gRPC metadata key that carries the acting person's name. The door of a service writes it
/// anew from what it verified.
pub const METADATA_KEY: &str = "motcua-actor";

/// The gRPC metadata key that carries the signed statement of who asks.
pub const STATEMENT_KEY: &str = "motcua-statement-bin";

/// The longest name of an actor.
const LONGEST: usize = 120;

/// Whoever an act is recorded under, such as `officer:an@org:mc-21028` or `service:routing`.
#[derive(Clone)]
pub struct Actor {
    name: String,
    /// The statement they were made known by, to ask other services in their name.
    evidence: Option<Arc<[u8]>>,
}

impl Actor {
    pub fn service(name: &str) -> Self {
        Self::from(format!("service:{name}").as_str())
    }

    /// Somebody, at the unit they act for.
    pub fn named(name: &str, unit: Option<&str>) -> Self {
        match unit {
            Some(unit) => Self::from(format!("{name}@{unit}").as_str()),
            None => Self::from(name),
        }
    }

    /// The acting person of a request; anonymous when the request names none.
    ///
    /// # Errors
    /// When the name is longer than 120 characters.
    pub fn of(metadata: &MetadataMap) -> Result<Self> {
        let named = metadata
            .get(METADATA_KEY)
            .and_then(|value| value.to_str().ok());
        let name = match named {
            Some(name) if name.len() > LONGEST => {
                return Err(Error::field(
                    METADATA_KEY,
                    "Tên người thực hiện dài quá 120 ký tự.",
                ));
            }
            Some(name) if !name.is_empty() => name,
            _ => "anonymous",
        };
        let statement = metadata.get_bin(STATEMENT_KEY);
        let evidence = statement.and_then(|value| value.to_bytes().ok());
        Ok(Self {
            name: name.to_owned(),
            evidence: evidence.map(|bytes| Arc::from(bytes.as_ref())),
        })
    }

    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// The unit the person acts for, when the name says so after an `@`.
    pub fn unit(&self) -> Option<&str> {
        self.name.split_once('@').map(|(_, unit)| unit)
    }

    pub(crate) fn evidence(&self) -> Option<&[u8]> {
        self.evidence.as_deref()
    }

    /// Whether the name can be carried and written down as it is.
    pub(crate) fn is_printable(&self) -> bool {
        let plain = |c: char| c.is_ascii_graphic();
        !self.name.is_empty() && self.name.len() <= LONGEST && self.name.chars().all(plain)
    }
}

impl PartialEq for Actor {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Actor {}

impl From<&str> for Actor {
    fn from(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            evidence: None,
        }
    }
}

impl fmt::Debug for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Actor").field(&self.name).finish()
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}
