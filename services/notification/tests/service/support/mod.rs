//! The service alone, on a real database and a real bus. Its neighbours are reduced to what it
//! needs of them: voices that say facts, and a desk that knows how to reach people.

pub mod desk;
pub mod mail;
pub mod phones;

use std::{sync::Arc, time::Duration};

use chassis::{Actor, Boot, Clock, client, config::Overrides};
use kernel::DossierId;
use notification::{Provider, Providers};
use proto::intake::v1::{
    counter_service_server::CounterServiceServer, feedback_service_server::FeedbackServiceServer,
    intake_service_server::IntakeServiceServer,
};
use proto::notification::v1::{
    ListNoticesRequest, ListNoticesResponse, Notice,
    notification_service_client::NotificationServiceClient,
};
use stage::{Running, Voice, free_address};
use testkit::{Database, Nats, eventually};
use tonic::{Code, Status};

pub use desk::Desk;
pub use phones::Phones;
pub use stage::at;

pub const PATIENCE: Duration = Duration::from_secs(20);

/// Civil time on the wire.
pub fn stamp(text: &str) -> Option<prost_types::Timestamp> {
    stage::stamp(at(text))
}

/// The province around the service under test.
pub struct World {
    pub clock: Clock,
    pub nats: Nats,
    pub database: Database,
    pub intake: Voice,
    pub routing: Voice,
    pub desk: Desk,
    pub phones: Phones,
    /// Where the service answers, once it was started.
    pub address: String,
}

impl World {
    pub async fn new() -> Self {
        let nats = testkit::nats().await;
        let clock = Clock::showing(at("2026-11-20T09:00"));
        let desk = Desk::default();
        let intake = Voice::answering("intake", &nats, desk::PERMITS, |routes| {
            routes.add_service(IntakeServiceServer::new(desk.clone()));
            routes.add_service(FeedbackServiceServer::new(desk.clone()));
            routes.add_service(CounterServiceServer::new(desk.clone()));
        })
        .await;
        let routing = Voice::start("routing", &nats).await;
        let database = Database::new(&[]).await;
        Self {
            clock,
            nats,
            database,
            intake,
            routing,
            desk,
            phones: Phones::default(),
            address: free_address(),
        }
    }

    /// The service as it is delivered: with the recording provider.
    pub async fn start(&self, settings: &[(&str, &str)]) -> Running {
        Running::start(notification::assemble(self.boot(settings)).await.unwrap())
    }

    /// The service with an operator of phones that can be told to fail.
    pub async fn start_with_phones(&self, settings: &[(&str, &str)]) -> Running {
        let sms: Arc<dyn Provider> = Arc::new(self.phones.clone());
        let providers = |chassis: &chassis::Chassis, email| Providers {
            sms,
            email,
            post: Arc::new(notification::RecordingProvider::new(chassis)),
        };
        let assembly = notification::assemble_with(self.boot(settings), providers).await;
        Running::start(assembly.unwrap())
    }

    pub fn boot(&self, settings: &[(&str, &str)]) -> Boot {
        let province = concat!(env!("CARGO_MANIFEST_DIR"), "/../../provinces/quang-ngai");
        let own = [
            ("database.url", self.database.url.as_str()),
            ("database.connections", "5"),
            ("nats.url", self.nats.url()),
            ("grpc.listen", &self.address),
            ("identity.check", "names"),
            ("province.dir", province),
            ("services.intake", &self.intake.address),
            ("sending.poll_ms", "20"),
        ];
        let mut boot = Boot::new("notification");
        boot.clock = self.clock.clone();
        boot.overrides = overrides(own.into_iter().chain(settings.iter().copied()));
        boot
    }

    /// Asks the service, once it answers at all.
    pub async fn ask(&self, request: ListNoticesRequest) -> Result<ListNoticesResponse, Status> {
        self.asked_by("operator:dung", request).await
    }

    /// The same for somebody else; the word before the colon says as what.
    pub async fn asked_by(
        &self,
        actor: &str,
        request: ListNoticesRequest,
    ) -> Result<ListNoticesResponse, Status> {
        let channel = client::channel(&format!("http://{}", self.address)).unwrap();
        let actor = Actor::from(actor);
        let client = NotificationServiceClient::new(client::speaking(channel, &actor));
        let ask = || {
            let (mut client, request) = (client.clone(), request.clone());
            async move { client.list_notices(request).await }
        };
        let answers = |answer: &Result<_, Status>| !matches!(answer, Err(status) if status.code() == Code::Unavailable);
        eventually(PATIENCE, ask, answers)
            .await
            .map(tonic::Response::into_inner)
    }

    pub async fn notices(&self, dossier: DossierId) -> Vec<Notice> {
        let dossier_id = dossier.to_string();
        let request = ListNoticesRequest {
            dossier_id,
            ..Default::default()
        };
        let mut notices = self.ask(request).await.unwrap().notices;
        notices.reverse();
        notices
    }

    /// Kind and state of each notice of a dossier, the oldest first, once they are as expected.
    pub async fn expect(&self, dossier: DossierId, expected: &[(&str, &str)]) -> Vec<Notice> {
        let expected: Vec<_> = expected
            .iter()
            .map(|(kind, state)| (kind.to_string(), state.to_string()))
            .collect();
        let states = |notices: &Vec<Notice>| {
            let pair = |notice: &Notice| (notice.kind.clone(), notice.state.clone());
            let mut pairs: Vec<_> = notices.iter().map(pair).collect();
            pairs.sort();
            pairs
        };
        let mut wanted = expected.clone();
        wanted.sort();
        eventually(
            PATIENCE,
            || self.notices(dossier),
            |got| states(got) == wanted,
        )
        .await
    }

    /// Texts in the tray of the recording provider, in the order they came.
    pub async fn tray(&self) -> Vec<(String, String)> {
        sqlx::query_as("select channel, coalesce(slip, text) from delivery order by at, key")
            .fetch_all(&self.database.pool)
            .await
            .unwrap()
    }

    /// What the service wrote down about a dossier: the facts' names, in order.
    pub async fn journal(&self, dossier: DossierId) -> Vec<String> {
        let names: Vec<String> =
            sqlx::query_scalar("select fact from bus.journal where dossier = $1 order by position")
                .bind(dossier.uuid())
                .fetch_all(&self.database.pool)
                .await
                .unwrap();
        let last = |name: String| name.rsplit('.').next().unwrap_or_default().to_owned();
        names.into_iter().map(last).collect()
    }
}

pub fn overrides<'a>(settings: impl IntoIterator<Item = (&'a str, &'a str)>) -> Overrides {
    settings
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect()
}
