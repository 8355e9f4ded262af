//! The names of units and procedures, kept for a minute: every page needs them, they change a few times a year.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use proto::routing::v1::{
    GetProcedureRequest, GetProcedureResponse, ListProceduresRequest, ListUnitsRequest,
    ProcedureSummary, Unit,
};
use tokio::sync::RwLock;

use crate::{failure::Failure, services::Speaker};

const KEPT: Duration = Duration::from_secs(60);

/// What routing's directories hold today.
#[derive(Debug, Default)]
pub struct Names {
    pub units: Vec<Unit>,
    pub procedures: Vec<ProcedureSummary>,
    by_id: HashMap<String, usize>,
    /// The names of units that are no more, by id.
    former: HashMap<String, String>,
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
            former: HashMap::new(),
        }
    }

    /// With the units that are no more: what they did is still told under their names.
    pub fn with_former(mut self, former: Vec<Unit>) -> Self {
        let named = former.into_iter().map(|unit| (unit.id, unit.name));
        self.former = named.collect();
        self
    }

    pub fn get(&self, id: &str) -> Option<&Unit> {
        self.by_id.get(id).map(|at| &self.units[*at])
    }

    /// The unit's name, be it of today or no more; its id when the directory does not know it.
    pub fn unit(&self, id: &str) -> String {
        match id {
            "" => "—".to_owned(),
            "citizen" => "Người nộp hồ sơ".to_owned(),
            id => match self.get(id).map(|unit| &unit.name) {
                Some(name) => name.clone(),
                None => self.former.get(id).map_or(id, String::as_str).to_owned(),
            },
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
    names: RwLock<Option<Dated<Names>>>,
    /// By code, in the version in force.
    procedures: RwLock<HashMap<String, Dated<GetProcedureResponse>>>,
}

/// Something heard from routing, and when.
type Dated<T> = (Instant, Arc<T>);

fn fresh<T>(kept: Option<&Dated<T>>) -> Option<Arc<T>> {
    kept.filter(|(at, _)| at.elapsed() < KEPT)
        .map(|(_, heard)| heard.clone())
}

/// What was heard now; what was heard before when there is no answer, so that a form can be
/// shown again with all that was typed while routing is away.
fn heard_or_kept<T>(heard: Result<T, Failure>, kept: Option<Dated<T>>) -> Result<Arc<T>, Failure> {
    match (heard, kept) {
        (Err(Failure::Unavailable | Failure::Fault), Some((_, kept))) => Ok(kept),
        (heard, _) => heard.map(Arc::new),
    }
}

impl Directory {
    /// The names, at most a minute old; older ones when routing does not answer.
    ///
    /// # Errors
    /// When routing does not answer and nothing was ever heard from it.
    pub async fn names(&self, ask: &Speaker) -> Result<Arc<Names>, Failure> {
        let kept = self.names.read().await.clone();
        if let Some(names) = fresh(kept.as_ref()) {
            return Ok(names);
        }
        let heard = Self::asked(ask).await;
        let new = heard.is_ok();
        let names = heard_or_kept(heard, kept)?;
        if new {
            *self.names.write().await = Some((Instant::now(), names.clone()));
        }
        Ok(names)
    }

    /// A procedure in the version in force, at most a minute old; an older one when routing
    /// does not answer.
    ///
    /// # Errors
    /// When there is no such procedure; when routing does not answer and never told of it.
    pub async fn procedure(
        &self,
        ask: &Speaker,
        code: &str,
    ) -> Result<Arc<GetProcedureResponse>, Failure> {
        let kept = self.procedures.read().await.get(code).cloned();
        if let Some(procedure) = fresh(kept.as_ref()) {
            return Ok(procedure);
        }
        let request = GetProcedureRequest {
            code: code.to_owned(),
            version: String::new(),
        };
        let heard = ask.routing().get_procedure(request).await;
        let new = heard.is_ok();
        let heard = heard
            .map(tonic::Response::into_inner)
            .map_err(Failure::from);
        let procedure = heard_or_kept(heard, kept)?;
        // Only what exists is kept, so the map is never larger than the catalogue.
        if new {
            let dated = (Instant::now(), procedure.clone());
            self.procedures.write().await.insert(code.to_owned(), dated);
        }
        Ok(procedure)
    }

    async fn asked(ask: &Speaker) -> Result<Names, Failure> {
        let (mut one, mut two, mut three) = (ask.routing(), ask.routing(), ask.routing());
        let former = ListUnitsRequest {
            former: true,
            ..Default::default()
        };
        let (units, former, procedures) = tokio::try_join!(
            one.list_units(ListUnitsRequest::default()),
            two.list_units(former),
            three.list_procedures(ListProceduresRequest::default()),
        )?;
        let names = Names::new(units.into_inner().units, procedures.into_inner().procedures);
        Ok(names.with_former(former.into_inner().units))
    }

    /// A directory that heard this a moment ago.
    pub fn told(names: Names, procedure: GetProcedureResponse) -> Self {
        let code = procedure.summary.clone().unwrap_or_default().code;
        Self {
            names: RwLock::new(Some((Instant::now(), Arc::new(names)))),
            procedures: RwLock::new([(code, (Instant::now(), Arc::new(procedure)))].into()),
        }
    }
}
