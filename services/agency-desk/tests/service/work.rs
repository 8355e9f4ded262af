//! The queue as its officers look at it, acts on many cases, and who works how much.

use proto::{
    agency::v1::*,
    routing::v1::{LegOffered, LegTimed},
};
use testkit::eventually;

use crate::{
    AN, BINH, STRANGER, UNIT, granted,
    support::{PATIENCE, World, at, reason, stamp},
    world,
};

const HEAD: &str = "head:chi@org:thue-tinh";

/// Offered to the unit under a norm of eight hours, due then.
async fn arrived(world: &World, due: &str) -> LegOffered {
    let offer = LegOffered {
        due: stamp(at(due)),
        allotted_minutes: 480,
        approval: true,
        ..world.offer(UNIT, "verify")
    };
    world.arrived(AN, &offer).await;
    offer
}

async fn taken(world: &World, who: &str, due: &str) -> LegOffered {
    let offer = arrived(world, due).await;
    let case_id = offer.leg_id.clone();
    let take = TakeRequest {
        case_id,
        ..Default::default()
    };
    world.agency(who).take(take).await.unwrap();
    offer
}

async fn proposed(world: &World, who: &str) -> Case {
    let offer = taken(world, who, "2026-11-26T16:00").await;
    let propose = ProposeRequest {
        case_id: offer.leg_id,
        conclusion: Some(granted()),
        ..Default::default()
    };
    let answer = world.agency(who).propose(propose).await.unwrap();
    answer.into_inner().case.unwrap()
}

async fn queue(world: &World, who: &str, asked: ListQueueRequest) -> ListQueueResponse {
    let answer = world.agency(who).list_queue(asked).await.unwrap();
    answer.into_inner()
}

fn ids(queue: &ListQueueResponse) -> Vec<&str> {
    queue
        .cases
        .iter()
        .map(|case| case.case_id.as_str())
        .collect()
}

fn refs(cases: &[&Case]) -> Vec<CaseRef> {
    let one = |case: &&Case| CaseRef {
        case_id: case.case_id.clone(),
        expected_version: case.version,
    };
    cases.iter().map(one).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_is_filtered_by_hands_urgency_and_code_and_counts_every_tab() {
    let (world, _running) = world().await;
    // The tests' world begins on Friday the 20th at ten o'clock.
    let late = taken(&world, AN, "2026-11-20T08:00").await;
    let today = taken(&world, BINH, "2026-11-20T16:00").await;
    let later = arrived(&world, "2026-12-04T16:00").await;
    let all = queue(
        &world,
        AN,
        ListQueueRequest {
            counts: true,
            ..Default::default()
        },
    )
    .await;
    let wanted = [&late, &today, &later].map(|offer| offer.leg_id.as_str());
    assert_eq!(ids(&all), wanted);
    let words: Vec<&str> = all.cases.iter().map(|case| case.urgency.as_str()).collect();
    assert_eq!(words, ["late", "today", "later"]);
    let counts = all.counts.unwrap();
    assert_eq!((counts.open, counts.mine, counts.unassigned), (3, 1, 1));
    assert_eq!((counts.late, counts.today, counts.later), (1, 1, 1));
    assert_eq!(counts.tasks[0].cases, 3);

    let only = |asked: ListQueueRequest| queue(&world, AN, asked);
    let mine = ListQueueRequest {
        officer: AN.into(),
        ..Default::default()
    };
    assert_eq!(ids(&only(mine).await), [late.leg_id.as_str()]);
    let nobodys = ListQueueRequest {
        unassigned: true,
        ..Default::default()
    };
    assert_eq!(ids(&only(nobodys).await), [later.leg_id.as_str()]);
    let overdue = ListQueueRequest {
        urgency: "late".into(),
        ..Default::default()
    };
    assert_eq!(ids(&only(overdue).await), [late.leg_id.as_str()]);
    let by_code = ListQueueRequest {
        code: later.code.clone(),
        ..Default::default()
    };
    assert!(ids(&only(by_code).await).contains(&later.leg_id.as_str()));
    let short = ListQueueRequest {
        code: "H4".into(),
        ..Default::default()
    };
    assert_eq!(
        world.agency(AN).list_queue(short).await.unwrap_err().code(),
        tonic::Code::InvalidArgument
    );
}

/// NĐ 61/2018/NĐ-CP Điều 19.4: what the person takes is not the agency's time.
#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_stands_still_takes_the_case_out_of_what_is_urgent() {
    let (world, _running) = world().await;
    let offer = taken(&world, AN, "2026-11-20T16:00").await;
    let timed = |paused: bool, due: &str| LegTimed {
        leg_id: offer.leg_id.clone(),
        dossier_id: offer.dossier_id.clone(),
        host: offer.host.clone(),
        at: stamp(world.clock.now()),
        paused,
        ground: if paused {
            "supplement".into()
        } else {
            String::new()
        },
        due: stamp(at(due)),
        opinions: 1,
    };
    let still = timed(true, "2026-11-20T16:00");
    world.says(&offer.dossier_id, &still).await;
    let ask = || world.case(AN, &offer.leg_id);
    let case = eventually(PATIENCE, ask, |case| case.paused_at.is_some()).await;
    assert_eq!(
        (
            case.urgency.as_str(),
            case.paused_for.as_str(),
            case.opinions_open
        ),
        ("paused", "supplement", 1)
    );
    assert_eq!(case.urgent, None);
    let paused = ListQueueRequest {
        urgency: "paused".into(),
        ..Default::default()
    };
    assert_eq!(
        ids(&queue(&world, AN, paused).await),
        [offer.leg_id.as_str()]
    );
    let on = timed(false, "2026-11-27T16:00");
    world.says(&offer.dossier_id, &on).await;
    let case = eventually(PATIENCE, ask, |case| case.paused_at.is_none()).await;
    assert_eq!(case.due, stamp(at("2026-11-27T16:00")));
}

#[tokio::test(flavor = "multi_thread")]
async fn many_are_approved_each_by_itself_with_four_eyes_each() {
    let (world, _running) = world().await;
    let first = proposed(&world, AN).await;
    // The head put one before herself.
    let own = proposed(&world, HEAD).await;
    let last = proposed(&world, BINH).await;
    let mut cases = refs(&[&first, &own, &last]);
    cases.push(CaseRef {
        case_id: "01900000-0000-7000-8000-0000000000ff".into(),
        expected_version: 0,
    });
    let mut head = world.agency(HEAD);
    let answer = head.approve_many(ApproveManyRequest { cases });
    let results = answer.await.unwrap().into_inner().results;
    let told: Vec<&str> = results.iter().map(|one| one.refusal.as_str()).collect();
    assert_eq!(told, ["", "four-eyes", "", "case-unknown"]);
    assert_eq!(
        results[0].case.as_ref().unwrap().stage(),
        CaseStage::Approved
    );
    assert_eq!(results[1].case_id, own.case_id);
    assert!(!results[1].sentence.is_empty());
    // An officer approves nothing, and nobody names no case.
    let cases = refs(&[&first]);
    let mut an = world.agency(AN);
    let denied = an.approve_many(ApproveManyRequest { cases }).await;
    assert!(denied.is_err());
    let none = head.approve_many(ApproveManyRequest::default()).await;
    assert_eq!(none.unwrap_err().code(), tonic::Code::InvalidArgument);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_at_once_one_wins_and_the_other_is_told_by_whom_and_what() {
    let (world, _running) = world().await;
    let seen = proposed(&world, AN).await;
    let back = SendBackRequest {
        case_id: seen.case_id.clone(),
        reason: "Nêu rõ điều khoản áp dụng".into(),
        expected_version: seen.version,
    };
    world.agency(HEAD).send_back(back.clone()).await.unwrap();
    // Said twice, it is already so.
    world.agency(HEAD).send_back(back).await.unwrap();
    let stale = ProposeRequest {
        case_id: seen.case_id.clone(),
        conclusion: Some(granted()),
        expected_version: seen.version,
    };
    let told = world.agency(AN).propose(stale).await.unwrap_err();
    assert_eq!(reason(&told), "changed-meanwhile");
    assert!(told.message().contains(HEAD) && told.message().contains("trả lại"));
    let after = ListActsRequest {
        case_id: seen.case_id.clone(),
        after_version: seen.version,
    };
    let acts = world.agency(AN).list_acts(after.clone()).await.unwrap();
    let acts = acts.into_inner().acts;
    assert_eq!(
        (acts.len(), acts[0].act.as_str(), acts[0].actor.as_str()),
        (1, "sent-back", HEAD)
    );
    assert_eq!(acts[0].words, "Nêu rõ điều khoản áp dụng");
    let elsewhere = world.agency(STRANGER).list_acts(after).await.unwrap_err();
    assert_eq!(elsewhere.code(), tonic::Code::NotFound);
}

/// Nghị định 61/2018/NĐ-CP, khoản 1 Điều 19: the head assigns.
#[tokio::test(flavor = "multi_thread")]
async fn the_head_assigns_what_has_come_and_an_officer_does_not() {
    let (world, _running) = world().await;
    let offer = arrived(&world, "2026-11-26T16:00").await;
    let cases = || {
        vec![CaseRef {
            case_id: offer.leg_id.clone(),
            expected_version: 0,
        }]
    };
    let to = |cases| ReassignManyRequest {
        cases,
        officer: BINH.into(),
        reason: "Phân công theo địa bàn".into(),
    };
    let denied = world.agency(AN).reassign_many(to(cases())).await.unwrap();
    assert_eq!(denied.into_inner().results[0].refusal, "not-taken");
    let done = world.agency(HEAD).reassign_many(to(cases())).await.unwrap();
    let case = done.into_inner().results.swap_remove(0).case.unwrap();
    assert_eq!(
        (case.stage(), case.officer.as_str()),
        (CaseStage::Held, BINH)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn how_much_each_has_is_for_the_head_alone_and_every_look_is_told() {
    let (world, _running) = world().await;
    taken(&world, AN, "2026-11-20T08:00").await;
    arrived(&world, "2026-11-26T16:00").await;
    let unit = || TeamViewRequest { unit: UNIT.into() };
    assert!(world.agency(AN).team_view(unit()).await.is_err());
    let mut stranger = world.agency("head:la@org:so-noi-vu");
    let elsewhere = stranger.team_view(unit()).await;
    assert_eq!(elsewhere.unwrap_err().code(), tonic::Code::NotFound);
    let seen = world.agency(HEAD).team_view(unit()).await.unwrap();
    let seen = seen.into_inner();
    let load = seen
        .officers
        .iter()
        .find(|load| load.officer == AN)
        .unwrap();
    assert_eq!((load.open, load.late, load.done_this_week), (1, 1, 0));
    assert_eq!(seen.unassigned.unwrap().open, 1);
    let looks = async || {
        let mut an = world.agency(AN);
        let looks = an.list_team_looks(ListTeamLooksRequest::default());
        looks.await.unwrap().into_inner().looks
    };
    let told = looks().await;
    assert_eq!((told.len(), told[0].actor.as_str()), (1, HEAD));
    // A page left open asks again and again: whoever stays looks once in ten minutes.
    for (minutes, times) in [(5, 1), (11, 2)] {
        world
            .clock
            .set(at("2026-11-20T09:00") + chrono::TimeDelta::minutes(minutes));
        world.agency(HEAD).team_view(unit()).await.unwrap();
        assert_eq!(looks().await.len(), times, "after {minutes} minutes");
    }
    let staff = world
        .agency(AN)
        .list_staff(ListStaffRequest::default())
        .await;
    let staff = staff.unwrap().into_inner().staff;
    let known: Vec<&str> = staff.iter().map(|one| one.officer.as_str()).collect();
    assert!(known.contains(&AN), "who has acted is known: {known:?}");
    assert!(
        staff.iter().any(|one| !one.name.is_empty()),
        "so is who the province's list names"
    );
}
