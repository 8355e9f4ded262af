//! The draft behind the steps: found by the key in a cookie, shown as the pairs of a form.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Redirect, Response},
};
use proto::intake::v1::{Document, Draft, EarlierDocument, GetDraftRequest, SaveDraftRequest};

use super::{Mark, Step};
use portal_ui::{
    answer::Answer,
    failure::Failure,
    fields::Fields,
    filing::{Means, Sheet},
    format,
    frame::{Visit, cookie},
};

/// A filing that was begun.
pub struct Drafted {
    pub sheet: Sheet,
    /// What opens the draft: its secret, or its id for who is signed in.
    pub key: String,
    pub draft: Draft,
    /// What was typed, and the documents by paper.
    pub fields: Fields,
    /// What the person handed in before, once it was looked for.
    pub earlier: Vec<EarlierDocument>,
}

/// The procedure's form, when it can be filed online.
///
/// # Errors
/// When there is no such procedure, or it is not received online.
pub async fn sheet(visit: &Visit, code: &str) -> Result<Sheet, Failure> {
    let sheet = Sheet::of(visit, code, Means::Online).await?;
    if sheet.summary().online {
        return Ok(sheet);
    }
    let sentence = visit.lang.pick(
        "Thủ tục này chưa nhận hồ sơ trực tuyến. Hãy nộp tại quầy hoặc qua bưu chính.",
        "This procedure is not received online yet. File it at a desk or by post.",
    );
    Err(Failure::Refused {
        sentence: sentence.to_owned(),
        fields: Vec::new(),
    })
}

/// What the key of a draft opens; nothing when the draft is over, or another's.
///
/// # Errors
/// When intake does not answer.
pub async fn opened(visit: &Visit, key: &str) -> Result<Option<Draft>, Failure> {
    let request = GetDraftRequest {
        draft: key.to_owned(),
    };
    let found = visit.ask.documents().get_draft(request).await;
    match found.map_err(Failure::from) {
        Ok(found) => Ok(Some(found.into_inner().draft.unwrap_or_default())),
        Err(Failure::Absent(_) | Failure::Forbidden) => Ok(None),
        Err(failure) => Err(failure),
    }
}

impl Drafted {
    /// The draft of this visitor for the procedure; none when there is none any more.
    ///
    /// # Errors
    /// When the procedure is not there or intake does not answer.
    pub async fn of(
        visit: &Visit,
        code: &str,
        headers: &HeaderMap,
    ) -> Result<Option<Self>, Failure> {
        let sheet = sheet(visit, code).await?;
        let Some(key) = cookie(headers, &cookie_name(code)).filter(|key| is_key(key)) else {
            return Ok(None);
        };
        let opened = opened(visit, key).await?;
        let known = opened.filter(|draft| draft.procedure == code && draft.dossier_id.is_empty());
        Ok(known.map(|draft| Self::new(sheet, key.to_owned(), draft)))
    }

    fn new(sheet: Sheet, key: String, draft: Draft) -> Self {
        let mut fields = Fields::default();
        for (name, value) in &draft.values {
            fields.set(name, value.clone());
        }
        for document in &draft.documents {
            let name = format!("documents.{}", document.component);
            fields.add(&name, document.document_id.clone());
        }
        Self {
            sheet,
            key,
            draft,
            fields,
            earlier: Vec::new(),
        }
    }

    /// A form nothing is kept of, while intake is away.
    ///
    /// # Errors
    /// When the procedure is not there.
    pub async fn unsaved(visit: &Visit, code: &str) -> Result<Self, Failure> {
        let sheet = sheet(visit, code).await?;
        Ok(Self::new(sheet, String::new(), Draft::default()))
    }

    /// Begins a draft with what was typed so far.
    ///
    /// # Errors
    /// When what was typed cannot be kept, or intake does not answer.
    pub async fn begin(visit: &Visit, code: &str, sent: &Fields) -> Result<Self, Failure> {
        let sheet = sheet(visit, code).await?;
        let mut values = typed(sent);
        values
            .entry("return_method".to_owned())
            .or_insert_with(|| "counter".to_owned());
        let request = SaveDraftRequest {
            procedure: code.to_owned(),
            values,
            ..SaveDraftRequest::default()
        };
        let begun = visit
            .ask
            .documents()
            .save_draft(request)
            .await?
            .into_inner();
        let draft = begun.draft.unwrap_or_default();
        Ok(Self::new(sheet, begun.secret, draft))
    }

    /// Saves what was typed over what is there.
    ///
    /// # Errors
    /// When it cannot be kept, or intake does not answer.
    pub async fn save(&mut self, visit: &Visit, sent: &Fields) -> Result<(), Failure> {
        let request = SaveDraftRequest {
            draft: self.key.clone(),
            values: typed(sent),
            ..SaveDraftRequest::default()
        };
        let saved = visit
            .ask
            .documents()
            .save_draft(request)
            .await?
            .into_inner();
        let draft = saved.draft.unwrap_or_default();
        let again = Self::new(self.sheet.clone(), self.key.clone(), draft);
        (self.draft, self.fields) = (again.draft, again.fields);
        Ok(())
    }

    pub fn documents(&self, component: &str) -> impl Iterator<Item = &Document> {
        let own = move |document: &&Document| document.component == component;
        self.draft.documents.iter().filter(own)
    }

    /// Whether a step asks anything of this procedure.
    pub fn has(&self, step: Step) -> bool {
        match step {
            Step::Answers => !self.sheet.procedure.fields.is_empty(),
            Step::Papers => !self.sheet.procedure.components.is_empty(),
            _ => true,
        }
    }

    /// The step after, or before, that asks something.
    pub fn after(&self, step: Step) -> Step {
        let next = step.next();
        if self.has(next) {
            next
        } else {
            self.after(next)
        }
    }

    pub fn before(&self, step: Step) -> Option<Step> {
        let before = step.before()?;
        if self.has(before) {
            Some(before)
        } else {
            self.before(before)
        }
    }

    /// Whether nothing of a step is plainly missing.
    pub fn is_done(&self, step: Step) -> bool {
        let wrong = self.sheet.complaints(&self.fields);
        wrong.only(|input| step.asks(input)).is_empty()
    }

    /// The first step that lacks something.
    pub fn first_open(&self) -> Step {
        let open = Step::ALL
            .into_iter()
            .find(|step| self.has(*step) && !self.is_done(*step));
        open.unwrap_or(Step::Review)
    }

    /// The steps beside the page of `now`.
    pub fn marks(&self, visit: &Visit, now: Step) -> Vec<Mark> {
        let code = self.sheet.summary().code;
        let known = Step::ALL.into_iter().filter(|step| self.has(*step));
        known
            .map(|step| {
                let done = step != Step::Review && self.is_done(step);
                let (vi, en) = step.title();
                Mark {
                    title: visit.lang.pick(vi, en).to_owned(),
                    state: match step == now {
                        true => "now",
                        false if done => "done",
                        false => "ahead",
                    },
                    href: address(&code, step),
                }
            })
            .collect()
    }

    pub fn saved(&self, visit: &Visit) -> String {
        let at = format::stamp(self.draft.saved_at.as_ref(), visit.lang);
        format!("{} {at}", visit.lang.pick("đã lưu lúc", "saved at"))
    }
}

/// What a form brought, to be kept.
fn typed(sent: &Fields) -> std::collections::HashMap<String, String> {
    let own = |name: &str| Step::of(name).is_some_and(|step| step != Step::Papers);
    let pairs = sent.pairs().iter().filter(|(name, _)| own(name));
    pairs.cloned().collect()
}

pub fn address(code: &str, step: Step) -> String {
    format!("/nop/{}/buoc/{}", format::segment(code), step.word())
}

fn is_key(key: &str) -> bool {
    (key.len() == 32 || key.len() == 36) && key.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-')
}

/// One cookie for each procedure: several can be begun side by side.
pub fn cookie_name(code: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    format!("soan_{}", code.chars().map(plain).collect::<String>())
}

/// Sends the visitor on, with the key of their draft kept; an empty one is forgotten.
pub fn see_with(visit: &Visit, code: &str, key: &str, path: &str) -> Answer {
    let mut response = Redirect::to(path).into_response();
    keep(visit, code, key, &mut response);
    Ok(response)
}

pub fn keep(visit: &Visit, code: &str, key: &str, response: &mut Response) {
    let secure = visit.portal.config.http.public_url.starts_with("https://");
    // A draft is kept for thirty days after it was saved last.
    let age = if key.is_empty() { 0 } else { 30 * 86_400 };
    let line = format!(
        "{}={key}; Path=/; Max-Age={age}; SameSite=Lax; HttpOnly{}",
        cookie_name(code),
        if secure { "; Secure" } else { "" }
    );
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(header::SET_COOKIE, line);
    }
}
