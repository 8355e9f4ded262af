//! The registry's own acts, and its register, are for the officers of its unit who are charged
//! with land: to everybody else there is no such case and no such parcel.

use kernel::CaseId;
use proto::{
    land_records::v1::{land_records_service_client::LandRecordsServiceClient, *},
    routing::v1::LegOffered,
};
use tonic::{Code, Status};

use crate::{
    AN, COMMUNE, Registry, SELLER, STRANGER, entry, examine, holders, mortgage, reissue, transfer,
};

const LAND: &str = "dat-dai";
const OTHER: &str = "bao-tro-xa-hoi";

type Land = LandRecordsServiceClient<chassis::client::Speaking>;

/// What every act of the registry answers on the case, by its name.
async fn every_act(land: &mut Land, leg: &str) -> Vec<(&'static str, Result<(), Status>)> {
    let leg = &LegOffered {
        leg_id: leg.to_owned(),
        ..Default::default()
    };
    let correct = CorrectCertificateRequest {
        case_id: leg.leg_id.clone(),
        commune: COMMUNE.into(),
        sheet: 12,
        number: 551,
        reason: "In sai diện tích".into(),
        area: "126,0".into(),
        ..Default::default()
    };
    let (examine, transfer) = (examine(leg), transfer(leg, SELLER));
    vec![
        ("examine", land.examine_transfer(examine).await.map(drop)),
        ("transfer", land.register_transfer(transfer).await.map(drop)),
        (
            "mortgage",
            land.register_mortgage(mortgage(leg)).await.map(drop),
        ),
        (
            "reissue",
            land.reissue_certificate(reissue(leg, "BA 123456"))
                .await
                .map(drop),
        ),
        ("correct", land.correct_certificate(correct).await.map(drop)),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn every_act_on_a_case_of_another_unit_or_field_answers_like_one_on_a_missing_case() {
    let registry = Registry::guarded().await;
    registry.parcel(&[SELLER]).await;
    let leg = registry.taken("1.013831", "register", true).await;
    let missing = CaseId::mint().to_string();
    let strangers = [
        ("another field", registry.world.charged(AN, &[OTHER])),
        ("another unit", registry.world.speaking(STRANGER)),
    ];
    for (who, channel) in strangers {
        let mut land = LandRecordsServiceClient::new(channel);
        let theirs = every_act(&mut land, &leg.leg_id).await;
        let nobodys = every_act(&mut land, &missing).await;
        for ((act, theirs), (_, nobodys)) in theirs.into_iter().zip(nobodys) {
            let (theirs, nobodys) = (theirs.unwrap_err(), nobodys.unwrap_err());
            assert_eq!(theirs.code(), Code::NotFound, "{who}: {act}: {theirs:?}");
            assert_eq!(theirs.message(), nobodys.message(), "{who}: {act}");
        }
    }
    assert_eq!(holders(&registry.find().await), [SELLER]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_charged_with_land_registers() {
    let registry = Registry::guarded().await;
    registry.parcel(&[SELLER]).await;
    let leg = registry.taken("1.012786", "register", true).await;
    let mut land = LandRecordsServiceClient::new(registry.world.charged(AN, &[LAND]));
    let asked = reissue(&leg, "BA 123456");
    let issued = land.reissue_certificate(asked).await.unwrap().into_inner();
    assert!(issued.certificate.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_register_is_closed_to_who_is_charged_with_another_field() {
    let registry = Registry::guarded().await;
    registry.parcel(&[SELLER]).await;
    let find = || FindParcelRequest {
        commune: COMMUNE.into(),
        sheet: 12,
        number: 551,
    };
    let mut land = LandRecordsServiceClient::new(registry.world.charged(AN, &[OTHER]));
    let found = land.find_parcel(find()).await.unwrap_err();
    let absent = FindParcelRequest {
        number: 999,
        ..find()
    };
    let absent = registry.land(AN).find_parcel(absent).await.unwrap_err();
    assert_eq!(found.code(), Code::NotFound);
    assert_eq!(found.message(), absent.message());
    let enter = EnterParcelRequest {
        number: 552,
        serial: "BA 123457".into(),
        ..entry(&[SELLER])
    };
    let entered = land.enter_parcel(enter.clone()).await.unwrap_err();
    assert_eq!(entered.code(), Code::NotFound);
    let mut land = LandRecordsServiceClient::new(registry.world.charged(AN, &[OTHER, LAND]));
    land.enter_parcel(enter).await.unwrap();
    land.find_parcel(find()).await.unwrap();
}
