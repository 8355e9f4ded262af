//! What can be asked of this service.

use std::sync::Arc;

use catalogue::Catalogue;
use chassis::{Chassis, Error, Result, wire::timestamp};
use kernel::UnitId;
use proto::reporting::v1::{
    DossierLine, GetProgressRequest, GetProgressResponse, ListDossiersRequest,
    ListDossiersResponse, reporting_service_server::ReportingService,
};
use reporting_domain::{Column, GroupBy, Period};
use tonic::{Request, Response, Status};

use crate::{
    store::{self, Behind},
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
        let dossiers = behind.into_iter().map(line).collect();
        Ok(Response::new(ListDossiersResponse { dossiers }))
    }
}

fn line(behind: Behind) -> DossierLine {
    DossierLine {
        dossier_id: behind.id.to_string(),
        code: behind.code,
        procedure: behind.procedure,
        unit: behind.unit,
        accepted_at: Some(timestamp(behind.accepted_at)),
        due: behind.due.map(timestamp),
        settled_at: behind.finished_at.map(timestamp),
        holder: behind.holder.unwrap_or_default(),
    }
}
