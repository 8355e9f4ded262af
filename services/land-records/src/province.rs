//! What the registry knows of the province.

use anyhow::bail;
use catalogue::Catalogue;
use chassis::config;
use chrono::FixedOffset;
use kernel::UnitId;

pub struct Province {
    catalogue: Catalogue,
    account: &'static str,
}

impl Province {
    /// # Errors
    /// When the data cannot be read, or name no unit that keeps the register.
    pub fn load(settings: &config::Province, account: &'static str) -> anyhow::Result<Self> {
        let loaded = Catalogue::parse(&settings.files()?);
        for problem in &loaded.problems {
            tracing::warn!(%problem, "the province's data");
        }
        let catalogue = loaded.catalogue;
        if !catalogue.roles().any(|role| role.host == account) {
            bail!("roles.yaml names nobody whose host is {account}");
        }
        Ok(Self { catalogue, account })
    }

    pub fn zone(&self) -> FixedOffset {
        self.catalogue.province().zone
    }

    /// True of the units whose work this service does: they keep the register.
    pub fn keeps_register(&self, unit: &str) -> bool {
        let mut roles = self
            .catalogue
            .roles()
            .filter(|role| role.host == self.account);
        roles.any(|role| role.unit.may_lead_to(&UnitId::new(unit)))
    }

    /// The commune with its province, as an address ends; none for what is no commune.
    pub fn commune(&self, id: &UnitId) -> Option<String> {
        let unit = self.catalogue.unit(id).filter(|unit| unit.is_commune())?;
        Some(format!("{}, {}", unit.name, self.catalogue.province().name))
    }
}
