//! Files: what is taken in, what is refused with which sentence, who may open them.

mod files;
mod sight;

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
