//! Who acts: an officer through the portal, or a service on its own account.

use std::fmt;

use tonic::metadata::MetadataMap;

use crate::{Error, Result};

/// The gRPC metadata key that carries the acting person.
pub const METADATA_KEY: &str = "motcua-actor";

/// Whoever an act is recorded under, such as `officer:an@org:mc-21028` or `service:routing`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor(String);

impl Actor {
    pub fn service(name: &str) -> Self {
        Self(format!("service:{name}"))
    }

    /// The acting person of a request; anonymous when the request names none.
    ///
    /// # Errors
    /// When the name is longer than 120 characters.
    pub fn of(metadata: &MetadataMap) -> Result<Self> {
        let named = metadata
            .get(METADATA_KEY)
            .and_then(|value| value.to_str().ok());
        match named {
            Some(name) if name.len() > 120 => Err(Error::field(
                METADATA_KEY,
                "Tên người thực hiện dài quá 120 ký tự.",
            )),
            Some(name) if !name.is_empty() => Ok(Self(name.to_owned())),
            _ => Ok(Self("anonymous".to_owned())),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The unit the person acts for, when the name says so after an `@`.
    pub fn unit(&self) -> Option<&str> {
        self.0.split_once('@').map(|(_, unit)| unit)
    }
}

impl From<&str> for Actor {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
