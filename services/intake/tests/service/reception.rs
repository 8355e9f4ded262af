//! Receiving: codes, promises, and what is refused.

use futures::future::join_all;
use kernel::DossierId;
use proto::intake::v1::{AcceptDossierRequest, AcceptManyRequest, Channel, DossierAccepted};
use stage::{at, fields, reason, stamp};
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

fn by_post(id: DossierId, handed_over_at: Option<&str>, minutes: &str) -> AcceptDossierRequest {
    AcceptDossierRequest {
        channel: Channel::Post.into(),
        handed_over_at: handed_over_at.map(|civil| stamp(at(civil)).unwrap()),
        minutes: minutes.to_owned(),
        ..counter(id, filing())
    }
}

/// QĐ 45/2016/QĐ-TTg Điều 7.4: the hand-over minutes fix the time of filing.
#[tokio::test(flavor = "multi_thread")]
async fn the_minutes_of_the_post_fix_the_time_of_filing() {
    let world = World::start().await;
    for (request, expected) in [
        (
            by_post(DossierId::mint(), None, ""),
            vec!["handed_over_at", "minutes"],
        ),
        (
            by_post(DossierId::mint(), Some("2026-11-02T09:01"), "BB-12"),
            vec!["handed_over_at"],
        ),
        (
            by_post(DossierId::mint(), Some("2026-09-02T09:00"), "BB-12"),
            vec!["handed_over_at"],
        ),
        (
            AcceptDossierRequest {
                channel: Channel::Counter.into(),
                ..by_post(DossierId::mint(), Some("2026-11-02T08:00"), "BB-12")
            },
            vec!["handed_over_at", "minutes"],
        ),
    ] {
        let refused = world.desk().accept_dossier(request).await.unwrap_err();
        assert_eq!(fields(&refused), expected);
    }
    assert_eq!(world.count("select count(*) from dossier").await, 0);
    let id = DossierId::mint();
    let friday = by_post(id, Some("2026-10-30T16:10"), "BB-12");
    let accepted = world
        .desk()
        .accept_dossier(friday)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(accepted.code, "H48.21028-261030-0001");
    assert_eq!(
        accepted.appointment.unwrap().due,
        stamp(at("2026-11-05T17:00"))
    );
    let fact = world.said::<DossierAccepted>(id).await;
    assert_eq!(
        (fact.channel(), fact.at),
        (Channel::Post, stamp(at("2026-10-30T16:10")))
    );
    assert!(accepted.receipt && !fact.difficult);
}

/// What the post hands over comes many at once: each is answered by itself, few transactions.
#[tokio::test(flavor = "multi_thread")]
async fn many_are_received_together_and_each_is_answered_by_itself() {
    let world = World::start().await;
    let mut dossiers: Vec<AcceptDossierRequest> = (0..60)
        .map(|_| by_post(DossierId::mint(), Some("2026-11-02T08:30"), "BB-13"))
        .collect();
    dossiers[7].filing.as_mut().unwrap().papers.clear();
    dossiers[11].minutes = String::new();
    dossiers[13].dossier_id = "thirteen".to_owned();
    dossiers[17] = dossiers[16].clone();
    let request = AcceptManyRequest { dossiers };
    let answered = world
        .desk()
        .accept_many(request.clone())
        .await
        .unwrap()
        .into_inner();
    let results = answered.results;
    assert_eq!(results.len(), 60);
    let refused: Vec<usize> = (0..60)
        .filter(|n| !results[*n].problems.is_empty())
        .collect();
    assert_eq!(refused, [7, 11, 13]);
    let told = |n: usize| results[n].problems[0].field.as_str();
    assert!(told(7).starts_with("filing.papers["), "{}", told(7));
    assert_eq!((told(11), told(13)), ("minutes", "dossier_id"));
    assert_eq!(
        results[16].code, results[17].code,
        "twice in one request is once"
    );
    assert_eq!(world.count("select count(*) from dossier").await, 56);
    assert_eq!(
        world
            .count("select sum(last)::bigint from dossier_number")
            .await,
        56
    );
    let transactions = world
        .count("select count(distinct xmin::text) from dossier")
        .await;
    assert!(
        transactions <= 4,
        "{transactions} transactions for 56 dossiers"
    );

    let again = world
        .desk()
        .accept_many(request)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(
        again.results[0].code, results[0].code,
        "sent again, nothing changes"
    );
    assert_eq!(world.count("select count(*) from bus.journal").await, 56);
    let none = world
        .desk()
        .accept_many(AcceptManyRequest::default())
        .await
        .unwrap_err();
    assert_eq!(fields(&none), ["dossiers"]);
}

/// What conditions of the procedure look at never leaves; which legs they call for does.
#[tokio::test(flavor = "multi_thread")]
async fn a_difficult_area_is_said_and_has_the_longer_term() {
    let world = World::start().await;
    let id = DossierId::mint();
    let mut remote = filing();
    remote.place = "adm:21548".to_owned();
    let accepted = world
        .desk()
        .accept_dossier(counter(id, remote))
        .await
        .unwrap();
    assert_eq!(accepted.into_inner().appointment.unwrap().term, "14d");
    assert!(world.said::<DossierAccepted>(id).await.difficult);
}

/// A calendar that ends: a clear message, and nothing is written.
#[tokio::test(flavor = "multi_thread")]
async fn a_date_beyond_the_calendar_is_refused_and_nothing_is_written() {
    let world = World::start().await;
    world.at("2027-12-30T09:00");
    let refused = world
        .desk()
        .accept_dossier(counter(DossierId::mint(), filing()))
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "beyond-calendar");
    assert!(refused.message().contains("2028"), "{}", refused.message());
    for table in ["dossier", "dossier_number", "bus.journal"] {
        let sql = format!("select count(*) from {table}");
        let rows: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_one(&world.database.pool)
            .await
            .unwrap();
        assert_eq!(rows, 0, "{table}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_desk_receives() {
    let world = World::start().await;
    let mut agency = world.as_person("officer:binh@org:vpdkdd");
    let refused = agency.accept_dossier(counter(DossierId::mint(), filing()));
    assert_eq!(reason(&refused.await.unwrap_err()), "only-the-desk");
}
