//! Nobody passes the door of a service who is not known, or may not do what they ask.

use std::time::Instant;

use chassis::{Asker, Caller, NewKeys, Peer, config};
use kernel::Role;
use proto::{
    agency::v1::{TakeRequest, agency_service_client::AgencyServiceClient},
    notification::v1::{
        ListNoticesRequest, notification_service_client::NotificationServiceClient,
    },
    operations::v1::{GetStatusRequest, operations_service_client::OperationsServiceClient},
};
use tonic::{Code, Status};
use tonic_types::StatusExt as _;
use uuid::Uuid;

use crate::{
    desk::Desk,
    folder,
    world::{Running, World, names, run, stand_as, status},
};

/// A desk that believes what the portal signs.
struct Guarded {
    world: World,
    desk: Running,
    portal: NewKeys,
}

fn signed(key: &str, trusted: &[(&str, &str)]) -> config::Identity {
    let trusted = trusted.iter();
    config::Identity {
        check: config::Check::Signed,
        key: key.to_owned(),
        speaks_for_people: "portal".to_owned(),
        trusted: trusted
            .map(|(name, key)| ((*name).to_owned(), (*key).to_owned()))
            .collect(),
    }
}

impl Guarded {
    async fn new() -> Self {
        let portal = NewKeys::make().unwrap();
        let world = World::new().await;
        let identity = signed("", &[("portal", &portal.public)]);
        let (database, nats) = (&world.speaker.url, world.nats.url());
        let intake = stand_as("intake", database, nats, "", &identity).await;
        let desk = run(intake.clone(), |assembly| Desk::of(&intake).at(assembly));
        desk.operations().await;
        Self {
            world,
            desk,
            portal,
        }
    }

    /// The desk, as one who has this key asks it.
    fn asked_with(&self, key: &str) -> Peer {
        let asker = Asker::new("portal", &signed(key, &[])).unwrap();
        asker.to("intake", &self.desk.endpoint).unwrap()
    }

    fn portal(&self) -> Peer {
        self.asked_with(&self.portal.secret)
    }
}

fn officer(roles: &[Role]) -> Caller {
    Caller::official("officer:an", Some("org:test"), roles, &[])
}

async fn accepts(desk: &Peer, caller: &Caller, folder: Uuid) -> Result<u32, Status> {
    let request = ListNoticesRequest {
        dossier_id: folder.to_string(),
        page_token: "accept".to_owned(),
        ..Default::default()
    };
    let mut client = NotificationServiceClient::new(desk.speaking_for(caller));
    let answer = client.list_notices(request).await?.into_inner();
    Ok(answer.notices[0].segments)
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_is_known_and_may_gets_through() {
    let guarded = Guarded::new().await;
    let folder = Uuid::now_v7();
    let portal = guarded.portal();
    let refused = async |desk: &Peer, caller: &Caller| status(accepts(desk, caller, folder).await);

    // Nobody at all, with or without a name.
    let mut nameless = NotificationServiceClient::new(guarded.desk.channel());
    let nameless = nameless.list_notices(ListNoticesRequest::default()).await;
    assert_eq!(status(nameless).code(), Code::Unauthenticated);
    let named = crate::desk::ask_desk(guarded.desk.channel(), folder, "accept").await;
    assert_eq!(status(named).code(), Code::Unauthenticated);
    // Somebody who has a key, but not the portal's.
    let stranger = guarded.asked_with(&NewKeys::make().unwrap().secret);
    let answer = refused(&stranger, &officer(&Role::ALL)).await;
    assert_eq!(answer.code(), Code::Unauthenticated);

    // Known, and may not.
    let others: Vec<Role> = Role::ALL
        .into_iter()
        .filter(|role| *role != Role::DeskOfficer)
        .collect();
    for caller in [
        officer(&[]),
        officer(&others),
        Caller::citizen("citizen:1", None),
        Caller::anonymous("citizen:portal"),
        Caller::service("portal"),
    ] {
        let answer = refused(&portal, &caller).await;
        assert_eq!(answer.code(), Code::PermissionDenied, "{caller:?}");
        let reason = answer.get_details_error_info().unwrap().reason;
        assert_eq!(reason, "not-permitted");
        assert!(answer.message().contains("không được giao quyền"));
    }
    let written = folder::count(&guarded.desk.chassis.db, "select count(*) from bus.journal").await;
    assert_eq!(written, 0);

    // Known, and may; it is recorded under their name.
    let done = accepts(&portal, &officer(&[Role::DeskOfficer]), folder).await;
    assert_eq!(done.unwrap(), 1);
    let by: String = sqlx::query_scalar("select actor from bus.journal")
        .fetch_one(&guarded.desk.chassis.db)
        .await
        .unwrap();
    assert_eq!(by, "officer:an@org:test");
    guarded.desk.stop().await;
    drop(guarded.world);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_permit_names_nobody_may() {
    let guarded = Guarded::new().await;
    let everything = officer(&Role::ALL);
    let portal = guarded.portal();
    // No such service here, and the same answer as for one that is.
    let mut agency = AgencyServiceClient::new(portal.speaking_for(&everything));
    let answer = agency.take(TakeRequest::default()).await;
    assert_eq!(status(answer).code(), Code::PermissionDenied);
    // The operator's calls are the operator's.
    let ask = async |caller: &Caller| {
        let mut operations = OperationsServiceClient::new(portal.speaking_for(caller));
        operations.get_status(GetStatusRequest {}).await
    };
    let answer = ask(&officer(&[Role::DeskOfficer])).await;
    assert_eq!(status(answer).code(), Code::PermissionDenied);
    let operator = Caller::official("operator:o", None, &[Role::Operator], &[]);
    assert_eq!(ask(&operator).await.unwrap().into_inner().service, "intake");
    guarded.desk.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_believes_names_listens_to_its_own_machine_alone() {
    let world = World::new().await;
    let (database, nats) = (&world.speaker.url, world.nats.url());
    let intake = stand_as("intake", database, nats, "", &names()).await;
    let grpc = config::Grpc {
        listen: "0.0.0.0:0".to_owned(),
    };
    let ended = chassis::Assembly::new(&intake, &grpc)
        .run(tokio_util::sync::CancellationToken::new())
        .await;
    let why = format!("{:#}", ended.unwrap_err());
    assert!(why.contains("identity.check"), "{why}");
}

/// How long one call takes more when who asks is made sure of; run it with `--run-ignored all`
/// and `--release`.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn making_sure_costs_little() {
    const CALLS: u32 = 2000;
    let guarded = Guarded::new().await;
    let mut by_statement = OperationsServiceClient::new(guarded.portal().speaking_for(
        &Caller::official("operator:o", None, &[Role::Operator], &[]),
    ));
    let world = World::new().await;
    let believing = run(world.intake().await, |assembly| assembly);
    let mut by_name = believing.operations().await;
    for round in 0..3 {
        let mut took = [0.0; 2];
        for (n, client) in [&mut by_name, &mut by_statement].into_iter().enumerate() {
            let started = Instant::now();
            for _ in 0..CALLS {
                // Refused by its own first check: nothing but the way in is measured.
                let request = proto::operations::v1::ListJournalRequest::default();
                client.list_journal(request).await.unwrap_err();
            }
            took[n] = started.elapsed().as_secs_f64() * 1e6 / f64::from(CALLS);
        }
        println!(
            "round {round}: by name {:.1} µs, by statement {:.1} µs a call",
            took[0], took[1]
        );
    }
}
