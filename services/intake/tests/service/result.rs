//! The result: into the right hands, in time or not, put right where an agency erred.

use kernel::DossierId;
use proto::{
    intake::v1::{
        CorrectionOpened, GetDossierRequest, OpenCorrectionRequest, ResultReady, ResultReturned,
        ReturnMethod, ReturnResultRequest, Stage, Timeliness,
    },
    routing::v1::DossierSettled,
};
use stage::{at, fields, reason, stamp};

use crate::world::World;

async fn settle(world: &World, id: DossierId, sequence: u32, when: &str, granted: bool) {
    let settled = DossierSettled {
        dossier_id: id.to_string(),
        at: stamp(at(when)),
        granted,
        ..Default::default()
    };
    world.routing_says(id, sequence, &settled).await;
}

fn back(id: DossierId, method: ReturnMethod) -> ReturnResultRequest {
    ReturnResultRequest {
        dossier_id: id.to_string(),
        method: method.into(),
        ..Default::default()
    }
}

/// NĐ 61/2018/NĐ-CP Điều 20: the owner, the submitter, or somebody with a paper; never in the fact.
#[tokio::test(flavor = "multi_thread")]
async fn a_result_is_given_into_the_right_hands_and_the_bus_hears_no_name() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    settle(&world, id, 1, "2026-11-05T09:00", true).await;
    let ready = world.standing(&code, Stage::Settled).await;
    assert_eq!(ready.timeliness(), Timeliness::Early);
    let nameless = ReturnResultRequest {
        authorisation: "Giấy ủy quyền 05/2026".to_owned(),
        ..back(id, ReturnMethod::Counter)
    };
    let refused = world.desk().return_result(nameless).await.unwrap_err();
    let mut told = fields(&refused);
    told.sort();
    assert_eq!(told, ["proxy_citizen_id", "proxy_name"]);
    let stranger = ReturnResultRequest {
        proxy_name: "Phạm Văn Thử".to_owned(),
        proxy_citizen_id: "051090000004".to_owned(),
        ..back(id, ReturnMethod::Counter)
    };
    let refused = world
        .desk()
        .return_result(stranger.clone())
        .await
        .unwrap_err();
    assert_eq!(
        (reason(&refused).as_str(), fields(&refused)),
        ("not-authorised", vec!["authorisation".to_owned()])
    );
    let mut agency = world.as_person("officer:binh@org:vpdkdd");
    let refused = agency.return_result(stranger.clone()).await.unwrap_err();
    assert_eq!(reason(&refused), "only-the-desk");
    let proxy = ReturnResultRequest {
        authorisation: "Giấy ủy quyền 05/2026".to_owned(),
        ..stranger
    };
    world.desk().return_result(proxy).await.unwrap();
    let fact = world.said::<ResultReturned>(id).await;
    assert_eq!(
        (fact.method(), fact.tracking.as_str()),
        (ReturnMethod::Counter, "")
    );
    let payload: Vec<Vec<u8>> = sqlx::query_scalar("select payload from bus.journal")
        .fetch_all(&world.database.pool)
        .await
        .unwrap();
    let text = String::from_utf8_lossy(&payload.concat()).into_owned();
    for secret in ["Phạm", "051090", "ủy quyền"] {
        assert!(!text.contains(secret), "{secret} left in a fact");
    }
}

/// NĐ 61/2018/NĐ-CP Điều 19.8: not eligible; the written refusal is the result.
#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_that_is_not_eligible_goes_back_with_a_refusal_by_post() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    settle(&world, id, 1, "2026-11-09T09:00", false).await;
    let ready = world.standing(&code, Stage::Settled).await;
    assert_eq!(
        (ready.granted, ready.timeliness()),
        (Some(false), Timeliness::Late)
    );
    let fact = world.said::<ResultReady>(id).await;
    assert!(fact.not_eligible && !fact.granted);
    let by_post = ReturnResultRequest {
        tracking: "EQ000000001VN".to_owned(),
        ..back(id, ReturnMethod::Post)
    };
    world.desk().return_result(by_post).await.unwrap();
    assert_eq!(
        world.said::<ResultReturned>(id).await.tracking,
        "EQ000000001VN"
    );
    assert_eq!(world.track(&code).await.unwrap().sync.unwrap().owed, 8);
}

/// NĐ 61/2018/NĐ-CP Điều 21: put right at the agency's cost, under a date of its own.
#[tokio::test(flavor = "multi_thread")]
async fn an_error_is_put_right_and_returned_again() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let open = |leg_id: &str, reason: &str| OpenCorrectionRequest {
        dossier_id: id.to_string(),
        leg_id: leg_id.to_owned(),
        reason: reason.to_owned(),
        ..Default::default()
    };
    let refused = world
        .desk()
        .open_correction(open("", "sai tên"))
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "out-of-turn");
    settle(&world, id, 1, "2026-11-05T09:00", true).await;
    world.standing(&code, Stage::Settled).await;
    let electronic = back(id, ReturnMethod::Electronic);
    world
        .desk()
        .return_result(electronic.clone())
        .await
        .unwrap();
    for (leg, why, field) in [("seven", "sai tên", "leg_id"), ("", "", "reason")] {
        let refused = world
            .desk()
            .open_correction(open(leg, why))
            .await
            .unwrap_err();
        assert_eq!(fields(&refused), [field]);
    }
    world.at("2026-12-01T09:00");
    let leg = kernel::LegId::mint().to_string();
    let opened = world
        .desk()
        .open_correction(open(&leg, "sai tên"))
        .await
        .unwrap();
    let due = opened.into_inner().appointment.unwrap().due;
    assert_eq!(due, stamp(at("2026-12-07T17:00")));
    let fact = world.said::<CorrectionOpened>(id).await;
    assert_eq!((fact.due, fact.leg_id), (due, leg));
    world.standing(&code, Stage::Correcting).await;
    settle(&world, id, 2, "2026-12-04T09:00", true).await;
    world.standing(&code, Stage::Settled).await;
    world.desk().return_result(electronic).await.unwrap();
    assert_eq!(
        world.journal(id).await,
        [
            "DossierAccepted",
            "ResultReady",
            "ResultReturned",
            "CorrectionOpened",
            "ResultReady",
            "ResultReturned"
        ]
    );
    let file = GetDossierRequest {
        dossier_id: id.to_string(),
        purpose: "đối chiếu".to_owned(),
    };
    let file = world.desk().get_dossier(file).await.unwrap().into_inner();
    assert_eq!(file.dossier.unwrap().stage(), Stage::Returned);
}
