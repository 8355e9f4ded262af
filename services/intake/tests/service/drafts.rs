//! Drafts: saved at once, found again by who may, gone when their time is over.

use std::collections::HashMap;

use proto::intake::v1::*;
use testkit::eventually;
use tonic::Code;

use crate::{
    documents::{CITIZEN, start},
    samples::pdf,
    world::{PATIENCE, World},
};

fn values(pairs: &[(&str, &str)]) -> HashMap<String, String> {
    let pairs = pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    pairs.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_kept_as_it_was_typed() {
    let world = World::start().await;
    let (draft, secret) = world.begun(CITIZEN).await;
    assert_eq!(secret.len(), 32);
    let save = |pairs: &[(&str, &str)]| SaveDraftRequest {
        draft: secret.clone(),
        values: values(pairs),
        ..Default::default()
    };
    let mut papers = world.papers(CITIZEN);
    // Not yet a number anybody has: what is wrong with it is said when it is filed.
    let first = save(&[
        ("owner.name", "Nguyễn Văn Mẫu"),
        ("owner.citizen_id", "0510"),
        ("answers.area", "12"),
    ]);
    papers.save_draft(first).await.unwrap();
    let second = save(&[
        ("owner.citizen_id", ""),
        ("owner.name", "<script>alert(1)</script>"),
    ]);
    let saved = papers
        .save_draft(second)
        .await
        .unwrap()
        .into_inner()
        .draft
        .unwrap();
    let kept = values(&[
        ("owner.name", "<script>alert(1)</script>"),
        ("answers.area", "12"),
    ]);
    assert_eq!(saved.values, kept);
    assert_eq!(saved.draft_id, draft.draft_id);
    let hidden = save(&[("owner.name", "a\u{202e}b")]);
    let refused = papers.save_draft(hidden).await.unwrap_err();
    assert_eq!(stage::fields(&refused), ["values[owner.name]"]);
    let strange = SaveDraftRequest {
        procedure: "9.999999".to_owned(),
        ..Default::default()
    };
    let refused = papers.save_draft(strange).await.unwrap_err();
    assert_eq!(stage::fields(&refused), ["procedure"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_who_holds_the_secret_or_began_it_signed_in_finds_a_draft() {
    let world = World::start().await;
    let (draft, secret) = world.begun("citizen:mau").await;
    let get = |draft: &str| GetDraftRequest {
        draft: draft.to_owned(),
    };
    assert!(world.papers(CITIZEN).get_draft(get(&secret)).await.is_ok());
    assert!(
        world
            .papers("citizen:mau")
            .get_draft(get(&draft.draft_id))
            .await
            .is_ok()
    );
    for (actor, asked) in [
        (CITIZEN, draft.draft_id.as_str()),
        ("citizen:khac", draft.draft_id.as_str()),
        (CITIZEN, "00000000000000000000000000000000"),
        (CITIZEN, ""),
        (CITIZEN, "' or 1=1 --"),
    ] {
        let refused = world.papers(actor).get_draft(get(asked)).await.unwrap_err();
        assert_eq!(refused.code(), Code::NotFound, "{actor} {asked}");
    }
    let list = async |actor: &str| {
        let request = ListDraftsRequest::default();
        let listed = world.papers(actor).list_drafts(request).await.unwrap();
        listed.into_inner().drafts.len()
    };
    assert_eq!(list("citizen:mau").await, 1);
    assert_eq!(list("citizen:khac").await, 0);
    let kept: String = sqlx::query_scalar("select secret from draft")
        .fetch_one(&world.database.pool)
        .await
        .unwrap();
    assert!(
        !kept.contains(&secret),
        "only the hash of the secret is kept"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_nobody_comes_back_to_goes_with_its_documents() {
    let world = World::start().await;
    let (_, secret) = world.begun(CITIZEN).await;
    let sent = world
        .send(CITIZEN, start(&secret, "contract", "a.pdf"), &pdf("1"))
        .await;
    let document = sent.unwrap();
    let path = world.documents.path().join("content");
    let path = path.join(&document.sha256[..2]).join(&document.sha256);
    assert!(path.exists());
    world.at("2026-12-01T09:00");
    let get = GetDraftRequest {
        draft: secret.clone(),
    };
    assert!(
        world.papers(CITIZEN).get_draft(get.clone()).await.is_ok(),
        "thirty days are not over"
    );
    world.at("2026-12-02T09:01");
    let gone = world.papers(CITIZEN).get_draft(get).await.unwrap_err();
    assert_eq!(gone.code(), Code::NotFound);
    eventually(PATIENCE, async || path.exists(), |there| !there).await;
    let written = world
        .count("select count(*) from document join document_detached on document = id")
        .await;
    assert_eq!(written, 1, "that it was there stays written down");
}
