//! The desk on a database and a bus of its own; routing is reduced to what it says.

use std::time::Duration;

use async_nats::{HeaderMap, jetstream};
use chassis::{Actor, Boot, Clock, client::Speaking};
use kernel::{DossierId, Instant};
use prost::{Message, Name};
use proto::intake::v1::{
    AcceptDossierRequest, Channel, Filing, Paper, Person, ReturnMethod, TrackDossierRequest,
    TrackDossierResponse, intake_service_client::IntakeServiceClient,
};
use testkit::{Database, Nats, eventually};
use tokio_util::sync::CancellationToken;
use tonic::{Code, Status};
use tonic_types::StatusExt as _;
use uuid::Uuid;

pub const PATIENCE: Duration = Duration::from_secs(20);
pub const DESK: &str = "officer:an@org:mc-21028";

pub struct World {
    pub database: Database,
    pub nats: Nats,
    address: String,
    stop: CancellationToken,
}

impl Drop for World {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// Civil time in the province.
pub fn at(civil: &str) -> Instant {
    format!("{civil}:00+07:00").parse().unwrap()
}

pub fn stamp(at: Instant) -> Option<prost_types::Timestamp> {
    Some(prost_types::Timestamp {
        seconds: at.timestamp(),
        nanos: 0,
    })
}

/// Which fields a status complains about.
pub fn fields(status: &Status) -> Vec<String> {
    let details = status.get_details_bad_request();
    let violations = details.map(|bad| bad.field_violations).unwrap_or_default();
    violations
        .into_iter()
        .map(|violation| violation.field)
        .collect()
}

/// The word of the rule that refused.
pub fn reason(status: &Status) -> String {
    status
        .get_details_error_info()
        .map(|info| info.reason)
        .unwrap_or_default()
}

impl World {
    /// Monday 2 November 2026, nine in the morning.
    pub async fn start() -> Self {
        let (database, nats) = (Database::new(&[]).await, testkit::nats().await);
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        drop(listener);
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
        let stop = CancellationToken::new();
        let assembly = intake::assemble(boot).await.unwrap();
        tokio::spawn(assembly.run(stop.clone()));
        let world = Self {
            database,
            nats,
            address,
            stop,
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
        let jetstream = jetstream::new(self.nats.connect().await);
        let mut headers = HeaderMap::new();
        headers.insert("Nats-Msg-Id", Uuid::now_v7().to_string());
        headers.insert("Motcua-Aggregate", dossier.to_string());
        headers.insert("Motcua-Sequence", sequence.to_string());
        headers.insert("Motcua-Previous", (sequence - 1).to_string());
        let subject = format!("{}.s0", M::full_name());
        jetstream
            .publish_with_headers(subject, headers, fact.encode_to_vec().into())
            .await
            .unwrap()
            .await
            .unwrap();
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
