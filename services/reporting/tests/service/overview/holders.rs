//! Who holds what is late, and who may see it.

use std::collections::BTreeSet;

use proto::reporting::v1::{self as asked, ListDossiersRequest, ListOrder};

use super::{list, listed, whole};
use crate::{
    figures::tell_all,
    support::{World, at, story::Dice},
};

#[tokio::test(flavor = "multi_thread")]
async fn whoever_holds_what_is_late_is_named_with_the_working_time() {
    let world = World::new().await;
    tell_all(&world, &mut Dice::new(8)).await;
    // Everything has happened that was told of.
    world.clock.set(at("2027-03-01T09:00"));
    let mut shown = world
        .overview(whole("2026-11-01", "2026-11-30"))
        .await
        .unwrap();
    let (held, on) = (std::mem::take(&mut shown.held), shown.held_on);
    assert_eq!(on, "2027-03-01");
    assert!(held.is_sorted_by_key(|holding| std::cmp::Reverse(holding.late_minutes)));
    assert!(
        held.iter()
            .any(|holding| holding.task == "examine" && holding.dossiers > 1)
    );
    assert!(held.iter().any(|holding| holding.task == "desk"));
    assert!(
        held.iter().all(|holding| holding.task != "opinion"),
        "who advises holds nothing"
    );
    for holding in &held {
        let mut request = list(&on, &on, "open_late");
        request.holder.clone_from(&holding.unit);
        request.task.clone_from(&holding.task);
        request.order = ListOrder::Latest.into();
        let lines = listed(&world, request).await;
        assert_eq!(lines.len() as u64, holding.dossiers, "{holding:?}");
        let minutes: u64 = lines.iter().map(|line| line.late_minutes).sum();
        assert_eq!(minutes, holding.late_minutes, "{holding:?}");
        assert!(lines.is_sorted_by_key(|line| std::cmp::Reverse(line.late_minutes)));
        assert!(lines.iter().all(|line| line.task == holding.task));
        let titles: BTreeSet<_> = lines.iter().map(|line| &*line.task_title).collect();
        let all: Vec<_> = titles.into_iter().collect();
        assert_eq!(all.join("; "), holding.task_title, "what each calls it");
    }
    assert!(held.iter().any(|holding| holding.task_title.contains("; ")));
    let all: u64 = held.iter().map(|holding| holding.dossiers).sum();
    let late = listed(&world, list(&on, &on, "open_late")).await;
    assert_eq!(all, late.len() as u64, "each has one holder");
    // What a unit has in hand is told on its own page, whoever received it.
    let mut of_unit = whole("2026-11-01", "2026-11-30");
    of_unit.unit = "org:vpdkdd".into();
    let unit = world.overview(of_unit).await.unwrap();
    assert_eq!(unit.unit_name, "Văn phòng Đăng ký đất đai tỉnh Quảng Ngãi");
    let own: Vec<_> = held
        .iter()
        .filter(|h| h.unit == "org:vpdkdd")
        .cloned()
        .collect();
    assert!(!own.is_empty());
    assert_eq!(unit.holding, own);
    assert!(unit.held.is_empty(), "it receives nothing itself");
}

/// Who is not to see all of the province sees their own unit, and another's is as if it were not.
#[tokio::test(flavor = "multi_thread")]
async fn a_head_sees_their_own_unit_and_no_other() {
    let world = World::new().await;
    tell_all(&world, &mut Dice::new(77)).await;
    let (from, to) = ("2026-10-01", "2026-10-31");
    let whole_province = world.overview(whole(from, to)).await.unwrap();
    let of = |unit: &str| {
        let part = whole_province.units.iter().find(|part| part.unit == unit);
        part.unwrap().figures
    };
    let mut desk = world.client_of("head:thu@org:mc-21040");
    let own = desk
        .get_overview(whole(from, to))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(own.figures, of("adm:21040"));
    assert_eq!(own.unit_name, "Xã Bình Sơn");
    let another = asked::GetOverviewRequest {
        unit: "adm:21085".into(),
        ..whole(from, to)
    };
    let refused = desk.get_overview(another).await.unwrap_err();
    assert_eq!(crate::edges::field_of(&refused), "unit");
    let progress = asked::GetProgressRequest {
        from: from.into(),
        to: to.into(),
        group_by: asked::GroupBy::Unit.into(),
    };
    let table = desk
        .get_progress(progress.clone())
        .await
        .unwrap()
        .into_inner();
    assert_eq!(table.rows.len(), 1);
    assert_eq!(table.rows[0].key, "org:mc-21040");
    let request = list(from, to, "received_total");
    let listed = desk
        .list_dossiers(request.clone())
        .await
        .unwrap()
        .into_inner();
    assert!(!listed.dossiers.is_empty());
    assert!(
        listed
            .dossiers
            .iter()
            .all(|line| line.unit == "org:mc-21040")
    );
    for (unit, holder) in [
        ("adm:21085", ""),
        ("adm:21085", "org:vpdkdd"),
        ("org:mc-21085", ""),
    ] {
        let request = ListDossiersRequest {
            unit: unit.into(),
            holder: holder.into(),
            ..request.clone()
        };
        assert!(
            desk.list_dossiers(request).await.is_err(),
            "{unit} {holder}"
        );
    }
    // Of its own dossiers a desk sees who holds them.
    let elsewhere = ListDossiersRequest {
        holder: "org:vpdkdd".into(),
        ..request.clone()
    };
    let listed = desk.list_dossiers(elsewhere).await.unwrap().into_inner();
    assert!(
        listed
            .dossiers
            .iter()
            .all(|line| line.unit == "org:mc-21040")
    );
    // An agency that holds a dossier sees it, whoever received it.
    let mut agency = world.client_of("head:binh@org:vpdkdd");
    let in_hand = ListDossiersRequest {
        holder: "org:vpdkdd".into(),
        ..list("2026-11-20", "2026-11-20", "open_total")
    };
    let listed = agency
        .list_dossiers(in_hand)
        .await
        .unwrap()
        .into_inner()
        .dossiers;
    assert!(listed.iter().any(|line| line.unit == "org:mc-21040"));
    for nobody in ["officer:an@org:mc-21040", "head:thu", "citizen:lan"] {
        let shown = world.client_of(nobody).get_progress(progress.clone()).await;
        assert!(shown.is_err(), "{nobody}");
    }
}
