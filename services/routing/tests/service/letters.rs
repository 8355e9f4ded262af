//! Facts that routing cannot act upon, and those who come after them.

use chassis::Fact;
use kernel::{DossierId, LegId};
use proto::{
    intake::v1::{DossierAccepted, DossierWithdrawn},
    operations::v1::{
        DeadLetter, DropDeadLetterRequest, ListDeadLettersRequest, RetryDeadLetterRequest,
    },
};
use stage::{reason, stamp};
use testkit::eventually;
use tonic::Code;

use crate::world::{PATIENCE, World, received};

async fn letters(world: &World, n: usize) -> Vec<DeadLetter> {
    let list = || async {
        let mut operations = world.operations();
        let answer = operations.list_dead_letters(ListDeadLettersRequest { page_size: 0 });
        answer.await.unwrap().into_inner().letters
    };
    eventually(PATIENCE, list, |letters| letters.len() == n).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_nobody_knows_stops_its_own_dossier_alone_until_it_is_given_up() {
    let world = World::start().await;
    let [before, bad, after] = std::array::from_fn(|_| DossierId::mint());
    let unknown = DossierAccepted {
        procedure_version: "2019-01-01".to_owned(),
        ..received(bad, "1.013831")
    };
    let said = vec![
        (before, Fact::new(&received(before, "1.013831"))),
        (bad, Fact::new(&unknown)),
        (after, Fact::new(&received(after, "1.013831"))),
    ];
    world.intake.says_all(said).await;
    world.offer(before, 1).await;
    world.offer(after, 1).await;
    let found = letters(&world, 1).await;
    let letter = &found[0];
    assert_eq!(
        (letter.speaker.as_str(), &letter.aggregate, letter.parked),
        ("intake", &bad.to_string(), false)
    );
    assert_eq!(
        letter.dossier_id,
        bad.to_string(),
        "whose trace it leads to"
    );
    assert!(
        letter.reason.contains("procedure-version-gone"),
        "{letter:?}"
    );
    assert!(letter.reason.contains("1.013831"), "{letter:?}");

    // While the data say nothing else, trying again cannot help.
    let mut operations = world.operations();
    let again = RetryDeadLetterRequest { id: letter.id };
    let refused = operations.retry_dead_letter(again).await.unwrap_err();
    assert_eq!(reason(&refused), "procedure-version-gone");
    let withdrawn = DossierWithdrawn {
        dossier_id: bad.to_string(),
        at: stamp(world.clock.now()),
    };
    world.intake.says(bad, &withdrawn).await;
    let found = letters(&world, 2).await;
    assert!(found.iter().any(|letter| letter.parked), "{found:?}");

    let give_up = DropDeadLetterRequest {
        id: letter.id,
        reason: "Hồ sơ nhập nhầm phiên bản, công dân đã rút".to_owned(),
    };
    operations.drop_dead_letter(give_up).await.unwrap();
    world.heard("intake", bad, 2).await;
    assert_eq!(letters(&world, 0).await, []);
    let absent = world.asked_for(bad).await.unwrap_err();
    assert_eq!(absent.code(), Code::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_about_a_leg_nobody_offered_is_laid_aside_with_its_reason() {
    let world = World::start().await;
    let dossier = world.receives("1.013831").await;
    let offer = world.offer(dossier, 1).await;
    let mut stranger = world.accepted(&offer);
    stranger.leg_id = LegId::mint().to_string();
    world.land.says(dossier, &stranger).await;
    let found = letters(&world, 1).await;
    assert!(found[0].reason.contains("leg-unknown"), "{found:?}");

    let other = world.receives("2.000986").await;
    let offer = world.offer(other, 1).await;
    let mut unreadable = world.accepted(&offer);
    unreadable.at = None;
    world.desk.says(other, &unreadable).await;
    let found = letters(&world, 2).await;
    let reasons: Vec<&str> = found.iter().map(|letter| letter.reason.as_str()).collect();
    assert!(
        reasons.iter().any(|reason| reason.contains("at: ")),
        "{reasons:?}"
    );
}
