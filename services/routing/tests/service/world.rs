//! Routing on a database and a bus of its own; the desk and the agencies are voices.

use std::time::Duration;

use async_nats::Subscriber;
use chassis::{Actor, Boot, Clock, client::Speaking};
use kernel::DossierId;
use prost::Message;
use proto::{
    agency::v1::{CaseWithdrawn, LegAccepted, LegCompleted, LegRefused, LegReturned},
    intake::v1::{Channel, DossierAccepted},
    operations::v1::operations_service_client::OperationsServiceClient,
    routing::v1::{
        GetRouteRequest, GetRouteResponse, LegOffered, LegStatus, RecallLegRequest,
        RecallLegResponse, SettlePaymentRequest, SettlePaymentResponse,
        routing_service_client::RoutingServiceClient,
    },
};
use stage::{Running, Voice, at, free_address, stamp};
use testkit::{Database, Nats, eventually};
use tokio::join;
use tonic::{Code, Response, Status};

pub const PATIENCE: Duration = Duration::from_secs(20);
pub const CENTRE: &str = "org:mc-21028";
const QUANG_NGAI: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../provinces/quang-ngai");
const DESK: &str = "officer:an@org:mc-21028";

pub struct World {
    _running: Running,
    pub clock: Clock,
    pub nats: Nats,
    pub database: Database,
    pub intake: Voice,
    pub land: Voice,
    pub desk: Voice,
    address: String,
}

impl World {
    pub async fn start() -> Self {
        Self::of_province(QUANG_NGAI).await
    }

    /// One whose routes are watched as time passes.
    pub async fn watching() -> Self {
        Self::with(QUANG_NGAI, &[("watch.every_ms", "5")]).await
    }

    /// Monday 2 November 2026, nine in the morning, in the province whose data lie in `folder`.
    pub async fn of_province(folder: &str) -> Self {
        Self::with(folder, &[]).await
    }

    /// The same, with settings of its own.
    pub async fn with(folder: &str, settings: &[(&str, &str)]) -> Self {
        let nats = testkit::nats().await;
        let (database, intake, land, desk) = join!(
            Database::new(&[]),
            Voice::start("intake", &nats),
            Voice::start("land-records", &nats),
            Voice::start("agency-desk", &nats),
        );
        let address = free_address();
        let mut boot = Boot::new("routing");
        boot.clock = Clock::showing(at("2026-11-02T09:00"));
        boot.overrides = [
            ("database.url", database.url.as_str()),
            ("database.connections", "6"),
            ("nats.url", nats.url()),
            ("grpc.listen", &address),
            ("province.dir", folder),
            ("identity.check", "names"),
            // Tests move the clock by days: only those about watching want to be watched meanwhile.
            ("watch.every_ms", "0"),
        ]
        .into_iter()
        .chain(settings.iter().copied())
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
        let clock = boot.clock.clone();
        let assembly = routing::assemble(boot).await.unwrap();
        let world = Self {
            _running: Running::start(assembly),
            clock,
            nats,
            database,
            intake,
            land,
            desk,
            address,
        };
        let ask = || world.asked_for(DossierId::mint());
        let answers = |answer: &Result<_, Status>| !matches!(answer, Err(status) if status.code() == Code::Unavailable);
        eventually(PATIENCE, ask, answers).await.unwrap_err();
        world
    }

    fn speaking(&self, actor: &str) -> Speaking {
        let channel = chassis::client::channel(&format!("http://{}", self.address)).unwrap();
        chassis::client::speaking(channel, &Actor::from(actor))
    }

    pub fn client(&self) -> RoutingServiceClient<Speaking> {
        self.client_of(DESK)
    }

    pub fn client_of(&self, actor: &str) -> RoutingServiceClient<Speaking> {
        RoutingServiceClient::new(self.speaking(actor))
    }

    pub fn operations(&self) -> OperationsServiceClient<Speaking> {
        OperationsServiceClient::new(self.speaking("operator:motcua"))
    }

    /// A dossier that the desk has just received.
    pub async fn receives(&self, procedure: &str) -> DossierId {
        let dossier = DossierId::mint();
        self.intake
            .says(dossier, &received(dossier, procedure))
            .await;
        dossier
    }

    pub async fn asked_for(&self, dossier: DossierId) -> Result<GetRouteResponse, Status> {
        let dossier_id = dossier.to_string();
        let mut client = self.client();
        let answer = client.get_route(GetRouteRequest { dossier_id }).await;
        answer.map(Response::into_inner)
    }

    /// The route, once it is as it should be.
    pub async fn route(
        &self,
        dossier: DossierId,
        holds: impl Fn(&GetRouteResponse) -> bool,
    ) -> GetRouteResponse {
        let found = |answer: &Result<_, Status>| answer.as_ref().is_ok_and(&holds);
        let answer = eventually(PATIENCE, || self.asked_for(dossier), found).await;
        answer.unwrap()
    }

    /// The `n`-th offer that routing made about the dossier.
    pub async fn offer(&self, dossier: DossierId, n: usize) -> LegOffered {
        let offers = || self.said::<LegOffered>(dossier);
        let offers = eventually(PATIENCE, offers, |offers| offers.len() >= n).await;
        offers[n - 1].clone()
    }

    /// Everything of its kind that routing said about the dossier, in order.
    pub async fn said<M: Message + prost::Name + Default>(&self, dossier: DossierId) -> Vec<M> {
        let payloads: Vec<Vec<u8>> = sqlx::query_scalar(
            "select payload from bus.journal where dossier = $1 and fact = $2 order by position",
        )
        .bind(dossier.uuid())
        .bind(M::full_name())
        .fetch_all(&self.database.pool)
        .await
        .unwrap();
        let read = |payload: Vec<u8>| M::decode(payload.as_slice()).unwrap();
        payloads.into_iter().map(read).collect()
    }

    /// What routing wrote down about the dossier: sequence, the last part of the fact's name, and
    /// whether others hear it.
    pub async fn journal(&self, dossier: DossierId) -> Vec<(i32, String, bool)> {
        sqlx::query_as(
            "select sequence, substring(fact from '[^.]*$'), published from bus.journal
             where aggregate = $1 order by position",
        )
        .bind(dossier.uuid())
        .fetch_all(&self.database.pool)
        .await
        .unwrap()
    }

    /// The names of the facts that others hear about the dossier, in order; without the accounts
    /// of time, which tell nobody to do anything.
    pub async fn told(&self, dossier: DossierId) -> Vec<String> {
        let account = |fact: &str| ["LegAccounted", "DelayAttributed"].contains(&fact);
        let entries = self.journal(dossier).await.into_iter();
        let told = entries.filter(|(_, fact, published)| *published && !account(fact));
        told.map(|(_, fact, _)| fact).collect()
    }

    /// What is said on the bus from now on under `subject`, as anybody sees it who may.
    pub async fn overhear(&self, subject: &str) -> Subscriber {
        let client = self.nats.connect().await;
        let heard = client.subscribe(subject.to_owned()).await.unwrap();
        client.flush().await.unwrap();
        heard
    }

    /// Waits until routing has dealt with `n` facts of `speaker` about the dossier.
    pub async fn heard(&self, speaker: &'static str, dossier: DossierId, n: i32) {
        let heard = || async {
            sqlx::query_scalar::<_, i32>(
                "select sequence from bus.heard where speaker = $1 and aggregate = $2",
            )
            .bind(speaker)
            .bind(dossier.uuid())
            .fetch_optional(&self.database.pool)
            .await
            .unwrap()
        };
        eventually(PATIENCE, heard, |heard| *heard == Some(n)).await;
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql)
            .fetch_one(&self.database.pool)
            .await
            .unwrap()
    }

    /// The ids of all legs of all routes.
    pub async fn leg_ids(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select leg ->> 'id' from route, jsonb_array_elements(state -> 'legs') leg",
        )
        .fetch_all(&self.database.pool)
        .await
        .unwrap()
    }

    fn host(&self, offer: &LegOffered) -> (&Voice, DossierId) {
        let voice = match offer.host.as_str() {
            "land-records" => &self.land,
            "agency-desk" => &self.desk,
            other => panic!("nobody here is {other}"),
        };
        (voice, offer.dossier_id.parse().unwrap())
    }

    /// The agency that the leg was offered to takes it.
    pub async fn accepts(&self, offer: &LegOffered) {
        let (agency, dossier) = self.host(offer);
        agency.says(dossier, &self.accepted(offer)).await;
    }

    /// It has done its part; `payment` names the notice to pay by, if one is to be paid.
    pub async fn completes(&self, offer: &LegOffered, payment: Option<&str>) {
        let (agency, dossier) = self.host(offer);
        agency.says(dossier, &self.completed(offer, payment)).await;
    }

    pub fn accepted(&self, offer: &LegOffered) -> LegAccepted {
        LegAccepted {
            leg_id: offer.leg_id.clone(),
            dossier_id: offer.dossier_id.clone(),
            attempt: offer.attempt,
            unit: offer.unit.clone(),
            at: stamp(self.clock.now()),
        }
    }

    pub fn completed(&self, offer: &LegOffered, payment: Option<&str>) -> LegCompleted {
        LegCompleted {
            leg_id: offer.leg_id.clone(),
            dossier_id: offer.dossier_id.clone(),
            attempt: offer.attempt,
            unit: offer.unit.clone(),
            at: stamp(self.clock.now()),
            granted: true,
            document: payment.unwrap_or_default().to_owned(),
            payment_due: payment.is_some(),
        }
    }

    pub async fn refuses(&self, offer: &LegOffered, reason: &str) {
        let (agency, dossier) = self.host(offer);
        let refused = LegRefused {
            leg_id: offer.leg_id.clone(),
            dossier_id: offer.dossier_id.clone(),
            attempt: offer.attempt,
            unit: offer.unit.clone(),
            at: stamp(self.clock.now()),
            reason: reason.to_owned(),
        };
        agency.says(dossier, &refused).await;
    }

    pub async fn gives_back(&self, offer: &LegOffered, reason: &str) {
        let (agency, dossier) = self.host(offer);
        let returned = LegReturned {
            leg_id: offer.leg_id.clone(),
            dossier_id: offer.dossier_id.clone(),
            attempt: offer.attempt,
            unit: offer.unit.clone(),
            at: stamp(self.clock.now()),
            reason: reason.to_owned(),
        };
        agency.says(dossier, &returned).await;
    }

    /// It hands back what was recalled.
    pub async fn lets_go(&self, offer: &LegOffered) {
        let (agency, dossier) = self.host(offer);
        let withdrawn = CaseWithdrawn {
            leg_id: offer.leg_id.clone(),
            dossier_id: offer.dossier_id.clone(),
            at: stamp(self.clock.now()),
        };
        agency.says(dossier, &withdrawn).await;
    }

    pub async fn pays(
        &self,
        dossier: DossierId,
        reference: &str,
    ) -> Result<SettlePaymentResponse, Status> {
        let request = SettlePaymentRequest {
            dossier_id: dossier.to_string(),
            reference: reference.to_owned(),
            receipt: "BL-0001".to_owned(),
            ..Default::default()
        };
        let answer = self.client().settle_payment(request).await;
        answer.map(Response::into_inner)
    }

    pub async fn recalls(
        &self,
        dossier: &str,
        leg: &str,
        reason: &str,
    ) -> Result<RecallLegResponse, Status> {
        let request = RecallLegRequest {
            dossier_id: dossier.to_owned(),
            leg_id: leg.to_owned(),
            reason: reason.to_owned(),
        };
        let answer = self.client().recall_leg(request).await;
        answer.map(Response::into_inner)
    }
}

pub fn received(dossier: DossierId, procedure: &str) -> DossierAccepted {
    DossierAccepted {
        dossier_id: dossier.to_string(),
        code: "H48.21028-261102-0001".to_owned(),
        procedure: procedure.to_owned(),
        procedure_version: "2025-07-01".to_owned(),
        field: "dat-dai".to_owned(),
        channel: Channel::Counter.into(),
        receiving_unit: CENTRE.to_owned(),
        place: "adm:21028".to_owned(),
        at: stamp(at("2026-11-02T09:00")),
        ..Default::default()
    }
}

/// Key and status of each leg.
pub fn legs(route: &GetRouteResponse) -> Vec<(&str, LegStatus)> {
    let legs = route.legs.iter();
    legs.map(|leg| (leg.key.as_str(), leg.status())).collect()
}

/// True when the leg of that key stands so.
pub fn stands(route: &GetRouteResponse, key: &str, status: LegStatus) -> bool {
    legs(route).contains(&(key, status))
}

/// Who holds the dossier, one for each open branch.
pub fn holders(route: &GetRouteResponse) -> Vec<&str> {
    let holdings = route.holdings.iter();
    holdings.map(|held| held.holder.as_str()).collect()
}
