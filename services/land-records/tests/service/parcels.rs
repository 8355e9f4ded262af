//! Entering parcels, and looking them up.

use kernel::ParcelId;
use proto::land_records::v1::*;
use tonic::Code;

use crate::{
    AN, BUYER, COMMUNE, Registry, SELLER, STRANGER, WIFE, entry, holders,
    support::{fields, reason},
    valid,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_parcel_of_the_old_books_is_entered_once_and_found() {
    let registry = Registry::new().await;
    let entered = registry.parcel(&[SELLER, WIFE]).await;
    registry
        .world
        .clock
        .advance(std::time::Duration::from_secs(3600));
    registry
        .land(AN)
        .enter_parcel(entered.clone())
        .await
        .unwrap();
    let found = registry.find().await;
    assert_eq!(found.version, 1);
    assert_eq!(found.parcel_id, entered.parcel_id);
    assert_eq!(found.area, "125.0");
    assert_eq!(holders(&found), [SELLER, WIFE]);
    assert_eq!(valid(&found), ["BA 123456"]);
    let facts: Vec<String> = sqlx::query_scalar("select fact from bus.journal")
        .fetch_all(&registry.world.database.pool)
        .await
        .unwrap();
    assert_eq!(facts, ["motcua.land_records.v1.ParcelEntered"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_or_a_blank_that_is_taken_is_refused() {
    let registry = Registry::new().await;
    let entered = registry.parcel(&[SELLER]).await;
    let other = ParcelId::mint().to_string();
    let same_place = EnterParcelRequest {
        parcel_id: other.clone(),
        serial: "BA 654321".into(),
        ..entered.clone()
    };
    let same_blank = EnterParcelRequest {
        parcel_id: other,
        number: 552,
        ..entered.clone()
    };
    let other_holder = EnterParcelRequest {
        holders: entry(&[BUYER]).holders,
        ..entered
    };
    for (request, why) in [
        (same_place, "already-entered"),
        (same_blank, "serial-in-use"),
        (other_holder, "already-entered"),
    ] {
        let status = registry.land(AN).enter_parcel(request).await.unwrap_err();
        assert_eq!(reason(&status), why);
        assert!(status.message().contains("Hãy"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_wrong_with_an_entry_is_said_at_once() {
    let registry = Registry::new().await;
    let mut bad = entry(&[SELLER]);
    bad.parcel_id = "một".into();
    bad.commune = "adm:51".into();
    bad.sheet = 0;
    bad.area = "12.34".into();
    bad.uses[0].code = "XYZ".into();
    bad.holders[0].citizen_id = "123".into();
    bad.serial = "1".into();
    let status = registry.land(AN).enter_parcel(bad).await.unwrap_err();
    assert_eq!(status.code(), Code::InvalidArgument);
    let mut named = fields(&status);
    named.sort();
    let expected = [
        "area",
        "commune",
        "holders.0.citizen_id",
        "parcel_id",
        "serial",
        "sheet",
        "uses.0.code",
    ];
    assert_eq!(named, expected);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_registry_reads_the_register_and_each_look_is_kept() {
    let registry = Registry::new().await;
    registry.parcel(&[SELLER]).await;
    let request = FindParcelRequest {
        commune: COMMUNE.into(),
        sheet: 12,
        number: 551,
    };
    for who in [STRANGER, "citizen", "officer:an", ""] {
        let seen = registry.land(who).find_parcel(request.clone()).await;
        assert_eq!(seen.unwrap_err().code(), turned_away(who), "{who}");
        let entered = registry.land(who).enter_parcel(entry(&[SELLER])).await;
        assert_eq!(entered.unwrap_err().code(), turned_away(who), "{who}");
    }
    registry.find().await;
    let looks: Vec<String> = sqlx::query_scalar("select by from look")
        .fetch_all(&registry.world.database.pool)
        .await
        .unwrap();
    assert_eq!(looks, [AN]);
    let nowhere = FindParcelRequest {
        number: 9,
        ..request
    };
    let missing = registry.land(AN).find_parcel(nowhere).await.unwrap_err();
    assert_eq!(missing.code(), Code::NotFound);
}

/// Who is no officer is turned away at the door; an officer of elsewhere learns nothing.
fn turned_away(who: &str) -> Code {
    match who.split_once(':') {
        Some(("officer", _)) => Code::NotFound,
        _ => Code::PermissionDenied,
    }
}
