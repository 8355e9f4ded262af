//! One step: its questions, saved before anything else is said of them.

use askama::Template;
use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode},
    response::IntoResponse as _,
};

use super::{
    Mark, Step,
    draft::{Drafted, address, keep},
    earlier,
    papers::PaperCard,
    review,
};
use portal_ui::{
    answer::{Answer, page_with, see},
    failure::Failure,
    fields::{Errors, Field, Fields},
    format,
    frame::{Frame, Visit},
    parts::Summary,
};

#[derive(Template)]
#[template(path = "filing-step.html")]
struct Page {
    f: Frame,
    name: String,
    title: String,
    /// `Bước 2 trên 5 · đã lưu lúc 20:14`.
    at: String,
    marks: Vec<Mark>,
    action: String,
    back: String,
    /// The link that opens the draft elsewhere.
    link: String,
    groups: Vec<(String, Vec<Field>)>,
    submitter: Vec<Field>,
    by_another: bool,
    papers: Vec<PaperCard>,
    is_papers: bool,
    /// Nobody is signed in: earlier papers are offered to who is.
    stranger: bool,
    /// The person chose to go on later.
    later: bool,
    summary: Summary,
}

/// `GET /nop/{procedure}/buoc/{step}`.
pub async fn look(
    visit: Visit,
    Path((code, word)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let step = Step::named(&word).ok_or_else(|| no_step(&visit))?;
    let Some(mut drafted) = Drafted::of(&visit, &code, &headers).await? else {
        return see(&format!("/nop/{}?het=1", format::segment(&code)));
    };
    if step == Step::Review {
        return review::look(&visit, &drafted);
    }
    if step == Step::Papers {
        drafted.earlier = earlier::of(&visit, &drafted).await;
    }
    drawn(
        &visit,
        &drafted,
        step,
        &Errors::default(),
        StatusCode::OK,
        false,
    )
}

/// `POST /nop/{procedure}/buoc/{step}`: saved first, looked at then.
pub async fn save(
    visit: Visit,
    Path((code, word)): Path<(String, String)>,
    headers: HeaderMap,
    sent: Fields,
) -> Answer {
    let step = Step::named(&word).ok_or_else(|| no_step(&visit))?;
    let then = sent.get("then").to_owned();
    let found = match Drafted::of(&visit, &code, &headers).await {
        Ok(Some(drafted)) => Ok((drafted, false)),
        // The draft is gone, what was just typed is not.
        Ok(None) => {
            let begun = Drafted::begin(&visit, &code, &Fields::default()).await;
            begun.map(|drafted| (drafted, true))
        }
        Err(failure) => Err(failure),
    };
    let (mut drafted, fresh) = match found {
        Ok(found) => found,
        Err(failure @ (Failure::Unavailable | Failure::Fault)) => {
            let mut unsaved = Drafted::unsaved(&visit, &code).await?;
            return answered(&visit, &mut unsaved, step, &then, &sent, Err(failure));
        }
        Err(failure) => return Err(failure),
    };
    let saved = drafted.save(&visit, &sent).await;
    if step == Step::Papers {
        drafted.earlier = earlier::of(&visit, &drafted).await;
    }
    let mut response = answered(&visit, &mut drafted, step, &then, &sent, saved)?;
    if fresh {
        keep(&visit, &code, &drafted.key, &mut response);
    }
    Ok(response)
}

fn answered(
    visit: &Visit,
    drafted: &mut Drafted,
    step: Step,
    then: &str,
    sent: &Fields,
    saved: Result<(), Failure>,
) -> Answer {
    let code = drafted.sheet.summary().code;
    if let Err(failure) = saved {
        if then == "auto" {
            return Ok(failure.status().into_response());
        }
        // What could not be kept is shown as it was typed.
        for (name, value) in sent.pairs().iter().filter(|(name, _)| step.asks(name)) {
            drafted.fields.set(name, value.clone());
        }
        let errors = Errors::new(unwrapped(&failure), &[]);
        return drawn(visit, drafted, step, &errors, failure.status(), false);
    }
    match then {
        "auto" => return Ok(StatusCode::NO_CONTENT.into_response()),
        "later" => {
            return drawn(
                visit,
                drafted,
                step,
                &Errors::default(),
                StatusCode::OK,
                true,
            );
        }
        _ => {}
    }
    let wrong = drafted.sheet.complaints(&drafted.fields);
    let wrong = wrong.only(|input| step.asks(input));
    if !wrong.is_empty() {
        return drawn(
            visit,
            drafted,
            step,
            &wrong,
            StatusCode::UNPROCESSABLE_ENTITY,
            false,
        );
    }
    see(&address(&code, drafted.after(step)))
}

/// `values[owner.name]` is the input `owner.name`.
fn unwrapped(failure: &Failure) -> Vec<portal_ui::failure::Violation> {
    let mut violations = failure.violations();
    for violation in &mut violations {
        let inner = violation.field.strip_prefix("values[");
        if let Some(inner) = inner.and_then(|inner| inner.strip_suffix(']')) {
            violation.field = inner.to_owned();
        }
    }
    violations
}

/// The page of a step.
///
/// # Errors
/// When it cannot be drawn.
pub fn drawn(
    visit: &Visit,
    drafted: &Drafted,
    step: Step,
    errors: &Errors,
    status: StatusCode,
    later: bool,
) -> Answer {
    let (sheet, fields) = (&drafted.sheet, &drafted.fields);
    let summary = sheet.summary();
    let f = visit.frame_with(&sheet.names);
    let group = |title: &str, all: Vec<Field>| (title.to_owned(), all);
    let groups = match step {
        Step::People => vec![
            group(f.t("Nơi nộp", "Where"), sheet.places(fields, errors)),
            group(
                f.t("Chủ hồ sơ", "Whose matter it is"),
                sheet.owner(fields, errors),
            ),
        ],
        Step::Answers => vec![group("", sheet.answers(fields, errors))],
        Step::Result => vec![group("", sheet.returning(fields, errors))],
        Step::Papers | Step::Review => Vec::new(),
    };
    let submitter = match step {
        Step::People => sheet.submitter(fields, errors),
        _ => Vec::new(),
    };
    let papers = match step {
        Step::Papers => super::papers::cards(visit, drafted, errors),
        _ => Vec::new(),
    };
    let marks = drafted.marks(visit, step);
    let number = marks
        .iter()
        .position(|mark| mark.state == "now")
        .unwrap_or(0)
        + 1;
    let (vi, en) = step.title();
    let title = f.t(vi, en).to_owned();
    let at = match f.en() {
        false => format!(
            "Bước {number} trên {} · {}",
            marks.len(),
            drafted.saved(visit)
        ),
        true => format!(
            "Step {number} of {} · {}",
            marks.len(),
            drafted.saved(visit)
        ),
    };
    let back = match drafted.before(step) {
        Some(before) => address(&summary.code, before),
        None => format!("/nop/{}", format::segment(&summary.code)),
    };
    let public = visit.portal.config.http.public_url.trim_end_matches('/');
    let told = Summary::of(errors, f.lang);
    let drawn = Page {
        action: address(&summary.code, step),
        link: format!(
            "{public}/nop/{}/tiep/{}",
            format::segment(&summary.code),
            drafted.key
        ),
        name: summary.name,
        title,
        at,
        marks,
        back,
        groups,
        by_another: submitter
            .iter()
            .any(|one| !one.value.is_empty() || !one.error.is_empty()),
        submitter,
        papers,
        is_papers: step == Step::Papers,
        stranger: visit.account.is_none(),
        later,
        summary: told,
        f,
    };
    page_with(status, &drawn)
}

pub fn no_step(visit: &Visit) -> Failure {
    let sentence = visit.lang.pick(
        "Không có bước này. Hãy bắt đầu lại từ trang thủ tục.",
        "There is no such step. Start again from the procedure.",
    );
    Failure::Absent(sentence.to_owned())
}
