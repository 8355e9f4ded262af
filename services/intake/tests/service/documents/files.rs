//! Files: what is taken in, what is refused with which sentence.

use super::*;
#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_known_by_its_content_and_goes_with_the_filing() {
    let world = World::start().await;
    let (draft, secret) = world.begun(CITIZEN).await;
    let bytes = pdf_with(3, "");
    let sent = start(
        &secret,
        "contract",
        "C:\\fakepath\\Hợp đo\u{302}\u{300}ng.docx",
    );
    let document = world.send(CITIZEN, sent, &bytes).await.unwrap();
    assert_eq!(
        (
            document.name.as_str(),
            document.media_type.as_str(),
            document.pages,
            document.size
        ),
        ("Hợp đồng.docx", "application/pdf", 3, bytes.len() as u64),
        "by content, not by name"
    );
    assert_eq!(document.sha256.len(), 64);
    // The same content twice is kept once.
    let again = world
        .send(CITIZEN, start(&secret, "application", "b.pdf"), &bytes)
        .await
        .unwrap();
    assert_eq!((again.sha256, world.files()), (document.sha256.clone(), 1));
    let picture = world
        .send(
            CITIZEN,
            start(&secret, "certificate", "a.png"),
            &png(100, 80),
        )
        .await;
    assert_eq!(picture.unwrap().media_type, "image/png");
    let photo = world
        .send(
            CITIZEN,
            start(&secret, "certificate", "b.jpg"),
            &jpeg(100, 80),
        )
        .await;
    let photo = photo.unwrap();
    assert_eq!(photo.media_type, "image/jpeg");

    // What was taken out again does not go with it.
    let remove = RemoveDocumentRequest {
        draft: secret.clone(),
        document_id: photo.document_id.clone(),
    };
    world.papers(CITIZEN).remove_document(remove).await.unwrap();
    let get = GetDraftRequest {
        draft: secret.clone(),
    };
    let there = world
        .papers(CITIZEN)
        .get_draft(get.clone())
        .await
        .unwrap()
        .into_inner();
    let there = there.draft.unwrap().documents;
    assert_eq!(there.len(), 3);
    let refused = world
        .file_with(&draft, &secret, &[&there[0], &there[1], &photo])
        .await
        .unwrap_err();
    assert_eq!(stage::fields(&refused), ["filing.papers[certificate]"]);

    let named: Vec<&Document> = there.iter().collect();
    let code = world.file_with(&draft, &secret, &named).await.unwrap();
    // Sent again, as a browser does that heard no answer: the same dossier.
    assert_eq!(
        world.file_with(&draft, &secret, &named).await.unwrap(),
        code
    );
    let gone = world.papers(CITIZEN).get_draft(get).await.unwrap_err();
    assert_eq!(
        gone.code(),
        Code::NotFound,
        "the draft ended with the filing"
    );

    let id: DossierId = draft.draft_id.parse().unwrap();
    assert_eq!(
        world.look(DESK, &document.document_id, id).await.unwrap(),
        bytes
    );
    let list = ListDocumentsRequest {
        dossier_id: id.to_string(),
        purpose: "tiếp nhận".to_owned(),
        ..Default::default()
    };
    let listed = world
        .papers(DESK)
        .list_documents(list)
        .await
        .unwrap()
        .into_inner();
    let components: Vec<&str> = listed
        .documents
        .iter()
        .map(|d| d.component.as_str())
        .collect();
    assert_eq!(components, ["contract", "application", "certificate"]);
    let reads = ListReadsRequest {
        dossier_id: id.to_string(),
    };
    let reads = world
        .desk()
        .list_reads(reads)
        .await
        .unwrap()
        .into_inner()
        .reads;
    let told: Vec<&str> = reads.iter().map(|read| read.purpose.as_str()).collect();
    assert_eq!(
        told,
        ["tiếp nhận", "xem giấy tờ: Hợp đồng.docx"],
        "every look is written down"
    );
}

/// Each bad file, with its sentence; nothing of it stays.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_kept_is_refused_with_a_remedy() {
    let world = World::start().await;
    let (_, secret) = world.begun(CITIZEN).await;
    let script = pdf_with(1, "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>");
    let files = pdf_with(1, "/Names << /EmbeddedFiles << /Names [] >> >>");
    let whole = pdf("vi");
    let cases: [(&str, &[u8], &str, &str); 9] = [
        ("rỗng.pdf", b"", "file-empty", "0 byte"),
        (
            "đơn.pdf",
            b"PK\x03\x04 word/document.xml",
            "file-type",
            "Word",
        ),
        (
            "ảnh.jpg",
            b"\0\0\0\x18ftypheic\0\0\0\0",
            "file-type",
            "HEIC",
        ),
        ("khóa.pdf", &encrypted_pdf(), "file-encrypted", "mật khẩu"),
        (
            "cắt.pdf",
            &whole[..whole.len() / 2],
            "file-broken",
            "thiếu phần cuối",
        ),
        ("hỏng.pdf", b"%PDF-1.7\n%%EOF", "file-broken", "bị hỏng"),
        ("mã.pdf", &script, "file-active", "JavaScript"),
        ("kèm.pdf", &files, "file-attachments", "đính kèm"),
        (
            "bom.png",
            &png(60_000, 60_000),
            "file-bomb",
            "60000 × 60000",
        ),
    ];
    for (name, bytes, why, says) in cases {
        let refused = world
            .send(CITIZEN, start(&secret, "contract", name), bytes)
            .await
            .unwrap_err();
        assert_eq!(reason(&refused), why, "{name}");
        assert_eq!(stage::fields(&refused), ["file"], "{name}");
        let sentence = refused.message();
        assert!(
            sentence.contains(&format!("«{name}»")) && sentence.contains(says),
            "{sentence}"
        );
        assert!(sentence.contains("Hãy"), "{sentence}");
    }
    let hostile = "../../<script>alert(1)<\\script>\u{202e}fdp.exe";
    let kept = world
        .send(CITIZEN, start(&secret, "contract", hostile), &whole)
        .await
        .unwrap();
    assert_eq!(kept.name, "script>fdp.exe");
    let unknown = world
        .send(CITIZEN, start(&secret, "nothing", "a.pdf"), &whole)
        .await
        .unwrap_err();
    assert_eq!(stage::fields(&unknown), ["component"]);
    assert_eq!(world.files(), 1, "only the fit one was kept");
    assert_eq!(world.count("select count(*) from document").await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_big_is_refused_before_it_is_read() {
    let world = World::start_with(&[("documents.dossier_mb", "1"), ("documents.files", "3")]).await;
    let (_, secret) = world.begun(CITIZEN).await;
    let said = UploadStart {
        size: 200 << 20,
        ..start(&secret, "contract", "phim.pdf")
    };
    let refused = world.send(CITIZEN, said, b"").await.unwrap_err();
    assert_eq!(reason(&refused), "file-too-big");
    assert!(refused.message().contains("20 MB"), "{}", refused.message());
    // Unsaid, it is refused once it has grown too big: the rest is never asked for.
    let taken = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let counted = taken.clone();
    let begin = parts(start(&secret, "contract", "phim.pdf"), b"");
    let endless = stream::iter(begin).chain(stream::repeat_with(move || {
        counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        UploadDocumentRequest {
            part: Some(upload_document_request::Part::Chunk(vec![0; 1 << 20])),
        }
    }));
    let refused = world
        .papers(CITIZEN)
        .upload_document(endless)
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "file-too-big");
    assert!(taken.load(std::sync::atomic::Ordering::Relaxed) < 60);

    let mut heavy = pdf("vi");
    heavy.splice(
        9..9,
        [b"%".to_vec(), vec![b'x'; 600_000], b"\n".to_vec()].concat(),
    );
    // Moved by what was put before it, its table is found anew.
    world
        .send(CITIZEN, start(&secret, "contract", "1.pdf"), &heavy)
        .await
        .unwrap();
    let refused = world
        .send(CITIZEN, start(&secret, "contract", "2.pdf"), &heavy)
        .await
        .unwrap_err();
    assert!(
        refused.message().contains("vượt 1 MB"),
        "{}",
        refused.message()
    );
    for n in 0..2 {
        world
            .send(
                CITIZEN,
                start(&secret, "contract", "s.pdf"),
                &pdf(&n.to_string()),
            )
            .await
            .unwrap();
    }
    let refused = world
        .send(CITIZEN, start(&secret, "contract", "4.pdf"), &pdf("4"))
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "too-many-files");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_breaks_off_leaves_nothing() {
    let world = World::start().await;
    let (_, secret) = world.begun(CITIZEN).await;
    let whole = pdf_with(40, "");
    let half = parts(
        start(&secret, "contract", "a.pdf"),
        &whole[..whole.len() / 2],
    );
    // The person goes away in the middle: the connection is dropped.
    let (sender, receiver) = futures::channel::mpsc::unbounded();
    half.into_iter()
        .for_each(|part| sender.unbounded_send(part).unwrap());
    let mut papers = world.papers(CITIZEN);
    let upload = tokio::spawn(async move { papers.upload_document(receiver).await });
    eventually(PATIENCE, async || world.files(), |files| *files == 1).await;
    upload.abort();
    drop(sender);
    eventually(PATIENCE, async || world.files(), |files| *files == 0).await;
    // One that says how much would come, and sends less.
    let said = UploadStart {
        size: whole.len() as u64,
        ..start(&secret, "contract", "a.pdf")
    };
    let refused = world
        .send(CITIZEN, said, &whole[..whole.len() / 2])
        .await
        .unwrap_err();
    assert_eq!(reason(&refused), "file-broken");
    let get = GetDraftRequest {
        draft: secret.clone(),
    };
    let draft = world
        .papers(CITIZEN)
        .get_draft(get)
        .await
        .unwrap()
        .into_inner()
        .draft
        .unwrap();
    assert!(draft.documents.is_empty());
    // And the whole of it, tried again, is there.
    world
        .send(CITIZEN, start(&secret, "contract", "a.pdf"), &whole)
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn files_sent_at_once_do_not_disturb_each_other() {
    let world = World::start().await;
    let (_, secret) = world.begun(CITIZEN).await;
    let each = (0..8).map(|n| {
        let (world, secret) = (&world, &secret);
        async move {
            let bytes = pdf(&format!("{}", n % 4));
            world
                .send(CITIZEN, start(secret, "contract", "a.pdf"), &bytes)
                .await
                .unwrap()
        }
    });
    let sent = futures::future::join_all(each).await;
    assert_eq!(sent.len(), 8);
    assert_eq!(world.files(), 4, "each content once");
    let get = GetDraftRequest {
        draft: secret.clone(),
    };
    let draft = world
        .papers(CITIZEN)
        .get_draft(get)
        .await
        .unwrap()
        .into_inner()
        .draft
        .unwrap();
    assert_eq!(draft.documents.len(), 8);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_room_the_person_is_told_and_loses_nothing() {
    // More room than any disk has must stay free.
    let world = World::start_with(&[("documents.reserve_mb", "8000000000")]).await;
    let (_, secret) = world.begun(CITIZEN).await;
    let refused = world
        .send(CITIZEN, start(&secret, "contract", "a.pdf"), &pdf("vi"))
        .await
        .unwrap_err();
    assert_eq!(refused.code(), Code::Unavailable);
    assert!(
        refused.message().contains("đang đầy"),
        "{}",
        refused.message()
    );
    let get = GetDraftRequest { draft: secret };
    assert!(world.papers(CITIZEN).get_draft(get).await.is_ok());
}
