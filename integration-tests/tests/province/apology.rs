//! The apology, end to end: a unit sees that it will be late, states why and until when, its head
//! signs, and the person is told before the date has passed. Then the new date passes too, and
//! nothing can be moved any more (NĐ 61/2018/NĐ-CP Điều 19.9).

use expect_test::expect;
use proto::{
    agency::v1::{GetCaseRequest, SignApologyRequest, StateDelayRequest},
    intake::v1::{Channel, TrackDossierRequest, TrackDossierResponse},
    reporting::v1::ListBreachesRequest,
    routing::v1::{ListDutiesRequest, ListDutiesResponse},
};
use tonic::Code;

use crate::{
    journeys::notices::notices,
    support::{
        Dossier, Province, at,
        calm::Calm,
        civil,
        filings::{self, WIDOW},
        finish,
        people::{granted, hand_over, take},
    },
};

const COMMUNE: &str = "org:ubnd-21028";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_unit_that_will_be_late_says_so_and_is_believed_once() {
    let province = Province::with(|options| {
        let watch = ("routing", "watch.every_ms".to_owned());
        options.settings.insert(watch, "10".to_owned());
    })
    .await;
    let mut calm = Calm::of(&province.world).await;
    it_is(&province, &mut calm, "2026-11-02T09:00").await;
    let dossier = filed(&province).await;
    let case = take(&province.clients, &dossier, "confirm").await.case_id;
    assert_eq!(
        promise(&province, &dossier).await,
        "17:00 23/11/2026, moved 0"
    );
    assert!(duties(&province).await.duties.is_empty());

    // The last day on which the law still lets the unit say so.
    it_is(&province, &mut calm, "2026-11-23T08:00").await;
    let owed = duties(&province).await.duties;
    let told: Vec<(&str, &str)> = owed
        .iter()
        .map(|duty| (duty.unit.as_str(), duty.status.as_str()))
        .collect();
    assert_eq!(told, [(COMMUNE, "owed")]);
    let mut officer = province
        .clients
        .agency("agency-desk", "officer:verify@org:ubnd-21028");
    let seen = officer
        .get_case(GetCaseRequest {
            case_id: case.clone(),
        })
        .await
        .unwrap();
    assert!(seen.into_inner().case.unwrap().apology.unwrap().may_move);

    state(&province, &case, "2026-12-04T17:00").await.unwrap();
    // Whoever stated it does not sign it; signing is a head's, and the door stops anybody else.
    let signature = SignApologyRequest {
        case_id: case.clone(),
        ..Default::default()
    };
    let refused = officer.sign_apology(signature.clone()).await.unwrap_err();
    assert_eq!(refused.code(), Code::PermissionDenied, "{refused:?}");
    assert_eq!(
        promise(&province, &dossier).await,
        "17:00 23/11/2026, moved 0"
    );
    let mut head = province
        .clients
        .agency("agency-desk", "head:demo@org:ubnd-21028");
    head.sign_apology(signature).await.unwrap();
    calm.comes(province.clock.now()).await;
    assert_eq!(
        promise(&province, &dossier).await,
        "17:00 04/12/2026, moved 1"
    );
    assert_eq!(breaches(&province).await, [""; 0]);

    // Late again: the law allows one new date.
    it_is(&province, &mut calm, "2026-12-04T09:00").await;
    let refused = state(&province, &case, "2026-12-18T17:00")
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Code::FailedPrecondition, "{refused:?}");
    it_is(&province, &mut calm, "2026-12-07T09:00").await;
    assert_eq!(breaches(&province).await, [COMMUNE]);
    finish(
        &province.clients,
        &dossier,
        "confirm",
        granted("12/XN-UBND"),
    )
    .await;
    finish(&province.clients, &dossier, "decide", granted("88/QĐ-SNV")).await;
    hand_over(
        &province.clients,
        &dossier,
        proto::intake::v1::ReturnMethod::Counter,
    )
    .await;
    calm.comes(province.clock.now()).await;
    told_in_words(&province, &dossier).await;
    calm.close().await;
    province.stop().await;
}

async fn it_is(province: &Province, calm: &mut Calm, moment: &str) {
    province.is_now(moment);
    calm.comes(at(moment)).await;
}

async fn filed(province: &Province) -> Dossier {
    let answers = [
        ("deceased_name", "Ngô Văn Không Thật"),
        ("deceased_on", "2026-10-25"),
        ("claimant_name", WIDOW.0),
        ("claimant_id", WIDOW.1),
        ("claimant_phone", WIDOW.2),
        ("relation", "vợ"),
    ];
    let filing = filings::filing(&province.clients, "1.010824", WIDOW, &answers).await;
    filings::receive(&province.clients, filing, Channel::Counter).await
}

async fn state(province: &Province, case: &str, new_due: &str) -> Result<(), tonic::Status> {
    let request = StateDelayRequest {
        case_id: case.to_owned(),
        reason: "Phải xác minh thêm tại nơi cư trú (ví dụ)".to_owned(),
        new_due: Some(chassis::wire::timestamp(at(new_due))),
        ..Default::default()
    };
    let officer = "officer:verify@org:ubnd-21028";
    let mut agency = province.clients.agency("agency-desk", officer);
    agency.state_delay(request).await.map(drop)
}

async fn track(province: &Province, dossier: &Dossier) -> TrackDossierResponse {
    let code = dossier.code.clone();
    let mut intake = province.clients.intake("citizen");
    let found = intake.track_dossier(TrackDossierRequest { code }).await;
    found.unwrap().into_inner()
}

async fn promise(province: &Province, dossier: &Dossier) -> String {
    let promise = track(province, dossier).await.appointment.unwrap();
    format!("{}, moved {}", civil(promise.due), promise.moved)
}

async fn duties(province: &Province) -> ListDutiesResponse {
    let mut routing = province.clients.routing("operator:motcua");
    let found = routing.list_duties(ListDutiesRequest::default()).await;
    found.unwrap().into_inner()
}

/// The units that broke a promise.
async fn breaches(province: &Province) -> Vec<String> {
    let request = ListBreachesRequest {
        from: "2026-11-01".to_owned(),
        to: "2026-12-31".to_owned(),
        unit: String::new(),
    };
    let mut reports = province.clients.reports("operator:motcua");
    let found = reports.list_breaches(request).await.unwrap().into_inner();
    found
        .breaches
        .into_iter()
        .map(|breach| breach.unit)
        .collect()
}

async fn told_in_words(province: &Province, dossier: &Dossier) {
    let mut page = String::new();
    for notice in notices(province, dossier).await {
        page += &format!(
            "{} to {}: {}\n",
            notice.kind,
            notice.to,
            notice.text.trim_end()
        );
    }
    expect![[r#"
        received to *******006: Hồ sơ H48.21028-261102-0001 đã tiếp nhận, hẹn trả 17:00 23/11/2026. Xem: mc.quangngai.example/hs/H48.21028-261102-0001
        appointment-moved to *******006: Xin lỗi ông/bà: hồ sơ H48.21028-261102-0001 không kịp hẹn 23/11/2026, hẹn lại 17:00 04/12/2026 do Ủy ban nhân dân phường Nghĩa Lộ chậm. Xem: mc.quangngai.example/hs/H48.21028-261102-0001
        result-ready to *******006: Hồ sơ H48.21028-261102-0001 đã có kết quả. Mời nhận tại nơi nộp; xem và đánh giá: mc.quangngai.example/hs/H48.21028-261102-0001
    "#]].assert_eq(&page);
}
