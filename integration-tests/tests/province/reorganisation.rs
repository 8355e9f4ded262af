//! 1 July 2025: districts end, communes merge, and every dossier under way goes on. On the units
//! of June, then on those of July: no orphan, no count changed, no date moved.

use std::collections::BTreeMap;

use catalogue::{Catalogue, Unit};
use chassis::config;
use chrono::NaiveDate;
use kernel::UnitId;
use proto::{
    intake::v1::{Channel, TrackDossierRequest},
    reporting::v1::GroupBy,
    routing::v1::{GetRouteResponse, LegStatus, ReorganiseUnitsRequest, ReorganiseUnitsResponse},
};

use crate::{
    journeys::tables::{self, Period},
    support::{
        Dossier, Province, at,
        calm::Calm,
        custody, data,
        filings::WIDOW,
        finish,
        people::{granted, here, route, take, until},
    },
};

/// Every seventh commune of June takes part: far and near, town and island.
const EVERY: usize = 7;

struct Filed {
    dossier: Dossier,
    due: Option<prost_types::Timestamp>,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_dossier_is_orphaned_when_the_districts_end() {
    let catalogue = catalogue();
    let province = Province::with(|options| {
        let watch = ("routing", "watch.every_ms".to_owned());
        options.settings.insert(watch, "10".to_owned());
    })
    .await;
    let mut calm = Calm::of(&province.world).await;
    province.is_now("2025-06-27T09:00");
    let filed = file(&province, &catalogue).await;
    calm.comes(at("2025-06-27T09:00")).await;
    let before = counts(&province).await;

    // Before the day comes, only a trial is possible.
    let refused = reorganise(&province, false).await.unwrap_err();
    assert_eq!(
        refused.code(),
        tonic::Code::FailedPrecondition,
        "{refused:?}"
    );
    province.is_now("2025-07-01T08:00");
    calm.comes(at("2025-07-01T08:00")).await;
    let routes = routes(&province, &filed).await;
    let trial = reorganise(&province, true).await.unwrap();
    assert_eq!(
        self::routes(&province, &filed).await,
        routes,
        "a trial changes nothing"
    );
    let done = reorganise(&province, false).await.unwrap();
    assert_eq!((trial.changed, &trial.moves), (done.changed, &done.moves));
    assert_eq!(done.changed as usize, filed.len());
    calm.comes(at("2025-07-01T08:00")).await;

    no_orphan(&province, &catalogue, &filed, &routes).await;
    assert_eq!(counts(&province).await, before, "a count changed");
    let again = reorganise(&province, false).await.unwrap();
    assert_eq!((again.changed, again.moves.len()), (0, 0), "{again:#?}");
    let moves = moved(&catalogue, &done);
    println!(
        "{} dossiers; moved by kind of unit: {moves:#?}",
        filed.len()
    );
    calm.close().await;
    province.stop().await;
}

fn catalogue() -> Catalogue {
    let files = config::Province { dir: data() }.files().unwrap();
    Catalogue::parse(&files).catalogue
}

fn july() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 7, 1).unwrap()
}

/// In each of the communes one dossier under way: some offered, some in hand at the commune, some
/// at the district.
async fn file(province: &Province, catalogue: &Catalogue) -> Vec<Filed> {
    let june = july().pred_opt().unwrap();
    let communes: Vec<&Unit> = catalogue.communes_on(june).collect();
    assert_eq!(communes.len(), 272);
    let mut filed = Vec::new();
    for (n, commune) in communes.into_iter().step_by(EVERY).enumerate() {
        let code = commune.code.as_deref().unwrap();
        let centre = format!("org:mc-{code}:old");
        let dossier = receive(province, &centre, commune.id.as_str()).await;
        route(&province.clients, &dossier).await;
        match n % 3 {
            0 => {}
            1 => drop(take(&province.clients, &dossier, "confirm").await),
            _ => {
                finish(&province.clients, &dossier, "confirm", granted("12/XN")).await;
                take(&province.clients, &dossier, "district").await;
            }
        }
        let due = promised(province, &dossier).await.1;
        filed.push(Filed { dossier, due });
    }
    filed
}

async fn receive(province: &Province, centre: &str, place: &str) -> Dossier {
    let answers = [
        ("deceased_name", "Ngô Văn Không Thật"),
        ("deceased_on", "2025-06-20"),
        ("claimant_name", WIDOW.0),
        ("claimant_id", WIDOW.1),
        ("claimant_phone", WIDOW.2),
        ("relation", "vợ"),
    ];
    let clients = &province.clients;
    let owner = WIDOW.person();
    let filing = clients
        .complete_filing("1.010824", centre, place, owner, &answers)
        .await;
    let request = proto::intake::v1::AcceptDossierRequest {
        dossier_id: uuid::Uuid::now_v7().to_string(),
        filing: Some(filing.unwrap()),
        channel: Channel::Counter.into(),
        ..Default::default()
    };
    let desk = format!("officer:reception@{centre}");
    let accepted = clients.intake(&desk).accept_dossier(request).await;
    let accepted = accepted.unwrap().into_inner();
    Dossier {
        id: accepted.dossier_id,
        code: accepted.code,
    }
}

/// The receiving centre, and the promised date.
async fn promised(
    province: &Province,
    dossier: &Dossier,
) -> (String, Option<prost_types::Timestamp>) {
    let found = until("the dossier", async || {
        let code = dossier.code.clone();
        let mut intake = province.clients.intake("citizen");
        here(intake.track_dossier(TrackDossierRequest { code }).await)
    })
    .await;
    (
        found.receiving_unit,
        found.appointment.and_then(|promise| promise.due),
    )
}

async fn routes(province: &Province, filed: &[Filed]) -> Vec<GetRouteResponse> {
    let mut routes = Vec::new();
    for one in filed {
        let mut route = route(&province.clients, &one.dossier).await;
        // Time goes on between two looks.
        route.legs.iter_mut().for_each(|leg| leg.spent_minutes = 0);
        routes.push(route);
    }
    routes
}

async fn reorganise(
    province: &Province,
    dry_run: bool,
) -> Result<ReorganiseUnitsResponse, tonic::Status> {
    let request = ReorganiseUnitsRequest {
        on: july().to_string(),
        reason: "Luật Tổ chức chính quyền địa phương 72/2025/QH15".to_owned(),
        dry_run,
    };
    let mut routing = province.clients.routing("admin:motcua");
    Ok(routing.reorganise_units(request).await?.into_inner())
}

/// Every unit that has something to do, and every centre, is in force; holders, dates and what
/// was done before are as they were.
async fn no_orphan(
    province: &Province,
    catalogue: &Catalogue,
    filed: &[Filed],
    before: &[GetRouteResponse],
) {
    let in_force = |unit: &str| {
        let unit = catalogue.unit(&UnitId::from(unit));
        unit.is_some_and(|unit| unit.in_force(july()))
    };
    let after = routes(province, filed).await;
    for ((one, before), after) in filed.iter().zip(before).zip(&after) {
        let (centre, due) = promised(province, &one.dossier).await;
        assert!(in_force(&centre), "{centre} has {}", one.dossier.code);
        assert_eq!(due, one.due, "a date moved");
        assert_eq!(after.due, before.due, "a date moved");
        assert_eq!(after.holdings.len(), before.holdings.len(), "{after:#?}");
        for holding in &after.holdings {
            assert!(in_force(&holding.holder), "{after:#?}");
        }
        for (was, leg) in before.legs.iter().zip(&after.legs) {
            if leg.status() == LegStatus::Done {
                assert_eq!(leg, was, "history stays as it was");
                continue;
            }
            assert!(in_force(&leg.unit), "{} has no unit: {leg:#?}", leg.key);
            assert_eq!(
                (&leg.due, &leg.offered_at),
                (&was.due, &was.offered_at),
                "{leg:#?}"
            );
            assert_eq!(leg.accepted_at, was.accepted_at, "{leg:#?}");
        }
    }
    let held = custody::held(&province.clients).await.unwrap();
    custody::agreed(&after, &held);
}

/// The total of the progress table.
async fn counts(province: &Province) -> String {
    let period = Period {
        from: "2025-06-01".to_owned(),
        to: "2025-07-31".to_owned(),
    };
    let table = tables::progress_in(province, &period, GroupBy::Unit).await;
    tables::line(&table.total.unwrap())
}

/// Legs that moved, by what kind of unit they came from and went to.
fn moved(catalogue: &Catalogue, done: &ReorganiseUnitsResponse) -> BTreeMap<String, u32> {
    let kind = |id: &str| {
        let unit = catalogue.unit(&UnitId::from(id));
        unit.map_or("coordination", |unit| unit.kind.as_str())
    };
    let mut moved = BTreeMap::new();
    for one in &done.moves {
        let way = format!("{} to {}", kind(&one.from_unit), kind(&one.to_unit));
        *moved.entry(way).or_default() += one.legs;
    }
    moved
}
