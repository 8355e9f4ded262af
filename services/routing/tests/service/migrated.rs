//! Waits outside the term, and versions that come while a dossier is under way.

use std::path::PathBuf;

use chassis::config::Province;
use proto::routing::v1::{
    EndWaitRequest, LegMoved, LegStatus, MigrateRouteRequest, MigrateRouteResponse, RouteMigrated,
};
use stage::{fields, reason};
use tonic::Status;

use crate::world::{World, holders, stands};

/// Luật Đất đai: the loss of a certificate is posted for 15 days, which no agency works through.
#[tokio::test(flavor = "multi_thread")]
async fn a_wait_is_ended_by_the_unit_in_charge_and_the_reason_is_written_down() {
    let world = World::start().await;
    let dossier = world.receives("1.012786").await;
    for n in 1..=2 {
        let offer = world.offer(dossier, n).await;
        world.completes(&offer, None).await;
    }
    let waits = |route: &_| stands(route, "public-notice", LegStatus::InWait);
    let route = world.route(dossier, waits).await;
    let notice = route
        .legs
        .iter()
        .find(|leg| leg.key == "public-notice")
        .unwrap();
    assert!(notice.due.is_some(), "it ends by itself");
    assert_eq!(holders(&route), [notice.unit.as_str()]);
    let request = EndWaitRequest {
        dossier_id: dossier.to_string(),
        leg_id: notice.leg_id.clone(),
        reason: "Người mất giấy đã tìm thấy giấy".to_owned(),
    };
    let mut desk = world.client();
    let stranger = desk.end_wait(request.clone()).await.unwrap_err();
    assert_eq!(reason(&stranger), "not-in-charge");
    let mut unit = world.client_of(&format!("officer:em@{}", notice.unit));
    unit.end_wait(request.clone()).await.unwrap();
    let again = unit.end_wait(request).await.unwrap_err();
    assert_eq!(
        (reason(&again).as_str(), fields(&again)),
        ("not-in-wait", vec!["leg_id".into()])
    );
    let next = world.offer(dossier, 3).await;
    assert_eq!(next.unit, "org:kt-21028");
    let moved = world.said::<LegMoved>(dossier).await;
    let ended = moved
        .iter()
        .find(|moved| moved.act == "wait-ended")
        .unwrap();
    assert_eq!(ended.reason, "Người mất giấy đã tìm thấy giấy");
}

async fn migrate(
    world: &World,
    dossier: &str,
    version: &str,
    dry_run: bool,
) -> Result<MigrateRouteResponse, Status> {
    let request = MigrateRouteRequest {
        dossier_id: dossier.to_owned(),
        procedure_version: version.to_owned(),
        reason: "Theo quyết định công bố mới".to_owned(),
        dry_run,
    };
    let mut admin = world.client_of("admin:quan-tri");
    Ok(admin.migrate_route(request).await?.into_inner())
}

/// A new version changes no dossier by itself; an administrator may order it for one.
#[tokio::test(flavor = "multi_thread")]
async fn an_open_dossier_goes_on_under_another_version_when_an_administrator_says_so() {
    let copy = tempfile::tempdir().unwrap();
    let dir = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../provinces/quang-ngai"
    ));
    for (path, text) in (Province { dir }).files::<(String, String)>().unwrap() {
        let to = copy.path().join(&path);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        if path == "procedures/1.001776.yaml" {
            let ended = "valid_from: 2025-07-01\nvalid_to: 2026-11-02";
            let first = text.replace("valid_from: 2025-07-01", ended);
            let second = text.replace("valid_from: 2025-07-01", "valid_from: 2026-11-03");
            let second = second.replace("title: Quyết định trợ cấp", "title: Ban hành trợ cấp");
            std::fs::write(to.with_file_name("1.001776-2026.yaml"), second).unwrap();
            std::fs::write(to, first).unwrap();
        } else {
            std::fs::write(to, text).unwrap();
        }
    }
    let world = World::of_province(copy.path().to_str().unwrap()).await;
    let dossier = world.receives("1.001776").await;
    let verify = world.offer(dossier, 1).await;
    world.accepts(&verify).await;
    let held = |route: &_| stands(route, "verify", LegStatus::Held);
    let before = world.route(dossier, held).await;
    assert_eq!(before.procedure_version, "2025-07-01");

    let id = dossier.to_string();
    let unknown = migrate(&world, &id, "2030-01-01", true).await.unwrap_err();
    assert_eq!(reason(&unknown), "procedure-version-gone");
    let would_be = migrate(&world, &id, "2026-11-03", true).await.unwrap();
    let same = world.route(dossier, |_| true).await;
    assert_eq!(same, before, "a trial writes nothing");
    let done = migrate(&world, &id, "2026-11-03", false).await.unwrap();
    assert_eq!(done, would_be);
    let after = world.route(dossier, |_| true).await;
    assert_eq!(after.procedure_version, "2026-11-03");
    assert_eq!(
        after.legs[0], before.legs[0],
        "what is under way stays as it is"
    );
    assert!(after.legs[1].title.starts_with("Ban hành"), "{after:?}");
    let told = world.said::<RouteMigrated>(dossier).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].reason, "Theo quyết định công bố mới");
    let again = migrate(&world, &id, "2026-11-03", false).await.unwrap();
    assert_eq!(again.changes, Vec::<String>::new(), "done once");
}
