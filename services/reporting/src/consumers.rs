//! What this service reacts to: everything that moves a dossier in the tables.

use chassis::{Heard, Listen, Result};
use sqlx::PgConnection;

use crate::{store, wire};

/// Hears the desk, the routes and the agencies alike.
#[derive(Clone, Copy, Debug)]
pub struct Ear;

impl Listen for Ear {
    /// A batch of facts is kept at once.
    async fn hear(&self, tx: &mut PgConnection, facts: &[Heard]) -> Result<()> {
        let told: Vec<_> = facts
            .iter()
            .filter_map(|heard| wire::told(heard).transpose())
            .collect();
        let told = told.into_iter().collect::<Result<Vec<_>>>()?;
        if !told.is_empty() {
            store::hear(tx, told).await?;
        }
        Ok(())
    }
}
