//! Official papers, as the forms service prints them: for the pages that give them out.

use askama::Template;
use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::IntoResponse as _,
};
use chrono::{DateTime, Utc};
use prost_types::Timestamp;
use proto::{
    forms::v1::{Letterhead, RenderRequest, render_request::Paper},
    intake::v1::{Stage, TrackDossierResponse},
};
use tonic::{Code, Status};

use crate::{
    answer::{Answer, page_with},
    directory::Names,
    failure::Failure,
    format,
    frame::{Frame, Lang, Visit},
};

/// What a dossier's paper is, as its address says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    Receipt,
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
    SupplementRequest,
    /// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
    Refusal,
    /// Phiếu xin lỗi và hẹn lại; văn bản xin lỗi và đề nghị gia hạn.
    Apology,
    /// Thông báo dừng giải quyết hồ sơ.
    StopNotice,
    /// Phiếu kiểm soát quá trình giải quyết hồ sơ.
    ControlSheet,
}

impl Form {
    pub const ALL: [Self; 6] = [
        Self::Receipt,
        Self::SupplementRequest,
        Self::Refusal,
        Self::Apology,
        Self::StopNotice,
        Self::ControlSheet,
    ];

    /// The word in its address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Receipt => "giay-tiep-nhan",
            Self::SupplementRequest => "phieu-bo-sung",
            Self::Refusal => "phieu-tu-choi",
            Self::Apology => "xin-loi",
            Self::StopNotice => "thong-bao-dung",
            Self::ControlSheet => "phieu-kiem-soat",
        }
    }

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }

    /// What people call it.
    pub fn title(self, lang: Lang) -> &'static str {
        match self {
            Self::Receipt => lang.pick(
                "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
                "Receipt with the promised date",
            ),
            Self::SupplementRequest => lang.pick(
                "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
                "Request for a supplement",
            ),
            Self::Refusal => lang.pick("Phiếu từ chối tiếp nhận hồ sơ", "Refusal"),
            Self::Apology => lang.pick("Văn bản xin lỗi, hẹn lại", "Apology with a new date"),
            Self::StopNotice => lang.pick(
                "Thông báo dừng giải quyết hồ sơ",
                "Notice that the work is stopped",
            ),
            Self::ControlSheet => lang.pick("Phiếu kiểm soát quá trình", "Control sheet"),
        }
    }

    /// Whether the dossier has given rise to it.
    pub fn fits(self, d: &TrackDossierResponse) -> bool {
        let stage = d.stage();
        match self {
            Self::Receipt | Self::ControlSheet => d.received_at.is_some(),
            Self::SupplementRequest => stage == Stage::AwaitingSupplement,
            Self::Refusal => stage == Stage::Refused,
            Self::Apology => d.appointment.as_ref().is_some_and(|date| date.moved > 0),
            Self::StopNotice => matches!(stage, Stage::Stopped | Stage::Withdrawn),
        }
    }

    /// Where the paper of a dossier is.
    pub fn href(self, code: &str) -> String {
        format!("/ho-so/{}/giay/{}.pdf", format::segment(code), self.word())
    }
}

/// A paper that can be printed now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printable {
    pub title: &'static str,
    pub href: String,
}

/// The papers a dossier has given rise to.
pub fn of(d: &TrackDossierResponse, lang: Lang) -> Vec<Printable> {
    let fitting = Form::ALL.into_iter().filter(|form| form.fits(d));
    fitting
        .map(|form| Printable {
            title: form.title(lang),
            href: form.href(&d.code),
        })
        .collect()
}

/// The head of what `unit` gives out.
pub fn letterhead(visit: &Visit, names: &Names, unit: &str) -> Letterhead {
    let own = names.get(unit);
    let above = own.and_then(|own| names.get(&own.parent));
    let superior = above.filter(|above| above.id.starts_with("org:"));
    let mut at = own;
    while let Some(here) = at.filter(|here| !here.id.starts_with("adm:")) {
        at = names.get(&here.parent);
    }
    let province = &visit.portal.config.province.name;
    Letterhead {
        superior: superior.map_or_else(String::new, |unit| unit.name.clone()),
        issuer: own.map_or_else(
            || visit.portal.config.province.centre.clone(),
            |unit| unit.name.clone(),
        ),
        number: String::new(),
        place: place(at.map_or(province, |unit| &unit.name)),
    }
}

/// The name of a place without its kind: địa danh, as it stands before a date.
fn place(name: &str) -> String {
    let kinds = ["Xã ", "Phường ", "Đặc khu ", "Tỉnh "];
    let bare = kinds.iter().find_map(|kind| name.strip_prefix(kind));
    bare.unwrap_or(name).to_owned()
}

/// Where the QR code of a dossier leads.
pub fn tracking_url(visit: &Visit, code: &str) -> String {
    let here = visit.portal.config.http.public_url.trim_end_matches('/');
    format!("{here}/hs/{}", format::segment(code))
}

/// The civil day of an act, as the law chooses the form by it; today where it is not known.
pub fn day_of(visit: &Visit, at: Option<&Timestamp>) -> String {
    let at: DateTime<Utc> = format::moment(at).unwrap_or_else(|| visit.now());
    format::civil(at).format("%Y-%m-%d").to_string()
}

#[derive(Template)]
#[template(path = "papers-away.html")]
struct Away {
    f: Frame,
}

#[derive(Template)]
#[template(path = "papers-away-public.html")]
struct AwayForCitizens {
    f: Frame,
}

/// The page that says that nobody prints.
///
/// # Errors
/// When it cannot be drawn.
pub fn away(visit: &Visit) -> Answer {
    let (f, status) = (visit.frame(), StatusCode::SERVICE_UNAVAILABLE);
    if f.official() {
        return page_with(status, &Away { f });
    }
    page_with(status, &AwayForCitizens { f })
}

/// Whether the service that prints did not answer.
pub fn is_away(status: &Status) -> bool {
    matches!(status.code(), Code::Unavailable | Code::DeadlineExceeded)
}

/// The paper as a PDF shown in the browser, called `name` when it is kept; when the service that
/// prints does not answer, a page that says so.
///
/// # Errors
/// When no such form was in force on that day, or what is on it cannot be printed.
pub async fn print(visit: &Visit, on: &str, paper: Paper, name: &str) -> Answer {
    let request = RenderRequest {
        on: on.to_owned(),
        paper: Some(paper),
    };
    let printed = match visit.ask.forms().render(request).await {
        Ok(printed) => printed.into_inner(),
        Err(status) if is_away(&status) => {
            tracing::warn!(message = status.message(), "nobody prints");
            return away(visit);
        }
        Err(status) => return Err(status.into()),
    };
    file(printed.pdf, "application/pdf", &format!("{name}.pdf"))
}

/// A file as it is given out: shown where the browser can, kept under `name` otherwise.
///
/// # Errors
/// Never for a name of letters and digits; others become those.
pub fn file(content: Vec<u8>, kind: &'static str, name: &str) -> Answer {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let name: String = name
        .chars()
        .map(|c| if plain(c) { c } else { '-' })
        .collect();
    let way = if kind == "application/pdf" {
        "inline"
    } else {
        "attachment"
    };
    let shown = HeaderValue::from_str(&format!("{way}; filename=\"{name}\""));
    Ok((
        [
            (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
            (
                header::CONTENT_DISPOSITION,
                shown.map_err(|_| Failure::Fault)?,
            ),
            // It may name people.
            (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            (
                HeaderName::from_static("x-robots-tag"),
                HeaderValue::from_static("noindex"),
            ),
        ],
        content,
    )
        .into_response())
}

#[cfg(test)]
mod tests {
    use proto::intake::v1::{Stage, TrackDossierResponse};

    use super::{Form, place};

    #[test]
    fn a_place_before_a_date_goes_without_its_kind() {
        for (name, shown) in [
            ("Xã Bình Minh", "Bình Minh"),
            ("Phường Nghĩa Lộ", "Nghĩa Lộ"),
            ("Đặc khu Lý Sơn", "Lý Sơn"),
            ("Tỉnh Quảng Ngãi", "Quảng Ngãi"),
        ] {
            assert_eq!(place(name), shown);
        }
    }

    #[test]
    fn a_paper_is_found_by_the_word_in_its_address() {
        for form in Form::ALL {
            assert_eq!(Form::named(form.word()), Some(form));
            let href = form.href("H48.21028-261120-00042");
            assert_eq!(
                href,
                format!("/ho-so/H48.21028-261120-00042/giay/{}.pdf", form.word())
            );
        }
        assert_eq!(Form::named("01"), None, "never by its number");
    }

    #[test]
    fn only_what_a_dossier_has_given_rise_to_is_offered() {
        let words = |d: &TrackDossierResponse| -> Vec<&str> {
            let fitting = Form::ALL.into_iter().filter(|form| form.fits(d));
            fitting.map(Form::word).collect()
        };
        let mut d = TrackDossierResponse::default();
        d.set_stage(Stage::Submitted);
        assert!(words(&d).is_empty(), "nothing before it is received");
        d.received_at = Some(prost_types::Timestamp::default());
        d.set_stage(Stage::AwaitingSupplement);
        assert_eq!(
            words(&d),
            ["giay-tiep-nhan", "phieu-bo-sung", "phieu-kiem-soat"]
        );
        d.set_stage(Stage::Withdrawn);
        assert!(words(&d).contains(&"thong-bao-dung"));
    }
}
