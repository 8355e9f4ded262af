//! The desk on a database and a bus of its own; routing is reduced to what it says.

#[path = "../../../../crates/catalogue/tests/province/folder.rs"]
mod folder;

use std::time::Duration;

use catalogue::{Catalogue, Procedure};
use chassis::{Actor, Boot, Clock, client::Speaking};
use chrono::NaiveDate;
use kernel::DossierId;
use prost::{Message, Name};
use proto::intake::v1::{
    AcceptDossierRequest, Channel, Filing, Paper, Person, ReturnMethod, Stage,
    SubmitDossierRequest, TrackDossierRequest, TrackDossierResponse,
    counter_service_client::CounterServiceClient, document_service_client::DocumentServiceClient,
    intake_service_client::IntakeServiceClient,
};
use proto::routing::v1::DossierSettled;
use stage::{Running, at, deliver, free_address};
use tempfile::TempDir;
use testkit::{Database, Nats, eventually};
use tonic::{Code, Status};

pub const PATIENCE: Duration = Duration::from_secs(20);
pub const DESK: &str = "officer:an@org:mc-21028";

pub struct World {
    _running: Running,
    pub database: Database,
    pub nats: Nats,
    address: String,
    /// The time of this world.
    pub clock: Clock,
    /// The folder its documents lie in.
    pub documents: TempDir,
}

impl World {
    /// Monday 2 November 2026, nine in the morning.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// The same, with other settings.
    pub async fn start_with(settings: &[(&str, &str)]) -> Self {
        let documents = tempfile::tempdir().unwrap();
        let (database, nats) = (Database::new(&[]).await, testkit::nats().await);
        let address = free_address();
        let mut boot = Boot::new("intake");
        let clock = Clock::showing(at("2026-11-02T09:00"));
        boot.clock = clock.clone();
        let province = concat!(env!("CARGO_MANIFEST_DIR"), "/../../provinces/quang-ngai");
        boot.overrides = [
            ("database.url", database.url.as_str()),
            ("database.connections", "6"),
            ("nats.url", nats.url()),
            ("grpc.listen", &address),
            ("province.dir", province),
            ("identity.check", "names"),
            ("jobs.look_ms", "50"),
            ("documents.dir", documents.path().to_str().unwrap()),
            ("documents.reserve_mb", "0"),
        ]
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .into();
        for (key, value) in settings {
            boot.overrides
                .insert((*key).to_owned(), (*value).to_owned());
        }
        let assembly = intake::assemble(boot).await.unwrap();
        let world = Self {
            _running: Running::start(assembly),
            database,
            nats,
            address,
            clock,
            documents,
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
        self.as_person(DESK)
    }

    /// The head of the same desk.
    pub fn head(&self) -> IntakeServiceClient<Speaking> {
        self.as_person("head:dung@org:mc-21028")
    }

    /// Whoever works at the desk that the filing is for.
    pub fn desk_of(&self, request: &AcceptDossierRequest) -> IntakeServiceClient<Speaking> {
        let filing = request.filing.as_ref().unwrap();
        self.as_person(&format!("officer:an@{}", filing.receiving_unit))
    }

    /// Somebody else at the same door.
    pub fn as_person(&self, actor: &str) -> IntakeServiceClient<Speaking> {
        let channel = chassis::client::channel(&format!("http://{}", self.address)).unwrap();
        IntakeServiceClient::new(chassis::client::speaking(channel, &Actor::from(actor)))
    }

    /// Somebody at the door for documents.
    pub fn papers(&self, actor: &str) -> DocumentServiceClient<Speaking> {
        let channel = chassis::client::channel(&format!("http://{}", self.address)).unwrap();
        DocumentServiceClient::new(chassis::client::speaking(channel, &Actor::from(actor)))
    }

    /// Somebody at the counter's own door.
    pub fn counter_of(&self, actor: &str) -> CounterServiceClient<Speaking> {
        let channel = chassis::client::channel(&format!("http://{}", self.address)).unwrap();
        CounterServiceClient::new(chassis::client::speaking(channel, &Actor::from(actor)))
    }

    /// The clock of this world shows another time from now on.
    pub fn at(&self, civil: &str) {
        self.clock.set(at(civil));
    }

    /// A dossier that was filed online and waits.
    pub async fn filed(&self) -> (DossierId, String) {
        let id = DossierId::mint();
        let request = SubmitDossierRequest {
            dossier_id: id.to_string(),
            filing: Some(filing()),
            ..Default::default()
        };
        let filed = self.desk().submit_dossier(request).await.unwrap();
        (id, filed.into_inner().code)
    }

    /// The dossier as anybody may see it, once it stands at `stage`.
    pub async fn standing(&self, code: &str, stage: Stage) -> TrackDossierResponse {
        self.once(code, |dossier| dossier.stage() == stage).await
    }

    /// The dossier as anybody may see it, once `holds` is true of it.
    pub async fn once(
        &self,
        code: &str,
        holds: impl Fn(&TrackDossierResponse) -> bool,
    ) -> TrackDossierResponse {
        let holds = |dossier: &Result<TrackDossierResponse, Status>| matches!(dossier, Ok(found) if holds(found));
        eventually(PATIENCE, || self.track(code), holds)
            .await
            .unwrap()
    }

    /// What was written down of a dossier, in order; `~` before what nobody was told.
    pub async fn journal(&self, dossier: DossierId) -> Vec<String> {
        sqlx::query_scalar(
            "select case when published then '' else '~' end || split_part(fact, '.', 4)
             from bus.journal where aggregate = $1 order by sequence",
        )
        .bind(dossier.uuid())
        .fetch_all(&self.database.pool)
        .await
        .unwrap()
    }

    /// The fact of this kind that was said last of a dossier.
    pub async fn said<M: Message + Name + Default>(&self, dossier: DossierId) -> M {
        let payload: Vec<u8> = sqlx::query_scalar(
            "select payload from bus.journal where aggregate = $1 and fact = $2
             order by sequence desc limit 1",
        )
        .bind(dossier.uuid())
        .bind(M::full_name())
        .fetch_one(&self.database.pool)
        .await
        .unwrap();
        M::decode(payload.as_slice()).unwrap()
    }

    /// The fact of this kind that was said last about a dossier, whoever it is of.
    pub async fn last_about<M: Message + Name + Default>(&self, dossier: DossierId) -> M {
        let payload: Vec<u8> = sqlx::query_scalar(
            "select payload from bus.journal where dossier = $1 and fact = $2
             order by position desc limit 1",
        )
        .bind(dossier.uuid())
        .bind(M::full_name())
        .fetch_one(&self.database.pool)
        .await
        .unwrap();
        M::decode(payload.as_slice()).unwrap()
    }

    pub async fn text(&self, sql: &'static str) -> String {
        sqlx::query_scalar(sql)
            .fetch_one(&self.database.pool)
            .await
            .unwrap()
    }

    /// A channel of somebody at this door.
    pub fn speaking(&self, who: &Actor) -> Speaking {
        let channel = chassis::client::channel(&format!("http://{}", self.address)).unwrap();
        chassis::client::speaking(channel, who)
    }

    /// The last agency has answered.
    pub async fn settled(&self, dossier: DossierId, code: &str, when: &str) {
        let settled = DossierSettled {
            dossier_id: dossier.to_string(),
            at: stage::stamp(at(when)),
            granted: true,
            ..Default::default()
        };
        self.routing_says(dossier, 1, &settled).await;
        self.standing(code, Stage::Settled).await;
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
        ..Default::default()
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

/// The province's own data, as the service reads them.
pub fn province() -> Catalogue {
    Catalogue::parse(&folder::quang_ngai()).catalogue
}

/// A filing of any procedure that lacks nothing, in the ward of today's [`filing`].
pub fn filing_for(catalogue: &Catalogue, procedure: &Procedure, today: NaiveDate) -> Filing {
    use catalogue::FieldKind as Kind;
    let centre = catalogue
        .centres_on(today)
        .find(|centre| catalogue.may_receive(procedure, &centre.id, today));
    let sample = |kind: &Kind| match kind {
        Kind::Text | Kind::Paragraph => "mẫu".to_owned(),
        Kind::Date => "1990-05-01".to_owned(),
        Kind::CitizenId | Kind::PartyId => "051070000001".to_owned(),
        Kind::Phone => "0912000001".to_owned(),
        Kind::Choice(options) => options[0].0.clone(),
        Kind::Amount => "1000000".to_owned(),
        Kind::Area => "125,0".to_owned(),
    };
    let papers = procedure.components.iter().filter(|paper| paper.required);
    let fields = procedure.fields.iter().filter(|field| field.required);
    Filing {
        procedure: procedure.code.clone(),
        checklist: procedure.checklist_version(),
        receiving_unit: centre.unwrap().id.to_string(),
        papers: papers
            .map(|paper| Paper {
                component: paper.key.clone(),
                electronic: true,
                ..Default::default()
            })
            .collect(),
        answers: fields
            .map(|field| (field.key.clone(), sample(&field.kind)))
            .collect(),
        ..filing()
    }
}
