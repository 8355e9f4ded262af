//! What an agency's service says it has.

use std::collections::HashMap;

use chassis::{
    Actor, Peer, Result,
    client::Speaking,
    wire::{id, moment},
};
use kernel::{DossierId, Instant, LegId, UnitId};
use proto::agency::v1::{
    Case, GetCaseRequest, ListHeldLegsRequest, agency_service_client::AgencyServiceClient,
};
use tonic::Code;

use super::away;

/// A case that an agency says it holds.
pub struct HeldCase {
    pub dossier: DossierId,
    pub attempt: u32,
    pub unit: UnitId,
    pub since: Option<Instant>,
}

/// One agency's service.
pub struct Agency {
    pub host: String,
    peer: Peer,
    actor: Actor,
}

impl Agency {
    pub fn new(host: &str, peer: &Peer, actor: &Actor) -> Self {
        Self {
            host: host.to_owned(),
            peer: peer.clone(),
            actor: actor.clone(),
        }
    }

    fn client(&self, actor: &Actor) -> AgencyServiceClient<Speaking> {
        AgencyServiceClient::new(self.peer.speaking(actor))
            // Every leg of a province may be in one answer.
            .max_decoding_message_size(256 << 20)
    }

    /// Everything it holds, by leg.
    ///
    /// # Errors
    /// When it does not answer, or what it says cannot be read.
    pub async fn held(&self) -> Result<HashMap<LegId, HeldCase>> {
        let mut client = self.client(&self.actor);
        let answer = client.list_held_legs(ListHeldLegsRequest {}).await;
        let held = answer.map_err(away)?.into_inner().held;
        let read = |leg: proto::agency::v1::HeldLeg| {
            let case = HeldCase {
                dossier: id("dossier_id", &leg.dossier_id)?,
                attempt: leg.attempt,
                unit: UnitId::new(leg.unit),
                since: moment(leg.since),
            };
            Ok((id("leg_id", &leg.leg_id)?, case))
        };
        held.into_iter().map(read).collect()
    }

    /// Its case for a leg; none when it has no trace of it. A case is shown to its unit alone, so
    /// it is asked for in the unit's name.
    ///
    /// # Errors
    /// When it does not answer.
    pub async fn case(&self, leg: LegId, unit: &UnitId) -> Result<Option<Case>> {
        let actor = Actor::from(format!("{}@{unit}", self.actor).as_str());
        let case_id = leg.to_string();
        let answer = self
            .client(&actor)
            .get_case(GetCaseRequest { case_id })
            .await;
        match answer {
            Ok(answer) => Ok(answer.into_inner().case),
            Err(status) if status.code() == Code::NotFound => Ok(None),
            Err(status) => Err(away(status)),
        }
    }
}
