//! The dossier chosen in the queue: what to do with it, each act by its key, and where it is.

use proto::intake::v1::{PapersStatus, Stage};

use crate::desk::Row;
use portal_ui::{
    directory::Names,
    format,
    frame::{Lang, Visit},
    lookup,
    papers::Form,
    parts::Stops,
    said::value,
    view::path,
};

pub struct Panel {
    pub code: String,
    pub name: String,
    pub phone: String,
    pub procedure: String,
    /// What presses: an agency's need, a date that has passed.
    pub alert: Option<(&'static str, String)>,
    /// The main act first.
    pub acts: Vec<Act>,
    pub stops: Stops,
}

/// An act as a link with its key.
pub struct Act {
    pub key: &'static str,
    pub href: String,
    pub words: &'static str,
    pub icon: &'static str,
    pub tone: &'static str,
    pub new_tab: bool,
}

/// The panel of one row.
pub async fn of(visit: &Visit, row: &Row, names: &Names) -> Panel {
    let d = &row.d;
    let route = lookup::route(visit, &d.dossier_id).await.ok().flatten();
    let stops = path::stops(visit.now(), d, route.as_ref(), names, visit.lang);
    Panel {
        code: d.code.clone(),
        name: row.name.clone(),
        phone: row.phone.clone(),
        procedure: d.procedure_name.clone(),
        alert: alert(visit, row, names),
        // Who only watches is offered nothing that would be refused.
        acts: if visit.leads("/ban/tiep-nhan") {
            acts(row, visit.lang)
        } else {
            Vec::new()
        },
        stops: Stops {
            stops,
            lang: visit.lang,
        },
    }
}

fn alert(visit: &Visit, row: &Row, names: &Names) -> Option<(&'static str, String)> {
    let lang = visit.lang;
    if let Some(needed) = &row.d.needed {
        let unit = names.unit(&needed.unit);
        return Some((
            "amber",
            match lang {
                Lang::Vi => format!("{unit} đề nghị yêu cầu bổ sung: {}", needed.reason),
                Lang::En => format!(
                    "{} needs a supplement: {}",
                    value(&unit),
                    value(&needed.reason)
                ),
            },
        ));
    }
    let promise = row.d.appointment.as_ref()?;
    let due = format::moment(promise.due.as_ref())?;
    let late = row.d.stage() == Stage::InProgress && due < visit.now();
    late.then(|| {
        let due = format::date_time(due, lang);
        let said = match (lang, promise.moved) {
            (Lang::Vi, 0) => format!("Đã quá hạn trả {due}. Phải xin lỗi và hẹn lại."),
            (Lang::Vi, _) => format!("Đã quá cả ngày hẹn lại {due}."),
            (Lang::En, 0) => format!("Past its date {due}. An apology with a new date is owed."),
            (Lang::En, _) => format!("Past its new date {due} too."),
        };
        ("red", said)
    })
}

/// The acts its stage allows.
fn acts(row: &Row, lang: Lang) -> Vec<Act> {
    let d = &row.d;
    let own = format!("/ban/ho-so/{}", format::segment(&d.code));
    let act = |key, act: &str, words, icon, tone| Act {
        key,
        href: format!("{own}/{act}"),
        words,
        icon,
        tone,
        new_tab: false,
    };
    let pick = |vi, en| lang.pick(vi, en);
    let ask = act(
        "b",
        "bo-sung",
        pick("Bổ sung", "Supplement"),
        "mail",
        "secondary",
    );
    let withdraw = act(
        "r",
        "rut",
        pick("Rút hồ sơ", "Withdraw"),
        "undo-2",
        "warning",
    );
    let apologise = || {
        act(
            "x",
            "xin-loi",
            pick("Xin lỗi, hẹn lại", "Apologise"),
            "mail",
            "secondary",
        )
    };
    let main = |words, to: &str, key, icon| act(key, to, words, icon, "");
    let mut acts = match d.stage() {
        Stage::Submitted => vec![
            main(
                pick("Kiểm tra, tiếp nhận", "Check and receive"),
                "tiep-nhan",
                "g",
                "file-plus-2",
            ),
            ask,
            act(
                "d",
                "tu-choi",
                pick("Từ chối", "Decline"),
                "circle-x",
                "warning",
            ),
        ],
        Stage::InProgress | Stage::ClockStopped if row.act == "bo-sung" => vec![
            main(
                pick("Yêu cầu bổ sung", "Ask for papers"),
                "bo-sung",
                "b",
                "mail",
            ),
            apologise(),
            withdraw,
        ],
        Stage::InProgress | Stage::ClockStopped => vec![apologise(), ask, withdraw],
        Stage::AwaitingSupplement => vec![
            main(
                pick("Nhận bổ sung", "Take the supplement in"),
                "nhan-bo-sung",
                "b",
                "file-check-2",
            ),
            withdraw,
        ],
        Stage::Settled => vec![main(pick("Trả kết quả", "Hand over"), "tra", "t", "hand")],
        _ => Vec::new(),
    };
    let held = d.papers.as_ref().is_some_and(|papers| {
        matches!(
            papers.status(),
            PapersStatus::Held | PapersStatus::InTransit
        )
    });
    if held {
        acts.push(act(
            "c",
            "giao-nhan",
            pick("Chuyển", "Hand on"),
            "send",
            "secondary",
        ));
    }
    if Form::Receipt.fits(d) {
        acts.push(Act {
            key: "p",
            href: Form::Receipt.href(&d.code),
            words: pick("In giấy hẹn", "Print receipt"),
            icon: "printer",
            tone: "secondary",
            new_tab: true,
        });
    }
    acts
}
