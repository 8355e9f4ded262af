//! A case of another unit, or of a field the officer is not charged with, is like one that is not
//! there, whatever is asked of it.

use kernel::CaseId;
use proto::{
    agency::v1::{agency_service_client::AgencyServiceClient, *},
    routing::v1::LegOffered,
};
use tonic::{Code, Status};

use crate::{
    AN, STRANGER, UNIT, granted, started,
    support::{Running, World},
};

const HEAD: &str = "head:chi@org:thue-tinh";
/// The field of the procedure of `World::offer`.
const OWN: &str = "dat-dai";
const OTHER: &str = "bao-tro-xa-hoi";

type Agency = AgencyServiceClient<chassis::client::Speaking>;

async fn guarded() -> (World, Running) {
    started(World::guarded("agency-desk").await).await
}

/// What every call on the case answers, by its name.
async fn every_act(agency: &mut Agency, case: &str) -> Vec<(&'static str, Result<(), Status>)> {
    let case_id = || case.to_owned();
    macro_rules! answers {
        ($($call:ident: $asked:ident { $($field:ident: $value:expr),* },)*) => {
            vec![$((
                stringify!($call),
                agency.$call($asked { case_id: case_id(), $($field: $value,)* }).await.map(drop),
            ),)*]
        };
    }
    answers! {
        get_case: GetCaseRequest {},
        list_acts: ListActsRequest { after_version: 0 },
        take: TakeRequest { expected_version: 0 },
        refuse: RefuseRequest { reason: "duplicate".into(), expected_version: 0 },
        give_back: GiveBackRequest { reason: "Thiếu trích lục".into(), expected_version: 0 },
        propose: ProposeRequest { conclusion: Some(granted()), expected_version: 0 },
        withdraw: WithdrawRequest { expected_version: 0 },
        approve: ApproveRequest { expected_version: 0 },
        complete: CompleteRequest { conclusion: Some(granted()), expected_version: 0 },
        reassign: ReassignRequest { officer: AN.into(), reason: "Nghỉ phép".into(), expected_version: 0 },
        send_back: SendBackRequest { reason: "Nêu rõ căn cứ".into(), expected_version: 0 },
        need_supplement: NeedSupplementRequest { components: vec!["certificate".into()], reason: "Mờ".into(), expected_version: 0 },
        state_delay: StateDelayRequest { reason: "Chờ trích đo".into(), new_due: crate::support::stamp(crate::support::at("2026-11-30T09:00")), expected_version: 0 },
        sign_apology: SignApologyRequest { expected_version: 0 },
    }
}

/// The same acts on many cases: what became of this one.
async fn many(agency: &mut Agency, case: &str) -> Vec<String> {
    let cases = || {
        vec![CaseRef {
            case_id: case.to_owned(),
            expected_version: 0,
        }]
    };
    let (reason, officer) = (String::from("Nêu rõ căn cứ"), AN.to_owned());
    let taken = agency.take_many(TakeManyRequest { cases: cases() }).await;
    let approve = ApproveManyRequest { cases: cases() };
    let approved = agency.approve_many(approve).await;
    let back = SendBackManyRequest {
        cases: cases(),
        reason: reason.clone(),
    };
    let back = agency.send_back_many(back).await;
    let given = ReassignManyRequest {
        cases: cases(),
        officer,
        reason,
    };
    let given = agency.reassign_many(given).await;
    let results = [
        taken.unwrap().into_inner().results,
        approved.unwrap().into_inner().results,
        back.unwrap().into_inner().results,
        given.unwrap().into_inner().results,
    ];
    let results = results.into_iter().flatten();
    results.map(|one| one.refusal).collect()
}

async fn offered(world: &World) -> LegOffered {
    let offer = world.offer(UNIT, "verify");
    world.arrived(AN, &offer).await;
    offer
}

#[tokio::test(flavor = "multi_thread")]
async fn every_act_on_a_case_of_another_unit_or_field_answers_like_one_on_a_missing_case() {
    let (world, _running) = guarded().await;
    let offer = offered(&world).await;
    let missing = CaseId::mint().to_string();
    let elsewhere = STRANGER.replace("officer:", "head:");
    let strangers = [
        ("another field", world.charged(HEAD, &[OTHER])),
        ("another unit", world.speaking(&elsewhere)),
    ];
    for (who, channel) in strangers {
        let mut agency = AgencyServiceClient::new(channel);
        let theirs = every_act(&mut agency, &offer.leg_id).await;
        let nobodys = every_act(&mut agency, &missing).await;
        for ((call, theirs), (_, nobodys)) in theirs.into_iter().zip(nobodys) {
            let (theirs, nobodys) = (theirs.unwrap_err(), nobodys.unwrap_err());
            assert_eq!(theirs.code(), Code::NotFound, "{who}: {call}: {theirs:?}");
            assert_eq!(theirs.message(), nobodys.message(), "{who}: {call}");
        }
        let theirs = many(&mut agency, &offer.leg_id).await;
        assert_eq!(theirs, many(&mut agency, &missing).await, "{who}");
        assert!(theirs.iter().all(|refusal| !refusal.is_empty()), "{who}");
    }
    // Nothing was done to it.
    let case = world.case(AN, &offer.leg_id).await;
    assert_eq!(case.stage(), CaseStage::Offered);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_lists_of_a_unit_leave_out_what_is_of_another_field() {
    let (world, _running) = guarded().await;
    offered(&world).await;
    let seen = async |fields: &[&str]| {
        let asked = ListQueueRequest {
            counts: true,
            ..Default::default()
        };
        let mut agency = AgencyServiceClient::new(world.charged(AN, fields));
        let queue = agency.list_queue(asked).await.unwrap().into_inner();
        let counts = queue.counts.unwrap();
        (queue.cases.len(), counts.open, counts.tasks.len())
    };
    assert_eq!(seen(&[OWN]).await, (1, 1, 1));
    assert_eq!(seen(&[]).await, (1, 1, 1), "charged with every field");
    assert_eq!(seen(&[OTHER]).await, (0, 0, 0));
    assert_eq!(seen(&[OTHER, OWN]).await, (1, 1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_of_some_fields_counts_the_work_of_those_fields_alone() {
    let (world, _running) = guarded().await;
    let held = offered(&world).await;
    let take = TakeRequest {
        case_id: held.leg_id.clone(),
        ..Default::default()
    };
    world.agency(AN).take(take).await.unwrap();
    offered(&world).await;
    // What each has in hand, what nobody has, and who of the province's list is named.
    let seen = async |fields: &[&str]| {
        let mut head = AgencyServiceClient::new(world.charged(HEAD, fields));
        let told = head.team_view(TeamViewRequest::default()).await.unwrap();
        let told = told.into_inner();
        let open: u32 = told.officers.iter().map(|load| load.open).sum();
        let an = told.officers.iter().any(|load| load.officer == AN);
        (open, told.unassigned.unwrap().open, an)
    };
    assert_eq!(seen(&[]).await, (1, 1, true), "charged with every field");
    assert_eq!(seen(&[OWN]).await, (1, 1, true));
    assert_eq!(seen(&[OTHER]).await, (0, 0, false));
    assert_eq!(seen(&[OTHER, OWN]).await, (1, 1, true));
    // What was done is counted as what is in hand.
    let done = CompleteRequest {
        case_id: held.leg_id.clone(),
        conclusion: Some(granted()),
        ..Default::default()
    };
    world.agency(AN).complete(done).await.unwrap();
    let done = async |fields: &[&str]| {
        let mut head = AgencyServiceClient::new(world.charged(HEAD, fields));
        let told = head.team_view(TeamViewRequest::default()).await.unwrap();
        let officers = told.into_inner().officers;
        officers.iter().map(|load| load.done_this_week).sum::<u32>()
    };
    assert_eq!((done(&[OWN]).await, done(&[OTHER]).await), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_charged_with_the_field_works_on_its_cases() {
    let (world, _running) = guarded().await;
    let offer = offered(&world).await;
    let case_id = offer.leg_id.clone();
    let take = TakeRequest {
        case_id,
        ..Default::default()
    };
    let mut agency = AgencyServiceClient::new(world.charged(AN, &[OWN]));
    let case = agency.take(take).await.unwrap().into_inner().case.unwrap();
    assert_eq!((case.stage(), case.field.as_str()), (CaseStage::Held, OWN));
}
