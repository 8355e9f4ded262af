//! What the registry knows of the province.

use std::sync::Arc;

use anyhow::bail;
use chassis::config;
use chrono::FixedOffset;
use kernel::UnitId;

pub struct Province {
    common: Arc<agency::Province>,
    account: &'static str,
}

impl Province {
    /// # Errors
    /// When the data cannot be read, or name no unit that keeps the register.
    pub fn load(settings: &config::Province, account: &'static str) -> anyhow::Result<Self> {
        let common = Arc::new(agency::Province::load(settings)?);
        if !common.catalogue().roles().any(|role| role.host == account) {
            bail!("roles.yaml names nobody whose host is {account}");
        }
        Ok(Self { common, account })
    }

    /// What every agency knows of it.
    pub fn common(&self) -> &Arc<agency::Province> {
        &self.common
    }

    pub fn zone(&self) -> FixedOffset {
        self.common.zone()
    }

    /// True of the units whose work this service does: they keep the register.
    pub fn keeps_register(&self, unit: &str) -> bool {
        let mut roles = self
            .common
            .catalogue()
            .roles()
            .filter(|role| role.host == self.account);
        roles.any(|role| role.unit.may_lead_to(&UnitId::new(unit)))
    }

    /// The commune with its province, as an address ends; none for what is no commune.
    pub fn commune(&self, id: &UnitId) -> Option<String> {
        let unit = self
            .common
            .catalogue()
            .unit(id)
            .filter(|unit| unit.is_commune())?;
        Some(format!(
            "{}, {}",
            unit.name,
            self.common.catalogue().province().name
        ))
    }
}
