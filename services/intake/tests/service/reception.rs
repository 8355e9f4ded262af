//! Receiving: codes, promises, and what is refused.

use futures::future::join_all;
use kernel::DossierId;
use stage::{fields, reason};
use tonic::Code;

use crate::world::{World, counter, filing};

/// TT 01/2018/TT-VPCP Điều 19: agency, date, and a number that starts again every day.
#[tokio::test(flavor = "multi_thread")]
async fn a_received_dossier_gets_its_code_and_a_date_that_explains_itself() {
    let world = World::start().await;
    let id = DossierId::mint();
    let accepted = world
        .desk()
        .accept_dossier(counter(id, filing()))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(accepted.code, "H48.21028-261102-0001");
    let promise = accepted.appointment.unwrap();
    assert_eq!(
        (promise.phase, promise.phases, promise.term.as_str()),
        (1, 2, "4d")
    );
    assert!(promise.because.len() >= 3, "{:?}", promise.because);

    let again = world
        .desk()
        .accept_dossier(counter(id, filing()))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        again.code, accepted.code,
        "sent twice, it is the same dossier"
    );
    assert_eq!(world.count("select count(*) from bus.journal").await, 1);

    let mut other = filing();
    other.place = "adm:21025".to_owned();
    let refused = world
        .desk()
        .accept_dossier(counter(id, other))
        .await
        .unwrap_err();
    assert_eq!(
        (refused.code(), reason(&refused).as_str()),
        (Code::FailedPrecondition, "dossier-id-taken")
    );
}

/// A citizen could read a gap between codes as a lost dossier.
#[tokio::test(flavor = "multi_thread")]
async fn dossiers_received_together_are_numbered_without_a_gap_whatever_is_refused_between() {
    let world = World::start().await;
    let asked = (0..40).map(|n| {
        let mut filing = filing();
        if n % 4 == 0 {
            filing.papers.clear();
        }
        let mut desk = world.desk();
        async move {
            desk.accept_dossier(counter(DossierId::mint(), filing))
                .await
        }
    });
    let answers = join_all(asked).await;
    let mut codes: Vec<String> = answers
        .iter()
        .flatten()
        .map(|accepted| accepted.get_ref().code.clone())
        .collect();
    codes.sort();
    let expected: Vec<String> = (1..=30)
        .map(|n| format!("H48.21028-261102-{n:04}"))
        .collect();
    assert_eq!(codes, expected);
    assert_eq!(answers.iter().filter(|answer| answer.is_err()).count(), 10);
    assert_eq!(world.count("select count(*) from dossier").await, 30);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_told_at_once_by_field_and_nothing_is_written() {
    let world = World::start().await;
    let mut bad = filing();
    let owner = bad.owner.as_mut().unwrap();
    owner.citizen_id = "123".to_owned();
    owner.phone = "12".to_owned();
    owner.name = "Trần\u{202e}Thị".to_owned();
    bad.answers
        .insert("transferor_name".to_owned(), "x\u{0}y".to_owned());
    let refused = world
        .desk()
        .accept_dossier(counter(DossierId::mint(), bad))
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Code::InvalidArgument);
    let mut told = fields(&refused);
    told.sort();
    assert_eq!(
        told,
        [
            "filing.answers[transferor_name]",
            "filing.owner.citizen_id",
            "filing.owner.name",
            "filing.owner.phone",
        ]
    );
    let mut incomplete = filing();
    incomplete.papers.remove(1);
    incomplete.checklist = "1.013831@2024-08-01".to_owned();
    let refused = world
        .desk()
        .accept_dossier(counter(DossierId::mint(), incomplete))
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Code::FailedPrecondition);
    assert_eq!(
        fields(&refused),
        ["filing.checklist", "filing.papers[certificate]"]
    );

    let mut huge = filing();
    huge.answers
        .insert("transferor_name".to_owned(), "ắ".repeat(1 << 20));
    let refused = world
        .desk()
        .accept_dossier(counter(DossierId::mint(), huge))
        .await
        .unwrap_err();
    assert_eq!(fields(&refused), ["filing.answers[transferor_name]"]);

    assert_eq!(world.count("select count(*) from dossier").await, 0);
    assert_eq!(world.count("select count(*) from bus.journal").await, 0);
    assert_eq!(world.count("select count(*) from dossier_number").await, 0);
}
