//! A page that asks one thing about one dossier: a heading, what follows from it, a form.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::Path,
    http::HeaderMap,
    routing::{MethodRouter, get},
};
use proto::intake::v1::GetMineResponse;

use super::proof::{Claim, with_cookie};
use portal_ui::{
    Portal,
    answer::{Answer, page_with, see},
    failure::Failure,
    fields::{Errors, Field, Fields, Kind},
    frame::{Frame, Visit},
    parts::Summary,
};

#[derive(Template)]
#[template(path = "sheet.html")]
pub struct Sheet {
    pub f: Frame,
    pub code: String,
    pub title: String,
    pub lead: Vec<String>,
    /// What has been done already, in green.
    pub done: String,
    /// What to know before an act that cannot be undone.
    pub warning: String,
    pub summary: Summary,
    pub fields: Vec<Field>,
    pub hidden: Vec<(String, String)>,
    pub action: String,
    /// Empty: there is no form.
    pub button: String,
    pub danger: bool,
    /// A second button: the value of `step`, and its words.
    pub second: Option<(&'static str, String)>,
}

impl Sheet {
    pub fn new(visit: &Visit, code: &str, title: &str) -> Self {
        Self {
            f: visit.frame(),
            code: code.to_owned(),
            title: title.to_owned(),
            lead: Vec::new(),
            done: String::new(),
            warning: String::new(),
            summary: Summary {
                lines: Vec::new(),
                lang: visit.lang,
            },
            fields: Vec::new(),
            hidden: Vec::new(),
            action: visit.address(),
            button: String::new(),
            danger: false,
            second: None,
        }
    }
}

/// An act of whoever proved that a dossier is theirs: how its page looks, and what is asked.
pub trait Act: Send + Sync + 'static {
    /// The last word of the address.
    const WORD: &'static str;

    /// The page, with what was sent and what was wrong with it.
    fn sheet(
        visit: &Visit,
        claim: &Claim,
        mine: &GetMineResponse,
        sent: &Fields,
        errors: &Errors,
    ) -> Sheet;

    /// What the form holds before anything was sent.
    fn first(mine: &GetMineResponse) -> Fields;

    /// Does it; the address to go to then.
    fn carry_out(
        visit: &Visit,
        claim: &Claim,
        sent: &Fields,
    ) -> impl Future<Output = Result<String, Failure>> + Send;
}

/// The page of an act and its sending: `/tra-cuu/{code}/{WORD}`.
pub fn of<A: Act>() -> MethodRouter<Arc<Portal>> {
    get(look::<A>).post(act::<A>)
}

/// The page of an act, or away to the proof.
async fn look<A: Act>(visit: Visit, Path(code): Path<String>, headers: HeaderMap) -> Answer {
    let claim = Claim::of(&code, &headers);
    match claim.mine(&visit).await? {
        Some(mine) => {
            let first = A::first(&mine);
            let sheet = A::sheet(&visit, &claim, &mine, &first, &Errors::default());
            portal_ui::answer::page(&sheet)
        }
        None => claim.to_proof(A::WORD),
    }
}

/// Carries an act out. Where the proof has run out in the meantime, the page asks for new digits
/// beside what was typed: nothing is lost.
async fn act<A: Act>(
    visit: Visit,
    Path(code): Path<String>,
    headers: HeaderMap,
    sent: Fields,
) -> Answer {
    let mut claim = Claim::of(&code, &headers);
    let mut kept = None;
    let mut errors = Errors::default();
    if sent.has("digits") {
        match claim.prove(&visit, sent.get("digits")).await {
            Ok(cookie) => kept = Some(cookie),
            Err(Failure::Refused { sentence, .. }) => errors.push("digits", sentence),
            Err(failure) => return Err(failure),
        }
    }
    let Some(mine) = claim.mine(&visit).await? else {
        if errors.is_empty() {
            claim.send_digits(&visit).await?;
            let again = visit.lang.pick(
                "Phiên xác nhận đã hết. Hãy nhập mã mới vừa gửi đến điện thoại; nội dung ông/bà đã điền còn nguyên.",
                "The confirmation has run out. Enter the new code just sent to the phone; what you typed is kept.",
            );
            errors.push("digits", again);
        }
        let nobody = GetMineResponse::default();
        let mut sheet = A::sheet(&visit, &claim, &nobody, &sent, &errors);
        let label = visit.lang.pick("Mã xác nhận", "Code from the message");
        let digits = Field::new("digits", label, Kind::Text).autocomplete("one-time-code");
        let shown = digits.filled(&Fields::default(), &errors);
        sheet.fields.insert(0, shown.in_lang(visit.lang));
        return page_with(axum::http::StatusCode::FORBIDDEN, &sheet);
    };
    let answer = match A::carry_out(&visit, &claim, &sent).await {
        Ok(there) => see(&there),
        Err(failure @ (Failure::Malformed(_) | Failure::Refused { .. })) => {
            let errors = Errors::new(failure.violations(), &[]);
            let sheet = A::sheet(&visit, &claim, &mine, &sent, &errors);
            page_with(failure.status(), &sheet)
        }
        Err(failure) => Err(failure),
    };
    match (answer, kept) {
        (Ok(response), Some(kept)) => Ok(with_cookie(response, kept)),
        (answer, _) => answer,
    }
}
