//! From a draft to a dossier: which documents a filing may name, and that they become its papers
//! with it or not at all.

use std::collections::HashSet;

use chassis::{Caller, Error, Result, Violations};
use chrono::{DateTime, Utc};
use intake_domain::Paper;
use kernel::DossierId;
use sqlx::PgConnection;
use uuid::Uuid;

use super::store::{self, Bound};
use crate::Intake;

/// What goes into a dossier with its papers.
#[derive(Clone, Debug, Default)]
pub struct Admitted {
    draft: Option<Uuid>,
    documents: Vec<(Uuid, String)>,
    by: String,
}

impl Intake {
    /// The documents the papers name, when each may become a paper of the dossier. `draft` is what
    /// the request says of one; empty: there is none.
    ///
    /// # Errors
    /// By paper, when one of its documents may not; when the draft is not there or for something else.
    pub(crate) async fn admit(
        &self,
        caller: &Caller,
        draft: &str,
        id: DossierId,
        field: &str,
        papers: &[Paper],
    ) -> Result<Admitted> {
        let named = |paper: &Paper| {
            let documents = paper.documents.iter().map(|document| document.uuid());
            let documents: Vec<Uuid> = documents.collect();
            let component = paper.component.clone();
            documents
                .into_iter()
                .map(move |document| (document, component.clone()))
        };
        let documents: Vec<(Uuid, String)> = papers.iter().flat_map(named).collect();
        let draft = match draft {
            "" => None,
            asked => {
                self.draft_for(caller, asked, id, !documents.is_empty())
                    .await?
            }
        };
        let ids: Vec<Uuid> = documents.iter().map(|(document, _)| *document).collect();
        if !ids.is_empty() {
            let may = store::bindable(&self.chassis.db, &ids, draft, id.uuid()).await?;
            let may: HashSet<Uuid> = may.into_iter().collect();
            let mut wrong = Violations::default();
            for (_, component) in documents.iter().filter(|(one, _)| !may.contains(one)) {
                let gone = "Tệp đã chọn không còn trong hồ sơ đang soạn. Hãy tải tệp lên lại.";
                wrong.add(format!("{field}[{component}]"), gone);
            }
            wrong.finish()?;
        }
        Ok(Admitted {
            draft,
            documents,
            by: caller.actor.to_string(),
        })
    }

    /// The draft of this dossier. One that is gone is no fault of a request that is sent again: its
    /// documents are the dossier's by then.
    async fn draft_for(
        &self,
        caller: &Caller,
        asked: &str,
        id: DossierId,
        named: bool,
    ) -> Result<Option<Uuid>> {
        let draft = match self.draft(caller, asked).await {
            Ok(draft) => draft,
            Err(Error::Refused { .. }) if named => return Ok(None),
            Err(error) => {
                let known = crate::store::find(&self.chassis.db, id).await?;
                return if known.is_some() {
                    Ok(None)
                } else {
                    Err(error)
                };
            }
        };
        if draft.dossier.unwrap_or(draft.id) != id.uuid() {
            let other = "Hồ sơ đang soạn này là của một hồ sơ khác. Hãy tải lại trang.";
            return Err(Error::field("draft", other));
        }
        Ok(Some(draft.id))
    }
}

impl Admitted {
    /// Makes the documents papers of the dossier, and ends the draft.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn enter(
        &self,
        db: &mut PgConnection,
        dossier: DossierId,
        now: DateTime<Utc>,
    ) -> Result<()> {
        if !self.documents.is_empty() {
            let bound = self.documents.iter().map(|(document, component)| Bound {
                dossier: dossier.uuid(),
                document: *document,
                component: component.clone(),
                by: self.by.clone(),
            });
            let bound: Vec<Bound> = bound.collect();
            store::bind(db, &bound, now).await?;
        }
        if let Some(draft) = self.draft {
            store::end_draft(db, draft, &self.by, now).await?;
        }
        Ok(())
    }
}
