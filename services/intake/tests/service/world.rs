//! The desk on a database and a bus of its own; routing is reduced to what it says.

use std::time::Duration;

use chassis::{Actor, Boot, Clock, client::Speaking};
use kernel::DossierId;
use prost::{Message, Name};
use proto::intake::v1::{
    AcceptDossierRequest, Channel, Filing, Paper, Person, ReturnMethod, TrackDossierRequest,
    TrackDossierResponse, intake_service_client::IntakeServiceClient,
};
use stage::{Running, at, deliver, free_address};
use testkit::{Database, Nats, eventually};
use tonic::{Code, Status};

pub const PATIENCE: Duration = Duration::from_secs(20);
pub const DESK: &str = "officer:an@org:mc-21028";

pub struct World {
    _running: Running,
    pub database: Database,
    pub nats: Nats,
    address: String,
}

impl World {
    /// Monday 2 November 2026, nine in the morning.
    pub async fn start() -> Self {
        let (database, nats) = (Database::new(&[]).await, testkit::nats().await);
        let address = free_address();
        let mut boot = Boot::new("intake");
        boot.clock = Clock::showing(at("2026-11-02T09:00"));
        let province = concat!(env!("CARGO_MANIFEST_DIR"), "/../../provinces/quang-ngai");
        boot.overrides = [
            ("database.url", database.url.as_str()),
            ("database.connections", "6"),
            ("nats.url", nats.url()),
            ("grpc.listen", &address),
            ("province.dir", province),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into();
        let assembly = intake::assemble(boot).await.unwrap();
        let world = Self {
            _running: Running::start(assembly),
            database,
            nats,
            address,
        };
        let ask = || async { world.track("none").await };
        eventually(
            PATIENCE,
            ask,
            |answer| !matches!(answer, Err(status) if status.code() == Code::Unavailable),
        )
        .await
        .unwrap_err();
        world
    }

    pub fn desk(&self) -> IntakeServiceClient<Speaking> {
        let channel = chassis::client::channel(&format!("http://{}", self.address)).unwrap();
        IntakeServiceClient::new(chassis::client::speaking(channel, &Actor::from(DESK)))
    }

    pub async fn track(&self, code: &str) -> Result<TrackDossierResponse, Status> {
        let request = TrackDossierRequest {
            code: code.to_owned(),
        };
        Ok(self.desk().track_dossier(request).await?.into_inner())
    }

    /// A dossier that was received at the counter.
    pub async fn received(&self) -> (DossierId, String) {
        let id = DossierId::mint();
        let accepted = self
            .desk()
            .accept_dossier(counter(id, filing()))
            .await
            .unwrap();
        (id, accepted.into_inner().code)
    }

    /// Says a fact as routing does, the `sequence`-th about the dossier.
    pub async fn routing_says<M: Message + Name>(
        &self,
        dossier: DossierId,
        sequence: u32,
        fact: &M,
    ) {
        deliver(&self.nats, "routing", dossier, sequence, fact).await;
    }

    pub async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql)
            .fetch_one(&self.database.pool)
            .await
            .unwrap()
    }
}

pub fn counter(id: DossierId, filing: Filing) -> AcceptDossierRequest {
    AcceptDossierRequest {
        dossier_id: id.to_string(),
        filing: Some(filing),
        channel: Channel::Counter.into(),
        ..Default::default()
    }
}

/// A land transfer that lacks nothing; everybody in it is invented.
pub fn filing() -> Filing {
    let paper = |component: &str| Paper {
        component: component.to_owned(),
        originals: 1,
        copies: 0,
        electronic: false,
    };
    let answers = [
        ("change", "transfer"),
        ("map_sheet", "12"),
        ("parcel_number", "551"),
        ("area", "125,0"),
        ("certificate_number", "AA 10000001"),
        ("transferor_name", "Nguyễn Văn Mẫu"),
        ("transferor_id", "051070000001"),
        ("transferee_name", "Trần Thị Ví Dụ"),
        ("transferee_id", "051088000002"),
        ("contract_date", "2026-10-26"),
    ];
    Filing {
        procedure: "1.013831".to_owned(),
        checklist: "1.013831@2025-07-01".to_owned(),
        receiving_unit: "org:mc-21028".to_owned(),
        place: "adm:21028".to_owned(),
        owner: Some(Person {
            name: "Trần Thị Ví Dụ".to_owned(),
            citizen_id: "051088000002".to_owned(),
            phone: "0912000002".to_owned(),
            email: String::new(),
            address: "Tổ dân phố Ví Dụ".to_owned(),
        }),
        submitter: None,
        papers: ["application", "certificate", "contract"].map(paper).into(),
        answers: answers
            .map(|(key, answer)| (key.to_owned(), answer.to_owned()))
            .into(),
        return_method: ReturnMethod::Counter.into(),
        return_address: String::new(),
    }
}
