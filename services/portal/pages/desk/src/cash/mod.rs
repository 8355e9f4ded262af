//! Taking money at the desk by a notice, or noting that it is owed: typed, looked at, recorded.

mod done;
mod entry;
mod list;
mod outcome;
mod purse;

use askama::Template;
use axum::{extract::Path, http::StatusCode};
use proto::{
    intake::v1::TrackDossierResponse,
    routing::v1::{SettlePaymentRequest, SettlePaymentResponse},
};

use portal_ui::{
    answer::{Answer, page, page_with, see},
    failure::Failure,
    fields::{Errors, Fields},
    format,
    frame::{Frame, Visit},
    lookup,
    parts::Summary,
    view::form::{self, ActForm},
};

use self::{
    entry::Entry,
    outcome::Outcome,
    purse::{Purse, Recorded},
};

pub use done::done;
pub use list::list;

#[derive(Template)]
#[template(path = "cash.html")]
struct Take {
    f: Frame,
    d: TrackDossierResponse,
    purse: Purse,
    forms: Vec<ActForm>,
    summary: Summary,
    /// What settled the notice while it was being typed; none unless somebody was quicker.
    quicker: Option<Recorded>,
}

impl Take {
    /// Whether there is a form that is seldom wanted.
    fn folded(&self) -> bool {
        self.forms.iter().any(|form| !form.open)
    }
}

#[derive(Template)]
#[template(path = "cash-confirm.html")]
struct Confirm {
    f: Frame,
    d: TrackDossierResponse,
    purse: Purse,
    entry: Entry,
    outcome: Outcome,
    kept: Vec<(&'static str, String)>,
}

/// `GET /ban/ho-so/{code}/thu-tien`.
pub async fn form(visit: Visit, Path(code): Path<String>) -> Answer {
    let d = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    let none = (Fields::default(), Errors::default());
    page(&drawn(&visit, d, &none.0, &none.1).await?)
}

/// `POST /ban/ho-so/{code}/thu-tien`: shows what would come of it; with `buoc=ghi`, records it.
pub async fn take(visit: Visit, Path(code): Path<String>, sent: Fields) -> Answer {
    let d = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    if sent.get("buoc") == "sua" {
        return page(&drawn(&visit, d, &sent, &Errors::default()).await?);
    }
    let entry = match Entry::read(&sent, visit.lang) {
        Ok(entry) => entry,
        Err(errors) => {
            let drawn = drawn(&visit, d, &sent, &errors).await?;
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn);
        }
    };
    let records = sent.get("buoc") == "ghi";
    match settle(&visit, &d, &entry, !records).await {
        // What was recorded before is shown as it was recorded; there is nothing to look at twice.
        Ok(came) if records || came.known => see(&done::address(
            &d.code,
            &entry.notice,
            &entry.receipt,
            came.known,
        )),
        Ok(came) => confirm(&visit, d, entry, &came).await,
        Err(failure @ (Failure::Absent(_) | Failure::Forbidden)) => Err(failure),
        Err(failure) => refused(&visit, d, &entry, &sent, failure).await,
    }
}

async fn settle(
    visit: &Visit,
    d: &TrackDossierResponse,
    entry: &Entry,
    rehearsal: bool,
) -> Result<SettlePaymentResponse, Failure> {
    let request = SettlePaymentRequest {
        dossier_id: d.dossier_id.clone(),
        reference: entry.notice.clone(),
        receipt: entry.receipt.clone(),
        debt_noted: entry.debt_noted,
        amount: entry.amount,
        taken_at: entry.taken_at,
        while_due: !entry.late,
        rehearsal,
        ..SettlePaymentRequest::default()
    };
    let settled = visit.ask.routing().settle_payment(request).await;
    let absent = |failure| purse::absence(visit, &d.code, failure);
    Ok(settled.map_err(Failure::from).map_err(absent)?.into_inner())
}

async fn confirm(
    visit: &Visit,
    d: TrackDossierResponse,
    entry: Entry,
    came: &SettlePaymentResponse,
) -> Answer {
    let names = visit.names().await?;
    let purse = Purse::of(visit, &d).await?;
    page(&Confirm {
        f: visit.frame_with(&names),
        outcome: Outcome::of(&entry, came, &purse, visit.lang),
        kept: entry.kept(),
        purse,
        entry,
        d,
    })
}

/// The form again, with what was typed and why it was not recorded.
async fn refused(
    visit: &Visit,
    d: TrackDossierResponse,
    entry: &Entry,
    sent: &Fields,
    failure: Failure,
) -> Answer {
    let mut errors = Errors::default();
    match &failure {
        Failure::Unavailable | Failure::Fault => errors.push(
            "",
            visit.lang.pick(
                "Cơ quan ra thông báo hoặc hệ thống chưa trả lời. Nội dung đã điền còn nguyên; hãy gửi lại sau ít phút. Gửi lại cùng số biên lai không bị ghi hai lần.",
                "The agency of the notice, or the system, does not answer. What you typed is kept; send it again in a few minutes. The same receipt is never recorded twice.",
            ),
        ),
        failure => errors = Errors::new(failure.violations(), &[]),
    }
    let mut drawn = drawn(visit, d, sent, &errors).await?;
    if matches!(failure, Failure::Refused { .. }) {
        drawn.quicker = drawn.purse.settled_by(&entry.notice).cloned();
        if drawn.quicker.is_some() {
            drawn.summary.lines.clear();
        }
    }
    page_with(failure.status(), &drawn)
}

async fn drawn(
    visit: &Visit,
    d: TrackDossierResponse,
    sent: &Fields,
    errors: &Errors,
) -> Result<Take, Failure> {
    let names = visit.names().await?;
    let purse = Purse::of(visit, &d).await?;
    let here = format!("/ban/ho-so/{}/thu-tien", format::segment(&d.code));
    let offered = entry::forms(&purse, visit.now(), visit.lang);
    // What was typed as paid by a notice that waits no more is not lost: it is the late form's now.
    let act = sent.get("viec");
    let failed = match offered.iter().find(|form| form.act == act) {
        Some(form) => form.act,
        None if act.is_empty() => "",
        None => offered.first().map_or("", |form| form.act),
    };
    let mut forms = form::placed(offered, |_| here.clone(), failed, sent, errors, visit.lang);
    entry::about_what_is_due(&mut forms, &purse);
    Ok(Take {
        f: visit.frame_with(&names),
        summary: form::summary(&forms, failed, errors, visit.lang),
        forms,
        purse,
        quicker: None,
        d,
    })
}
