//! The names of units and procedures, kept for a minute: every page needs them, they change a few times a year.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use proto::routing::v1::{ListProceduresRequest, ListUnitsRequest, ProcedureSummary, Unit};
use tokio::sync::RwLock;

use crate::{failure::Failure, services::Speaker};

const KEPT: Duration = Duration::from_secs(60);

/// What routing's directories hold today.
#[derive(Debug, Default)]
pub struct Names {
    pub units: Vec<Unit>,
    pub procedures: Vec<ProcedureSummary>,
    by_id: HashMap<String, usize>,
}

impl Names {
    pub fn new(units: Vec<Unit>, procedures: Vec<ProcedureSummary>) -> Self {
        let by_id = units
            .iter()
            .enumerate()
            .map(|(at, unit)| (unit.id.clone(), at))
            .collect();
        Self {
            units,
            procedures,
            by_id,
        }
    }

    pub fn get(&self, id: &str) -> Option<&Unit> {
        self.by_id.get(id).map(|at| &self.units[*at])
    }

    /// The unit's name; its id when the directory does not know it.
    pub fn unit(&self, id: &str) -> String {
        match id {
            "" => "—".to_owned(),
            "citizen" => "Người nộp hồ sơ".to_owned(),
            id => self
                .get(id)
                .map_or_else(|| id.to_owned(), |unit| unit.name.clone()),
        }
    }

    pub fn procedure(&self, code: &str) -> Option<&ProcedureSummary> {
        self.procedures
            .iter()
            .find(|procedure| procedure.code == code)
    }

    /// The procedure's name; its code when the directory does not know it.
    pub fn procedure_name(&self, code: &str) -> String {
        self.procedure(code)
            .map_or_else(|| code.to_owned(), |known| known.name.clone())
    }

    /// The one-stop centres (bộ phận một cửa).
    pub fn centres(&self) -> Vec<&Unit> {
        self.sorted(|unit| unit.kind.starts_with("ttpvhcc"))
    }

    /// The communes: where land lies, where people live.
    pub fn communes(&self) -> Vec<&Unit> {
        self.sorted(|unit| matches!(unit.kind.as_str(), "xa" | "phuong" | "dac_khu"))
    }

    /// Bodies that work on dossiers: everything that is neither a territory nor a centre.
    pub fn agencies(&self) -> Vec<&Unit> {
        self.sorted(|unit| unit.id.starts_with("org:") && !unit.kind.starts_with("ttpvhcc"))
    }

    fn sorted(&self, keep: impl Fn(&Unit) -> bool) -> Vec<&Unit> {
        let mut kept: Vec<&Unit> = self.units.iter().filter(|unit| keep(unit)).collect();
        // Province first, then by name without diacritics.
        kept.sort_by_cached_key(|unit| {
            (
                !unit.kind.ends_with("_tinh"),
                crate::format::folded(&unit.name),
            )
        });
        kept
    }
}

#[derive(Debug, Default)]
pub struct Directory {
    kept: RwLock<Option<(Instant, Arc<Names>)>>,
}

impl Directory {
    /// The names, at most a minute old; older ones when routing does not answer.
    ///
    /// # Errors
    /// When routing does not answer and nothing was ever heard from it.
    pub async fn names(&self, ask: &Speaker) -> Result<Arc<Names>, Failure> {
        let kept = self.kept.read().await.clone();
        if let Some((at, names)) = &kept
            && at.elapsed() < KEPT
        {
            return Ok(names.clone());
        }
        match (Self::asked(ask).await, kept) {
            (Ok(names), _) => {
                let names = Arc::new(names);
                *self.kept.write().await = Some((Instant::now(), names.clone()));
                Ok(names)
            }
            (Err(_), Some((_, names))) => Ok(names),
            (Err(failure), None) => Err(failure),
        }
    }

    async fn asked(ask: &Speaker) -> Result<Names, Failure> {
        let (mut one, mut two) = (ask.routing(), ask.routing());
        let (units, procedures) = tokio::try_join!(
            one.list_units(ListUnitsRequest::default()),
            two.list_procedures(ListProceduresRequest::default()),
        )?;
        Ok(Names::new(
            units.into_inner().units,
            procedures.into_inner().procedures,
        ))
    }
}
