//! What can be asked of this service.

use std::sync::Arc;

use catalogue::Catalogue;
use chassis::{Chassis, Error, Result, wire::timestamp};
use kernel::UnitId;
use proto::reporting::v1::{
    GetDelaysRequest, GetDelaysResponse, GetProgressRequest, GetProgressResponse,
    ListBreachesRequest, ListBreachesResponse, ListDossiersRequest, ListDossiersResponse,
    reporting_service_server::ReportingService,
};
use reporting_domain::{Column, DelayKey, Figures, GroupBy, Period};
use tonic::{Request, Response, Status};

use crate::{
    store::{self, Broken},
    wire,
};

pub struct Reports {
    pub chassis: Chassis,
    pub catalogue: Arc<Catalogue>,
}

impl Reports {
    fn period(&self, from: &str, to: &str) -> Result<Period> {
        Period::parse(from, to, self.catalogue.province().zone).map_err(wire::bad_query)
    }

    /// What people call a unit that is late. None is named when nobody exceeded a norm, and the
    /// norms together do not fit the term.
    fn late(&self, unit: &str) -> String {
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
        let request = request.into_inner();
        let period = self.period(&request.from, &request.to)?;
        let group_by = wire::group_by(request.group_by)?;
        let as_of = self.chassis.clock.now();
        let table = store::progress(&self.chassis.db, &period, as_of, group_by)
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
        let request = request.into_inner();
        let period = self.period(&request.from, &request.to)?;
        let group = match request.key.as_str() {
            "" => None,
            key => Some((wire::group_by(request.group_by)?, key)),
        };
        let column: Column = request.column.parse().map_err(wire::bad_query)?;
        let as_of = self.chassis.clock.now();
        let behind = store::behind(&self.chassis.db, &period, as_of, group, column)
            .await
            .map_err(Error::from)?;
        let dossiers = behind.into_iter().map(wire::line).collect();
        Ok(Response::new(ListDossiersResponse { dossiers }))
    }

    async fn get_delays(
        &self,
        request: Request<GetDelaysRequest>,
    ) -> Result<Response<GetDelaysResponse>, Status> {
        let request = request.into_inner();
        let period = self.period(&request.from, &request.to)?;
        let as_of = self.chassis.clock.now();
        let delays = store::delays(&self.chassis.db, &period, one(&request.unit))
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
        let request = request.into_inner();
        let period = self.period(&request.from, &request.to)?;
        let broken = store::breaches(&self.chassis.db, &period, one(&request.unit))
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
}

/// One unit, or every one when none is named.
fn one(unit: &str) -> Option<&str> {
    Some(unit).filter(|unit| !unit.is_empty())
}
