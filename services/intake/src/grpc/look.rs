//! What can be seen of dossiers, and by whom it was seen.

use chassis::{Caller, Error, Result, Stored, wire::timestamp};
use intake_domain::Dossier;
use kernel::{DossierId, line};
use proto::intake::v1::*;
use tonic::Request;
use uuid::Uuid;

use super::{note, unknown};
use crate::{Intake, feedback::told_by, looks, store, wire};

impl Intake {
    fn public(&self, stored: &Stored<Dossier>) -> TrackDossierResponse {
        wire::public(&self.catalogue, stored)
    }

    async fn by_code(&self, code: &str) -> Result<Stored<Dossier>> {
        let code = line(code, 60).map_err(|why| Error::field("code", why.to_string()))?;
        let found = store::find_by_code(&self.chassis.db, &code).await?;
        found.ok_or_else(unknown)
    }

    /// The file, once it is written down who looks at it and why.
    async fn open(&self, caller: &Caller, id: &str, purpose: &str) -> Result<Stored<Dossier>> {
        let id = wire::dossier_id(id)?;
        let purpose = line(purpose, 200).map_err(|why| Error::field("purpose", why.to_string()))?;
        note(id);
        let stored = store::find(&self.chassis.db, id)
            .await?
            .ok_or_else(unknown)?;
        if !caller.is_service() && !self.may_read(caller, &stored.state, "").await? {
            return Err(unknown());
        }
        let (by, now) = (caller.actor.as_str(), self.chassis.clock.now());
        looks::record(&self.chassis.db, id, by, &purpose, now).await?;
        Ok(stored)
    }

    pub(super) async fn track(
        &self,
        request: Request<TrackDossierRequest>,
    ) -> Result<TrackDossierResponse> {
        let stored = self.by_code(&request.into_inner().code).await?;
        Ok(self.public(&stored))
    }

    pub(super) async fn explained(
        &self,
        request: Request<ExplainAppointmentRequest>,
    ) -> Result<ExplainAppointmentResponse> {
        let stored = self.by_code(&request.into_inner().code).await?;
        self.explain(&stored.state, self.chassis.clock.now())
    }

    pub(super) async fn file(
        &self,
        request: Request<GetDossierRequest>,
    ) -> Result<GetDossierResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let stored = self
            .open(&caller, &request.dossier_id, &request.purpose)
            .await?;
        Ok(GetDossierResponse {
            dossier: Some(self.public(&stored)),
            filing: Some(wire::filing_out(&stored.state.filing)),
            apology: stored.state.apologised.as_ref().map(wire::apology),
        })
    }

    pub(super) async fn contact(
        &self,
        request: Request<GetContactRequest>,
    ) -> Result<GetContactResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let stored = self
            .open(&caller, &request.dossier_id, &request.purpose)
            .await?;
        let told_by = told_by(&self.chassis.db, stored.state.id).await?;
        Ok(wire::contact(&stored.state, told_by.as_ref()))
    }

    pub(super) async fn list(
        &self,
        request: Request<ListDossiersRequest>,
    ) -> Result<ListDossiersResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let Some(listed) = self.listed(&caller, &request.receiving_unit) else {
            return Ok(ListDossiersResponse::default());
        };
        let limit = match request.page_size {
            0 => 50,
            n => i64::from(n.min(200)),
        };
        let before = match request.page_token.as_str() {
            "" => None,
            token => Some(token.parse::<Uuid>().map_err(|_| {
                Error::field(
                    "page_token",
                    "Trang không còn. Hãy mở lại danh sách từ đầu.",
                )
            })?),
        };
        let standings = request.stages().filter_map(wire::standing);
        let stages: Vec<String> = standings.map(|stands| stands.name().to_owned()).collect();
        let needed = request.needed;
        let stored = store::list(&self.chassis.db, &listed, &stages, needed, before, limit).await?;
        let full = stored.len() as i64 == limit;
        let next = stored
            .last()
            .filter(|_| full)
            .map(|last| last.id.to_string());
        Ok(ListDossiersResponse {
            dossiers: stored.iter().map(|stored| self.public(stored)).collect(),
            next_page_token: next.unwrap_or_default(),
        })
    }

    pub(super) async fn sync_owed(
        &self,
        request: Request<ListSyncOwedRequest>,
    ) -> Result<ListSyncOwedResponse> {
        let limit = match request.into_inner().page_size {
            0 => 100,
            n => i64::from(n.min(500)),
        };
        let untold = store::untold(&self.chassis.db, limit).await?;
        let owed = untold.into_iter().map(|one| OwedSync {
            dossier_id: DossierId::from(one.id).to_string(),
            code: one.code,
            status: u32::try_from(one.owed).unwrap_or(0),
            since: Some(timestamp(one.since)),
        });
        Ok(ListSyncOwedResponse {
            owed: owed.collect(),
        })
    }

    pub(super) async fn reads(
        &self,
        request: Request<ListReadsRequest>,
    ) -> Result<ListReadsResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let id = wire::dossier_id(&request.into_inner().dossier_id)?;
        let dossier = store::find(&self.chassis.db, id)
            .await?
            .ok_or_else(unknown)?;
        let dossier = &dossier.state;
        let theirs = self.may_handle(&caller, dossier)
            || self.looks_back(&caller, dossier)
            || self.is_theirs(&caller, dossier, "").await?;
        if !theirs {
            return Err(unknown());
        }
        let looks = looks::of(&self.chassis.db, id).await?.into_iter();
        let reads = looks.map(|look| Read {
            at: Some(timestamp(look.at)),
            by: look.by,
            purpose: look.purpose,
        });
        Ok(ListReadsResponse {
            reads: reads.collect(),
        })
    }
}
