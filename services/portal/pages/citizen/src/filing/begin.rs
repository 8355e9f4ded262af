//! Before the first step: what one needs, and what was begun before.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::HeaderMap,
};
use proto::intake::v1::{DeleteDraftRequest, ListDraftsRequest};
use serde::Deserialize;

use super::draft::{Drafted, address, opened, see_with, sheet};
use portal_ui::{
    answer::{Answer, page},
    fields::{Errors, Fields},
    filing::PaperLine,
    format,
    frame::{Frame, Visit},
};

#[derive(Template)]
#[template(path = "filing-begin.html")]
struct Begin {
    f: Frame,
    code: String,
    name: String,
    term: String,
    papers: Vec<PaperLine>,
    /// Where filings that were begun go on, and when each was saved.
    begun: Vec<(String, String)>,
    /// The one that was begun is no more.
    gone: bool,
}

#[derive(Deserialize)]
pub struct Asked {
    /// Set when a draft was looked for and is no more.
    #[serde(default)]
    het: String,
}

/// `GET /nop/{procedure}`.
pub async fn look(
    visit: Visit,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer {
    let sheet = sheet(&visit, &code).await?;
    let mut begun = Vec::new();
    let drafted = Drafted::of(&visit, &code, &headers).await?;
    if let Some(drafted) = &drafted {
        let step = drafted.first_open();
        begun.push((address(&code, step), drafted.saved(&visit)));
    }
    // Who signed in finds what they began elsewhere.
    if visit.account.is_some() && drafted.is_none() {
        let request = ListDraftsRequest {
            procedure: code.clone(),
        };
        if let Ok(listed) = visit.ask.documents().list_drafts(request).await {
            let own = listed.into_inner().drafts.into_iter();
            begun.extend(
                own.filter(|draft| draft.dossier_id.is_empty())
                    .map(|draft| {
                        let at = format::stamp(draft.saved_at.as_ref(), visit.lang);
                        let saved = format!("{} {at}", visit.lang.pick("đã lưu lúc", "saved at"));
                        let next =
                            format!("/nop/{}/tiep/{}", format::segment(&code), draft.draft_id);
                        (next, saved)
                    }),
            );
        }
    }
    let summary = sheet.summary();
    page(&Begin {
        f: visit.frame_with(&sheet.names),
        code: summary.code,
        name: summary.name,
        term: format::term(&summary.term),
        papers: sheet.checklist(&Fields::default(), &Errors::default()),
        begun,
        gone: !asked.het.is_empty(),
    })
}

/// `POST /nop/{procedure}`: begins.
pub async fn begin(visit: Visit, Path(code): Path<String>) -> Answer {
    let drafted = Drafted::begin(&visit, &code, &Fields::default()).await?;
    let first = drafted.first_open();
    see_with(&visit, &code, &drafted.key, &address(&code, first))
}

/// `GET /nop/{procedure}/tiep/{key}`: goes on where the link was kept.
pub async fn resume(visit: Visit, Path((code, key)): Path<(String, String)>) -> Answer {
    let start = format!("/nop/{}", format::segment(&code));
    match opened(&visit, &key).await? {
        Some(draft) if draft.procedure == code => see_with(&visit, &code, &key, &start),
        _ => portal_ui::answer::see(&format!("{start}?het=1")),
    }
}

/// `POST /nop/{procedure}/bo`: throws the draft away with its files.
pub async fn drop_it(visit: Visit, Path(code): Path<String>, headers: HeaderMap) -> Answer {
    if let Some(drafted) = Drafted::of(&visit, &code, &headers).await? {
        let request = DeleteDraftRequest { draft: drafted.key };
        visit.ask.documents().delete_draft(request).await?;
    }
    see_with(
        &visit,
        &code,
        "",
        &format!("/nop/{}", format::segment(&code)),
    )
}
