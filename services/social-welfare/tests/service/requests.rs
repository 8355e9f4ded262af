//! What can be asked, by whom, and in what words a wrong request is sent back.

use proto::{agency::v1::TakeRequest, social_welfare::v1::*};
use tonic::{Code, Status};

use crate::{
    AN, STRANGER, adult, circumstance,
    support::{at, fields},
    world,
};

/// The fields complained of, and that each says what to do.
#[track_caller]
fn complaints(status: &Status) -> Vec<String> {
    assert_eq!(status.code(), Code::InvalidArgument, "{status:?}");
    assert!(status.message().contains("Hãy"), "{}", status.message());
    fields(status)
}

#[tokio::test(flavor = "multi_thread")]
async fn facts_that_cannot_be_read_name_their_field() {
    let (world, _running) = world().await;
    let offer = world.taken().await;
    let severe = || adult("severe-disability");
    let born = |day: &str| Facts {
        date_of_birth: day.into(),
        ..severe()
    };
    let certified = |day: &str| Facts {
        disability_certified_on: day.into(),
        ..severe()
    };
    let among = |circumstances| Facts {
        circumstances,
        ..severe()
    };
    let parent = |children| Circumstance {
        children,
        ..circumstance("single-parent")
    };
    const BORN: &str = "facts.date_of_birth";
    const CERTIFIED: &str = "facts.disability_certified_on";
    let cases: Vec<(Facts, &[&str])> = vec![
        (born(""), &[BORN]),
        (born("01/05/1990"), &[BORN]),
        (born("1990-5-1"), &[BORN]),
        (born("1990-02-30"), &[BORN]),
        (born("2026-11-21"), &[BORN]),
        (born("1890-01-01"), &[BORN]),
        (certified(""), &[CERTIFIED]),
        (certified("hôm qua"), &[CERTIFIED]),
        (certified("2026-11-21"), &[CERTIFIED]),
        (certified("1990-04-30"), &[CERTIFIED]),
        (among(vec![]), &["facts.circumstances"]),
        (adult("rich"), &["facts.circumstances[0].kind"]),
        (
            among(vec![circumstance("severe-disability"); 2]),
            &["facts.circumstances[1].kind"],
        ),
        (
            among(vec![
                circumstance("child-with-hiv"),
                circumstance("adult-with-hiv"),
            ]),
            &["facts.circumstances[1].kind"],
        ),
        (among(vec![parent(0)]), &["facts.circumstances[0].children"]),
        (
            among(vec![parent(21)]),
            &["facts.circumstances[0].children"],
        ),
        (
            among(vec![parent(u32::MAX)]),
            &["facts.circumstances[0].children"],
        ),
        (Facts::default(), &[BORN, "facts.circumstances"]),
        (
            Facts {
                circumstances: vec![
                    circumstance(""),
                    parent(300),
                    circumstance("severe-disability"),
                ],
                ..Facts::default()
            },
            &[
                BORN,
                "facts.circumstances[0].kind",
                "facts.circumstances[1].children",
                CERTIFIED,
            ],
        ),
    ];
    for (facts, expected) in cases {
        let assessed = world.assess(facts.clone(), "").await.unwrap_err();
        assert_eq!(complaints(&assessed), expected, "{facts:?}");
        let decided = world.decide(AN, &offer, facts.clone()).await.unwrap_err();
        assert_eq!(complaints(&decided), expected, "{facts:?}");
    }
    let many = among(vec![circumstance("rich"); 10_000]);
    let many = world.assess(many, "").await.unwrap_err();
    assert!(
        complaints(&many).len() < 20,
        "a long list is not answered at length"
    );
    let on = world.assess(severe(), "2026-13-01").await.unwrap_err();
    assert_eq!(complaints(&on), ["on"]);
    assert_eq!(
        world.journal(&offer.dossier_id).await,
        ["CaseOpened", "LegAccepted"]
    );
}

/// Every group the form of procedure 1.001776 offers (Nghị định 20/2021/NĐ-CP, Điều 5), for
/// somebody who meets its conditions.
#[tokio::test(flavor = "multi_thread")]
async fn every_group_of_the_form_can_be_granted() {
    let (world, _running) = world().await;
    for (kind, born, hundredths) in [
        ("child-without-carer", "2024-01-01", 250),
        ("student-without-carer", "2008-01-01", 150),
        ("child-with-hiv", "2015-01-01", 200),
        ("single-parent", "1990-01-01", 200),
        ("elderly-without-carer", "1950-01-01", 150),
        ("elderly-in-difficult-area", "1949-01-01", 100),
        ("elderly-without-pension", "1940-01-01", 100),
        ("accepted-for-facility", "1950-01-01", 300),
        ("severe-disability", "1990-01-01", 150),
        ("very-severe-disability", "1990-01-01", 200),
        ("young-child-in-difficult-area", "2025-01-01", 150),
        ("adult-with-hiv", "1990-01-01", 150),
    ] {
        let facts = Facts {
            date_of_birth: born.into(),
            poor_household: true,
            circumstances: vec![Circumstance {
                children: 2,
                ..circumstance(kind)
            }],
            ..adult(kind)
        };
        let found = world.assess(facts, "").await.unwrap();
        assert_eq!(
            (found.eligible, found.coefficient),
            (true, hundredths),
            "{kind}: {found:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_assessment_is_of_the_day_asked_and_leaves_no_mark() {
    let (world, _running) = world().await;
    let child = || Facts {
        date_of_birth: "2016-01-01".into(),
        ..adult("child-without-carer")
    };
    // Half past midnight in Việt Nam; still November in Greenwich.
    world.clock.set(at("2026-12-01T00:30"));
    let today = world.assess(child(), "").await.unwrap();
    assert_eq!(
        (today.amount, today.from_month.as_str()),
        (810_000, "2026-12")
    );
    let then = world.assess(child(), "2025-03-31").await.unwrap();
    assert_eq!(
        (then.amount, then.from_month.as_str()),
        (750_000, "2025-03")
    );
    let long_ago = world.assess(child(), "2019-03-31").await.unwrap();
    assert!(!long_ago.eligible, "the rules begin in July 2021");
    let unborn = world.assess(child(), "2015-12-31").await.unwrap_err();
    assert_eq!(complaints(&unborn), ["facts.date_of_birth"]);
    let rows: i64 = sqlx::query_scalar(
        "select (select count(*) from entitlement) + (select count(*) from bus.journal)",
    )
    .fetch_one(&world.database.pool)
    .await
    .unwrap();
    assert_eq!(rows, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_unit_learns_nothing_of_an_allowance() {
    let (world, _running) = world().await;
    let offer = world.taken().await;
    for who in [STRANGER, "officer:an", "service:portal", ""] {
        let status = world.decide(who, &offer, adult("severe-disability")).await;
        assert_eq!(status.unwrap_err().code(), turned_away(who), "{who}");
    }
    let none = world.entitlement(AN, &offer.dossier_id).await.unwrap_err();
    assert_eq!(none.code(), Code::NotFound);
    world
        .decide(AN, &offer, adult("severe-disability"))
        .await
        .unwrap();
    for who in [STRANGER, "officer:an", "service:portal", ""] {
        let seen = world.entitlement(who, &offer.dossier_id).await.unwrap_err();
        assert_eq!(seen.code(), turned_away(who), "{who}");
        let case_id = offer.leg_id.clone();
        let taken = world
            .agency(who)
            .take(TakeRequest {
                case_id,
                ..Default::default()
            })
            .await;
        assert_eq!(taken.unwrap_err().code(), turned_away(who), "{who}");
    }
    assert!(world.entitlement(AN, &offer.dossier_id).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn ids_that_cannot_be_read_name_their_field() {
    let (world, _running) = world().await;
    let dossier = world.entitlement(AN, "seven").await.unwrap_err();
    assert_eq!(complaints(&dossier), ["dossier_id"]);
    let request = DecideAllowanceRequest {
        case_id: "seven".into(),
        facts: Some(adult("severe-disability")),
        ..Default::default()
    };
    let case = world.welfare(AN).decide_allowance(request).await;
    assert_eq!(complaints(&case.unwrap_err()), ["case_id"]);
}

/// Who is no officer is turned away at the door; an officer of elsewhere learns nothing.
fn turned_away(who: &str) -> Code {
    match who.split_once(':') {
        Some(("officer", _)) => Code::NotFound,
        _ => Code::PermissionDenied,
    }
}
