//! Complaints about how a dossier was treated (phản ánh, kiến nghị), and the reminder of a supplement.

use super::*;
fn complaint(code: &str, unit: &str) -> ComplainRequest {
    ComplainRequest {
        complaint_id: ComplaintId::mint().to_string(),
        dossier_code: code.to_owned(),
        unit: unit.to_owned(),
        about: "delay".to_owned(),
        text: "Hồ sơ chậm <script>alert(1)</script> 🙂".to_owned(),
        name: "Phạm Văn Thử".to_owned(),
        phone: "0912 000 009".to_owned(),
        ..Default::default()
    }
}

/// NĐ 20/2008/NĐ-CP Điều 9, 14, 19: received, passed on in five working days, answered.
#[tokio::test(flavor = "multi_thread")]
async fn a_complaint_is_received_passed_on_answered_and_closed() {
    use ComplaintState::{Answered, Closed, Filed, Forwarded, Received};
    let world = World::start().await;
    let (_, code) = world.received().await;
    let filed = complaint(&code, "");
    let answer = world
        .public()
        .complain(filed.clone())
        .await
        .unwrap()
        .into_inner();
    assert!(
        answer.code.starts_with("GY-") && answer.code.len() == 17,
        "{}",
        answer.code
    );
    let again = world
        .public()
        .complain(filed.clone())
        .await
        .unwrap()
        .into_inner();
    assert_eq!(again.code, answer.code, "sent twice, filed once");

    let track = async |code: &str| {
        let request = TrackComplaintRequest {
            code: code.to_owned(),
        };
        let found = world.public().track_complaint(request).await;
        found.map(|found| found.into_inner().complaint.unwrap())
    };
    let seen = track(&answer.code.to_lowercase()).await.unwrap();
    assert_eq!((seen.state(), seen.unit.as_str()), (Filed, "org:mc-21028"));
    assert_eq!(seen.text, "Hồ sơ chậm <script>alert(1)</script> 🙂");
    assert!(
        seen.name.is_empty() && seen.phone.is_empty(),
        "who complained is the desk's to know"
    );
    assert_eq!(
        track("GY-2222-2222-2222").await.unwrap_err().code(),
        Code::NotFound
    );

    let desk = || world.feedback("officer:an@org:mc-21028");
    let list = |overdue: bool| ListComplaintsRequest {
        open: true,
        overdue,
        ..Default::default()
    };
    let listed = desk()
        .list_complaints(list(false))
        .await
        .unwrap()
        .into_inner();
    assert_eq!((listed.open, listed.overdue), (1, 0));
    assert_eq!(listed.complaints[0].name, "Phạm Văn Thử");
    let id = listed.complaints[0].complaint_id.clone();

    // Another unit's is as one that is not there.
    let stranger = || world.feedback("officer:chi@org:mc-21025");
    let theirs = stranger()
        .list_complaints(list(false))
        .await
        .unwrap()
        .into_inner();
    assert_eq!(theirs.complaints.len(), 0);
    let take = ReceiveComplaintRequest {
        complaint_id: id.clone(),
    };
    let refused = stranger()
        .receive_complaint(take.clone())
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Code::NotFound);
    desk().receive_complaint(take).await.unwrap();

    world.at("2026-11-04T09:00");
    let pass = |to: &str| ForwardComplaintRequest {
        complaint_id: id.clone(),
        to_unit: to.to_owned(),
        note: "thuộc thẩm quyền đơn vị bạn".to_owned(),
    };
    for nowhere in ["", "org:khong-co", "org:mc-21028"] {
        let refused = desk().forward_complaint(pass(nowhere)).await.unwrap_err();
        assert_eq!(refused.code(), Code::FailedPrecondition, "{nowhere}");
    }
    desk()
        .forward_complaint(pass("org:mc-21025"))
        .await
        .unwrap();
    let respond = AnswerComplaintRequest {
        complaint_id: id.clone(),
        answer: "Đã chấn chỉnh.".to_owned(),
        upheld: true,
    };
    let gone = desk().answer_complaint(respond.clone()).await.unwrap_err();
    assert_eq!(gone.code(), Code::NotFound, "it is the other unit's now");
    world.at("2026-11-05T09:00");
    stranger().answer_complaint(respond).await.unwrap();
    let answered = track(&answer.code).await.unwrap();
    assert_eq!(answered.state(), Answered);
    assert_eq!(
        (answered.answer.as_str(), answered.upheld, answered.overdue),
        ("Đã chấn chỉnh.", true, false)
    );
    let states: Vec<_> = answered.steps.iter().map(ComplaintStep::state).collect();
    assert_eq!(states, [Filed, Received, Forwarded, Received, Answered]);

    world.at("2026-12-10T09:00");
    let closed = async || track(&answer.code).await.unwrap();
    testkit::eventually(crate::world::PATIENCE, closed, |c| c.state() == Closed).await;
}

/// NĐ 20/2008/NĐ-CP Điều 7: what a complaint must have; overdue is visible.
#[tokio::test(flavor = "multi_thread")]
async fn a_complaint_says_where_it_can_be_answered_and_becomes_overdue() {
    let world = World::start().await;
    let refused = async |change: fn(&mut ComplainRequest)| {
        let mut request = complaint("", "org:mc-21028");
        change(&mut request);
        fields(&world.public().complain(request).await.unwrap_err())
    };
    assert_eq!(refused(|r| r.text.clear()).await, ["text"]);
    assert_eq!(refused(|r| r.text = "a".repeat(5000)).await, ["text"]);
    assert_eq!(
        refused(|r| r.text = "a\u{202e}b".to_owned()).await,
        ["text"]
    );
    assert_eq!(refused(|r| r.name.clear()).await, ["name"]);
    assert_eq!(refused(|r| r.about = "x".to_owned()).await, ["about"]);
    assert_eq!(refused(|r| r.phone = "12".to_owned()).await, ["phone"]);
    assert_eq!(refused(|r| r.phone.clear()).await, ["phone"]);
    assert_eq!(
        refused(|r| r.unit = "org:khong-co".to_owned()).await,
        ["unit"]
    );
    assert_eq!(
        refused(|r| r.dossier_code = "H48.1-1-1".to_owned()).await,
        ["dossier_code"]
    );

    let filed = complaint("", "org:mc-21028");
    let code = world
        .public()
        .complain(filed)
        .await
        .unwrap()
        .into_inner()
        .code;
    world.at("2026-11-05T09:00");
    let found = world
        .public()
        .track_complaint(TrackComplaintRequest { code })
        .await
        .unwrap();
    assert!(
        found.into_inner().complaint.unwrap().overdue,
        "nobody received it in two working days"
    );
    let list = ListComplaintsRequest {
        overdue: true,
        open: true,
        ..Default::default()
    };
    let listed = world
        .feedback("officer:an@org:mc-21028")
        .list_complaints(list)
        .await
        .unwrap();
    assert_eq!(listed.into_inner().overdue, 1);
}

/// Three working days before the time to answer ends the person is reminded, once.
#[tokio::test(flavor = "multi_thread")]
async fn who_was_asked_for_papers_is_reminded_once_before_the_time_ends() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let ask = AskSupplementRequest {
        dossier_id: id.to_string(),
        components: vec!["contract".to_owned()],
        reason: "thiếu chữ ký".to_owned(),
        ..Default::default()
    };
    let asked = world.desk().ask_supplement(ask).await.unwrap().into_inner();
    let until = chassis::wire::moment(asked.answer_by).unwrap();
    world.clock.set(until - chrono::TimeDelta::days(10));
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let reminded = async || {
        let journal = world.journal(id).await;
        journal
            .iter()
            .filter(|fact| *fact == "SupplementDueSoon")
            .count()
    };
    assert_eq!(reminded().await, 0, "too early");
    world.clock.set(until - chrono::TimeDelta::hours(20));
    testkit::eventually(crate::world::PATIENCE, reminded, |times| *times == 1).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert_eq!(reminded().await, 1, "once");
    world.standing(&code, Stage::AwaitingSupplement).await;
}
