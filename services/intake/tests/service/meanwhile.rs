//! Two officers at once: one wins, the other is told by whom and what was done.

use kernel::DossierId;
use proto::intake::v1::*;
use stage::{fields, reason};

use crate::world::World;

fn withdraw(id: DossierId, reason: &str, expected_version: u32) -> WithdrawDossierRequest {
    WithdrawDossierRequest {
        dossier_id: id.to_string(),
        reason: reason.to_owned(),
        expected_version,
    }
}

fn ask(id: DossierId, expected_version: u32) -> AskSupplementRequest {
    AskSupplementRequest {
        dossier_id: id.to_string(),
        components: vec!["contract".to_owned()],
        reason: "hợp đồng thiếu trang cuối".to_owned(),
        expected_version,
        ..Default::default()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_decided_on_an_older_version_is_refused_with_what_happened_since() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let seen = world.track(&code).await.unwrap().version;
    let mut binh = world.as_person("officer:binh@org:mc-21028");
    binh.ask_supplement(ask(id, seen)).await.unwrap();

    let refused = world
        .desk()
        .withdraw_dossier(withdraw(id, "đổi ý", seen))
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "changed-meanwhile");
    assert_eq!(fields(&refused), [format!("changed[{}]", seen + 1)]);
    assert!(
        refused.message().contains("officer:binh@org:mc-21028"),
        "{}",
        refused.message()
    );
    assert!(
        refused.message().contains("yêu cầu bổ sung"),
        "{}",
        refused.message()
    );
    assert_eq!(
        world.track(&code).await.unwrap().stage(),
        Stage::AwaitingSupplement
    );

    let request = ListChangesRequest {
        dossier_id: id.to_string(),
        after_version: seen,
    };
    let mut counter = world.counter_of(crate::world::DESK);
    let changes = counter
        .list_changes(request)
        .await
        .unwrap()
        .into_inner()
        .changes;
    let told: Vec<_> = changes
        .iter()
        .map(|one| (one.by.as_str(), one.fact.as_str()))
        .collect();
    assert_eq!(told, [("officer:binh@org:mc-21028", "SupplementAsked")]);

    // Having looked again, the officer may.
    world
        .desk()
        .withdraw_dossier(withdraw(id, "đổi ý", seen + 1))
        .await
        .unwrap();
    // The same act sent twice is no conflict with itself.
    world
        .desk()
        .withdraw_dossier(withdraw(id, "đổi ý", seen + 1))
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_acts_at_the_same_moment_one_wins() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let seen = world.track(&code).await.unwrap().version;
    let (mut an, mut binh) = (world.desk(), world.as_person("officer:binh@org:mc-21028"));
    let (one, other) = tokio::join!(
        async { an.ask_supplement(ask(id, seen)).await.map(drop) },
        async {
            binh.withdraw_dossier(withdraw(id, "đổi ý", seen))
                .await
                .map(drop)
        },
    );
    let refused: Vec<_> = [one, other].into_iter().filter_map(Result::err).collect();
    assert_eq!(refused.len(), 1);
    assert_eq!(reason(&refused[0]), "changed-meanwhile");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_national_portal_has_taken_in_is_no_conflict() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let seen = world.track(&code).await.unwrap().version;
    let told = RecordSyncRequest {
        dossier_id: id.to_string(),
        status: 2,
        failure: String::new(),
    };
    world
        .as_person("operator:x")
        .record_sync(told)
        .await
        .unwrap();
    assert_eq!(world.track(&code).await.unwrap().version, seen + 1);
    world
        .desk()
        .withdraw_dossier(withdraw(id, "đổi ý", seen))
        .await
        .unwrap();
}
