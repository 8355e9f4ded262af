use std::sync::Arc;

use agency_domain::Offer;
use anyhow::bail;
use catalogue::{Catalogue, Procedure};
use chassis::config;
use chrono::{FixedOffset, NaiveDate};
use kernel::working_time::Calendar;

use crate::By;

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

    /// The case's procedure, where the data say.
    pub(crate) fn procedure(&self, offer: &Offer) -> Option<&Procedure> {
        let version = offer.procedure_version.parse::<NaiveDate>().ok()?;
        self.catalogue.procedure_version(&offer.procedure, version)
    }

    /// Whether somebody charged with these fields is charged with the case; with none named, with
    /// every one.
    pub(crate) fn charged(&self, fields: &[String], offer: &Offer) -> bool {
        let procedure = || self.procedure(offer);
        fields.is_empty() || procedure().is_some_and(|found| fields.contains(&found.field))
    }

    /// Whether somebody is charged with one of these procedures, for what belongs to no case.
    pub fn charged_with(&self, by: &By, codes: &[&str]) -> bool {
        let mut procedures = self.catalogue.procedures().iter();
        by.fields.is_empty()
            || procedures.any(|procedure| {
                codes.contains(&procedure.code.as_str()) && by.fields.contains(&procedure.field)
            })
    }

    /// The codes of the procedures somebody is charged with; none: every one.
    pub fn procedures_of(&self, by: &By) -> Option<Vec<String>> {
        self.procedures(&by.fields, "")
    }

    /// The codes of the procedures of these fields whose code or name has `text` in it; none when
    /// nothing is asked for, which leaves no procedure out.
    pub(crate) fn procedures(&self, fields: &[String], text: &str) -> Option<Vec<String>> {
        if fields.is_empty() && text.is_empty() {
            return None;
        }
        let text = text.to_lowercase();
        let mut codes: Vec<String> = (self.catalogue.procedures().iter())
            .filter(|procedure| fields.is_empty() || fields.contains(&procedure.field))
            .filter(|procedure| {
                procedure.code.contains(&text) || procedure.name.to_lowercase().contains(&text)
            })
            .map(|procedure| procedure.code.clone())
            .collect();
        codes.dedup();
        Some(codes)
    }

    pub(crate) fn calendar(&self) -> Arc<Calendar> {
        self.calendar.clone()
    }

    /// The keys of the papers of the case's procedure; none where the data do not say.
    pub(crate) fn components(&self, offer: &Offer) -> Option<Vec<String>> {
        let procedure = self.procedure(offer)?;
        let keys = procedure.components.iter().map(|paper| paper.key.clone());
        Some(keys.collect::<Vec<_>>()).filter(|keys| !keys.is_empty())
    }
}
