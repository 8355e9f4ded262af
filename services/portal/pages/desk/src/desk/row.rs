//! One line of the desk's list, and what an empty list says.

use proto::intake::v1::{RegisterRow, Stage, TrackDossierResponse};

use super::OVERDUE;
use portal_ui::{
    directory::Names,
    format,
    frame::{Lang, Visit},
    lookup::{self, deadline},
    view::{
        badge::{self, Badge},
        due::Due,
    },
};

pub struct Row {
    pub d: TrackDossierResponse,
    pub name: String,
    pub phone: String,
    pub due: Due,
    pub badge: Badge,
    pub holder: String,
    pub holder_note: String,
    pub act: &'static str,
    pub chosen: bool,
}

/// The line of a dossier, with who holds it.
pub async fn row(visit: &Visit, names: &Names, listed: RegisterRow) -> Row {
    let d = listed.dossier.unwrap_or_default();
    // A row is worth showing even when routing is silent: the holder is then unknown.
    let open = matches!(
        d.stage(),
        Stage::InProgress | Stage::ClockStopped | Stage::Correcting
    );
    let route = if open {
        lookup::route(visit, &d.dossier_id).await.ok().flatten()
    } else {
        None
    };
    let holding = route.as_ref().and_then(|route| route.holdings.first());
    let held = holding.and_then(|holding| format::moment(holding.since.as_ref()));
    Row {
        name: listed.owner_name,
        phone: masked(&listed.owner_phone),
        due: deadline(visit, &d),
        badge: badge::at_desk(d.stage(), &d.stage_reason, visit.lang),
        holder: match (holding, d.stage()) {
            (Some(holding), _) if !holding.holder_name.is_empty() => holding.holder_name.clone(),
            (Some(holding), _) => names.unit(&holding.holder),
            (None, Stage::AwaitingSupplement) => names.unit("citizen"),
            (None, Stage::Submitted | Stage::Settled) => names.unit(&d.receiving_unit),
            (None, _) => "—".to_owned(),
        },
        holder_note: held.map_or_else(String::new, |since| {
            let since = format::date_time(since, visit.lang);
            format!("{} {since}", visit.lang.pick("giữ từ", "since"))
        }),
        act: match d.stage() {
            Stage::Submitted => "tiep-nhan",
            Stage::Settled => "tra",
            Stage::InProgress | Stage::ClockStopped if d.needed.is_some() => "bo-sung",
            _ => "",
        },
        chosen: false,
        d,
    }
}

/// `0905 ••• 118`: enough to tell two people apart.
fn masked(phone: &str) -> String {
    match (phone.get(..4), phone.get(7..)) {
        (Some(first), Some(last)) => format!("{first} ••• {last}"),
        _ => String::new(),
    }
}

/// What is good about an empty list, and what to do next.
pub fn empty(tab: &str, lang: Lang) -> (&'static str, &'static str) {
    let (vi, en, then_vi, then_en) = match tab {
        "cho-tiep-nhan" => (
            "Không có hồ sơ nào chờ tiếp nhận",
            "Nothing waits to be received",
            "Hồ sơ nộp trực tuyến hiện ở đây ngay khi người dân gửi.",
            "What people file online shows here at once.",
        ),
        OVERDUE => (
            "Không có hồ sơ nào quá hạn",
            "Nothing is overdue",
            "Xem hồ sơ sắp đến hạn trong mục Đang giải quyết.",
            "See what falls due next under In progress.",
        ),
        "cho-tra" => (
            "Không có kết quả nào chờ trả",
            "No result to hand over",
            "Khi cơ quan cuối cùng trả lời, hồ sơ hiện ở đây.",
            "Dossiers show here once the last agency has answered.",
        ),
        "cho-bo-sung" => (
            "Không có hồ sơ nào chờ bổ sung",
            "Nobody is asked for papers",
            "Mọi hồ sơ đã nhận đều đủ giấy tờ.",
            "Every dossier received is complete.",
        ),
        _ => (
            "Không có hồ sơ nào",
            "No dossiers",
            "Chọn mục khác, hoặc tiếp nhận hồ sơ mới.",
            "Choose another tab, or receive a new one.",
        ),
    };
    match lang {
        Lang::Vi => (vi, then_vi),
        Lang::En => (en, then_en),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_number_is_shown_in_part() {
        assert_eq!(masked("0905000118"), "0905 ••• 118");
        assert_eq!(masked(""), "");
    }
}
