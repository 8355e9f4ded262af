//! The templates of the official papers: looked at, changed with a preview, kept as versions.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::Role;
use proto::forms::v1::{
    CheckTemplateRequest, CheckTemplateResponse, Form, GetTemplateRequest, GetTemplateResponse,
    ListFormsRequest, Problem, RestoreTemplateRequest, SaveTemplateRequest, Version,
};
use serde::Deserialize;

use portal_ui::{
    answer::{Answer, page, page_with, see},
    failure::Failure,
    fields::Fields,
    format,
    frame::{Frame, Lang, Visit},
    parts::Summary,
};

const HERE: &str = "/quan-tri/bieu-mau";

#[derive(Template)]
#[template(path = "forms.html")]
struct List {
    f: Frame,
    editions: Vec<(String, Vec<Row>)>,
    /// Whether who visits may change them.
    keeper: bool,
}

struct Row {
    form: Form,
    number: u32,
    changed: String,
    by: String,
    from: String,
    to: String,
    paper: &'static str,
}

/// `GET /quan-tri/bieu-mau`: the newest edition first.
pub async fn list(visit: Visit) -> Answer {
    let forms = visit.ask.forms().list_forms(ListFormsRequest {}).await?;
    let mut editions: Vec<(String, Vec<Row>)> = Vec::new();
    let mut forms = forms.into_inner().forms;
    forms.sort_by(|a, b| {
        let place = |form: &Form| (form.number.is_empty(), form.number.clone());
        (&b.valid_from, place(a)).cmp(&(&a.valid_from, place(b)))
    });
    for form in forms {
        let edition = form.edition.clone();
        let row = row(form, visit.lang);
        match editions.iter_mut().find(|(known, _)| *known == edition) {
            Some((_, rows)) => rows.push(row),
            None => editions.push((edition, vec![row])),
        }
    }
    page(&List {
        f: visit.frame(),
        editions,
        keeper: visit.may(Role::ProcedureControl),
    })
}

fn row(form: Form, lang: Lang) -> Row {
    let version = form.version.clone().unwrap_or_default();
    Row {
        number: version.number,
        changed: format::stamp(version.at.as_ref(), lang),
        by: version.by,
        from: format::iso_date(&form.valid_from, lang),
        to: format::iso_date(&form.valid_to, lang),
        paper: paper(&form.paper, lang),
        form,
    }
}

fn paper(word: &str, lang: Lang) -> &'static str {
    match word {
        "a5" => "A5",
        "a4" => "A4",
        "a4-landscape" => lang.pick("A4 ngang", "A4 landscape"),
        "a3" => "A3",
        _ => "",
    }
}

#[derive(Deserialize)]
pub struct Wanted {
    /// A version; the one in use when it is none.
    #[serde(default, rename = "ban")]
    version: u32,
}

#[derive(Template)]
#[template(path = "form-edit.html")]
struct Edit {
    f: Frame,
    form: Form,
    paper: &'static str,
    source: String,
    sample: String,
    note: String,
    /// The version the text was made from.
    based_on: u32,
    in_use: u32,
    versions: Vec<(Version, String)>,
    summary: Summary,
    /// Pictures of the pages, as data addresses; none when it was not drawn.
    pages: Vec<String>,
    page_count: u32,
    problems: Vec<Shown>,
    kept: bool,
}

/// A fault of the draft, with the line it is on.
struct Shown {
    error: bool,
    place: String,
    line: String,
    message: String,
    hints: Vec<String>,
}

/// `GET /quan-tri/bieu-mau/{key}?ban=`.
pub async fn edit(visit: Visit, Path(key): Path<String>, Query(wanted): Query<Wanted>) -> Answer {
    let told = template(&visit, &key, wanted.version).await?;
    let drawn = check(&visit, &key, &told.source, "").await?;
    let based_on = in_use(&told);
    drawn_page(
        &visit,
        StatusCode::OK,
        Draft {
            source: told.source.clone(),
            sample: told.sample.clone(),
            note: String::new(),
            based_on,
        },
        told,
        Some(drawn),
        None,
    )
}

/// What was typed.
struct Draft {
    source: String,
    sample: String,
    note: String,
    based_on: u32,
}

/// `POST /quan-tri/bieu-mau/{key}`: draws the draft, and keeps it when that was asked.
pub async fn change(visit: Visit, Path(key): Path<String>, sent: Fields) -> Answer {
    // A browser ends lines as the network did once.
    let text = |name: &str| sent.get(name).replace("\r\n", "\n");
    let draft = Draft {
        source: text("source") + "\n",
        sample: text("sample"),
        note: sent.get("note").to_owned(),
        based_on: sent.count("based_on"),
    };
    let told = template(&visit, &key, 0).await?;
    if sent.get("act") != "luu" {
        return match check(&visit, &key, &draft.source, &draft.sample).await {
            Ok(drawn) => drawn_page(&visit, StatusCode::OK, draft, told, Some(drawn), None),
            Err(failure) => drawn_page(&visit, failure.status(), draft, told, None, Some(&failure)),
        };
    }
    let request = SaveTemplateRequest {
        key: key.clone(),
        source: draft.source.clone(),
        based_on: draft.based_on,
        note: draft.note.clone(),
    };
    match visit.ask.forms().save_template(request).await {
        Ok(_) => see(&format!("{HERE}/{}", format::segment(&key))),
        Err(status) => {
            let failure = Failure::from(status);
            let drawn = check(&visit, &key, &draft.source, &draft.sample).await.ok();
            drawn_page(&visit, failure.status(), draft, told, drawn, Some(&failure))
        }
    }
}

/// `POST /quan-tri/bieu-mau/{key}/khoi-phuc`.
pub async fn restore(visit: Visit, Path(key): Path<String>, sent: Fields) -> Answer {
    let request = RestoreTemplateRequest {
        key: key.clone(),
        version: sent.count("ban"),
    };
    visit.ask.forms().restore_template(request).await?;
    see(&format!("{HERE}/{}", format::segment(&key)))
}

async fn template(visit: &Visit, key: &str, version: u32) -> Result<GetTemplateResponse, Failure> {
    let request = GetTemplateRequest {
        key: key.to_owned(),
        version,
    };
    Ok(visit.ask.forms().get_template(request).await?.into_inner())
}

async fn check(
    visit: &Visit,
    key: &str,
    source: &str,
    sample: &str,
) -> Result<CheckTemplateResponse, Failure> {
    let request = CheckTemplateRequest {
        key: key.to_owned(),
        source: source.to_owned(),
        sample: sample.to_owned(),
    };
    let drawn = visit.ask.forms().check_template(request).await?;
    Ok(drawn.into_inner())
}

fn in_use(told: &GetTemplateResponse) -> u32 {
    let form = told.form.clone().unwrap_or_default();
    form.version.map_or(0, |version| version.number)
}

fn drawn_page(
    visit: &Visit,
    status: StatusCode,
    draft: Draft,
    told: GetTemplateResponse,
    drawn: Option<CheckTemplateResponse>,
    failure: Option<&Failure>,
) -> Answer {
    let drawn = drawn.unwrap_or_default();
    let in_use = in_use(&told);
    let form = told.form.unwrap_or_default();
    let lines = failure.map(Failure::violations).unwrap_or_default();
    let lines = lines.into_iter();
    page_with(
        status,
        &Edit {
            f: visit.frame(),
            paper: paper(&form.paper, visit.lang),
            problems: problems(&drawn.problems, &draft.source, visit.lang),
            pages: drawn
                .pages
                .iter()
                .map(|png| format!("data:image/png;base64,{}", STANDARD.encode(png)))
                .collect(),
            page_count: drawn.page_count,
            summary: Summary {
                lines: lines.map(|one| (one.field, one.sentence)).collect(),
                lang: visit.lang,
            },
            kept: form
                .version
                .as_ref()
                .is_some_and(|version| version.number > 1),
            versions: told
                .versions
                .into_iter()
                .map(|version| {
                    let at = format::stamp(version.at.as_ref(), visit.lang);
                    (version, at)
                })
                .collect(),
            source: draft.source,
            sample: draft.sample,
            note: draft.note,
            based_on: draft.based_on,
            in_use,
            form,
        },
    )
}

fn problems(problems: &[Problem], source: &str, lang: Lang) -> Vec<Shown> {
    let shown = |problem: &Problem| {
        let own = problem.file.is_empty();
        let file = if own {
            String::new()
        } else {
            format!("{}, ", problem.file)
        };
        let line = lang.pick("dòng", "line");
        Shown {
            error: problem.error,
            place: match problem.line {
                0 => problem.file.clone(),
                at => format!("{file}{line} {at}:{}", problem.column),
            },
            line: match problem.line {
                at if own && at > 0 => {
                    let line = source.lines().nth(at as usize - 1);
                    line.unwrap_or_default().trim().to_owned()
                }
                _ => String::new(),
            },
            message: problem.message.clone(),
            hints: problem.hints.clone(),
        }
    };
    problems.iter().map(shown).collect()
}
