//! What people may do with their dossiers: the proof by digits, and what it opens.

use std::{collections::HashMap, time::Instant};

use chassis::{Actor, client::Speaking};
use kernel::{ComplaintId, DossierId};
use proto::intake::v1::{feedback_service_client::FeedbackServiceClient, *};
use stage::{fields, reason};
use tonic::{Code, Status};

use crate::world::World;

impl World {
    fn feedback(&self, who: &str) -> FeedbackServiceClient<Speaking> {
        FeedbackServiceClient::new(self.speaking(&Actor::from(who)))
    }

    /// The public, through the portal.
    fn public(&self) -> FeedbackServiceClient<Speaking> {
        self.feedback("citizen:portal")
    }

    async fn ask(&self, code: &str) {
        let code = code.to_owned();
        self.public()
            .ask_proof(AskProofRequest { code })
            .await
            .unwrap();
    }

    /// What the phone receives: the digits of the last sending.
    async fn digits(&self, dossier: DossierId) -> String {
        let asked: ProofAsked = self.last_about(dossier).await;
        let request = GetProofTextRequest {
            proof_id: asked.proof_id,
        };
        let text = self
            .feedback("service:notification")
            .get_proof_text(request)
            .await;
        text.unwrap().into_inner().digits
    }

    async fn prove(&self, code: &str, digits: &str) -> Result<String, Status> {
        let request = ProveRequest {
            code: code.to_owned(),
            digits: digits.to_owned(),
        };
        Ok(self.public().prove(request).await?.into_inner().proof)
    }

    /// A proof that the dossier is the caller's.
    pub async fn proven(&self, dossier: DossierId, code: &str) -> String {
        self.ask(code).await;
        let digits = self.digits(dossier).await;
        self.prove(code, &digits).await.unwrap()
    }

    async fn mine(&self, code: &str, proof: &str) -> Result<GetMineResponse, Status> {
        let request = GetMineRequest {
            code: code.to_owned(),
            proof: proof.to_owned(),
        };
        Ok(self.public().get_mine(request).await?.into_inner())
    }

    async fn sendings(&self) -> i64 {
        self.count("select count(*) from proof").await
    }
}

fn wrong(digits: &str) -> String {
    let number: u32 = digits.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

/// TT 01/2018/TT-VPCP Điều 16.2d: by the code alone nobody sees whose it is; Luật Bảo vệ dữ liệu
/// cá nhân 91/2025/QH15: the person does.
#[tokio::test(flavor = "multi_thread")]
async fn digits_to_the_phone_prove_whose_a_dossier_is_for_half_an_hour() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let unproven = world.mine(&code, "").await.unwrap_err();
    assert_eq!(unproven.code(), Code::NotFound);

    let proof = world.proven(id, &code).await;
    let mine = world.mine(&code, &proof).await.unwrap();
    assert_eq!(mine.owner_name, "Trần Thị Ví Dụ");
    assert_eq!(mine.phone, "*******002", "the phone stays masked");
    assert!(mine.may_withdraw && !mine.may_rate);

    let (_, other) = world.received().await;
    let not_theirs = world.mine(&other, &proof).await.unwrap_err();
    assert_eq!(
        not_theirs.message(),
        unproven.message(),
        "a proof opens one dossier"
    );
    world.at("2026-11-02T09:31");
    assert!(world.mine(&code, &proof).await.is_err(), "it has run out");
}

/// One answer, after one time: nobody learns which codes exist.
#[tokio::test(flavor = "multi_thread")]
async fn who_guesses_codes_learns_nothing() {
    let world = World::start().await;
    let (_, code) = world.received().await;
    let mut answers = Vec::new();
    for asked in [code.as_str(), "H48.21028-261102-9999", "<script>", "🙂"] {
        let started = Instant::now();
        let request = AskProofRequest {
            code: asked.to_owned(),
        };
        let answer = world
            .public()
            .ask_proof(request)
            .await
            .unwrap()
            .into_inner();
        answers.push(answer);
        let took = started.elapsed().as_millis();
        assert!((250..1500).contains(&took), "{asked}: {took} ms");
    }
    // Five minutes from the moment each was asked, and nothing else.
    let until: Vec<i64> = answers
        .iter()
        .map(|answer| answer.until.unwrap().seconds)
        .collect();
    assert!(
        until
            .iter()
            .all(|at| (until[0]..until[0] + 10).contains(at)),
        "{answers:?}"
    );
    assert_eq!(world.sendings().await, 1, "one phone rings");

    let known = world.prove(&code, "12345x").await.unwrap_err();
    let unknown = world
        .prove("H48.21028-261102-9999", "12345x")
        .await
        .unwrap_err();
    assert_eq!(
        (known.code(), known.message()),
        (unknown.code(), unknown.message())
    );
    assert_eq!(reason(&known), reason(&unknown));
    let mine = world.mine(&code, "f00d").await.unwrap_err();
    let none = world
        .mine("H48.21028-261102-9999", "f00d")
        .await
        .unwrap_err();
    assert_eq!((mine.code(), mine.message()), (none.code(), none.message()));
}

#[tokio::test(flavor = "multi_thread")]
async fn five_tries_five_minutes_three_sendings() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    world.ask(&code).await;
    let digits = world.digits(id).await;
    assert!(
        digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()),
        "{digits}"
    );
    for _ in 0..5 {
        world.prove(&code, &wrong(&digits)).await.unwrap_err();
    }
    world.prove(&code, &digits).await.unwrap_err();

    world.ask(&code).await;
    let second = world.digits(id).await;
    world.at("2026-11-02T09:06");
    world.prove(&code, &second).await.unwrap_err();

    world.ask(&code).await;
    world.ask(&code).await;
    assert_eq!(
        world.sendings().await,
        3,
        "the fourth within a quarter of an hour is not sent"
    );
    let third = world.digits(id).await;
    let spaced = format!(" {} {} ", &third[..3], &third[3..]);
    let proof = world.prove(&code, &spaced).await.unwrap();
    world.prove(&code, &third).await.unwrap_err();
    assert!(world.mine(&code, &proof).await.is_ok());

    world.at("2026-11-02T09:30");
    world.ask(&code).await;
    assert_eq!(world.sendings().await, 4);
}

/// The digits are kept nowhere, and asked for by nobody but the one who sends them.
#[tokio::test(flavor = "multi_thread")]
async fn no_secret_is_on_the_bus_or_in_a_table() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let proof = world.proven(id, &code).await;
    world.ask(&code).await;
    let digits = world.digits(id).await;
    let asked: ProofAsked = world.last_about(id).await;
    for who in [
        "service:reporting",
        "officer:an@org:mc-21028",
        "citizen:portal",
    ] {
        let request = GetProofTextRequest {
            proof_id: asked.proof_id.clone(),
        };
        let refused = world
            .feedback(who)
            .get_proof_text(request)
            .await
            .unwrap_err();
        assert!(
            matches!(refused.code(), Code::PermissionDenied | Code::NotFound),
            "{who}"
        );
    }
    let kept = world
        .text("select coalesce(string_agg(t, ' '), '') from (select encode(payload, 'escape') as t from bus.journal union all select proof::text from proof union all select encode(hash, 'hex') from proof_token) as everything")
        .await;
    assert!(!kept.contains(&digits), "the digits lie in a table");
    assert!(!kept.contains(&proof), "the proof lies in a table");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_looks_like_the_owners_number_proves_nothing() {
    let world = World::start().await;
    let (_, code) = world.received().await;
    // Names say no number: where names are believed, nobody is signed in as anybody.
    let request = GetMineRequest {
        code,
        proof: String::new(),
    };
    let refused = world
        .feedback("citizen:051088000002")
        .get_mine(request)
        .await;
    assert_eq!(refused.unwrap_err().code(), Code::NotFound);
}

/// TT 03/2025/TT-VPCP, form 05: before a decision only, as at the desk.
#[tokio::test(flavor = "multi_thread")]
async fn the_owner_withdraws_and_an_old_proof_or_a_stranger_does_not() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let proof = world.proven(id, &code).await;
    let withdraw = |proof: &str, reason: &str| WithdrawByOwnerRequest {
        code: code.clone(),
        proof: proof.to_owned(),
        reason: reason.to_owned(),
    };
    let stranger = world
        .public()
        .withdraw_by_owner(withdraw("", "đổi ý"))
        .await
        .unwrap_err();
    assert_eq!(stranger.code(), Code::NotFound);
    let unsaid = world
        .public()
        .withdraw_by_owner(withdraw(&proof, "  "))
        .await
        .unwrap_err();
    assert_eq!(fields(&unsaid), ["reason"]);
    world
        .public()
        .withdraw_by_owner(withdraw(&proof, "hai bên đổi ý"))
        .await
        .unwrap();
    world.standing(&code, Stage::Withdrawn).await;
    // The page sent twice changes nothing.
    world
        .public()
        .withdraw_by_owner(withdraw(&proof, "hai bên đổi ý"))
        .await
        .unwrap();
    let who: i64 = world
        .count("select count(*) from bus.journal where fact like '%DossierWithdrawn' and actor like 'person:%'")
        .await;
    assert_eq!(who, 1, "the act is the person's, and names nobody");
}

/// Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: who looked, when, as what and what for; officials are
/// not named.
#[tokio::test(flavor = "multi_thread")]
async fn the_person_sees_who_looked() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let open = GetDossierRequest {
        dossier_id: id.to_string(),
        purpose: "đối chiếu giấy tờ".to_owned(),
    };
    world.desk().get_dossier(open).await.unwrap();
    let proof = world.proven(id, &code).await;
    let request = ListMyReadsRequest {
        code: code.clone(),
        proof,
    };
    let reads = world
        .public()
        .list_my_reads(request)
        .await
        .unwrap()
        .into_inner()
        .reads;
    let told: Vec<_> = reads
        .iter()
        .map(|read| {
            (
                read.role.as_str(),
                read.unit.as_str(),
                read.purpose.as_str(),
            )
        })
        .collect();
    assert!(
        told.contains(&("officer", "org:mc-21028", "đối chiếu giấy tờ")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|(role, ..)| *role == "service"),
        "the message with the digits"
    );
    assert!(
        !format!("{reads:?}").contains("officer:an"),
        "no official is named"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn how_to_be_told_is_chosen_and_told_to_who_sends() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let proof = world.proven(id, &code).await;
    let choose = |channels: &[&str], email: &str| ChooseNoticesRequest {
        code: code.clone(),
        proof: proof.clone(),
        channels: channels.iter().map(ToString::to_string).collect(),
        email: email.to_owned(),
    };
    for (channels, email, field) in [
        (&[][..], "", "channels"),
        (&["pigeon"], "", "channels"),
        (&["sms", "sms"], "", "channels"),
        (&["email"], "", "email"),
        (&["email"], "không-phải", "email"),
        (&["email"], "a@b\r\nBcc: x@y.vn", "email"),
        (&["email"], "\"a b\"@vidu.vn", "email"),
    ] {
        let refused = world
            .public()
            .choose_notices(choose(channels, email))
            .await
            .unwrap_err();
        assert_eq!(fields(&refused), [field], "{channels:?} {email:?}");
    }
    let mail = choose(&["email", "sms"], "vidu@vidu.example");
    world.public().choose_notices(mail).await.unwrap();
    let contact = GetContactRequest {
        dossier_id: id.to_string(),
        purpose: "báo tin".to_owned(),
    };
    let contact = world
        .desk()
        .get_contact(contact)
        .await
        .unwrap()
        .into_inner();
    assert_eq!(contact.channels, ["email", "sms"]);
    assert_eq!(contact.email, "vidu@vidu.example");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dossier_is_rated_once_there_is_a_result_and_changed_for_seven_days() {
    let world = World::start().await;
    let (id, code) = world.received().await;
    let rate = |proof: &str, overall: u32, time: u32| RateRequest {
        code: code.clone(),
        proof: proof.to_owned(),
        overall,
        criteria: HashMap::from([("time".to_owned(), time)]),
        comment: "Cảm ơn cô Ví Dụ ở quầy 3 🙂".to_owned(),
    };
    let proof = world.proven(id, &code).await;
    let early = world.public().rate(rate(&proof, 5, 5)).await.unwrap_err();
    assert_eq!(reason(&early), "no-result-yet");

    world.settled(id, &code, "2026-11-05T09:00").await;
    world.at("2026-11-05T10:00");
    let proof = world.proven(id, &code).await;
    for (overall, time, field) in [(0, 0, "overall"), (6, 0, "overall"), (5, 9, "time")] {
        let refused = world
            .public()
            .rate(rate(&proof, overall, time))
            .await
            .unwrap_err();
        assert_eq!(fields(&refused), [field]);
    }
    world.public().rate(rate(&proof, 4, 5)).await.unwrap();
    let said: DossierRated = world.last_about(id).await;
    assert_eq!(
        (said.score, said.unit.as_str(), said.changed),
        (4, "org:mc-21028", false)
    );

    world.at("2026-11-11T10:00");
    let proof = world.proven(id, &code).await;
    world.public().rate(rate(&proof, 2, 1)).await.unwrap();
    let said: DossierRated = world.last_about(id).await;
    assert_eq!((said.score, said.changed), (2, true));
    let mine = world.mine(&code, &proof).await.unwrap();
    assert_eq!(mine.rating.unwrap().overall, 2);

    world.at("2026-11-16T10:00");
    let proof = world.proven(id, &code).await;
    let late = world.public().rate(rate(&proof, 5, 5)).await.unwrap_err();
    assert_eq!(reason(&late), "rating-closed");
    assert!(!world.mine(&code, &proof).await.unwrap().may_rate);
    let said = world
        .text("select coalesce(string_agg(encode(payload, 'escape'), ' '), '') from bus.journal")
        .await;
    assert!(
        !said.contains("Cảm") && !said.contains("quầy"),
        "no words travel"
    );
}

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
