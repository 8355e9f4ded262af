//! What a person wants to know first: how the dossier stands, and who has it.

use portal_ui::{
    directory::Names,
    format,
    frame::{Lang, Visit},
};
use proto::{
    intake::v1::{Stage, TrackDossierResponse},
    routing::v1::GetRouteResponse,
};

/// What a person wants to know first, as the page's heading.
pub fn title(visit: &Visit, d: &TrackDossierResponse, pays: bool) -> String {
    let (now, lang) = (visit.now(), visit.lang);
    let due = d
        .appointment
        .as_ref()
        .and_then(|promise| format::moment(promise.due.as_ref()));
    let pick = |vi: &str, en: &str| lang.pick(vi, en).to_owned();
    match (d.stage(), due) {
        (Stage::ClockStopped | Stage::InProgress, _) if pays => {
            pick("Cần bạn nộp tiền", "A payment is asked of you")
        }
        (Stage::Submitted, _) => pick(
            "Đã nộp, đang chờ quầy tiếp nhận",
            "Filed, waiting to be received",
        ),
        (Stage::AwaitingSupplement, _) => {
            pick("Cần bạn bổ sung giấy tờ", "Papers are asked of you")
        }
        (Stage::Settled, _) if d.granted() => {
            pick("Đã có kết quả, mời bạn đến nhận", "The result is ready")
        }
        (Stage::Settled, _) => pick(
            "Đã có văn bản trả lời, mời bạn đến nhận",
            "A written answer is ready",
        ),
        (Stage::Returned, _) => pick("Đã trả kết quả", "The result was handed over"),
        (Stage::Refused, _) => pick("Hồ sơ không được tiếp nhận", "The dossier was not received"),
        (Stage::Withdrawn, _) => pick("Hồ sơ đã được rút", "The dossier was withdrawn"),
        (Stage::Stopped, _) => pick("Hồ sơ đã dừng giải quyết", "The dossier was stopped"),
        (Stage::Lapsed, _) => pick(
            "Hồ sơ kết thúc vì quá hạn bổ sung",
            "The dossier ended: nothing was supplied in time",
        ),
        (Stage::Correcting, Some(due)) => format!(
            "{} {}",
            pick(
                "Đang sửa sai sót của cơ quan, hẹn trả ngày",
                "An agency's error is put right, due on"
            ),
            format::date(due, lang)
        ),
        (Stage::ClockStopped, _) => pick(
            "Tạm dừng tính giờ, hồ sơ vẫn đang đi tiếp",
            "The clock stands still",
        ),
        (_, Some(due)) if due < now => pick(
            "Đã quá ngày hẹn trả kết quả",
            "The promised date has passed",
        ),
        (_, Some(due)) => format!(
            "{} {}",
            pick("Hẹn trả kết quả ngày", "Due on"),
            format::date(due, lang)
        ),
        (_, None) => pick("Đang giải quyết", "In progress"),
    }
}

/// Who has the dossier in hand.
pub struct Holder {
    pub name: String,
    pub since: String,
    pub task: String,
}

/// Those who have it now; nobody once it is over.
pub fn holders(
    d: &TrackDossierResponse,
    route: Option<&GetRouteResponse>,
    names: &Names,
    lang: Lang,
) -> Vec<Holder> {
    let open = matches!(
        d.stage(),
        Stage::InProgress | Stage::ClockStopped | Stage::AwaitingSupplement | Stage::Correcting
    );
    let holding = |h: &proto::routing::v1::Holding| Holder {
        name: if h.holder_name.is_empty() {
            names.unit(&h.holder)
        } else {
            h.holder_name.clone()
        },
        since: format::stamp(h.since.as_ref(), lang),
        task: h.title.clone(),
    };
    match (d.stage(), route) {
        (Stage::Submitted, _) => vec![Holder {
            name: names.unit(&d.receiving_unit),
            since: format::stamp(d.filed_at.as_ref(), lang),
            task: lang
                .pick("Kiểm tra, tiếp nhận", "To be received")
                .to_owned(),
        }],
        (Stage::Settled, _) => vec![Holder {
            name: names.unit(&d.receiving_unit),
            since: format::stamp(d.settled_at.as_ref(), lang),
            task: lang
                .pick("Chờ trả kết quả", "Result to hand over")
                .to_owned(),
        }],
        (_, Some(route)) if open => route.holdings.iter().map(holding).collect(),
        _ => Vec::new(),
    }
}
