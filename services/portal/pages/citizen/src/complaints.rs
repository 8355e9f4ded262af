//! Complaints and proposals (phản ánh, kiến nghị): filed here, followed by a code.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::HeaderMap,
};
use kernel::ComplaintId;
use proto::intake::v1::{ComplainRequest, Complaint, ComplaintState, TrackComplaintRequest};
use serde::Deserialize;

use crate::mine::{proof::Claim, sheet::Sheet};
use portal_ui::{
    answer::{Answer, page, page_with, see},
    directory::Names,
    failure::Failure,
    fields::{Choice, Errors, Field, Fields, Kind},
    format,
    frame::{Frame, Lang, Visit},
    lookup::told,
    parts::Summary,
    view::badge::Badge,
};

#[derive(Deserialize)]
pub struct About {
    #[serde(default, rename = "ho-so")]
    dossier: String,
    #[serde(default)]
    ma: String,
}

/// What a complaint can be about, in both languages.
const ABOUT: [(&str, &str, &str); 5] = [
    (
        "delay",
        "Giải quyết chậm, không đúng hẹn",
        "Late, or not as promised",
    ),
    (
        "conduct",
        "Thái độ, hành vi của cán bộ; đòi giấy tờ ngoài danh mục",
        "How officials behaved; papers asked beyond the list",
    ),
    (
        "procedure",
        "Quy định, thủ tục bất hợp lý",
        "A rule or procedure that makes no sense",
    ),
    (
        "system",
        "Trang web, tin nhắn",
        "The web pages and messages",
    ),
    ("other", "Việc khác", "Something else"),
];

fn sheet(visit: &Visit, names: &Names, sent: &Fields, errors: &Errors) -> Sheet {
    let f = visit.frame_with(names);
    let title = f.t("Góp ý, phản ánh, kiến nghị", "Complain or suggest");
    let mut sheet = Sheet::new(visit, "", title);
    sheet.lead.push(
        f.t(
            "Đơn vị nhận trả lời trong 10 ngày làm việc; việc không thuộc thẩm quyền được chuyển đi trong 5 ngày làm việc. Ông/bà theo dõi bằng mã góp ý, không cần tài khoản.",
            "The unit answers within 10 working days; what it is not competent for is passed on within 5. Follow it by its code; no account is needed.",
        )
        .to_owned(),
    );
    let choice = |(value, vi, en): (&str, &str, &str)| Choice {
        value: value.to_owned(),
        label: f.t(vi, en).to_owned(),
    };
    let centres = names
        .units
        .iter()
        .filter(|unit| unit.kind.starts_with("ttpvhcc"));
    let centres = centres.map(|unit| Choice {
        value: unit.id.clone(),
        label: unit.name.clone(),
    });
    let fields = [
        Field::new(
            "about",
            f.t("Góp ý về việc gì", "What is it about"),
            Kind::Radios(ABOUT.map(choice).into()),
        ),
        Field::new(
            "dossier_code",
            f.t("Mã hồ sơ liên quan", "Dossier code, if it is about one"),
            Kind::Text,
        )
        .optional()
        .hint(f.t(
            "Để trống nếu không về hồ sơ nào",
            "Leave empty if it is about none",
        )),
        Field::new(
            "unit",
            f.t("Gửi đến đơn vị", "To which unit"),
            Kind::Select(centres.collect()),
        )
        .optional()
        .hint(f.t(
            "Không cần chọn nếu đã ghi mã hồ sơ",
            "Not needed with a dossier code",
        )),
        Field::new("text", f.t("Nội dung", "What happened"), Kind::Paragraph).hint(f.t(
            "Việc gì, ở đâu, khi nào. Viết bằng tiếng Việt.",
            "What, where, when. In Vietnamese, please.",
        )),
        Field::new("name", f.t("Họ và tên", "Name"), Kind::Text).autocomplete("name"),
        Field::new("phone", f.t("Số điện thoại", "Phone"), Kind::Phone)
            .optional()
            .autocomplete("tel")
            .hint(f.t(
                "Cần ít nhất một cách để cơ quan trả lời",
                "One way to answer is needed",
            )),
        Field::new("email", f.t("Thư điện tử", "E-mail"), Kind::Email)
            .optional()
            .autocomplete("email"),
        Field::new("address", f.t("Địa chỉ", "Address"), Kind::Text)
            .optional()
            .autocomplete("street-address"),
    ];
    sheet.fields = fields
        .map(|field| field.in_lang(f.lang).filled(sent, errors))
        .into();
    let id = match sent.get("complaint_id") {
        "" => ComplaintId::mint().to_string(),
        id => id.to_owned(),
    };
    sheet.hidden.push(("complaint_id".to_owned(), id));
    sheet.action = "/gop-y".to_owned();
    sheet.summary = Summary::of(errors, f.lang);
    sheet.button = f.t("Gửi góp ý", "Send").to_owned();
    sheet
}

/// `GET /gop-y?ho-so=`, and `?ma=` to follow one.
pub async fn ask(visit: Visit, Query(about): Query<About>) -> Answer {
    let code = about.ma.trim().to_uppercase();
    if !code.is_empty() {
        return see(&format!("/gop-y/{}", format::segment(&code)));
    }
    let names = visit.names().await?;
    let mut sent = Fields::default();
    sent.set("dossier_code", format::dossier_code(&about.dossier));
    page(&sheet(&visit, &names, &sent, &Errors::default()))
}

/// `POST /gop-y`.
pub async fn send(visit: Visit, headers: HeaderMap, sent: Fields) -> Answer {
    let dossier = format::dossier_code(sent.get("dossier_code"));
    let request = ComplainRequest {
        complaint_id: sent.get("complaint_id").to_owned(),
        proof: Claim::of(&dossier, &headers).token,
        dossier_code: dossier,
        unit: sent.get("unit").to_owned(),
        about: sent.get("about").to_owned(),
        text: sent.get("text").to_owned(),
        name: sent.get("name").to_owned(),
        phone: sent.get("phone").to_owned(),
        email: sent.get("email").to_owned(),
        address: sent.get("address").to_owned(),
    };
    match visit.ask.feedback().complain(request).await {
        Ok(filed) => see(&format!(
            "/gop-y/{}?moi=1",
            format::segment(&filed.into_inner().code)
        )),
        Err(status) => match Failure::from(status) {
            failure @ (Failure::Malformed(_) | Failure::Refused { .. } | Failure::Unavailable) => {
                let names = visit.names().await.unwrap_or_default();
                let errors = Errors::new(failure.violations(), &[]);
                page_with(failure.status(), &sheet(&visit, &names, &sent, &errors))
            }
            other => Err(other),
        },
    }
}

#[derive(Template)]
#[template(path = "complaint.html")]
struct One {
    f: Frame,
    c: Complaint,
    fresh: bool,
    badge: Badge,
    about: String,
    unit: String,
    filed: String,
    receive_by: String,
    answer_by: String,
    answered: String,
    steps: Vec<(String, String, String)>,
}

#[derive(Deserialize)]
pub struct Fresh {
    #[serde(default)]
    moi: String,
}

/// `GET /gop-y/{code}`.
pub async fn one(visit: Visit, Path(code): Path<String>, Query(fresh): Query<Fresh>) -> Answer {
    let request = TrackComplaintRequest { code };
    let found = visit.ask.feedback().track_complaint(request).await?;
    let c = found.into_inner().complaint.unwrap_or_default();
    let names = visit.names().await?;
    let lang = visit.lang;
    let steps = c.steps.iter().map(|step| {
        let words = state(step.state(), lang);
        (
            format::stamp(step.at.as_ref(), lang),
            format!("{words} · {}", names.unit(&step.unit)),
            step.note.clone(),
        )
    });
    page(&One {
        steps: steps.collect(),
        badge: badge(&c, lang),
        about: about(&c.about, lang).to_owned(),
        unit: names.unit(&c.unit),
        filed: format::stamp(c.filed_at.as_ref(), lang),
        receive_by: told(c.receive_by.as_ref(), lang),
        answer_by: told(c.answer_by.as_ref(), lang),
        answered: format::stamp(c.answered_at.as_ref(), lang),
        fresh: !fresh.moi.is_empty(),
        f: visit.frame_with(&names),
        c,
    })
}

/// `GET /phan-anh/{code}`: the short address that fits into a text message.
pub async fn short(Path(code): Path<String>) -> Answer {
    see(&format!("/gop-y/{}", format::segment(&code)))
}

fn about(word: &str, lang: Lang) -> &'static str {
    let known = ABOUT.iter().find(|(key, ..)| *key == word);
    known.map_or("", |(_, vi, en)| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    })
}

fn state(state: ComplaintState, lang: Lang) -> &'static str {
    let (vi, en) = match state {
        ComplaintState::Filed => ("Đã gửi", "Filed"),
        ComplaintState::Received => ("Đã tiếp nhận", "Received"),
        ComplaintState::Forwarded => ("Đã chuyển đơn vị có thẩm quyền", "Passed on"),
        ComplaintState::Answered => ("Đã trả lời", "Answered"),
        ComplaintState::Closed => ("Đã kết thúc", "Closed"),
        ComplaintState::Unspecified => ("", ""),
    };
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

fn badge(c: &Complaint, lang: Lang) -> Badge {
    use portal_ui::view::{Tone, badge::of};
    match c.state() {
        _ if c.overdue => of(lang, Tone::Red, "Quá hạn", "Overdue"),
        ComplaintState::Answered | ComplaintState::Closed => {
            of(lang, Tone::Green, "Đã trả lời", "Answered")
        }
        ComplaintState::Received => of(lang, Tone::Blue, "Đã tiếp nhận", "Received"),
        ComplaintState::Forwarded => of(lang, Tone::Blue, "Đã chuyển", "Passed on"),
        ComplaintState::Filed | ComplaintState::Unspecified => {
            of(lang, Tone::Grey, "Chờ tiếp nhận", "To be received")
        }
    }
}
