//! The service alone, on a real database and a real bus, and the voices it listens to.

pub mod said;
pub mod story;

use std::time::Duration;

use chassis::{Actor, Boot, Clock, client::Speaking};
use proto::reporting::v1::{
    GetDelaysRequest, GetDelaysResponse, GetOverviewRequest, GetOverviewResponse,
    GetProgressRequest, GetProgressResponse, GetTilesRequest, GetTilesResponse, GroupBy,
    ListBreachesRequest, ListBreachesResponse, ListDossiersRequest, ListDossiersResponse,
    reporting_service_client::ReportingServiceClient,
};
use stage::{Running, free_address};
use testkit::{Database, Nats, eventually};
use tonic::{Code, Response, Status, transport::Channel};

pub use stage::{Voice, at, stamp};

pub const PATIENCE: Duration = Duration::from_secs(30);

/// The province around the service under test.
pub struct World {
    pub clock: Clock,
    pub intake: Voice,
    pub routing: Voice,
    pub land: Voice,
    pub database: Database,
    channel: Channel,
    address: String,
    running: Running,
    nats: Nats,
}

impl World {
    pub async fn new() -> Self {
        let nats = testkit::nats().await;
        let clock = Clock::showing(at("2026-11-20T09:00"));
        let intake = Voice::start("intake", &nats).await;
        let routing = Voice::start("routing", &nats).await;
        let land = Voice::start("land-records", &nats).await;
        let database = Database::new(&[]).await;
        let address = free_address();
        let running = start(&clock, &database, &nats, &address).await;
        let channel = Channel::from_shared(format!("http://{address}")).unwrap();
        let channel = channel.connect_lazy();
        Self {
            clock,
            intake,
            routing,
            land,
            database,
            channel,
            address,
            running,
            nats,
        }
    }

    /// The province after the service was stopped, something was done to its database, and it was
    /// started again.
    pub async fn restarted(self, meanwhile: &'static str) -> Self {
        self.running.stop().await;
        sqlx::raw_sql(meanwhile)
            .execute(&self.database.pool)
            .await
            .unwrap();
        let running = start(&self.clock, &self.database, &self.nats, &self.address).await;
        Self { running, ..self }
    }

    /// As somebody who watches over the whole province asks.
    fn client(&self) -> ReportingServiceClient<Speaking> {
        self.client_of("leader:nga")
    }

    /// As whoever has this name asks; a head after the `@` for which unit.
    pub fn client_of(&self, name: &str) -> ReportingServiceClient<Speaking> {
        let speaking = chassis::client::speaking(self.channel.clone(), &Actor::from(name));
        ReportingServiceClient::new(speaking)
    }

    pub async fn progress(
        &self,
        from: &str,
        to: &str,
        group_by: GroupBy,
    ) -> Result<GetProgressResponse, Status> {
        let (from, to, group_by) = (from.to_owned(), to.to_owned(), group_by.into());
        let request = GetProgressRequest { from, to, group_by };
        let ask = || {
            let (mut client, request) = (self.client(), request.clone());
            async move { client.get_progress(request).await }
        };
        eventually(PATIENCE, ask, answered)
            .await
            .map(Response::into_inner)
    }

    pub async fn behind(
        &self,
        request: ListDossiersRequest,
    ) -> Result<ListDossiersResponse, Status> {
        let ask = || {
            let (mut client, request) = (self.client(), request.clone());
            async move { client.list_dossiers(request).await }
        };
        eventually(PATIENCE, ask, answered)
            .await
            .map(Response::into_inner)
    }

    pub async fn overview(
        &self,
        request: GetOverviewRequest,
    ) -> Result<GetOverviewResponse, Status> {
        let ask = || {
            let (mut client, request) = (self.client(), request.clone());
            async move { client.get_overview(request).await }
        };
        eventually(PATIENCE, ask, answered)
            .await
            .map(Response::into_inner)
    }

    pub async fn tiles(&self) -> GetTilesResponse {
        let ask = || {
            let mut client = self.client();
            async move { client.get_tiles(GetTilesRequest {}).await }
        };
        let told = eventually(PATIENCE, ask, answered).await;
        told.unwrap().into_inner()
    }

    pub async fn delays(
        &self,
        from: &str,
        to: &str,
        unit: &str,
    ) -> Result<GetDelaysResponse, Status> {
        let (from, to, unit) = (from.to_owned(), to.to_owned(), unit.to_owned());
        let request = GetDelaysRequest { from, to, unit };
        let ask = || {
            let (mut client, request) = (self.client(), request.clone());
            async move { client.get_delays(request).await }
        };
        eventually(PATIENCE, ask, answered)
            .await
            .map(Response::into_inner)
    }

    pub async fn breaches(
        &self,
        from: &str,
        to: &str,
        unit: &str,
    ) -> Result<ListBreachesResponse, Status> {
        let (from, to, unit) = (from.to_owned(), to.to_owned(), unit.to_owned());
        let request = ListBreachesRequest { from, to, unit };
        let ask = || {
            let (mut client, request) = (self.client(), request.clone());
            async move { client.list_breaches(request).await }
        };
        eventually(PATIENCE, ask, answered)
            .await
            .map(Response::into_inner)
    }

    /// Waits until the service has heard so many facts of `speaker`.
    pub async fn heard(&self, speaker: &str, facts: usize) {
        let heard = || async {
            sqlx::query_scalar(
                "select coalesce(sum(sequence), 0) from bus.heard where speaker = $1",
            )
            .bind(speaker)
            .fetch_one(&self.database.pool)
            .await
            .unwrap()
        };
        eventually(PATIENCE, heard, |sum: &i64| *sum == facts as i64).await;
    }
}

async fn start(clock: &Clock, database: &Database, nats: &Nats, address: &str) -> Running {
    let province = concat!(env!("CARGO_MANIFEST_DIR"), "/../../provinces/quang-ngai");
    let mut boot = Boot::new("reporting");
    boot.clock = clock.clone();
    let settings = [
        ("database.url", database.url.as_str()),
        ("nats.url", nats.url()),
        ("grpc.listen", address),
        ("identity.check", "names"),
        ("province.dir", province),
    ];
    boot.overrides = settings
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into();
    Running::start(reporting::assemble(boot).await.unwrap())
}

/// False while the service is still starting.
fn answered<T>(answer: &Result<T, Status>) -> bool {
    !matches!(answer, Err(status) if status.code() == Code::Unavailable)
}
