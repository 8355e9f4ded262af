//! What the person may do with a dossier, from its page.

use portal_ui::{format, frame::Lang};
use proto::intake::v1::{Stage, TrackDossierResponse};

/// Something the person may do with the dossier.
pub struct TrackAct {
    pub href: String,
    pub icon: &'static str,
    pub words: &'static str,
    pub main: bool,
}

/// What the person may do now, the most pressing first.
pub fn acts(d: &TrackDossierResponse, pays: bool, lang: Lang) -> Vec<TrackAct> {
    let here = format!("/tra-cuu/{}", format::segment(&d.code));
    let act = |word: &str, icon, vi, en, main| TrackAct {
        href: format!("{here}/{word}"),
        icon,
        words: match lang {
            Lang::Vi => vi,
            Lang::En => en,
        },
        main,
    };
    let mut acts = Vec::new();
    let open = matches!(
        d.stage(),
        Stage::Submitted | Stage::InProgress | Stage::ClockStopped | Stage::AwaitingSupplement
    );
    if d.stage() == Stage::AwaitingSupplement {
        acts.push(act(
            "bo-sung",
            "send",
            "Bổ sung giấy tờ",
            "Supply the papers",
            true,
        ));
    }
    if pays {
        acts.push(act("nop-tien", "coins", "Nộp tiền", "Pay", true));
    }
    if matches!(
        d.stage(),
        Stage::Settled | Stage::Returned | Stage::Correcting
    ) {
        acts.push(act("danh-gia", "circle-check", "Đánh giá", "Rate", true));
    }
    acts.push(act(
        "nhan-tin",
        "message-square-text",
        "Cách nhận tin",
        "How to be told",
        false,
    ));
    acts.push(act(
        "ai-da-xem",
        "shield-check",
        "Ai đã xem dữ liệu của tôi",
        "Who looked at my data",
        false,
    ));
    acts.push(TrackAct {
        href: format!("/gop-y?ho-so={}", format::segment(&d.code)),
        ..act(
            "",
            "triangle-alert",
            "Góp ý, phản ánh",
            "Complain or suggest",
            false,
        )
    });
    if open {
        acts.push(act("rut", "circle-x", "Rút hồ sơ", "Withdraw", false));
    }
    acts
}
