//! Files: what is taken in, what is refused with which sentence, who may open them.

use futures::{StreamExt as _, stream};
use kernel::DossierId;
use proto::intake::v1::*;
use proto::routing::v1::LegOffered;
use stage::{at, reason, stamp};
use testkit::eventually;
use tonic::{Code, Status};

use crate::{
    samples::{encrypted_pdf, jpeg, pdf, pdf_with, png},
    world::{DESK, PATIENCE, World, counter, filing},
};

pub const CITIZEN: &str = "anonymous";

pub fn start(draft: &str, component: &str, name: &str) -> UploadStart {
    UploadStart {
        target: Some(upload_start::Target::Draft(draft.to_owned())),
        component: component.to_owned(),
        file_name: name.to_owned(),
        ..Default::default()
    }
}

fn parts(start: UploadStart, bytes: &[u8]) -> Vec<UploadDocumentRequest> {
    use upload_document_request::Part;
    let chunks = bytes
        .chunks(300_000)
        .map(|chunk| Part::Chunk(chunk.to_vec()));
    let parts = std::iter::once(Part::Start(start)).chain(chunks);
    parts
        .map(|part| UploadDocumentRequest { part: Some(part) })
        .collect()
}

impl World {
    pub async fn send(
        &self,
        actor: &str,
        start: UploadStart,
        bytes: &[u8],
    ) -> Result<Document, Status> {
        let sent = stream::iter(parts(start, bytes));
        let answer = self.papers(actor).upload_document(sent).await?;
        Ok(answer.into_inner().document.unwrap())
    }

    pub async fn begun(&self, actor: &str) -> (Draft, String) {
        let request = SaveDraftRequest {
            procedure: "1.013831".to_owned(),
            ..Default::default()
        };
        let saved = self
            .papers(actor)
            .save_draft(request)
            .await
            .unwrap()
            .into_inner();
        (saved.draft.unwrap(), saved.secret)
    }

    pub async fn look(
        &self,
        actor: &str,
        document: &str,
        dossier: DossierId,
    ) -> Result<Vec<u8>, Status> {
        let request = GetDocumentRequest {
            document_id: document.to_owned(),
            from: Some(get_document_request::From::DossierId(dossier.to_string())),
            purpose: "xem giấy tờ".to_owned(),
            ..Default::default()
        };
        self.read(actor, request).await
    }

    pub async fn read(&self, actor: &str, request: GetDocumentRequest) -> Result<Vec<u8>, Status> {
        use get_document_response::Part;
        let mut parts = self.papers(actor).get_document(request).await?.into_inner();
        let mut bytes = Vec::new();
        while let Some(part) = parts.message().await? {
            if let Some(Part::Chunk(chunk)) = part.part {
                bytes.extend(chunk);
            }
        }
        Ok(bytes)
    }

    /// A land transfer filed online with these documents, one for each component in order.
    pub async fn file_with(
        &self,
        draft: &Draft,
        secret: &str,
        documents: &[&Document],
    ) -> Result<String, Status> {
        let mut filing = filing();
        for paper in &mut filing.papers {
            let own = documents
                .iter()
                .filter(|document| document.component == paper.component);
            paper.documents = own.map(|document| document.document_id.clone()).collect();
            (paper.originals, paper.electronic) = (0, true);
        }
        let request = SubmitDossierRequest {
            dossier_id: draft.draft_id.clone(),
            filing: Some(filing),
            draft: secret.to_owned(),
        };
        let filed = self.as_person(CITIZEN).submit_dossier(request).await?;
        Ok(filed.into_inner().code)
    }

    /// The files of the store, those that are only coming in included.
    fn files(&self) -> usize {
        let mut folders = vec![self.documents.path().to_owned()];
        let mut files = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files += 1;
                }
            }
        }
        files
    }
}

/// Three papers, filed online: the draft's documents are the dossier's from then on.
async fn filed(world: &World) -> (DossierId, String, Vec<Document>) {
    let (draft, secret) = world.begun(CITIZEN).await;
    let mut documents = Vec::new();
    for component in ["application", "certificate", "contract"] {
        let name = format!("{component}.pdf");
        let sent = world
            .send(CITIZEN, start(&secret, component, &name), &pdf(component))
            .await;
        documents.push(sent.unwrap());
    }
    let named: Vec<&Document> = documents.iter().collect();
    let code = world.file_with(&draft, &secret, &named).await.unwrap();
    (draft.draft_id.parse().unwrap(), code, documents)
}

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
    assert_eq!(earlier.documents.len(), 3);
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
