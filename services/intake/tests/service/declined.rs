//! A refusal at the counter: written down, found again, counted, told to others.

use kernel::DossierId;
use proto::intake::v1::*;
use stage::{fields, reason};

use crate::world::{DESK, World, filing};

const UNIT: &str = "org:mc-21028";
const WHY: &str = "Việc này thuộc thẩm quyền của Công an cấp xã (khoản 2 Điều 20 Luật Cư trú).";

fn refusal() -> RefuseAtCounterRequest {
    RefuseAtCounterRequest {
        dossier_id: DossierId::mint().to_string(),
        filing: Some(filing()),
        channel: Channel::Counter.into(),
        reason: WHY.to_owned(),
        draft: String::new(),
    }
}

async fn day(world: &World) -> GetDayResponse {
    let request = GetDayRequest {
        unit: UNIT.to_owned(),
    };
    let day = world.counter_of(DESK).get_day(request).await;
    day.unwrap().into_inner()
}

/// NĐ 61/2018/NĐ-CP Điều 17.1; TT 01/2018/TT-VPCP Điều 10: the refusal (mẫu 03) is in the system,
/// with its reason and number, searched and printed again like every form.
#[tokio::test(flavor = "multi_thread")]
async fn it_is_in_the_register_with_its_reason_and_counted_in_the_day() {
    let world = World::start().await;
    let request = refusal();
    let refused = world.desk().refuse_at_counter(request.clone()).await;
    let code = refused.unwrap().into_inner().code;
    assert_eq!(code, "H48.21028-261102-0001");
    let again = world.desk().refuse_at_counter(request.clone()).await;
    assert_eq!(again.unwrap().into_inner().code, code, "sent twice");

    let listed = ListRegisterRequest {
        filter: Some(RegisterFilter {
            text: "tran thi".to_owned(),
            stages: vec![Stage::Refused.into()],
            from: "2026-11-02".to_owned(),
            to: "2026-11-02".to_owned(),
            ..Default::default()
        }),
        purpose: "xem sổ theo dõi".to_owned(),
        ..Default::default()
    };
    let rows = world.counter_of(DESK).list_register(listed).await;
    let rows = rows.unwrap().into_inner().rows;
    assert_eq!(rows.len(), 1);
    let line = rows[0].dossier.clone().unwrap();
    assert_eq!(
        (line.code.as_str(), line.stage_reason.as_str()),
        (code.as_str(), WHY)
    );
    assert!(line.received_at.is_none() && line.appointment.is_none());
    assert!(line.filed_at.is_some(), "the moment it was brought");
    assert_eq!(rows[0].papers, 0, "the papers went home");

    let day = day(&world).await;
    assert_eq!((day.refused, day.received_counter, day.waiting), (1, 0, 0));
    let id = request.dossier_id.parse().unwrap();
    assert_eq!(world.journal(id).await, ["DossierRefused"]);
    // The next that is received takes the next number: no gap.
    let accepted = world
        .desk()
        .accept_dossier(crate::world::counter(DossierId::mint(), filing()))
        .await;
    assert_eq!(accepted.unwrap().into_inner().code, "H48.21028-261102-0002");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_filed_online_and_refused_counts_in_the_same_day() {
    let world = World::start().await;
    let (id, _) = world.filed().await;
    let request = RefuseDossierRequest {
        dossier_id: id.to_string(),
        reason: WHY.to_owned(),
        expected_version: 0,
    };
    world.desk().refuse_dossier(request).await.unwrap();
    assert_eq!(day(&world).await.refused, 1);
    world.at("2026-11-03T09:00");
    assert_eq!(day(&world).await.refused, 0, "yesterday's");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_why_and_whose_and_only_at_ones_own_desk() {
    let world = World::start().await;
    let mut empty = refusal();
    empty.reason = "  ".to_owned();
    empty.filing.as_mut().unwrap().owner = None;
    let told = world.desk().refuse_at_counter(empty).await.unwrap_err();
    assert_eq!(
        fields(&told),
        ["reason", "filing.owner.name", "filing.owner.citizen_id"]
    );
    let elsewhere = world.as_person("officer:binh@org:mc-21025");
    let told = elsewhere.clone().refuse_at_counter(refusal()).await;
    assert_eq!(fields(&told.unwrap_err()), ["filing.receiving_unit"]);
    let agency = world.as_person("officer:chi@org:vpdkdd");
    let told = agency.clone().refuse_at_counter(refusal()).await;
    assert_eq!(reason(&told.unwrap_err()), "only-the-desk");
}

/// What was scanned before the desk said no is not kept.
#[tokio::test(flavor = "multi_thread")]
async fn the_draft_with_its_scans_ends_with_the_refusal() {
    let world = World::start().await;
    let begin = SaveDraftRequest {
        procedure: filing().procedure,
        ..Default::default()
    };
    let mut documents = world.papers(DESK);
    let begun = documents.save_draft(begin).await.unwrap().into_inner();
    let draft = begun.draft.unwrap().draft_id;
    let request = RefuseAtCounterRequest {
        dossier_id: draft.clone(),
        draft: draft.clone(),
        ..refusal()
    };
    world.desk().refuse_at_counter(request).await.unwrap();
    let gone = documents.get_draft(GetDraftRequest { draft }).await;
    assert_eq!(gone.unwrap_err().code(), tonic::Code::NotFound);
}

/// The day a refusal was written down is another than the day a dossier came in.
#[tokio::test(flavor = "multi_thread")]
async fn the_register_is_asked_by_the_day_of_the_refusal_or_of_the_return() {
    let world = World::start().await;
    let (id, filed) = world.filed().await;
    world.at("2026-11-04T09:00");
    let refuse = RefuseDossierRequest {
        dossier_id: id.to_string(),
        reason: WHY.to_owned(),
        ..Default::default()
    };
    world.desk().refuse_dossier(refuse).await.unwrap();
    let codes = async |day: &str, dated_by: RegisterDate| {
        let listed = ListRegisterRequest {
            filter: Some(RegisterFilter {
                from: day.to_owned(),
                to: day.to_owned(),
                dated_by: dated_by.into(),
                ..Default::default()
            }),
            purpose: "xem sổ theo dõi".to_owned(),
            count: true,
            ..Default::default()
        };
        let told = world.counter_of(DESK).list_register(listed).await;
        let told = told.unwrap().into_inner();
        assert_eq!(told.total, Some(told.rows.len() as u64));
        let codes = told.rows.into_iter().map(|row| row.dossier.unwrap().code);
        codes.collect::<Vec<_>>()
    };
    let (came, refused) = (RegisterDate::Unspecified, RegisterDate::Refused);
    assert_eq!(
        codes("2026-11-04", refused).await,
        std::slice::from_ref(&filed)
    );
    assert_eq!(codes("2026-11-04", came).await, [""; 0]);
    assert_eq!(
        codes("2026-11-02", came).await,
        std::slice::from_ref(&filed)
    );
    assert_eq!(codes("2026-11-02", refused).await, [""; 0]);
    assert_eq!(codes("", refused).await, [filed], "whenever it was");
    assert_eq!(codes("", RegisterDate::Returned).await, [""; 0]);
}
