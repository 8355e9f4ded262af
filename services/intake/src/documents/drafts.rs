//! Drafts: saved at once, kept for a while, gone with what lies in them.

use std::collections::HashMap;

use chassis::{Caller, Error, Result, Violations, wire::timestamp};
use kernel::paragraph;
use proto::intake::v1::*;
use sqlx::types::Json;
use tonic::Request;
use uuid::Uuid;

use super::{
    access,
    reading::document_out,
    store::{self, Entered},
};
use crate::Intake;

/// The most inputs a draft keeps, and characters of each.
const INPUTS: usize = 400;
const LENGTH: usize = 4000;

impl Intake {
    pub(super) async fn save_draft(
        &self,
        request: Request<SaveDraftRequest>,
    ) -> Result<SaveDraftResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let entered = entered(request.values)?;
        let now = self.chassis.clock.now();
        let until = now + self.documents.limits.draft_kept;
        if request.draft.is_empty() {
            return self
                .begin_draft(&caller, &request.procedure, &request.dossier_id, entered)
                .await;
        }
        let known = self.draft(&caller, &request.draft).await?;
        if known.entered.len() + entered.len() > 2 * INPUTS {
            return Err(too_much());
        }
        let saved = store::save_draft(&self.chassis.db, known.id, &entered, now, until).await?;
        let saved = saved.ok_or_else(access::not_here)?;
        Ok(SaveDraftResponse {
            draft: Some(self.draft_out(saved).await?),
            secret: String::new(),
        })
    }

    async fn begin_draft(
        &self,
        caller: &Caller,
        procedure: &str,
        dossier_id: &str,
        entered: Entered,
    ) -> Result<SaveDraftResponse> {
        let now = self.chassis.clock.now();
        let dossier = match dossier_id {
            "" => None,
            id => Some(crate::wire::dossier_id(id)?.uuid()),
        };
        let today = self.catalogue.calendar().civil(now).date();
        let procedure = match dossier {
            Some(id) => {
                let found = crate::store::find(&self.chassis.db, id.into()).await?;
                found.ok_or_else(access::not_here)?.state.procedure.code
            }
            None => match self.catalogue.procedure(procedure, today) {
                Some(known) => known.code.clone(),
                None => {
                    let unknown = "Không có thủ tục này đang có hiệu lực. Hãy chọn lại thủ tục.";
                    return Err(Error::field("procedure", unknown));
                }
            },
        };
        let secret = secret()?;
        let draft = store::Draft {
            id: Uuid::now_v7(),
            holder: access::holder(caller),
            procedure,
            dossier,
            entered: Json(entered),
            saved_at: now,
            expires_at: now + self.documents.limits.draft_kept,
        };
        store::insert_draft(&self.chassis.db, &draft, &access::secret_hash(&secret)).await?;
        Ok(SaveDraftResponse {
            draft: Some(self.draft_out(draft).await?),
            secret,
        })
    }

    pub(super) async fn get_draft(
        &self,
        request: Request<GetDraftRequest>,
    ) -> Result<GetDraftResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let draft = self.draft(&caller, &request.get_ref().draft).await?;
        Ok(GetDraftResponse {
            draft: Some(self.draft_out(draft).await?),
        })
    }

    pub(super) async fn delete_draft(
        &self,
        request: Request<DeleteDraftRequest>,
    ) -> Result<DeleteDraftResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let draft = self.draft(&caller, &request.get_ref().draft).await?;
        let mut tx = self.chassis.db.begin().await?;
        let now = self.chassis.clock.now();
        store::end_draft(&mut tx, draft.id, caller.actor.as_str(), now).await?;
        tx.commit().await?;
        Ok(DeleteDraftResponse {})
    }

    pub(super) async fn list_drafts(
        &self,
        request: Request<ListDraftsRequest>,
    ) -> Result<ListDraftsResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let Some(holder) = access::holder(&caller) else {
            return Ok(ListDraftsResponse::default());
        };
        let procedure = &request.get_ref().procedure;
        let now = self.chassis.clock.now();
        let mut drafts = Vec::new();
        for draft in store::drafts_of(&self.chassis.db, &holder, procedure, now).await? {
            drafts.push(self.draft_out(draft).await?);
        }
        Ok(ListDraftsResponse { drafts })
    }

    async fn draft_out(&self, draft: store::Draft) -> Result<Draft> {
        let mut db = self.chassis.db.acquire().await?;
        let documents = store::documents_of_draft(&mut db, draft.id).await?;
        Ok(Draft {
            draft_id: draft.id.to_string(),
            procedure: draft.procedure,
            dossier_id: draft.dossier.map(|id| id.to_string()).unwrap_or_default(),
            values: draft.entered.0.into_iter().collect(),
            documents: documents.into_iter().map(document_out).collect(),
            saved_at: Some(timestamp(draft.saved_at)),
            expires_at: Some(timestamp(draft.expires_at)),
        })
    }
}

/// What was typed, as it was typed but for what cannot be kept as text: what is wrong with it is
/// said when it is filed.
fn entered(values: HashMap<String, String>) -> Result<Entered> {
    if values.len() > INPUTS {
        return Err(too_much());
    }
    let mut wrong = Violations::default();
    let mut kept = Entered::new();
    for (name, value) in values {
        let field = format!("values[{name}]");
        if name.is_empty() || name.len() > 120 || !name.bytes().all(|b| b.is_ascii_graphic()) {
            wrong.add("values", "Có mục không đọc được tên. Hãy tải lại trang.");
        } else if value.trim().is_empty() {
            kept.insert(name, String::new());
        } else if let Some(value) = wrong.check(field, paragraph(&value, LENGTH)) {
            kept.insert(name, value);
        }
    }
    wrong.finish()?;
    Ok(kept)
}

fn too_much() -> Error {
    Error::field(
        "values",
        "Hồ sơ đang soạn có quá nhiều mục. Hãy tải lại trang.",
    )
}

/// 128 bits nobody can guess.
fn secret() -> Result<String> {
    use ring::rand::SecureRandom as _;
    let mut bytes = [0; 16];
    let filled = ring::rand::SystemRandom::new().fill(&mut bytes);
    filled.map_err(|_| Error::fault(anyhow::anyhow!("no random numbers can be had")))?;
    Ok(super::content::hexadecimal(&bytes))
}
