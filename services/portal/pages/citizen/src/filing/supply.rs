//! Supplying online what was asked for (bổ sung hồ sơ): by whoever proved that the dossier is theirs,
//! as files, all of it or a part at a time.

use askama::Template;
use axum::{
    extract::{Multipart, Path},
    http::{HeaderMap, StatusCode},
};
use portal_ui::{
    answer::{Answer, page_with, see},
    documents::{self, DocumentLine},
    failure::Failure,
    fields::{Errors, id_of},
    format,
    frame::{Frame, Visit, cookie},
    lookup,
};
use proto::intake::v1::{
    Draft, GetDraftRequest, Paper, RemoveDocumentRequest, SaveDraftRequest, SupplyPapersRequest,
    TrackDossierResponse, get_document_request::From as Source,
};

use super::{
    draft::{cookie_name, keep, opened, see_with},
    papers::{PaperCard, take_in},
};
use crate::mine::proof::Claim;

const WORD: &str = "bo-sung";

#[derive(Template)]
#[template(path = "supply.html")]
struct Supply {
    f: Frame,
    d: TrackDossierResponse,
    answer_by: String,
    papers: Vec<PaperCard>,
    /// Whether there is a file to send.
    ready: bool,
    /// What stands against it, of the whole.
    wrong: Vec<String>,
    action: String,
}

/// A dossier of the person's that waits for papers, with what lies ready to be sent.
struct Waiting {
    claim: Claim,
    d: TrackDossierResponse,
    key: String,
    draft: Draft,
}

impl Waiting {
    /// `None` with where to go when it is not proven or asks for nothing.
    async fn of(
        visit: &Visit,
        code: &str,
        headers: &HeaderMap,
    ) -> Result<Result<Self, Answer>, Failure> {
        let claim = Claim::of(code, headers);
        if claim.mine(visit).await?.is_none() {
            return Ok(Err(claim.to_proof(WORD)));
        }
        let d = lookup::dossier(visit, &claim.code).await?;
        if d.asked.is_empty() {
            return Ok(Err(see(&format!("/tra-cuu/{}", format::segment(&d.code)))));
        }
        let key = cookie(headers, &cookie_name(&d.code))
            .unwrap_or_default()
            .to_owned();
        if !key.is_empty() {
            let opened = opened(visit, &key).await?;
            if let Some(draft) = opened.filter(|draft| draft.dossier_id == d.dossier_id) {
                return Ok(Ok(Self {
                    claim,
                    d,
                    key,
                    draft,
                }));
            }
        }
        let request = SaveDraftRequest {
            dossier_id: d.dossier_id.clone(),
            ..SaveDraftRequest::default()
        };
        let begun = visit
            .ask
            .documents()
            .save_draft(request)
            .await?
            .into_inner();
        Ok(Ok(Self {
            claim,
            d,
            key: begun.secret,
            draft: begun.draft.unwrap_or_default(),
        }))
    }

    async fn drawn(
        self,
        visit: &Visit,
        errors: &Errors,
        wrong: Vec<String>,
        status: StatusCode,
    ) -> Answer {
        let procedure = visit
            .portal
            .directory
            .procedure(&visit.ask, &self.d.procedure)
            .await?;
        let root = self.claim.page(WORD);
        let asked = procedure
            .components
            .iter()
            .filter(|one| self.d.asked.contains(&one.key));
        let papers = asked.map(|component| {
            let own = self
                .draft
                .documents
                .iter()
                .filter(|one| one.component == component.key);
            let line = |one| DocumentLine::of(one, &format!("{root}/tep"), visit.lang);
            PaperCard {
                id: id_of(&format!("papers.{}", component.key)),
                title: component.name.clone(),
                note: component.form.clone(),
                required: true,
                error: errors.of_paper(&component.key).to_owned(),
                action: format!("{root}/{}", format::segment(&component.key)),
                files: own.map(line).collect(),
                earlier: Vec::new(),
                again: String::new(),
            }
        });
        let drawn = Supply {
            f: visit.frame(),
            answer_by: lookup::told(self.d.answer_by.as_ref(), visit.lang),
            papers: papers.collect(),
            ready: !self.draft.documents.is_empty(),
            wrong,
            action: root.clone(),
            d: self.d.clone(),
        };
        let mut response = page_with(status, &drawn)?;
        keep(visit, &self.d.code, &self.key, &mut response);
        Ok(response)
    }
}

/// `GET /tra-cuu/{code}/bo-sung`.
pub async fn look(visit: Visit, Path(code): Path<String>, headers: HeaderMap) -> Answer {
    match Waiting::of(&visit, &code, &headers).await? {
        Ok(waiting) => {
            waiting
                .drawn(&visit, &Errors::default(), Vec::new(), StatusCode::OK)
                .await
        }
        Err(elsewhere) => elsewhere,
    }
}

/// `POST /tra-cuu/{code}/bo-sung/{component}`.
pub async fn upload(
    visit: Visit,
    Path((code, component)): Path<(String, String)>,
    headers: HeaderMap,
    form: Multipart,
) -> Answer {
    let mut waiting = match Waiting::of(&visit, &code, &headers).await? {
        Ok(waiting) => waiting,
        Err(elsewhere) => return elsewhere,
    };
    let mut errors = Errors::default();
    let paper = (waiting.key.as_str(), component.as_str());
    let taken = take_in(&visit, &headers, form, paper, &mut errors).await?;
    let Some(status) = taken else {
        let input = id_of(&format!("papers.{component}"));
        let place = format!("{}#{input}", waiting.claim.page(WORD));
        return see_with(&visit, &waiting.d.code, &waiting.key, &place);
    };
    let request = GetDraftRequest {
        draft: waiting.key.clone(),
    };
    let found = visit.ask.documents().get_draft(request).await?.into_inner();
    waiting.draft = found.draft.unwrap_or_default();
    waiting.drawn(&visit, &errors, Vec::new(), status).await
}

/// `GET /tra-cuu/{code}/bo-sung/tep/{document}`.
pub async fn open(
    visit: Visit,
    Path((code, document)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    match Waiting::of(&visit, &code, &headers).await? {
        Ok(waiting) => documents::open(&visit, &document, Source::Draft(waiting.key), "", "").await,
        Err(elsewhere) => elsewhere,
    }
}

/// `POST /tra-cuu/{code}/bo-sung/tep/{document}/xoa`.
pub async fn remove(
    visit: Visit,
    Path((code, document_id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let waiting = match Waiting::of(&visit, &code, &headers).await? {
        Ok(waiting) => waiting,
        Err(elsewhere) => return elsewhere,
    };
    let request = RemoveDocumentRequest {
        draft: waiting.key.clone(),
        document_id,
    };
    visit.ask.documents().remove_document(request).await?;
    see(&waiting.claim.page(WORD))
}

/// `POST /tra-cuu/{code}/bo-sung`: sends what lies ready.
pub async fn send(visit: Visit, Path(code): Path<String>, headers: HeaderMap) -> Answer {
    let waiting = match Waiting::of(&visit, &code, &headers).await? {
        Ok(waiting) => waiting,
        Err(elsewhere) => return elsewhere,
    };
    let paper = |component: &String| {
        let own = waiting
            .draft
            .documents
            .iter()
            .filter(|one| one.component == *component);
        let documents: Vec<String> = own.map(|one| one.document_id.clone()).collect();
        (!documents.is_empty()).then(|| Paper {
            component: component.clone(),
            electronic: true,
            documents,
            ..Paper::default()
        })
    };
    let request = SupplyPapersRequest {
        dossier_id: waiting.d.dossier_id.clone(),
        papers: waiting.d.asked.iter().filter_map(paper).collect(),
        draft: waiting.key.clone(),
        proof: waiting.claim.token.clone(),
        ..SupplyPapersRequest::default()
    };
    if request.papers.is_empty() {
        let nothing = visit.lang.pick(
            "Chưa có tệp nào. Hãy tải lên ít nhất một giấy tờ được yêu cầu.",
            "There is no file yet. Upload at least one of the papers asked for.",
        );
        let wrong = vec![nothing.to_owned()];
        let none = Errors::default();
        return waiting
            .drawn(&visit, &none, wrong, StatusCode::UNPROCESSABLE_ENTITY)
            .await;
    }
    match visit
        .ask
        .intake()
        .supply_papers(request)
        .await
        .map_err(Failure::from)
    {
        Ok(_) => {
            let there = format!("/tra-cuu/{}?da={WORD}", format::segment(&waiting.d.code));
            see_with(&visit, &waiting.d.code, "", &there)
        }
        Err(failure @ (Failure::Malformed(_) | Failure::Refused { .. } | Failure::Unavailable)) => {
            let said = failure
                .violations()
                .into_iter()
                .map(|one| one.sentence)
                .collect();
            waiting
                .drawn(&visit, &Errors::default(), said, failure.status())
                .await
        }
        Err(failure) => Err(failure),
    }
}
