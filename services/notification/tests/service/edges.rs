//! What the service refuses, and how it says so.

use std::time::Duration;

use proto::{intake::v1::DossierAccepted, notification::v1::ListNoticesRequest};
use testkit::eventually;
use tonic::Code;
use tonic_types::StatusExt as _;

use crate::{
    accepted, refused,
    support::{PATIENCE, World},
    with_phone,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_fact_that_says_no_date_is_set_aside_and_the_others_go_on() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    let (bad, good) = (with_phone(&world), with_phone(&world));
    world
        .intake
        .says(
            bad,
            &DossierAccepted {
                due: None,
                ..accepted(bad)
            },
        )
        .await;
    world.intake.says(good, &accepted(good)).await;
    world.expect(good, &[("received", "delivered")]).await;
    let letters = || async {
        sqlx::query_scalar::<_, String>("select reason from bus.dead_letter")
            .fetch_all(&world.database.pool)
            .await
            .unwrap()
    };
    let letters = eventually(PATIENCE, letters, |letters| letters.len() == 1).await;
    assert!(letters[0].contains("due"), "{letters:?}");
    assert!(world.notices(bad).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_read_page_by_page_newest_first() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    let dossiers: Vec<_> = (0..5).map(|_| with_phone(&world)).collect();
    for dossier in &dossiers {
        world.intake.says(*dossier, &refused(*dossier)).await;
        world.expect(*dossier, &[("refused", "delivered")]).await;
        world.clock.advance(Duration::from_secs(1));
    }
    let mut seen = Vec::new();
    let mut request = ListNoticesRequest {
        page_size: 2,
        ..Default::default()
    };
    loop {
        let page = world.ask(request.clone()).await.unwrap();
        assert!(page.notices.len() <= 2);
        seen.extend(page.notices.into_iter().map(|notice| notice.dossier_id));
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    let newest: Vec<_> = dossiers.iter().rev().map(ToString::to_string).collect();
    assert_eq!(seen, newest);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_cannot_be_read_names_the_field_and_the_remedy() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    for (dossier_id, page_token, field) in [
        ("seven", "", "dossier_id"),
        ("", "next", "page_token"),
        ("", "1.2", "page_token"),
        ("", "9999999999999999999.x", "page_token"),
    ] {
        let (dossier_id, page_token) = (dossier_id.to_owned(), page_token.to_owned());
        let request = ListNoticesRequest {
            dossier_id,
            page_token,
            page_size: 0,
        };
        let status = world.ask(request).await.unwrap_err();
        assert_eq!(status.code(), Code::InvalidArgument);
        let details = status.get_details_bad_request().unwrap();
        assert_eq!(details.field_violations[0].field, field);
        assert!(details.field_violations[0].description.contains("Hãy"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_does_not_start_with_settings_that_cannot_work() {
    let world = World::new().await;
    for (key, value, named) in [
        ("sending.batch", "0", "sending.batch"),
        ("sending.unknown_after_s", "5", "unknown_after_s"),
        ("quiet.from", "9 p.m.", "quiet.from"),
        ("quiet.form", "21:00", "form"),
        ("province.dir", "/nowhere", "/nowhere"),
    ] {
        let refused = notification::assemble(world.boot(&[(key, value)])).await;
        let error = refused
            .err()
            .map(|error| format!("{error:#}"))
            .unwrap_or_default();
        assert!(error.contains(named), "{key}: {error}");
    }
}

/// Whatever was written to people, of every unit, is shown to who runs the sending or looks over
/// it; a desk, an agency and a person ask in vain, for one dossier as for all.
#[tokio::test(flavor = "multi_thread")]
async fn notices_are_listed_for_operators_and_auditors_alone() {
    let world = World::new().await;
    let _service = world.start(&[]).await;
    let dossier = with_phone(&world);
    world.intake.says(dossier, &accepted(dossier)).await;
    world.expect(dossier, &[("received", "delivered")]).await;
    let of = |dossier_id: String| ListNoticesRequest {
        dossier_id,
        ..Default::default()
    };
    for who in ["operator:dung", "auditor:soat"] {
        let listed = world.asked_by(who, of(dossier.to_string())).await;
        assert_eq!(listed.unwrap().notices.len(), 1, "{who}");
    }
    let others = [
        "officer:an@org:mc-21028",
        "head:chi@org:vpdkdd",
        "control:kiem",
        "leader:lanh-dao",
        "citizen:051180000123",
        "somebody",
        "service:reporting",
    ];
    for who in others {
        for asked in [String::new(), dossier.to_string()] {
            let refused = world.asked_by(who, of(asked)).await.unwrap_err();
            assert_eq!(refused.code(), Code::PermissionDenied, "{who}");
        }
    }
}
