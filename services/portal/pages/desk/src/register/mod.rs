//! The register (sổ theo dõi): filters in the address, and the same lines as CSV, XLSX or PDF.

pub mod export;

use askama::Template;
use axum::extract::Query;
use proto::intake::v1::{
    Channel, ListRegisterRequest, RegisterDate, RegisterFilter, RegisterRow, RegisterSort,
    RegisterTimeliness, Stage, TrackDossierResponse,
};
use serde::{Deserialize, Serialize};

use portal_ui::{
    answer::{Answer, page},
    directory::Names,
    fields::Choice,
    format,
    frame::{Frame, Lang, Visit},
    lookup::deadline,
    papers::Form,
    said::within,
    view::{
        badge::{self, Badge},
        due::Due,
    },
};

const PAGE: u32 = 50;

/// The filters, as the address has them.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    tu: String,
    den: String,
    /// Which date these are about: nothing, tra or tu-choi.
    ngay: String,
    #[serde(rename = "han-tu")]
    han_tu: String,
    #[serde(rename = "han-den")]
    han_den: String,
    tthc: String,
    #[serde(rename = "linh-vuc")]
    linh_vuc: String,
    #[serde(rename = "tinh-trang")]
    tinh_trang: String,
    kenh: String,
    #[serde(rename = "thoi-han")]
    thoi_han: String,
    #[serde(rename = "sap-xep")]
    sap_xep: String,
    trang: String,
}

const STAGES: [(&str, Stage, &str, &str); 11] = [
    ("submitted", Stage::Submitted, "Chờ tiếp nhận", "To receive"),
    (
        "in-progress",
        Stage::InProgress,
        "Đang giải quyết",
        "In progress",
    ),
    (
        "clock-stopped",
        Stage::ClockStopped,
        "Tạm dừng tính giờ",
        "Clock stopped",
    ),
    (
        "awaiting-supplement",
        Stage::AwaitingSupplement,
        "Yêu cầu bổ sung",
        "Supplement asked",
    ),
    ("settled", Stage::Settled, "Có kết quả", "Result ready"),
    ("returned", Stage::Returned, "Đã trả kết quả", "Returned"),
    (
        "correcting",
        Stage::Correcting,
        "Đang đính chính",
        "Being corrected",
    ),
    ("refused", Stage::Refused, "Từ chối tiếp nhận", "Declined"),
    ("withdrawn", Stage::Withdrawn, "Đã rút", "Withdrawn"),
    ("stopped", Stage::Stopped, "Dừng giải quyết", "Stopped"),
    (
        "lapsed",
        Stage::Lapsed,
        "Quá hạn bổ sung",
        "Not supplied in time",
    ),
];

const TIMES: [(&str, RegisterTimeliness, &str, &str); 5] = [
    (
        "running",
        RegisterTimeliness::Running,
        "Đang trong hạn",
        "Running, in time",
    ),
    (
        "overdue",
        RegisterTimeliness::Overdue,
        "Quá hạn chưa xong",
        "Open, overdue",
    ),
    (
        "early",
        RegisterTimeliness::Early,
        "Xong trước hạn",
        "Settled early",
    ),
    (
        "on-time",
        RegisterTimeliness::OnTime,
        "Xong đúng hạn",
        "Settled on time",
    ),
    (
        "late",
        RegisterTimeliness::Late,
        "Xong quá hạn",
        "Settled late",
    ),
];

const CHANNELS: [(&str, Channel, &str, &str); 3] = [
    ("counter", Channel::Counter, "Trực tiếp", "At the counter"),
    ("online", Channel::Online, "Trực tuyến", "Online"),
    ("post", Channel::Post, "Bưu chính", "By post"),
];

/// The dates a period may be about, besides that of reception.
const DATES: [(&str, RegisterDate, &str, &str); 2] = [
    (
        "tra",
        RegisterDate::Returned,
        "Ngày trả kết quả",
        "Date of return",
    ),
    (
        "tu-choi",
        RegisterDate::Refused,
        "Ngày từ chối",
        "Date of refusal",
    ),
];

impl Asked {
    fn filter(&self, unit: &str) -> RegisterFilter {
        let stage = STAGES.iter().find(|(key, ..)| *key == self.tinh_trang);
        let time = TIMES.iter().find(|(key, ..)| *key == self.thoi_han);
        let channel = CHANNELS.iter().find(|(key, ..)| *key == self.kenh);
        RegisterFilter {
            unit: unit.to_owned(),
            from: self.tu.clone(),
            to: self.den.clone(),
            due_from: self.han_tu.clone(),
            due_to: self.han_den.clone(),
            procedure: self.tthc.clone(),
            field: self.linh_vuc.clone(),
            stages: stage.iter().map(|(_, stage, ..)| (*stage).into()).collect(),
            channel: channel
                .map_or(Channel::Unspecified, |(_, one, ..)| *one)
                .into(),
            timeliness: time
                .map_or(RegisterTimeliness::Unspecified, |(_, one, ..)| *one)
                .into(),
            // A code as it is scanned from a receipt.
            text: if self.q.contains("/tra-cuu/") || self.q.contains("/hs/") {
                format::dossier_code(&self.q.replace("/hs/", "/tra-cuu/"))
            } else {
                self.q.clone()
            },
            needed: false,
            dated_by: self.date().into(),
        }
    }

    /// Which date the days are about.
    fn date(&self) -> RegisterDate {
        let date = DATES.iter().find(|(key, ..)| *key == self.ngay);
        date.map_or(RegisterDate::Unspecified, |(_, date, ..)| *date)
    }

    fn sort(&self) -> RegisterSort {
        match self.sap_xep.as_str() {
            "cu" => RegisterSort::Oldest,
            "han" => RegisterSort::Due,
            _ => RegisterSort::Newest,
        }
    }

    /// The filters without the page, as a query.
    fn query(&self) -> String {
        let pairs = [
            ("q", &self.q),
            ("tu", &self.tu),
            ("den", &self.den),
            ("ngay", &self.ngay),
            ("han-tu", &self.han_tu),
            ("han-den", &self.han_den),
            ("tthc", &self.tthc),
            ("linh-vuc", &self.linh_vuc),
            ("tinh-trang", &self.tinh_trang),
            ("kenh", &self.kenh),
            ("thoi-han", &self.thoi_han),
            ("sap-xep", &self.sap_xep),
        ];
        let kept = pairs.into_iter().filter(|(_, value)| !value.is_empty());
        let pair = |(key, value): (&str, &String)| format!("{key}={}", format::segment(value));
        kept.map(pair).collect::<Vec<_>>().join("&")
    }
}

#[derive(Template)]
#[template(path = "desk-register.html")]
struct Register {
    f: Frame,
    unit_name: String,
    asked: Asked,
    procedures: Vec<Choice>,
    fields: Vec<Choice>,
    stages: Vec<Choice>,
    times: Vec<Choice>,
    dates: Vec<Choice>,
    channels: Vec<Choice>,
    rows: Vec<Line>,
    total: String,
    query: String,
    next: String,
}

struct Line {
    row: RegisterRow,
    code: String,
    procedure: String,
    received: String,
    due: Due,
    returned: String,
    channel: &'static str,
    badge: Badge,
    /// Why it was refused, and where its form 03 is printed again; empty for every other.
    refused: String,
    form: String,
}

/// `GET /ban/so-theo-doi`.
pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let names = visit.names().await?;
    let unit = visit.unit("");
    let request = ListRegisterRequest {
        filter: Some(asked.filter(&unit)),
        sort: asked.sort().into(),
        page_size: PAGE,
        page_token: asked.trang.clone(),
        purpose: "Xem sổ theo dõi".to_owned(),
        count: true,
    };
    let told = visit
        .ask
        .counter()
        .list_register(request)
        .await?
        .into_inner();
    let total = i64::try_from(told.total.unwrap_or(0)).unwrap_or(i64::MAX);
    let lang = visit.lang;
    page(&Register {
        f: visit.frame_with(&names),
        unit_name: names.unit(&unit),
        procedures: procedures(&names),
        fields: fields(&names),
        stages: words(&STAGES.map(|(key, _, vi, en)| (key, vi, en)), lang),
        times: words(&TIMES.map(|(key, _, vi, en)| (key, vi, en)), lang),
        dates: words(&DATES.map(|(key, _, vi, en)| (key, vi, en)), lang),
        channels: words(&CHANNELS.map(|(key, _, vi, en)| (key, vi, en)), lang),
        rows: told.rows.into_iter().map(|row| line(&visit, row)).collect(),
        total: format::number(total, lang),
        query: asked.query(),
        next: format::segment(&told.next_page_token),
        asked,
    })
}

fn words(of: &[(&str, &str, &str)], lang: Lang) -> Vec<Choice> {
    let choice = |(key, vi, en): &(&str, &str, &str)| Choice {
        value: (*key).to_owned(),
        label: lang.pick(vi, en).to_owned(),
    };
    of.iter().map(choice).collect()
}

fn procedures(names: &Names) -> Vec<Choice> {
    let choice = |p: &proto::routing::v1::ProcedureSummary| Choice {
        value: p.code.clone(),
        label: format!("{} {}", p.code, p.name),
    };
    names.procedures.iter().map(choice).collect()
}

fn fields(names: &Names) -> Vec<Choice> {
    let mut fields: Vec<Choice> = Vec::new();
    for p in &names.procedures {
        if !fields.iter().any(|known| known.value == p.field) {
            fields.push(Choice {
                value: p.field.clone(),
                label: p.field_name.clone(),
            });
        }
    }
    fields
}

fn line(visit: &Visit, row: RegisterRow) -> Line {
    let d = row.dossier.clone().unwrap_or_default();
    let returned = format::moment(d.returned_at.as_ref());
    Line {
        code: d.code.clone(),
        procedure: d.procedure_name.clone(),
        received: format::stamp(d.received_at.or(d.filed_at).as_ref(), visit.lang),
        due: deadline(visit, &d),
        returned: returned.map_or_else(String::new, |at| format::date_time(at, visit.lang)),
        channel: badge::of_channel(d.channel(), visit.lang),
        badge: badge::at_desk(d.stage(), &d.stage_reason, visit.lang),
        refused: match format::moment(row.refused_at.as_ref()) {
            Some(at) => format!(
                "{}: {}",
                format::date_time(at, visit.lang),
                within(visit.lang, refusal(&d))
            ),
            None => refusal(&d).to_owned(),
        },
        form: match d.stage() {
            Stage::Refused => Form::Refusal.href(&d.code),
            _ => String::new(),
        },
        row,
    }
}

/// Why it was refused; empty when it was not.
fn refusal(d: &TrackDossierResponse) -> &str {
    match d.stage() {
        Stage::Refused => &d.stage_reason,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filters_come_back_as_the_address_had_them() {
        let asked = Asked {
            q: "nguyễn &".to_owned(),
            thoi_han: "overdue".to_owned(),
            ..Asked::default()
        };
        assert_eq!(asked.query(), "q=nguy%E1%BB%85n%20%26&thoi-han=overdue");
        let filter = asked.filter("org:mc-21028");
        assert_eq!(filter.timeliness(), RegisterTimeliness::Overdue);
        let returned = Asked {
            tu: "2026-11-01".to_owned(),
            ngay: "tra".to_owned(),
            ..Asked::default()
        };
        assert_eq!(returned.query(), "tu=2026-11-01&ngay=tra");
        let filter = returned.filter("org:mc-21028");
        assert_eq!(filter.dated_by(), RegisterDate::Returned);
        let unknown = Asked {
            ngay: "khac".to_owned(),
            ..Asked::default()
        };
        assert_eq!(unknown.filter("").dated_by(), RegisterDate::Unspecified);
        let scanned = Asked {
            q: "https://mc.quangngai.example/hs/H48.1-261120-0001".to_owned(),
            ..Asked::default()
        };
        assert_eq!(scanned.filter("").text, "H48.1-261120-0001");
    }
}
