//! Opening documents: every look is written down before a byte leaves.

use std::collections::BTreeSet;

use chassis::{Caller, Error, Result, wire::timestamp};
use chrono::TimeDelta;
use futures::{Stream, StreamExt as _, stream};
use kernel::{DossierId, line};
use proto::intake::v1::{
    Document, EarlierDocument, GetDocumentRequest, GetDocumentResponse, ListDocumentsRequest,
    ListDocumentsResponse, ListEarlierDocumentsRequest, ListEarlierDocumentsResponse,
    RemoveDocumentRequest, RemoveDocumentResponse, ReuseDocumentRequest, ReuseDocumentResponse,
    get_document_request::From, get_document_response::Part,
};
use tonic::{Request, Status};
use uuid::Uuid;

use super::{access::not_here, store, upload::Place};
use crate::Intake;

/// The most bytes of one message.
const CHUNK: usize = 256 << 10;

pub(super) fn document_out(document: store::Document) -> Document {
    Document {
        document_id: document.id.to_string(),
        component: document.component,
        name: document.name,
        sha256: document.sha256,
        media_type: document.media_type,
        pages: u32::try_from(document.pages).unwrap_or(0),
        size: u64::try_from(document.size).unwrap_or(0),
        at: Some(timestamp(document.at)),
        by: document.by,
        scanned: document.scanned,
    }
}

type Bytes = std::result::Result<GetDocumentResponse, Status>;

impl Intake {
    pub(super) async fn open_document(
        &self,
        request: Request<GetDocumentRequest>,
    ) -> Result<impl Stream<Item = Bytes> + use<>> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let id: Uuid = request.document_id.parse().map_err(|_| not_here())?;
        let document = match &request.from {
            Some(From::Draft(draft)) => {
                let draft = self.draft(&caller, draft).await?;
                let mut db = self.chassis.db.acquire().await?;
                one_of(store::documents_of_draft(&mut db, draft.id).await?, id)?
            }
            Some(From::DossierId(dossier)) => {
                let stored = self.readable(&caller, dossier, &request.proof).await?;
                let documents = store::documents_of_dossier(&self.chassis.db, stored.id).await?;
                let document = one_of(documents, id)?;
                let purpose = purpose(&request.purpose)?;
                let seen = format!("{purpose}: {}", document.name);
                self.seen(&caller, stored.state.id, &seen).await?;
                document
            }
            None => return Err(not_here()),
        };
        let bytes = self.documents.contents.read(&document.sha256).await;
        let bytes = bytes.map_err(Error::Fault)?;
        let part = |part| GetDocumentResponse { part: Some(part) };
        let head = stream::iter([Ok(part(Part::Document(document_out(document))))]);
        let chunks = bytes.flat_map(move |read| {
            let pieces: Vec<Bytes> = match read {
                Ok(bytes) => bytes
                    .chunks(CHUNK)
                    .map(|piece| Ok(part(Part::Chunk(piece.to_vec()))))
                    .collect(),
                Err(error) => vec![Err(Error::Fault(error).into())],
            };
            stream::iter(pieces)
        });
        Ok(head.chain(chunks))
    }

    async fn seen(&self, caller: &Caller, dossier: DossierId, purpose: &str) -> Result<()> {
        let now = self.chassis.clock.now();
        let by = caller.actor.as_str();
        crate::looks::record(&self.chassis.db, dossier, by, purpose, now).await?;
        Ok(())
    }

    pub(super) async fn list_documents(
        &self,
        request: Request<ListDocumentsRequest>,
    ) -> Result<ListDocumentsResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let stored = self
            .readable(&caller, &request.dossier_id, &request.proof)
            .await?;
        let documents = store::documents_of_dossier(&self.chassis.db, stored.id).await?;
        self.seen(&caller, stored.state.id, &purpose(&request.purpose)?)
            .await?;
        Ok(ListDocumentsResponse {
            documents: documents.into_iter().map(document_out).collect(),
        })
    }

    /// What the person handed in before: signed in with their number, with every dossier of theirs;
    /// by the proof of one dossier, with that one. Whoever files in another's name has a phone of their
    /// own on file there, and learns nothing of the others by it.
    pub(super) async fn list_earlier(
        &self,
        request: Request<ListEarlierDocumentsRequest>,
    ) -> Result<ListEarlierDocumentsResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let db = &self.chassis.db;
        let earlier = match &caller.citizen_id {
            Some(number) => store::earlier(db, number, &request.component).await?,
            None if request.dossier_id.is_empty() => Vec::new(),
            None => self.of_proven(&caller, &request).await?,
        };
        let dossiers: BTreeSet<Uuid> = earlier.iter().map(|found| found.dossier).collect();
        let dossiers: Vec<Uuid> = dossiers.into_iter().collect();
        let now = self.chassis.clock.now();
        let (by, since) = (caller.actor.as_str(), now - TimeDelta::days(1));
        let purpose = "chọn lại giấy tờ đã nộp";
        crate::looks::record_all(db, &dossiers, by, purpose, since, now).await?;
        let documents = earlier.into_iter().map(|found| EarlierDocument {
            document: Some(document_out(found.document)),
            dossier_id: found.dossier.to_string(),
            code: found.code,
        });
        Ok(ListEarlierDocumentsResponse {
            documents: documents.collect(),
        })
    }

    /// The papers of the one dossier that was proven, the newest first.
    async fn of_proven(
        &self,
        caller: &Caller,
        request: &ListEarlierDocumentsRequest,
    ) -> Result<Vec<store::Earlier>> {
        let stored = self
            .owned(caller, &request.dossier_id, &request.proof)
            .await?;
        let mut documents = store::documents_of_dossier(&self.chassis.db, stored.id).await?;
        let component = &request.component;
        documents.retain(|one| component.is_empty() || one.component == *component);
        documents.sort_by_key(|one| std::cmp::Reverse(one.at));
        let found = documents.into_iter().map(|document| store::Earlier {
            document,
            dossier: stored.id,
            code: stored.state.code.clone(),
        });
        Ok(found.collect())
    }

    /// A dossier of the person's, which they have shown to be theirs.
    async fn owned(
        &self,
        caller: &Caller,
        dossier_id: &str,
        proof: &str,
    ) -> Result<chassis::Stored<intake_domain::Dossier>> {
        let id = crate::wire::dossier_id(dossier_id)?;
        let found = crate::store::find(&self.chassis.db, id).await?;
        let stored = found.ok_or_else(not_here)?;
        let theirs = self.is_theirs(caller, &stored.state, proof).await?;
        if theirs { Ok(stored) } else { Err(not_here()) }
    }

    pub(super) async fn reuse_document(
        &self,
        request: Request<ReuseDocumentRequest>,
    ) -> Result<ReuseDocumentResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let draft = self.draft(&caller, &request.draft).await?;
        let component = line(&request.component, 60)
            .map_err(|why| Error::field("component", why.to_string()))?;
        self.knows_component(&draft, &component).await?;
        let stored = self
            .owned(&caller, &request.dossier_id, &request.proof)
            .await?;
        let id: Uuid = request.document_id.parse().map_err(|_| not_here())?;
        let documents = store::documents_of_dossier(&self.chassis.db, stored.id).await?;
        let earlier = one_of(documents, id)?;
        let now = self.chassis.clock.now();
        store::claim(&self.chassis.db, &earlier.sha256, earlier.size, now).await?;
        let again = store::Document {
            id: Uuid::now_v7(),
            component,
            at: now,
            by: caller.actor.to_string(),
            ..earlier
        };
        self.enter(&Place::Draft(draft.id), &again).await?;
        self.seen(&caller, stored.state.id, "nộp lại giấy tờ đã nộp")
            .await?;
        Ok(ReuseDocumentResponse {
            document: Some(document_out(again)),
        })
    }

    pub(super) async fn remove_document(
        &self,
        request: Request<RemoveDocumentRequest>,
    ) -> Result<RemoveDocumentResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let draft = self.draft(&caller, &request.draft).await?;
        let id: Uuid = request.document_id.parse().map_err(|_| not_here())?;
        let now = self.chassis.clock.now();
        let by = caller.actor.as_str();
        // Taken out already is taken out.
        store::detach(&self.chassis.db, draft.id, id, by, now).await?;
        Ok(RemoveDocumentResponse {})
    }
}

fn purpose(text: &str) -> Result<String> {
    line(text, 200).map_err(|why| Error::field("purpose", why.to_string()))
}

fn one_of(documents: Vec<store::Document>, id: Uuid) -> Result<store::Document> {
    let found = documents.into_iter().find(|document| document.id == id);
    found.ok_or_else(not_here)
}
