//! Who asks, as far as a case is concerned.

use agency_domain::Officer;
use chassis::{Actor, Caller, Error, Result};
use tonic::Request;

use crate::custody;

/// Somebody of a unit, charged with some fields of administration.
pub struct By {
    pub actor: Actor,
    pub(crate) officer: Officer,
    /// Empty: every field.
    pub fields: Vec<String>,
}

impl By {
    /// # Errors
    /// Whoever names no unit learns that there is no such case.
    pub fn of<T>(request: &Request<T>) -> Result<Self> {
        let caller = Caller::of(request).map_err(|status| Error::fault(anyhow::anyhow!(status)))?;
        // With the statement they came with, to ask other services in their name.
        let actor = Actor::of(request.metadata())?;
        Ok(Self {
            officer: custody::officer(&actor)?,
            actor,
            fields: caller.fields,
        })
    }

    /// The unit they act for.
    pub fn unit(&self) -> &str {
        self.officer.unit.as_str()
    }

    /// The name acts are recorded under.
    pub fn name(&self) -> &str {
        self.actor.as_str()
    }
}
