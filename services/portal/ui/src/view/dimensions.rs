//! The five dimensions of a dossier, each by itself and never folded into one word.

use proto::intake::v1::{FinanceStatus, PapersStatus, Timeliness, TrackDossierResponse};

use super::{
    Tone,
    badge::{self, Badge},
    due,
};
use crate::{directory::Names, format, frame::Lang, said::value};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    pub title: &'static str,
    pub badge: Badge,
    pub lines: Vec<String>,
}

/// Business, money, papers, date, national portal: in this order on every page.
pub fn of(d: &TrackDossierResponse, names: &Names, lang: Lang) -> [Dimension; 5] {
    [
        business(d, lang),
        finance(d, lang),
        papers(d, names, lang),
        appointment(d, lang),
        sync(d, lang),
    ]
}

fn kept(lines: impl IntoIterator<Item = String>) -> Vec<String> {
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

fn since(at: Option<&prost_types::Timestamp>, lang: Lang) -> String {
    format::moment(at).map_or_else(String::new, |at| {
        format!(
            "{} {}",
            lang.pick("từ", "since"),
            format::date_time(at, lang)
        )
    })
}

fn business(d: &TrackDossierResponse, lang: Lang) -> Dimension {
    let decided = match d.granted {
        Some(true) => lang.pick("Giải quyết theo đề nghị", "Granted"),
        Some(false) => lang.pick("Không đủ điều kiện giải quyết", "Not eligible"),
        None => "",
    };
    let area = if d.difficult {
        lang.pick("Địa bàn khó khăn", "Difficult area")
    } else {
        ""
    };
    Dimension {
        title: lang.pick("Giải quyết", "Business"),
        badge: badge::of_stage(d.stage(), &d.stage_reason, lang),
        lines: kept([decided.to_owned(), area.to_owned()]),
    }
}

fn finance(d: &TrackDossierResponse, lang: Lang) -> Dimension {
    let money = d.finance.clone().unwrap_or_default();
    let badge = match money.status() {
        FinanceStatus::Unspecified | FinanceStatus::NothingOwed => {
            badge::of(lang, Tone::Grey, "Không phải nộp", "Nothing owed")
        }
        FinanceStatus::AwaitingPayment => {
            badge::of(lang, Tone::Violet, "Chờ nộp tiền", "To be paid")
        }
        FinanceStatus::Settled if money.debt_noted => {
            badge::of(lang, Tone::Green, "Được ghi nợ", "Debt noted")
        }
        FinanceStatus::Settled => badge::of(lang, Tone::Green, "Đã nộp", "Paid"),
    };
    let notice = match money.reference.as_str() {
        "" => String::new(),
        number => format!("{} {number}", lang.pick("Thông báo số", "Notice no.")),
    };
    Dimension {
        title: lang.pick("Nghĩa vụ tài chính", "Money"),
        badge,
        lines: kept([notice, since(money.since.as_ref(), lang)]),
    }
}

fn papers(d: &TrackDossierResponse, names: &Names, lang: Lang) -> Dimension {
    let papers = d.papers.clone().unwrap_or_default();
    let badge = match papers.status() {
        PapersStatus::Unspecified | PapersStatus::None => {
            badge::of(lang, Tone::Grey, "Không có bản giấy", "No paper")
        }
        PapersStatus::Held => badge::of(lang, Tone::Blue, "Đang giữ", "Held"),
        PapersStatus::InTransit => badge::of(lang, Tone::Blue, "Đang chuyển", "On the way"),
        PapersStatus::GivenBack => badge::of(lang, Tone::Grey, "Đã trả người nộp", "Given back"),
        PapersStatus::Lost => badge::of(lang, Tone::Red, "Bị mất, hỏng", "Lost"),
    };
    let unit = match (papers.status(), papers.unit.as_str()) {
        (_, "") => String::new(),
        (PapersStatus::InTransit, unit) => match lang {
            Lang::Vi => format!("đến {}", names.unit(unit)),
            Lang::En => format!("to {}", value(&names.unit(unit))),
        },
        (_, unit) => names.unit(unit),
    };
    Dimension {
        title: lang.pick("Hồ sơ giấy", "Paper originals"),
        badge,
        lines: kept([unit, since(papers.since.as_ref(), lang)]),
    }
}

fn appointment(d: &TrackDossierResponse, lang: Lang) -> Dimension {
    let promise = d.appointment.clone().unwrap_or_default();
    let due = format::moment(promise.due.as_ref());
    let standing = if d.stage_reason.is_empty() || d.timeliness() != Timeliness::Unspecified {
        badge::of(lang, Tone::Blue, "Đang tính giờ", "Counting")
    } else {
        badge::of(lang, Tone::Violet, "Tạm dừng tính giờ", "Stands still")
    };
    let badge = match (due::kept(d.timeliness(), lang), promise.moved, due) {
        (Some((tone, words)), ..) => Badge { tone, words },
        (None, _, None) => badge::of(lang, Tone::Grey, "Chưa hẹn", "Not promised yet"),
        (None, 0, _) => standing,
        (None, ..) => badge::of(
            lang,
            Tone::Red,
            "Đã xin lỗi, hẹn lại",
            "Moved with an apology",
        ),
    };
    let phase = if promise.phases > 1 {
        format!(
            "{} {}/{}",
            lang.pick("Giai đoạn", "Phase"),
            promise.phase,
            promise.phases
        )
    } else {
        String::new()
    };
    let first = match (promise.moved, promise.original_due.as_ref()) {
        (0, _) | (_, None) => String::new(),
        (_, first) => format!(
            "{} {}",
            lang.pick("Hẹn lần đầu", "First promised"),
            format::stamp(first, lang)
        ),
    };
    Dimension {
        title: lang.pick("Ngày hẹn trả", "Promised date"),
        badge,
        lines: kept([
            due.map_or_else(String::new, |due| format::day_and_time(due, lang)),
            first,
            phase,
        ]),
    }
}

fn sync(d: &TrackDossierResponse, lang: Lang) -> Dimension {
    let sync = d.sync.clone().unwrap_or_default();
    let badge = match (sync.failure.is_empty(), sync.owed == sync.acknowledged) {
        (false, _) => badge::of(lang, Tone::Red, "Đồng bộ lỗi", "Failed"),
        (true, true) => badge::of(lang, Tone::Green, "Đã đồng bộ", "Synchronised"),
        (true, false) => badge::of(lang, Tone::Amber, "Chưa đồng bộ", "Not yet told"),
    };
    let code = |label: &str, code: u32| match code {
        0 => String::new(),
        code => format!("{label} {code}: {}", national(code, lang)),
    };
    Dimension {
        title: lang.pick("Cổng Dịch vụ công quốc gia", "National portal"),
        badge,
        lines: kept([
            code(lang.pick("Mã phải báo", "Code owed"), sync.owed),
            code(lang.pick("Mã đã nhận", "Code taken in"), sync.acknowledged),
            sync.failure,
        ]),
    }
}

/// The words of the national status codes.
fn national(code: u32, lang: Lang) -> &'static str {
    match code {
        1 => lang.pick("Mới đăng ký", "Registered"),
        2 => lang.pick("Được tiếp nhận", "Received"),
        3 => lang.pick("Không được tiếp nhận", "Not received"),
        4 => lang.pick("Đang xử lý", "In progress"),
        5 => lang.pick("Yêu cầu bổ sung giấy tờ", "Supplement asked"),
        6 => lang.pick("Yêu cầu thực hiện nghĩa vụ tài chính", "Payment asked"),
        7 => lang.pick("Công dân yêu cầu rút hồ sơ", "Withdrawn"),
        8 => lang.pick("Dừng xử lý", "Stopped"),
        9 => lang.pick("Đã xử lý xong", "Settled"),
        10 => lang.pick("Đã trả kết quả", "Returned"),
        _ => "—",
    }
}

#[cfg(test)]
mod tests {
    use proto::intake::v1::{Appointment, Finance, Papers, Stage, Sync};

    use super::*;

    #[test]
    fn each_dimension_speaks_for_itself() {
        let d = TrackDossierResponse {
            stage: Stage::ClockStopped.into(),
            stage_reason: "payment".to_owned(),
            finance: Some(Finance {
                status: FinanceStatus::AwaitingPayment.into(),
                reference: "TB-7".to_owned(),
                ..Finance::default()
            }),
            papers: Some(Papers {
                status: PapersStatus::Lost.into(),
                unit: "org:vpdkdd".to_owned(),
                since: None,
            }),
            appointment: Some(Appointment {
                due: Some(prost_types::Timestamp::default()),
                ..Appointment::default()
            }),
            sync: Some(Sync {
                owed: 6,
                acknowledged: 4,
                ..Sync::default()
            }),
            ..TrackDossierResponse::default()
        };
        let drawn = of(&d, &Names::default(), Lang::Vi);
        let words: Vec<&str> = drawn.iter().map(|one| one.badge.words).collect();
        assert_eq!(
            words,
            [
                "Chờ nộp nghĩa vụ tài chính",
                "Chờ nộp tiền",
                "Bị mất, hỏng",
                "Tạm dừng tính giờ",
                "Chưa đồng bộ"
            ]
        );
        assert_eq!(drawn[1].lines[0], "Thông báo số TB-7");
        assert!(drawn[4].lines[0].starts_with("Mã phải báo 6"));
    }

    #[test]
    fn a_moved_date_says_so_until_there_is_a_result() {
        let mut d = TrackDossierResponse {
            appointment: Some(Appointment {
                due: Some(prost_types::Timestamp::default()),
                moved: 1,
                ..Appointment::default()
            }),
            ..TrackDossierResponse::default()
        };
        let words = |d: &TrackDossierResponse| appointment(d, Lang::Vi).badge.words;
        assert_eq!(words(&d), "Đã xin lỗi, hẹn lại");
        d.timeliness = Timeliness::OnTime.into();
        assert_eq!(words(&d), "đúng hạn");
    }
}
