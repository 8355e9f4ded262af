use std::sync::Arc;

use agency_domain::Offer;
use anyhow::bail;
use catalogue::Catalogue;
use chassis::config;
use chrono::{FixedOffset, NaiveDate};
use kernel::working_time::Calendar;

/// What an agency knows of the province: its civil time, its calendar, its procedures.
#[derive(Clone, Debug)]
pub struct Province {
    catalogue: Arc<Catalogue>,
    calendar: Arc<Calendar>,
}

impl Province {
    /// Reads the province's data. What is wrong with a procedure is only warned of: the dossiers
    /// of all others go on.
    ///
    /// # Errors
    /// When the files cannot be read, or do not say which civil time the province lives by.
    pub fn load(settings: &config::Province) -> anyhow::Result<Self> {
        const OWN: &str = "province.yaml";
        let loaded = Catalogue::parse(&settings.files()?);
        for problem in &loaded.problems {
            if problem.file == OWN {
                bail!("{problem}");
            }
            tracing::warn!(%problem, "the province's data");
        }
        let calendar = Arc::new(loaded.catalogue.calendar().clone());
        Ok(Self {
            catalogue: Arc::new(loaded.catalogue),
            calendar,
        })
    }

    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    pub fn zone(&self) -> FixedOffset {
        self.catalogue.province().zone
    }

    pub(crate) fn calendar(&self) -> Arc<Calendar> {
        self.calendar.clone()
    }

    /// The keys of the papers of the case's procedure; none where the data do not say.
    pub(crate) fn components(&self, offer: &Offer) -> Option<Vec<String>> {
        let version = offer.procedure_version.parse::<NaiveDate>().ok()?;
        let procedure = self
            .catalogue
            .procedure_version(&offer.procedure, version)?;
        let keys = procedure.components.iter().map(|paper| paper.key.clone());
        Some(keys.collect::<Vec<_>>()).filter(|keys| !keys.is_empty())
    }
}
