//! What the person may do with a dossier that is proven theirs.

use super::*;
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
