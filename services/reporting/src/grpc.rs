//! What can be asked of this service.

use std::sync::Arc;

use catalogue::Catalogue;
use chassis::{Caller, Chassis, Error, Result, wire::timestamp};
use kernel::{Instant, UnitId};
use proto::reporting::v1::{
    GetDelaysRequest, GetDelaysResponse, GetOverviewRequest, GetOverviewResponse,
    GetProgressRequest, GetProgressResponse, GetPublicFiguresRequest, GetPublicFiguresResponse,
    GetTilesRequest, GetTilesResponse, ListBreachesRequest, ListBreachesResponse,
    ListDossiersRequest, ListDossiersResponse, reporting_service_server::ReportingService,
};
use reporting_domain::{DelayKey, Figures, GroupBy, Period};
use tonic::{Request, Response, Status};

use crate::{
    config,
    permits::EVERYWHERE,
    public::Board,
    store::{self, Broken, Scope},
    units, wire,
};

#[derive(Clone)]
pub struct Reports {
    pub chassis: Chassis,
    pub catalogue: Arc<Catalogue>,
    pub judged: config::Overview,
    pub public: config::Public,
    pub board: Arc<Board>,
}

impl Reports {
    pub(crate) fn period(&self, from: &str, to: &str) -> Result<Period> {
        Period::parse(from, to, self.catalogue.province().zone).map_err(wire::bad_query)
    }

    /// The day of a moment.
    pub(crate) fn today(&self, as_of: Instant) -> Result<Period> {
        let zone = self.catalogue.province().zone;
        let day = as_of.with_timezone(&zone).date_naive();
        Period::new(day, day, zone).map_err(wire::bad_query)
    }

    /// The part of the province that is asked about.
    pub(crate) fn scope(&self, unit: &str, field: &str) -> Result<Scope> {
        Ok(Scope {
            units: units::meant(&self.catalogue, "unit", unit)?,
            field: one(field).map(str::to_owned),
        })
    }

    /// The unit a caller asks about, given the one they name. Who watches over the province may
    /// name any or none; a head sees their own, with what is under its commune.
    ///
    /// # Errors
    /// When a head names another's: it is as if there were none.
    pub(crate) fn within(&self, caller: &Caller, asked: &str) -> Result<String> {
        if caller.may_any(EVERYWHERE) {
            return Ok(asked.to_owned());
        }
        let own = units::house(&self.catalogue, caller.unit.as_deref().unwrap_or_default());
        let meant = units::meant(&self.catalogue, "unit", asked)?;
        let mine = units::meant(&self.catalogue, "unit", &own)?.unwrap_or_default();
        match meant {
            _ if mine.is_empty() => Err(units::none("unit", asked)),
            None => Ok(own),
            Some(units) if units.iter().all(|unit| mine.contains(unit)) => Ok(asked.to_owned()),
            Some(_) => Err(units::none("unit", asked)),
        }
    }

    /// Working minutes between two moments; none where the calendar ends.
    pub(crate) fn worked(&self, from: Instant, to: Instant) -> u64 {
        let minutes = self.catalogue.calendar().spent(from, to);
        minutes.map_or(0, |minutes| minutes.get().into())
    }

    /// What people call a unit that is late. None is named when nobody exceeded a norm, and the
    /// norms together do not fit the term.
    pub(crate) fn late(&self, unit: &str) -> String {
        match unit {
            "" => "Không đơn vị nào (tổng định mức các bước dài hơn thời hạn)".to_owned(),
            unit => self.name(unit, GroupBy::Unit),
        }
    }

    /// What people call a group; its key when the province's data has no name for it.
    fn name(&self, key: &str, group_by: GroupBy) -> String {
        let known = match group_by {
            GroupBy::Unit => self
                .catalogue
                .unit(&UnitId::new(key))
                .map(|unit| &unit.name),
            GroupBy::Field => return self.catalogue.field_name(key).to_owned(),
            // The latest version's.
            GroupBy::Procedure => {
                let mut versions = self.catalogue.procedures().iter();
                versions
                    .rfind(|known| known.code == key)
                    .map(|known| &known.name)
            }
        };
        known.map_or_else(|| key.to_owned(), Clone::clone)
    }
}

#[tonic::async_trait]
impl ReportingService for Reports {
    async fn get_progress(
        &self,
        request: Request<GetProgressRequest>,
    ) -> Result<Response<GetProgressResponse>, Status> {
        let caller = Caller::of(&request)?;
        let request = request.into_inner();
        let period = self.period(&request.from, &request.to)?;
        let group_by = wire::group_by(request.group_by)?;
        let scope = self.scope(&self.within(&caller, "")?, "")?;
        let as_of = self.chassis.clock.now();
        let table = store::progress(&self.chassis.db, &period, as_of, group_by, &scope)
            .await
            .map_err(Error::from)?;
        let row = |(key, counts): (String, _)| {
            let name = self.name(&key, group_by);
            wire::progress_row(key, name, &counts)
        };
        Ok(Response::new(GetProgressResponse {
            rows: table.groups.into_iter().map(row).collect(),
            total: Some(wire::progress_row(
                String::new(),
                "Tổng số".to_owned(),
                &table.total,
            )),
            as_of: Some(timestamp(as_of)),
        }))
    }

    async fn list_dossiers(
        &self,
        request: Request<ListDossiersRequest>,
    ) -> Result<Response<ListDossiersResponse>, Status> {
        let caller = Caller::of(&request)?;
        let mut request = request.into_inner();
        // Who holds a dossier sees it, whoever received it; who received it, whoever holds it.
        let holds = !request.holder.is_empty() && self.within(&caller, &request.holder).is_ok();
        if !holds {
            request.unit = self.within(&caller, &request.unit)?;
        }
        let period = self.period(&request.from, &request.to)?;
        let group = match request.key.as_str() {
            "" => None,
            key => Some((wire::group_by(request.group_by)?, key)),
        };
        let size = wire::page_size(request.page_size)?;
        // One more is asked for than is shown: there is another page when it comes.
        let most = size.map_or(i64::MAX, |size| i64::from(size) + 1);
        let asked = store::Asked {
            figure: request.column.parse().map_err(wire::bad_query)?,
            group,
            scope: self.scope(&request.unit, &request.field)?,
            holders: units::meant(&self.catalogue, "holder", &request.holder)?,
            task: one(&request.task),
            order: wire::order(request.order),
            after: wire::cursor(&request.page_token)?,
            most,
        };
        let as_of = self.chassis.clock.now();
        let mut behind = store::behind(&self.chassis.db, &period, as_of, asked)
            .await
            .map_err(Error::from)?;
        let total = behind.first().map_or(0, |first| first.total);
        let mut next_page_token = String::new();
        let shown = size.and_then(|size| usize::try_from(size).ok());
        if let Some(shown) = shown.filter(|shown| behind.len() > *shown) {
            behind.truncate(shown);
            let last = behind.last().map(|last| store::Cursor {
                place: last.place,
                id: last.id,
            });
            next_page_token = last.map(wire::token).unwrap_or_default();
        }
        let line = |behind: store::Behind| {
            let end = behind.finished_at.unwrap_or(period.until(as_of));
            let late = behind.late_since.map_or(0, |since| self.worked(since, end));
            wire::line(behind, late)
        };
        Ok(Response::new(ListDossiersResponse {
            dossiers: behind.into_iter().map(line).collect(),
            next_page_token,
            total: total.try_into().unwrap_or(0),
        }))
    }

    async fn get_delays(
        &self,
        request: Request<GetDelaysRequest>,
    ) -> Result<Response<GetDelaysResponse>, Status> {
        let caller = Caller::of(&request)?;
        let request = request.into_inner();
        let period = self.period(&request.from, &request.to)?;
        let scope = self.scope(&self.within(&caller, &request.unit)?, "")?;
        let as_of = self.chassis.clock.now();
        let delays = store::delays(&self.chassis.db, &period, scope.units.as_deref())
            .await
            .map_err(Error::from)?;
        let row = |(key, figures): (DelayKey, Figures)| {
            let name = self.late(key.unit.as_str());
            wire::delay_row(key, name, &figures)
        };
        let total = DelayKey {
            unit: UnitId::new(""),
            procedure: String::new(),
            leg: String::new(),
        };
        Ok(Response::new(GetDelaysResponse {
            rows: delays.rows.into_iter().map(row).collect(),
            as_of: Some(timestamp(as_of)),
            total: Some(wire::delay_row(total, "Tổng số".to_owned(), &delays.total)),
        }))
    }

    async fn list_breaches(
        &self,
        request: Request<ListBreachesRequest>,
    ) -> Result<Response<ListBreachesResponse>, Status> {
        let caller = Caller::of(&request)?;
        let request = request.into_inner();
        let period = self.period(&request.from, &request.to)?;
        let scope = self.scope(&self.within(&caller, &request.unit)?, "")?;
        let broken = store::breaches(&self.chassis.db, &period, scope.units.as_deref())
            .await
            .map_err(Error::from)?;
        let breach = |broken: Broken| {
            let name = self.late(&broken.unit);
            wire::breach(broken, name)
        };
        Ok(Response::new(ListBreachesResponse {
            breaches: broken.into_iter().map(breach).collect(),
        }))
    }

    async fn get_overview(
        &self,
        request: Request<GetOverviewRequest>,
    ) -> Result<Response<GetOverviewResponse>, Status> {
        let caller = Caller::of(&request)?;
        let mut request = request.into_inner();
        request.unit = self.within(&caller, &request.unit)?;
        Ok(Response::new(self.overview(request).await?))
    }

    async fn get_tiles(
        &self,
        _: Request<GetTilesRequest>,
    ) -> Result<Response<GetTilesResponse>, Status> {
        Ok(Response::new(wire::tiles(&self.catalogue)))
    }

    async fn get_public_figures(
        &self,
        _: Request<GetPublicFiguresRequest>,
    ) -> Result<Response<GetPublicFiguresResponse>, Status> {
        // Who asks has little patience; the answer is kept for the next one all the same.
        let reports = self.clone();
        let told = tokio::spawn(async move { reports.public().await }).await;
        let told = told.map_err(|_| Status::internal("the figures could not be worked out"))?;
        Ok(Response::new(told?))
    }
}

/// One unit, or every one when none is named.
fn one(unit: &str) -> Option<&str> {
    Some(unit).filter(|unit| !unit.is_empty())
}
