//! One dossier, followed through the table as it goes.

use kernel::{DossierId, LegId};
use proto::reporting::v1::{DossierLine, GroupBy, ListDossiersRequest, ProgressRow};
use reporting_domain::{Accepted, Channel, Fact};

use crate::support::{PATIENCE, Voice, World, at, said::said, story::Dice};
use testkit::eventually;

/// The one dossier there is, as the list behind a column of November shows it.
async fn behind(world: &World, column: &str) -> Option<DossierLine> {
    let request = ListDossiersRequest {
        from: "2026-11-01".into(),
        to: "2026-11-30".into(),
        column: column.into(),
        ..Default::default()
    };
    world.behind(request).await.unwrap().dossiers.pop()
}

async fn tell(voice: &Voice, dossier: DossierId, when: &str, fact: Fact) {
    let fact = said(dossier, at(when), fact, &mut Dice::new(7));
    voice.says_all(vec![(dossier, fact)]).await;
}

/// Waits until the dossier is counted in `column`; who holds it then, and until when.
async fn counted(world: &World, column: &str, holder: &str) -> DossierLine {
    let there = |line: &Option<DossierLine>| line.as_ref().is_some_and(|l| l.holder == holder);
    eventually(PATIENCE, || behind(world, column), there)
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_moves_through_the_table_as_facts_are_heard() {
    let world = World::new().await;
    let (dossier, leg) = (DossierId::mint(), LegId::mint());
    let filing = Accepted {
        code: "H00.00001-261102-0001".into(),
        procedure: "1.013831".into(),
        field: "dat-dai".into(),
        unit: "org:ttpvhcc".into(),
        channel: Channel::Online,
    };
    let accepted = Fact::Accepted(filing, at("2026-11-18T17:00"));
    tell(&world.intake, dossier, "2026-11-02T08:00", accepted).await;
    let line = counted(&world, "open_late", "org:ttpvhcc").await;
    assert_eq!(line.code, "H00.00001-261102-0001");
    assert_eq!(
        line.due.unwrap().seconds,
        at("2026-11-18T17:00").timestamp()
    );
    assert_eq!(line.settled_at, None);

    tell(
        &world.land,
        dossier,
        "2026-11-03T08:00",
        Fact::Taken(leg, 1, "org:vpdkdd".into()),
    )
    .await;
    counted(&world, "open_late", "org:vpdkdd").await;
    tell(&world.intake, dossier, "2026-11-04T08:00", Fact::Paused).await;
    counted(&world, "paused", "org:vpdkdd").await;
    assert_eq!(behind(&world, "open_late").await, None);
    let promised = Some(at("2026-11-24T17:00"));
    tell(
        &world.intake,
        dossier,
        "2026-11-10T08:00",
        Fact::Resumed(promised),
    )
    .await;
    // The desk and the agency are two speakers: what each says is heard in its own time.
    eventually(PATIENCE, || behind(&world, "paused"), Option::is_none).await;
    tell(
        &world.land,
        dossier,
        "2026-11-12T08:00",
        Fact::LetGo(leg, 1, "org:vpdkdd".into()),
    )
    .await;
    let open = counted(&world, "open_in_time", "org:ttpvhcc").await;
    assert_eq!(
        open.due.unwrap().seconds,
        at("2026-11-24T17:00").timestamp()
    );
    tell(
        &world.intake,
        dossier,
        "2026-11-20T08:00",
        Fact::Ready(promised),
    )
    .await;
    let done = counted(&world, "resolved_early", "").await;
    assert_eq!(
        done.settled_at.unwrap().seconds,
        at("2026-11-20T08:00").timestamp()
    );

    let table = world
        .progress("2026-11-01", "2026-11-30", GroupBy::Unit)
        .await
        .unwrap();
    let counts = ProgressRow {
        received_total: 1,
        received_online: 1,
        resolved_total: 1,
        resolved_early: 1,
        ..Default::default()
    };
    let (key, name) = ("org:ttpvhcc".to_owned(), table.rows[0].name.clone());
    assert_eq!(
        table.rows,
        [ProgressRow {
            key,
            name,
            ..counts.clone()
        }]
    );
    let name = "Tổng số".to_owned();
    assert_eq!(table.total, Some(ProgressRow { name, ..counts }));
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_carry_the_names_people_know() {
    let world = World::new().await;
    let dossier = DossierId::mint();
    let filing = Accepted {
        code: "H00.00001-261102-0001".into(),
        procedure: "1.013831".into(),
        field: "dat-dai".into(),
        unit: "adm:21028".into(),
        channel: Channel::Counter,
    };
    let accepted = Fact::Accepted(filing, at("2026-11-18T17:00"));
    tell(&world.intake, dossier, "2026-11-02T08:00", accepted).await;
    counted(&world, "received_total", "adm:21028").await;
    for group_by in [GroupBy::Unit, GroupBy::Procedure] {
        let table = world
            .progress("2026-11-02", "2026-11-02", group_by)
            .await
            .unwrap();
        let row = &table.rows[0];
        assert_ne!(
            row.name, row.key,
            "{group_by:?} has a name in the province's data"
        );
    }
}
