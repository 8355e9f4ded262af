//! One agency's service alone, on a real database and a real bus; routing is reduced to a voice.
//! The services built on `agency` include this file in their tests.

use std::time::Duration;

use chassis::{Actor, Asker, Assembly, Boot, Caller, Clock, NewKeys, client::Speaking, config};
use kernel::{DossierId, LegId};
use prost::{Message, Name};
use proto::{
    agency::v1::{
        Case, GetCaseRequest, ListHeldLegsRequest, agency_service_client::AgencyServiceClient,
    },
    routing::v1::LegOffered,
};
use stage::{Voice, free_address};
use testkit::{Database, Nats, eventually};
use tonic::{Code, Status};

pub use stage::{Running, at, fields, reason, stamp};

pub const PATIENCE: Duration = Duration::from_secs(20);

/// One who asks, with keys of their own.
fn asker(name: &'static str) -> (NewKeys, Asker) {
    let keys = NewKeys::make().unwrap();
    let identity = config::Identity {
        check: config::Check::Signed,
        key: keys.secret.clone(),
        speaks_for_people: String::new(),
        trusted: Default::default(),
    };
    let asker = Asker::new(name, &identity).unwrap();
    (keys, asker)
}

/// The world around the service under test.
pub struct World {
    pub clock: Clock,
    pub database: Database,
    name: &'static str,
    nats: Nats,
    routing: Voice,
    address: String,
    /// Who asks for people, and routing on its own account, where statements are checked; else
    /// names are believed.
    askers: Option<[(NewKeys, Asker); 2]>,
}

impl World {
    /// For the service of that name, which is also its account.
    pub async fn new(name: &'static str) -> Self {
        let nats = testkit::nats().await;
        Self {
            clock: Clock::showing(at("2026-11-20T09:00")),
            database: Database::new(&[]).await,
            name,
            routing: Voice::start("routing", &nats).await,
            nats,
            address: free_address(),
            askers: None,
        }
    }

    /// The same, where statements are checked, so that they say with which fields an official is
    /// charged.
    pub async fn guarded(name: &'static str) -> Self {
        let askers = Some([asker("portal"), asker("routing")]);
        Self {
            askers,
            ..Self::new(name).await
        }
    }

    pub fn boot(&self, settings: &[(&str, &str)]) -> Boot {
        let province = concat!(env!("CARGO_MANIFEST_DIR"), "/../../provinces/quang-ngai");
        let own = [
            ("database.url", self.database.url.as_str()),
            ("database.connections", "5"),
            ("nats.url", self.nats.url()),
            ("grpc.listen", &self.address),
            ("province.dir", province),
            ("identity.check", "names"),
        ];
        let checked = self.askers.as_ref().map(|[(portal, _), (routing, _)]| {
            [
                ("identity.check", "signed"),
                ("identity.key", portal.secret.as_str()),
                ("identity.trusted.portal", portal.public.as_str()),
                ("identity.trusted.routing", routing.public.as_str()),
            ]
        });
        let own = own.into_iter().chain(checked.into_iter().flatten());
        let mut boot = Boot::new(self.name);
        boot.clock = self.clock.clone();
        let settings = own.chain(settings.iter().copied());
        boot.overrides = settings
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        boot
    }

    /// Starts the service and waits until it answers.
    pub async fn start(&self, assembly: anyhow::Result<Assembly>) -> Running {
        let running = Running::start(assembly.unwrap());
        let ask = || async { self.held_legs().await };
        let answers = |answer: &Result<_, Status>| !matches!(answer, Err(status) if status.code() == Code::Unavailable);
        eventually(PATIENCE, ask, answers).await.unwrap();
        running
    }

    /// A channel to the service, speaking for somebody; the word before the colon says as what.
    pub fn speaking(&self, actor: &str) -> Speaking {
        let caller = Caller::believed(Actor::from(actor));
        let asker = if caller.is_service() { 1 } else { 0 };
        self.asked(asker, &caller)
    }

    /// The same for an official who is charged with some fields only, where statements are checked.
    pub fn charged(&self, actor: &str, fields: &[&str]) -> Speaking {
        assert!(self.askers.is_some(), "names say nothing of fields");
        let fields = fields.iter().map(|field| (*field).to_owned()).collect();
        let caller = Caller::believed(Actor::from(actor));
        self.asked(0, &Caller { fields, ..caller })
    }

    fn asked(&self, asker: usize, caller: &Caller) -> Speaking {
        let address = format!("http://{}", self.address);
        match &self.askers {
            Some(askers) => {
                let service = askers[asker].1.to(self.name, &address);
                service.unwrap().speaking_for(caller)
            }
            None => {
                let channel = chassis::client::channel(&address).unwrap();
                chassis::client::speaking(channel, &caller.actor)
            }
        }
    }

    pub fn agency(&self, actor: &str) -> AgencyServiceClient<Speaking> {
        AgencyServiceClient::new(self.speaking(actor))
    }

    pub async fn held_legs(&self) -> Result<Vec<String>, Status> {
        let mut agency = self.agency("service:routing");
        let answer = agency.list_held_legs(ListHeldLegsRequest {});
        Ok(answer.await?.into_inner().leg_ids)
    }

    /// An offer of a leg of a new dossier, addressed to the service under test.
    pub fn offer(&self, unit: &str, task: &str) -> LegOffered {
        LegOffered {
            leg_id: LegId::mint().to_string(),
            dossier_id: DossierId::mint().to_string(),
            code: "H48.21025-261120-0001".into(),
            unit: unit.into(),
            host: self.name.into(),
            task: task.into(),
            title: "Việc thử nghiệm".into(),
            procedure: "1.013831".into(),
            procedure_version: "2025-07-01".into(),
            phase: 1,
            counts: true,
            approval: false,
            automatic: false,
            at: stamp(self.clock.now()),
            due: None,
            place: "adm:21028".into(),
            attempt: 1,
            ..Default::default()
        }
    }

    /// Routing says something about a dossier to the service under test.
    pub async fn says<M: Message + Name>(&self, dossier: &str, message: &M) {
        self.routing
            .says_to(self.name, dossier.parse().unwrap(), message)
            .await;
    }

    pub async fn offers(&self, offered: &LegOffered) {
        self.says(&offered.dossier_id, offered).await;
    }

    /// The case once it is there for somebody.
    pub async fn case(&self, actor: &str, leg: &str) -> Case {
        let ask = || async {
            let case_id = leg.to_owned();
            self.agency(actor)
                .get_case(GetCaseRequest { case_id })
                .await
        };
        let answer = eventually(PATIENCE, ask, Result::is_ok).await.unwrap();
        answer.into_inner().case.unwrap()
    }

    /// An offer that has arrived.
    pub async fn arrived(&self, actor: &str, offered: &LegOffered) -> Case {
        self.offers(offered).await;
        self.case(actor, &offered.leg_id).await
    }

    /// The facts written down about a dossier, by the last part of their names, in order.
    pub async fn journal(&self, dossier: &str) -> Vec<String> {
        let names: Vec<String> = sqlx::query_scalar(
            "select fact from bus.journal where dossier = $1::uuid order by position",
        )
        .bind(dossier)
        .fetch_all(&self.database.pool)
        .await
        .unwrap();
        let last = |name: String| name.rsplit('.').next().unwrap_or_default().to_owned();
        names.into_iter().map(last).collect()
    }

    /// The last fact of its kind that was written down about a dossier.
    pub async fn said<M: Message + Name + Default>(&self, dossier: &str) -> M {
        let payload: Vec<u8> = sqlx::query_scalar(
            "select payload from bus.journal where dossier = $1::uuid and fact = $2
             order by position desc limit 1",
        )
        .bind(dossier)
        .bind(M::full_name())
        .fetch_one(&self.database.pool)
        .await
        .unwrap();
        M::decode(payload.as_slice()).unwrap()
    }
}
