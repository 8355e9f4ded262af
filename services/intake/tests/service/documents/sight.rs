//! Who may open the papers of a dossier, and hand them in.

use super::*;
/// Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: whoever has no part in the dossier is told that there
/// is nothing.
#[tokio::test(flavor = "multi_thread")]
async fn only_who_works_on_the_dossier_may_open_its_papers() {
    let world = World::start().await;
    let (id, _, documents) = filed(&world).await;
    let document = &documents[0].document_id;
    let agency = "officer:binh@org:vpdkdd";
    for stranger in [
        agency,
        "officer:cuong@org:mc-21025",
        "citizen:mau",
        CITIZEN,
        "leader:dung@org:ubnd-tinh",
    ] {
        let refused = world.look(stranger, document, id).await.unwrap_err();
        assert!(
            [Code::NotFound, Code::PermissionDenied].contains(&refused.code()),
            "{stranger}: {refused:?}"
        );
    }
    assert!(world.look(DESK, document, id).await.is_ok());
    assert!(world.look("auditor:em@org:ttt", document, id).await.is_ok());
    // The agency has its leg: it reads what it is to examine.
    let offered = LegOffered {
        leg_id: kernel::LegId::mint().to_string(),
        dossier_id: id.to_string(),
        unit: "org:vpdkdd".to_owned(),
        host: "land-records".to_owned(),
        at: stamp(at("2026-11-02T09:00")),
        ..Default::default()
    };
    world.routing_says(id, 1, &offered).await;
    let may = async || world.look(agency, document, id).await;
    eventually(PATIENCE, may, Result::is_ok).await.unwrap();
    // A document of one dossier is not found through another.
    let (other, _) = world.received().await;
    let refused = world.look(DESK, document, other).await.unwrap_err();
    assert_eq!(refused.code(), Code::NotFound);
    let missing = world
        .look(DESK, document, DossierId::mint())
        .await
        .unwrap_err();
    assert_eq!(refused.message(), missing.message());
}

/// NĐ 45/2020/NĐ-CP; TT 01/2023/TT-VPCP: the desk scans what it receives (số hóa hồ sơ).
#[tokio::test(flavor = "multi_thread")]
async fn the_desk_scans_before_and_after_it_receives() {
    let world = World::start().await;
    let (draft, secret) = world.begun(DESK).await;
    let scan = UploadStart {
        scanned: true,
        // Its holder is signed in: the id is enough.
        ..start(&draft.draft_id, "contract", "scan0001.pdf")
    };
    let scanned = world.send(DESK, scan, &pdf("1")).await.unwrap();
    assert!(scanned.scanned);
    let mut paper = filing();
    paper.papers[2].documents = vec![scanned.document_id.clone()];
    let id: DossierId = draft.draft_id.parse().unwrap();
    let request = AcceptDossierRequest {
        draft: secret,
        ..counter(id, paper)
    };
    world.desk().accept_dossier(request).await.unwrap();
    let later = UploadStart {
        target: Some(upload_start::Target::DossierId(id.to_string())),
        scanned: true,
        ..start("", "certificate", "scan0002.pdf")
    };
    let second = world.send(DESK, later.clone(), &pdf("2")).await.unwrap();
    for document in [&scanned, &second] {
        assert!(world.look(DESK, &document.document_id, id).await.is_ok());
    }
    let elsewhere = world
        .send("officer:cuong@org:mc-21025", later, &pdf("3"))
        .await
        .unwrap_err();
    assert_eq!(elsewhere.code(), Code::NotFound);
}

/// NĐ 61/2018/NĐ-CP Điều 4.2: nobody is asked twice for the same paper; what was asked for may be sent
/// online by whoever proves that the dossier is theirs.
#[tokio::test(flavor = "multi_thread")]
async fn who_proves_the_dossier_supplies_it_and_hands_a_paper_in_again() {
    let world = World::start().await;
    let (id, code, documents) = filed(&world).await;
    // The same owner's other dossier is not opened by the proof of this one: whoever filed it may
    // have named an owner who knows nothing of it.
    filed(&world).await;
    let dossier_id = id.to_string();
    let ask = AskSupplementRequest {
        dossier_id: dossier_id.clone(),
        components: vec!["contract".to_owned()],
        reason: "bản chụp mờ".to_owned(),
        ..Default::default()
    };
    world.desk().ask_supplement(ask).await.unwrap();
    let mut papers = world.papers(CITIZEN);
    let begin = SaveDraftRequest {
        dossier_id: dossier_id.clone(),
        ..Default::default()
    };
    let secret = papers.save_draft(begin).await.unwrap().into_inner().secret;
    let again = |proof: &str| ReuseDocumentRequest {
        draft: secret.clone(),
        component: "contract".to_owned(),
        document_id: documents[0].document_id.clone(),
        dossier_id: dossier_id.clone(),
        proof: proof.to_owned(),
    };
    let refused = papers.reuse_document(again("")).await.unwrap_err();
    assert_eq!(refused.code(), Code::NotFound);
    let proof = world.proven(id, &code).await;
    let earlier = ListEarlierDocumentsRequest {
        dossier_id: dossier_id.clone(),
        proof: proof.clone(),
        ..Default::default()
    };
    let earlier = papers
        .list_earlier_documents(earlier)
        .await
        .unwrap()
        .into_inner();
    let of: Vec<&str> = earlier
        .documents
        .iter()
        .map(|one| one.code.as_str())
        .collect();
    assert_eq!(of, [&*code, &*code, &*code]);
    let reused = papers
        .reuse_document(again(&proof))
        .await
        .unwrap()
        .into_inner();
    let reused = reused.document.unwrap();
    assert_eq!(reused.sha256, documents[0].sha256);
    let supply = |proof: &str| SupplyPapersRequest {
        dossier_id: dossier_id.clone(),
        papers: vec![Paper {
            component: "contract".to_owned(),
            electronic: true,
            documents: vec![reused.document_id.clone()],
            ..Default::default()
        }],
        draft: secret.clone(),
        proof: proof.to_owned(),
        ..Default::default()
    };
    let mut stranger = world.as_person(CITIZEN);
    let refused = stranger.supply_papers(supply("")).await.unwrap_err();
    assert_eq!(refused.code(), Code::NotFound);
    stranger.supply_papers(supply(&proof)).await.unwrap();
    world.standing(&code, Stage::Submitted).await;
    assert!(world.look(DESK, &reused.document_id, id).await.is_ok());
    let mine = GetDocumentRequest {
        document_id: reused.document_id.clone(),
        from: Some(get_document_request::From::DossierId(dossier_id)),
        purpose: "xem lại".to_owned(),
        proof,
    };
    assert!(world.read(CITIZEN, mine).await.is_ok());
}
