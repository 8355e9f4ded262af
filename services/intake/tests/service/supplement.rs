//! The supplement: asked by the desk alone, answered in part or whole, or not at all.

use proto::{
    intake::v1::{
        AcceptSubmittedRequest, AskSupplementRequest, ListDossiersRequest, Paper,
        RefuseDossierRequest, Stage, SupplementAsked, SupplementExpired, SupplementReceived,
        SupplyPapersRequest,
    },
    routing::v1::SupplementRequested,
};
use stage::{at, fields, reason, stamp};

use crate::world::World;

fn ask(dossier_id: &str, components: &[&str]) -> AskSupplementRequest {
    AskSupplementRequest {
        dossier_id: dossier_id.to_owned(),
        components: components.iter().map(ToString::to_string).collect(),
        reason: "bản chụp mờ".to_owned(),
        ..Default::default()
    }
}

fn supply(dossier_id: &str, component: &str) -> SupplyPapersRequest {
    SupplyPapersRequest {
        dossier_id: dossier_id.to_owned(),
        papers: vec![Paper {
            component: component.to_owned(),
            originals: 1,
            ..Default::default()
        }],
        ..Default::default()
    }
}

/// NĐ 61/2018/NĐ-CP Điều 19.4: an agency says what it misses; the desk asks, once; the limit
/// starts from zero when all is there.
#[tokio::test(flavor = "multi_thread")]
async fn what_an_agency_misses_is_asked_by_the_desk_and_supplied_in_part_then_whole() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let dossier_id = id.to_string();
    let missed = SupplementRequested {
        dossier_id: dossier_id.clone(),
        leg_id: kernel::LegId::mint().to_string(),
        unit: "org:vpdkdd".to_owned(),
        at: stamp(at("2026-11-03T08:00")),
        components: vec!["contract".to_owned(), "certificate".to_owned()],
        reason: "thiếu chữ ký".to_owned(),
    };
    world.routing_says(id, 1, &missed).await;
    let noted = world.once(&code, |dossier| dossier.needed.is_some()).await;
    assert_eq!(noted.stage(), Stage::InProgress, "nobody was asked yet");
    assert_eq!(noted.needed.unwrap().components, missed.components);
    let listed = async || {
        let needed = ListDossiersRequest {
            receiving_unit: "org:mc-21028".to_owned(),
            needed: true,
            ..Default::default()
        };
        let listed = world.desk().list_dossiers(needed).await.unwrap();
        listed.into_inner().dossiers.len()
    };
    world.received().await;
    assert_eq!(listed().await, 1, "the desk's list of what is to be asked");

    world.at("2026-11-03T09:00");
    let mut agency = world.as_person("officer:binh@org:vpdkdd");
    let refused = agency
        .ask_supplement(ask(&dossier_id, &["contract"]))
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "only-the-desk");

    let request = ask(&dossier_id, &["contract", "certificate"]);
    let asked = world.desk().ask_supplement(request.clone()).await.unwrap();
    assert_eq!(asked.into_inner().answer_by, stamp(at("2026-12-16T17:00")));
    world.desk().ask_supplement(request).await.unwrap();
    let waiting = world.standing(&code, Stage::AwaitingSupplement).await;
    assert_eq!(waiting.asked, ["certificate", "contract"]);
    assert_eq!((waiting.needed, waiting.supplements_asked), (None, 1));
    assert_eq!(listed().await, 0);

    let part = world
        .desk()
        .supply_papers(supply(&dossier_id, "contract"))
        .await;
    let part = part.unwrap().into_inner();
    assert_eq!(
        (part.missing.as_slice(), part.appointment),
        (&["certificate".to_owned()][..], None)
    );
    assert!(world.said::<SupplementReceived>(id).await.partial);
    world.at("2026-11-16T09:00");
    let whole = world
        .desk()
        .supply_papers(supply(&dossier_id, "certificate"))
        .await;
    let whole = whole.unwrap().into_inner();
    assert!(whole.missing.is_empty());
    let due = stamp(at("2026-11-20T17:00"));
    assert_eq!(whole.appointment.unwrap().due, due);
    let told = world.said::<SupplementReceived>(id).await;
    assert_eq!((told.partial, told.due, told.phase), (false, due, 1));
    assert_eq!(
        world.journal(id).await,
        [
            "DossierAccepted",
            "~SupplementNoted",
            "SupplementAsked",
            "SupplementReceived",
            "SupplementReceived"
        ]
    );

    let again = ask(&dossier_id, &["contract"]);
    let refused = world
        .desk()
        .ask_supplement(again.clone())
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "supplement-limit");
    assert_eq!(fields(&refused), ["ground", "approver"]);
    // Nobody puts the head's name to it: the head approves by asking.
    let named = AskSupplementRequest {
        ground: "Luật Đất đai Điều 133".to_owned(),
        approver: "Giám đốc Trung tâm".to_owned(),
        ..again
    };
    let refused = world
        .desk()
        .ask_supplement(named.clone())
        .await
        .unwrap_err();
    assert_eq!(fields(&refused), ["approver"]);
    world.head().ask_supplement(named).await.unwrap();
}

/// NĐ 61/2018/NĐ-CP Điều 17.1, 17.2: before reception there is no promise to stop or start.
#[tokio::test(flavor = "multi_thread")]
async fn what_waits_for_reception_is_supplemented_and_received_or_refused() {
    let world = World::start().await;
    for refuse in [false, true] {
        let (id, code) = world.filed().await;
        let dossier_id = id.to_string();
        let request = ask(&dossier_id, &["contract"]);
        world.desk().ask_supplement(request).await.unwrap();
        assert!(world.said::<SupplementAsked>(id).await.at_reception);
        let early = AcceptSubmittedRequest {
            dossier_id: dossier_id.clone(),
            ..Default::default()
        };
        let refused = world
            .desk()
            .accept_submitted(early.clone())
            .await
            .unwrap_err();
        assert_eq!(reason(&refused), "out-of-turn");
        if refuse {
            let unsaid = RefuseDossierRequest {
                dossier_id: dossier_id.clone(),
                reason: String::new(),
                ..Default::default()
            };
            let refused = world
                .desk()
                .refuse_dossier(unsaid.clone())
                .await
                .unwrap_err();
            assert_eq!(fields(&refused), ["reason"]);
            let said = RefuseDossierRequest {
                reason: "không thuộc thẩm quyền".to_owned(),
                ..unsaid
            };
            world.desk().refuse_dossier(said).await.unwrap();
            let ended = world.standing(&code, Stage::Refused).await;
            assert_eq!(ended.sync.unwrap().owed, 3);
            assert_eq!(world.journal(id).await.last().unwrap(), "DossierRefused");
        } else {
            let whole = world
                .desk()
                .supply_papers(supply(&dossier_id, "contract"))
                .await;
            assert_eq!(whole.unwrap().into_inner().appointment, None);
            let accepted = world.desk().accept_submitted(early).await.unwrap();
            assert!(accepted.into_inner().appointment.is_some());
        }
    }
}

/// The job ends what nobody answered; the clock alone makes it so.
#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_nobody_answers_ends_the_dossier_by_itself() {
    let world = World::start().await;
    let (received, code) = world.received().await;
    let (filed, filed_code) = world.filed().await;
    for id in [received, filed] {
        let request = ask(&id.to_string(), &["contract"]);
        world.desk().ask_supplement(request).await.unwrap();
    }
    world.at("2026-12-15T16:59");
    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    assert_eq!(
        world.track(&code).await.unwrap().stage(),
        Stage::AwaitingSupplement
    );
    world.at("2026-12-15T17:01");
    let ended = world.standing(&code, Stage::Lapsed).await;
    assert_eq!((ended.sync.unwrap().owed, ended.answer_by), (8, None));
    world.standing(&filed_code, Stage::Lapsed).await;
    assert!(world.said::<SupplementExpired>(received).await.received);
    assert!(!world.said::<SupplementExpired>(filed).await.received);
    let late = world
        .desk()
        .supply_papers(supply(&received.to_string(), "contract"))
        .await;
    assert_eq!(reason(&late.unwrap_err()), "out-of-turn");
    // Of each dossier a reminder beforehand, and the end.
    let actors = "select count(*) from bus.journal where actor = 'service:intake'";
    assert_eq!(world.count(actors).await, 4);
}
