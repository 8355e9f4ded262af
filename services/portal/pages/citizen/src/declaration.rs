//! The forms of a procedure on paper: what the province lays beside it, else the questions of its data
//! to be filled in by hand, or with what was typed online.

use axum::extract::Path;
use portal_ui::{
    answer::Answer,
    failure::Failure,
    fields::{Fields, amount},
    format,
    frame::{Lang, Visit},
    papers,
};
use proto::{
    forms::v1::{
        Box as Tick, Declaration, Download, DownloadKind, GetDownloadRequest, ListDownloadsRequest,
        Question, render_request::Paper,
    },
    routing::v1::{Component, FormField, GetProcedureResponse},
};
use tonic::Code;

/// A form to take home, as the page of its procedure offers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    pub href: String,
    /// Whether the province laid it there: the drawing the law gives it.
    pub laid: bool,
    /// Its kind, and its size where that is known: `PDF`, `DOCX, 38 KB`.
    pub note: String,
}

/// What the province lays beside a procedure; nothing while nobody answers, the page stands without.
pub async fn laid(visit: &Visit, procedure: &str) -> Vec<Download> {
    let request = ListDownloadsRequest {
        procedure: procedure.to_owned(),
        on: papers::day_of(visit, None),
    };
    match visit.ask.forms().list_downloads(request).await {
        Ok(told) => told.into_inner().downloads,
        Err(status) => {
            tracing::warn!(message = status.message(), "no forms to download");
            Vec::new()
        }
    }
}

/// The forms to take home for one paper: what the province laid there, else the one that is drawn.
pub fn offered(code: &str, component: &Component, laid: &[Download]) -> Vec<Offered> {
    if component.form.is_empty() {
        return Vec::new();
    }
    let root = format!(
        "/tthc/{}/mau/{}",
        format::segment(code),
        format::segment(&component.key)
    );
    let own = laid.iter().filter(|one| one.component == component.key);
    let mut offered: Vec<Offered> = own
        .filter_map(|one| {
            let extension = extension(one.kind())?;
            Some(Offered {
                href: format!("{root}.{extension}"),
                laid: true,
                note: format!(
                    "{}, {}",
                    extension.to_uppercase(),
                    format::size(one.bytes, Lang::Vi)
                ),
            })
        })
        .collect();
    if offered.is_empty() {
        offered.push(Offered {
            href: format!("{root}.pdf"),
            laid: false,
            note: "PDF".to_owned(),
        });
    }
    offered
}

fn extension(kind: DownloadKind) -> Option<&'static str> {
    match kind {
        DownloadKind::Pdf => Some("pdf"),
        DownloadKind::Docx => Some("docx"),
        DownloadKind::Unspecified => None,
    }
}

/// `GET /tthc/{code}/mau/{file}`, such as `application.pdf`.
pub async fn download(visit: Visit, Path((code, file)): Path<(String, String)>) -> Answer {
    let (component, kind) = match file.rsplit_once('.') {
        Some((component, "pdf")) => (component, DownloadKind::Pdf),
        Some((component, "docx")) => (component, DownloadKind::Docx),
        _ => return Err(no_form(visit.lang)),
    };
    let procedure = visit.portal.directory.procedure(&visit.ask, &code).await?;
    let component = asked(&procedure, component).ok_or_else(|| no_form(visit.lang))?;
    let name = file_name(component, &code);
    let request = GetDownloadRequest {
        procedure: code.clone(),
        component: component.key.clone(),
        kind: kind.into(),
        on: papers::day_of(&visit, None),
    };
    match visit.ask.forms().get_download(request).await {
        Ok(given) => {
            let content = given.into_inner().content;
            let (content_type, extension) = match kind {
                DownloadKind::Docx => (DOCX, "docx"),
                DownloadKind::Pdf | DownloadKind::Unspecified => ("application/pdf", "pdf"),
            };
            papers::file(content, content_type, &format!("{name}.{extension}"))
        }
        Err(status) if papers::is_away(&status) => papers::away(&visit),
        Err(status) if status.code() != Code::NotFound => Err(status.into()),
        Err(_) if kind == DownloadKind::Docx => Err(no_form(visit.lang)),
        Err(_) => {
            let blank = declaration(&visit, &procedure, component, &Fields::default(), "");
            let on = papers::day_of(&visit, None);
            papers::print(&visit, &on, Paper::Declaration(blank), &name).await
        }
    }
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The paper of a procedure under this key, when it names a form of law.
pub fn asked<'a>(procedure: &'a GetProcedureResponse, key: &str) -> Option<&'a Component> {
    let mut components = procedure.components.iter();
    components.find(|component| component.key == key && !component.form.is_empty())
}

pub fn no_form(lang: Lang) -> Failure {
    let sentence = lang.pick(
        "Thủ tục này không có mẫu đơn, tờ khai đó. Hãy mở trang thủ tục để xem các mẫu đang dùng.",
        "The procedure has no such form. See its page for those in use.",
    );
    Failure::Absent(sentence.to_owned())
}

/// What the file is called where it is kept: `don-dang-ky-bien-dong-dat-dai-1.013831`.
pub fn file_name(component: &Component, code: &str) -> String {
    let words = format::folded(&component.name);
    let mut words = words
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut name = words.next().unwrap_or("mau").to_owned();
    for word in words {
        if name.len() + word.len() >= 60 {
            break;
        }
        name.push('-');
        name.push_str(word);
    }
    format!("{name}-{code}")
}

/// The paper, with `typed` in it; `to` is the centre it goes to, where that was chosen.
pub fn declaration(
    visit: &Visit,
    procedure: &GetProcedureResponse,
    component: &Component,
    typed: &Fields,
    to: &str,
) -> Declaration {
    let summary = procedure.summary.clone().unwrap_or_default();
    let root = visit.portal.config.http.public_url.trim_end_matches('/');
    let mut forms = procedure
        .components
        .iter()
        .filter(|one| !one.form.is_empty());
    Declaration {
        title: component.name.clone(),
        form_of_law: component.form.clone(),
        procedure: summary.name,
        url: format!("{root}/tthc/{}", format::segment(&summary.code)),
        code: summary.code,
        version: summary.version,
        addressed_to: to.to_owned(),
        receivers: procedure.receiving.clone(),
        person: person(typed),
        questions: procedure
            .fields
            .iter()
            .map(|field| question(field, typed))
            .collect(),
        // The questions are those of its first form; another one asks things of its own.
        room: forms.next().is_some_and(|first| first.key != component.key),
        verified: summary.verified,
    }
}

/// Who declares; in Vietnamese, as the paper is.
fn person(typed: &Fields) -> Vec<Question> {
    let one = |key: &str, label: &str, kind: &str, required: bool| Question {
        label: label.to_owned(),
        kind: kind.to_owned(),
        required,
        answer: typed.get(key).to_owned(),
        ..Question::default()
    };
    let mut asked = vec![
        one("owner.name", "Họ và tên", "text", true),
        one("owner.citizen_id", "Số định danh", "party-id", true),
        one("owner.address", "Địa chỉ", "text", true),
        one("owner.phone", "Điện thoại", "phone", true),
        one("owner.email", "Thư điện tử", "text", false),
    ];
    if typed.has("submitter.name") {
        asked.extend([
            one("submitter.name", "Người nộp thay", "text", true),
            one(
                "submitter.citizen_id",
                "Số định danh của người nộp thay",
                "party-id",
                true,
            ),
        ]);
    }
    asked
}

fn question(field: &FormField, typed: &Fields) -> Question {
    let answer = typed.get(&format!("answers.{}", field.key));
    let boxes = field.options.iter().map(|option| Tick {
        label: option.label.clone(),
        ticked: !answer.is_empty() && option.value == answer,
    });
    Question {
        label: field.label.clone(),
        kind: field.kind.clone(),
        required: field.required,
        hint: field.hint.clone(),
        boxes: boxes.collect(),
        answer: written(&field.kind, answer),
    }
}

/// An answer as it is written on paper.
fn written(kind: &str, answer: &str) -> String {
    match kind {
        "date" => format::iso_date(answer, Lang::Vi),
        "amount" => {
            amount(answer).map_or_else(|| answer.to_owned(), |of| format::number(of, Lang::Vi))
        }
        _ => answer.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use portal_ui::fields::Fields;
    use proto::{
        forms::v1::{Download, DownloadKind},
        routing::v1::{Component, FormField, Option as Choice},
    };

    use super::{file_name, offered, question};

    fn application() -> Component {
        Component {
            key: "application".to_owned(),
            name: "Đơn đăng ký biến động đất đai, tài sản gắn liền với đất".to_owned(),
            form: "Mẫu số 18 NĐ 151/2025/NĐ-CP".to_owned(),
            ..Component::default()
        }
    }

    fn laid(component: &str, kind: DownloadKind) -> Download {
        Download {
            component: component.to_owned(),
            kind: kind.into(),
            bytes: 38_000,
            ..Download::default()
        }
    }

    #[test]
    fn what_the_province_laid_there_takes_the_place_of_the_drawn_one() {
        let drawn = offered("1.013831", &application(), &[]);
        assert_eq!(drawn.len(), 1);
        assert_eq!(
            (drawn[0].href.as_str(), drawn[0].laid),
            ("/tthc/1.013831/mau/application.pdf", false)
        );
        let others = [laid("contract", DownloadKind::Pdf)];
        assert_eq!(offered("1.013831", &application(), &others), drawn);
        let own = [laid("application", DownloadKind::Docx)];
        let own = offered("1.013831", &application(), &own);
        assert_eq!(own.len(), 1);
        assert_eq!(own[0].href, "/tthc/1.013831/mau/application.docx");
        assert_eq!((own[0].laid, own[0].note.as_str()), (true, "DOCX, 38 KB"));
    }

    #[test]
    fn a_paper_that_follows_no_form_has_nothing_to_download() {
        let contract = Component {
            form: String::new(),
            ..application()
        };
        let laid = [laid("application", DownloadKind::Pdf)];
        assert_eq!(offered("1.013831", &contract, &laid), []);
    }

    #[test]
    fn a_file_is_kept_under_a_name_any_system_takes() {
        assert_eq!(
            file_name(&application(), "1.013831"),
            "don-dang-ky-bien-dong-dat-dai-tai-san-gan-lien-voi-dat-1.013831"
        );
        let strange = Component {
            name: "\u{202e}../<b>🙂".to_owned(),
            ..application()
        };
        assert_eq!(file_name(&strange, "x"), "b-x");
    }

    #[test]
    fn what_was_typed_stands_on_the_paper_as_people_write_it() {
        let mut field = FormField {
            key: "when".to_owned(),
            kind: "date".to_owned(),
            ..FormField::default()
        };
        let typed = Fields::from([
            ("answers.when", "2026-11-02"),
            ("answers.price", "1500000"),
            ("answers.change", "gift"),
        ]);
        assert_eq!(question(&field, &typed).answer, "02/11/2026");
        field.key = "price".to_owned();
        field.kind = "amount".to_owned();
        assert_eq!(question(&field, &typed).answer, "1.500.000");
        field.key = "change".to_owned();
        field.kind = "choice".to_owned();
        field.options = ["transfer", "gift"]
            .map(|value| Choice {
                value: value.to_owned(),
                label: value.to_owned(),
            })
            .into();
        let ticked: Vec<bool> = question(&field, &typed)
            .boxes
            .iter()
            .map(|b| b.ticked)
            .collect();
        assert_eq!(ticked, [false, true]);
        let blank = question(&field, &Fields::default());
        assert!(blank.boxes.iter().all(|b| !b.ticked));
    }
}
