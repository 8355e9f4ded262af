//! Taking a file in: nothing of it can be seen until all of it was found fit.

use chassis::{Caller, Error, Stored};
use intake_domain::Dossier;
use kernel::line;
use proto::intake::v1::{
    UploadDocumentRequest, UploadDocumentResponse, UploadStart, upload_document_request::Part,
    upload_start::Target,
};
use tonic::{Request, Status, Streaming};
use uuid::Uuid;

use super::{
    MB, PATIENCE,
    access::not_here,
    content::{Incoming, Lost},
    inspect::{self, Unfit, Why, display_name},
    reading::document_out,
    store::{self, Bound, Document},
};
use crate::Intake;

/// The most bytes of one message.
const CHUNK: usize = 1 << 20;

/// What a file is for.
pub(super) enum Place {
    Draft(Uuid),
    Dossier(Uuid),
}

impl Intake {
    pub(super) async fn upload(
        &self,
        request: Request<Streaming<UploadDocumentRequest>>,
    ) -> Result<UploadDocumentResponse, Status> {
        let caller = Caller::of(&request)?;
        let mut parts = request.into_inner();
        let Some(Part::Start(start)) = next(&mut parts).await? else {
            return Err(Error::field("start", "Thiếu phần mở đầu của tệp gửi lên.").into());
        };
        let name = display_name(&start.file_name);
        let place = self.place(&caller, &start).await?;
        let limit = self.documents.limits.file_mb;
        let unfit = |why| refuse(&name, why);
        if start.size > limit * MB {
            return Err(unfit(Why::TooBig { limit_mb: limit }));
        }
        let mut incoming = self.documents.contents.begin().await.map_err(away)?;
        while let Some(part) = next(&mut parts).await? {
            let Part::Chunk(chunk) = part else {
                return Err(Error::field("start", "Phần mở đầu chỉ được gửi một lần.").into());
            };
            if chunk.len() > CHUNK || incoming.size() + chunk.len() as u64 > limit * MB {
                return Err(unfit(Why::TooBig { limit_mb: limit }));
            }
            incoming.write(&chunk).await.map_err(away)?;
        }
        // A size that was said and did not come is a file that was cut on its way.
        if start.size > 0 && incoming.size() < start.size {
            return Err(unfit(Why::CutShort));
        }
        let document = self.keep(&caller, &start, name, incoming).await?;
        self.enter(&place, &document).await?;
        Ok(UploadDocumentResponse {
            document: Some(document_out(document)),
        })
    }

    /// Where it is to go, when the caller may put it there and the procedure knows the component.
    async fn place(&self, caller: &Caller, start: &UploadStart) -> Result<Place, Error> {
        let component =
            line(&start.component, 60).map_err(|why| Error::field("component", why.to_string()))?;
        match &start.target {
            Some(Target::Draft(draft)) => {
                let draft = self.draft(caller, draft).await?;
                self.knows_component(&draft, &component).await?;
                Ok(Place::Draft(draft.id))
            }
            Some(Target::DossierId(id)) => {
                let stored = self.handled(caller, id).await?;
                self.has_component(&stored.state, &component)?;
                Ok(Place::Dossier(stored.id))
            }
            None => Err(Error::field("target", "Thiếu nơi nhận của tệp gửi lên.")),
        }
    }

    /// The dossier, for the desk that has it.
    async fn handled(&self, caller: &Caller, id: &str) -> Result<Stored<Dossier>, Error> {
        let id = crate::wire::dossier_id(id)?;
        let found = crate::store::find(&self.chassis.db, id).await?;
        let handled = found.filter(|stored| self.may_handle(caller, &stored.state));
        handled.ok_or_else(not_here)
    }

    pub(super) async fn knows_component(
        &self,
        draft: &store::Draft,
        component: &str,
    ) -> Result<(), Error> {
        if let Some(id) = draft.dossier {
            let found = crate::store::find(&self.chassis.db, id.into()).await?;
            return self.has_component(&found.ok_or_else(not_here)?.state, component);
        }
        let today = self
            .catalogue
            .calendar()
            .civil(self.chassis.clock.now())
            .date();
        let procedure = self.catalogue.procedure(&draft.procedure, today);
        let mut components = procedure.into_iter().flat_map(|found| &found.components);
        let known = components.any(|known| known.key == component);
        known.then_some(()).ok_or_else(no_component)
    }

    fn has_component(&self, dossier: &Dossier, component: &str) -> Result<(), Error> {
        let at = &dossier.procedure;
        let procedure = self.catalogue.procedure_version(&at.code, at.version);
        let mut components = procedure.into_iter().flat_map(|found| &found.components);
        let known = components.any(|known| known.key == component);
        known.then_some(()).ok_or_else(no_component)
    }

    /// Looks into the file, and keeps it when it is fit.
    async fn keep(
        &self,
        caller: &Caller,
        start: &UploadStart,
        name: String,
        incoming: Incoming,
    ) -> Result<Document, Status> {
        let hand = self.documents.hands.acquire().await;
        let hand = hand.map_err(|closed| Error::fault(anyhow::Error::from(closed)))?;
        let size = incoming.size();
        let (bytes, sha256) = incoming.finish().await.map_err(away)?;
        let looked = bytes.clone();
        let found = tokio::task::spawn_blocking(move || inspect::inspect(&looked)).await;
        let found = found
            // A reader that stumbles has met no file a person can open.
            .unwrap_or(Err(Why::Broken))
            .map_err(|why| refuse(&name, why))?;
        let now = self.chassis.clock.now();
        let size = i64::try_from(size).unwrap_or(i64::MAX);
        let claimed = store::claim(&self.chassis.db, &sha256, size, now).await;
        claimed.map_err(Error::from)?;
        let kept = self.documents.contents.put(&sha256, bytes).await;
        drop(hand);
        kept.map_err(away)?;
        Ok(Document {
            id: Uuid::now_v7(),
            component: line(&start.component, 60).unwrap_or_default(),
            name,
            sha256,
            media_type: found.media_type.name().to_owned(),
            pages: i32::try_from(found.pages).unwrap_or(i32::MAX),
            size,
            scanned: start.scanned && caller.kind == chassis::caller::Kind::Official,
            at: now,
            by: caller.actor.to_string(),
        })
    }

    /// Puts a document where it is for, if there is room beside the others.
    pub(super) async fn enter(&self, place: &Place, document: &Document) -> Result<(), Error> {
        let mut tx = self.chassis.db.begin().await?;
        let (draft, (files, bytes)) = match place {
            Place::Draft(draft) => {
                if !store::lock_draft(&mut tx, *draft).await? {
                    return Err(not_here());
                }
                let there = store::documents_of_draft(&mut tx, *draft).await?;
                let bytes = there.iter().map(|one| one.size).sum::<i64>();
                (Some(*draft), (there.len() as i64, bytes))
            }
            Place::Dossier(dossier) => {
                crate::store::lock(&mut tx, *dossier).await?;
                (None, store::held_by_dossier(&mut tx, *dossier).await?)
            }
        };
        let limits = self.documents.limits;
        let refuse = |why| {
            let name = document.name.clone();
            Err(Error::refused(Unfit { name, why }))
        };
        let room = i64::try_from(limits.dossier_mb * MB).unwrap_or(i64::MAX);
        if files >= limits.files as i64 {
            let limit = limits.files;
            return refuse(Why::TooMany { limit });
        }
        if bytes.saturating_add(document.size) > room {
            let limit_mb = limits.dossier_mb;
            return refuse(Why::TooMuch { limit_mb });
        }
        store::insert_document(&mut tx, draft, document).await?;
        if let Place::Dossier(dossier) = place {
            let bound = Bound {
                dossier: *dossier,
                document: document.id,
                component: document.component.clone(),
                by: document.by.clone(),
            };
            store::bind(&mut tx, &[bound], document.at).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

async fn next(parts: &mut Streaming<UploadDocumentRequest>) -> Result<Option<Part>, Status> {
    let message = tokio::time::timeout(PATIENCE, parts.message()).await;
    let message = message.map_err(|_| {
        Status::deadline_exceeded(
            "Đường truyền chậm nên tệp chưa tải lên hết. Hãy thử lại; các mục đã lưu vẫn còn.",
        )
    })??;
    Ok(message.and_then(|message| message.part))
}

fn refuse(name: &str, why: Why) -> Status {
    let name = name.to_owned();
    Error::refused(Unfit { name, why }).into()
}

fn no_component() -> Error {
    Error::field(
        "component",
        "Giấy tờ này không thuộc thành phần hồ sơ của thủ tục. Hãy tải lại trang.",
    )
}

fn away(lost: Lost) -> Status {
    match lost {
        Lost::NoRoom => {
            tracing::error!("there is no room for documents");
            Status::unavailable(
                "Kho tài liệu của hệ thống đang đầy nên chưa nhận được tệp. Hồ sơ đang soạn vẫn được \
                 giữ; hãy thử tải tệp lại sau ít phút.",
            )
        }
        Lost::Fault(error) => Error::Fault(error).into(),
    }
}
