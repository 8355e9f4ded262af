//! The proof by digits sent to the phone, and what it does not give away.

use super::*;
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
