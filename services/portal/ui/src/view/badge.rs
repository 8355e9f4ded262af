//! Status words, the same on every screen (national codes 1–10).

use proto::{
    agency::v1::CaseStage,
    intake::v1::{Channel, ReturnMethod, Stage},
};

use super::Tone;
use crate::frame::Lang;

#[derive(Clone, Copy, Debug, PartialEq, Eq, askama::Template)]
#[template(path = "parts/badge.html")]
pub struct Badge {
    pub tone: Tone,
    pub words: &'static str,
}

/// One of a page's own.
pub fn of(lang: Lang, tone: Tone, vi: &'static str, en: &'static str) -> Badge {
    badge(lang, tone, vi, en)
}

fn badge(lang: Lang, tone: Tone, vi: &'static str, en: &'static str) -> Badge {
    let words = match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    Badge { tone, words }
}

/// Where a dossier stands, for the person; `reason` is the ground of a standing clock.
pub fn of_stage(stage: Stage, reason: &str, lang: Lang) -> Badge {
    match stage {
        Stage::Submitted => badge(lang, Tone::Grey, "Mới đăng ký", "Submitted"),
        Stage::Unspecified | Stage::InProgress => {
            badge(lang, Tone::Blue, "Đang giải quyết", "In progress")
        }
        Stage::AwaitingSupplement => {
            badge(lang, Tone::Violet, "Yêu cầu bổ sung", "Supplement asked")
        }
        Stage::ClockStopped if reason.contains("payment") => badge(
            lang,
            Tone::Violet,
            "Chờ nộp nghĩa vụ tài chính",
            "Payment awaited",
        ),
        Stage::ClockStopped if reason.contains("tax") => badge(
            lang,
            Tone::Violet,
            "Chờ cơ quan thuế",
            "With the tax office",
        ),
        Stage::ClockStopped if reason.contains("notice") => badge(
            lang,
            Tone::Violet,
            "Đang niêm yết công khai",
            "Public notice",
        ),
        Stage::ClockStopped => badge(lang, Tone::Violet, "Tạm dừng tính giờ", "Clock stopped"),
        Stage::Settled => badge(lang, Tone::Green, "Có kết quả", "Result ready"),
        Stage::Returned => badge(lang, Tone::Green, "Đã trả kết quả", "Result returned"),
        Stage::Refused => badge(lang, Tone::Grey, "Từ chối tiếp nhận", "Refused"),
        Stage::Withdrawn => badge(lang, Tone::Grey, "Đã rút hồ sơ", "Withdrawn"),
        Stage::Stopped => badge(lang, Tone::Grey, "Dừng giải quyết", "Stopped"),
        Stage::Lapsed => badge(lang, Tone::Grey, "Quá hạn bổ sung", "Not supplied in time"),
        Stage::Correcting => badge(lang, Tone::Blue, "Đang đính chính", "Being corrected"),
    }
}

/// The same at the desk, where the words say what the desk has to do.
pub fn at_desk(stage: Stage, reason: &str, lang: Lang) -> Badge {
    match stage {
        Stage::Submitted => badge(lang, Tone::Grey, "Chờ tiếp nhận", "To receive"),
        Stage::Settled => badge(lang, Tone::Green, "Chờ trả", "To return"),
        stage => of_stage(stage, reason, lang),
    }
}

/// Where a case stands in an agency's hands.
pub fn of_case(stage: CaseStage, lang: Lang) -> Badge {
    match stage {
        CaseStage::Unspecified | CaseStage::Offered => {
            badge(lang, Tone::Grey, "Mới chuyển đến", "Offered")
        }
        CaseStage::Held => badge(lang, Tone::Blue, "Đang xử lý", "In hand"),
        CaseStage::Proposed => badge(lang, Tone::Blue, "Chờ ký duyệt", "To approve"),
        CaseStage::Approved => badge(lang, Tone::Green, "Đã duyệt", "Approved"),
        CaseStage::Completed => badge(lang, Tone::Green, "Đã hoàn thành", "Completed"),
        CaseStage::Refused => badge(lang, Tone::Grey, "Đã từ chối nhận", "Declined"),
        CaseStage::Returned => badge(lang, Tone::Grey, "Đã trả lại", "Given back"),
        CaseStage::Recalled => badge(lang, Tone::Grey, "Đã thu hồi", "Recalled"),
        CaseStage::Closed => badge(lang, Tone::Grey, "Đã đóng", "Closed"),
    }
}

/// What became of a notice.
pub fn of_notice(state: &str, lang: Lang) -> Badge {
    match state {
        "delivered" => badge(lang, Tone::Green, "Đã đến máy", "Delivered"),
        "sent" => badge(lang, Tone::Blue, "Nhà mạng đã nhận", "Sent"),
        "failed" => badge(lang, Tone::Red, "Không gửi được", "Failed"),
        _ => badge(lang, Tone::Grey, "Chờ gửi", "Owed"),
    }
}

pub fn of_channel(channel: Channel, lang: Lang) -> &'static str {
    match (channel, lang) {
        (Channel::Unspecified, _) => "—",
        (Channel::Counter, Lang::Vi) => "Trực tiếp",
        (Channel::Counter, Lang::En) => "At the counter",
        (Channel::Online, Lang::Vi) => "Trực tuyến",
        (Channel::Online, Lang::En) => "Online",
        (Channel::Post, Lang::Vi) => "Bưu chính",
        (Channel::Post, Lang::En) => "By post",
    }
}

pub fn of_return(method: ReturnMethod, lang: Lang) -> &'static str {
    match (method, lang) {
        (ReturnMethod::Unspecified, _) => "—",
        (ReturnMethod::Counter, Lang::Vi) => "Tại quầy",
        (ReturnMethod::Counter, Lang::En) => "At the counter",
        (ReturnMethod::Post, Lang::Vi) => "Qua bưu chính",
        (ReturnMethod::Post, Lang::En) => "By post",
        (ReturnMethod::Electronic, Lang::Vi) => "Bản điện tử",
        (ReturnMethod::Electronic, Lang::En) => "Electronic copy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paused_dossier_says_what_it_waits_for() {
        let words = |reason| of_stage(Stage::ClockStopped, reason, Lang::Vi).words;
        assert_eq!(words("payment"), "Chờ nộp nghĩa vụ tài chính");
        assert_eq!(words("tax"), "Chờ cơ quan thuế");
        assert_eq!(words("public-notice"), "Đang niêm yết công khai");
        assert_eq!(words("survey"), "Tạm dừng tính giờ");
    }

    #[test]
    fn the_desk_reads_what_it_has_to_do() {
        assert_eq!(at_desk(Stage::Settled, "", Lang::Vi).words, "Chờ trả");
        assert_eq!(of_stage(Stage::Settled, "", Lang::Vi).words, "Có kết quả");
        assert_eq!(
            at_desk(Stage::Returned, "", Lang::En).words,
            "Result returned"
        );
    }

    #[test]
    fn red_is_kept_for_what_went_wrong() {
        assert_eq!(of_notice("failed", Lang::Vi).tone, Tone::Red);
        assert_eq!(of_notice("owed", Lang::Vi).tone, Tone::Grey);
    }
}
