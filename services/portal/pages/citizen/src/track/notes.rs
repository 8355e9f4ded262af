//! What a person has to know or do about their dossier, in plain words.

use proto::{
    intake::v1::{GetMineResponse, Stage, TrackDossierResponse},
    routing::v1::{GetRouteResponse, Leg, LegStatus, Refund},
};

use crate::payment::refunds;
use portal_ui::{
    directory::Names,
    format,
    frame::{Lang, Visit},
    lookup::told,
    said::value,
    view::{due, hours},
};

/// A box of advice above the path.
pub struct Note {
    pub tone: &'static str,
    pub lead: String,
    pub text: String,
    pub points: Vec<String>,
}

/// What the person has to know or do, the most pressing first.
pub fn notes(
    visit: &Visit,
    d: &TrackDossierResponse,
    asked: &[String],
    names: &Names,
    pays: bool,
) -> Vec<Note> {
    let lang = visit.lang;
    let note = |tone, lead: (&str, &str), text: (String, String)| Note {
        tone,
        lead: lang.pick(lead.0, lead.1).to_owned(),
        text: if lang == Lang::Vi { text.0 } else { text.1 },
        points: Vec::new(),
    };
    let desk = names.unit(&d.receiving_unit);
    let promise = d.appointment.clone().unwrap_or_default();
    let passed = format::moment(promise.due.as_ref()).is_some_and(|due| due < visit.now());
    let settled = format::stamp(d.settled_at.as_ref(), lang);
    match d.stage() {
        Stage::AwaitingSupplement => vec![Note {
            points: asked.to_vec(),
            ..note(
                "violet",
                ("Cần bạn bổ sung.", "Papers are asked of you."),
                supplement(d, &desk, lang),
            )
        }],
        Stage::Settled | Stage::Returned => match due::kept(d.timeliness(), lang) {
            Some((tone, kept)) => vec![note(
                tone.name(),
                ("", ""),
                (
                    format!("Có kết quả {kept}, lúc {settled}."),
                    format!("Settled {kept}, {settled}."),
                ),
            )],
            None => Vec::new(),
        },
        Stage::Refused | Stage::Stopped if !d.stage_reason.is_empty() => {
            let reason = d.stage_reason.clone();
            vec![note(
                "grey",
                ("Lý do:", "Reason:"),
                (reason.clone(), reason),
            )]
        }
        Stage::Lapsed => vec![note(
            "grey",
            ("", ""),
            (
                format!("Bạn có thể nộp hồ sơ mới tại {desk} hoặc nộp trực tuyến."),
                format!("You may file anew at {} or online.", value(&desk)),
            ),
        )],
        Stage::Correcting => vec![note(
            "violet",
            (
                "Chúng tôi xin lỗi vì sai sót.",
                "We are sorry for the error.",
            ),
            (
                "Việc sửa không thu phí. Ngày hẹn mới ghi bên cạnh.".to_owned(),
                "It is put right free of charge; the new date is shown beside.".to_owned(),
            ),
        )],
        Stage::InProgress | Stage::ClockStopped if promise.moved > 0 => {
            let due = told(promise.due.as_ref(), lang);
            let first = told(promise.original_due.as_ref(), lang);
            vec![note(
                "red",
                (
                    "Chúng tôi xin lỗi vì trả kết quả chậm.",
                    "We are sorry that the result is late.",
                ),
                (
                    format!(
                        "Ngày hẹn mới là {due}, thay cho {first}. Bạn không cần đến hỏi; chúng tôi nhắn tin khi có kết quả."
                    ),
                    format!(
                        "The new date is {due} instead of {first}. No need to come and ask; we text you when it is ready."
                    ),
                ),
            )]
        }
        Stage::InProgress if passed => vec![note(
            "red",
            (
                "Chúng tôi xin lỗi vì trả kết quả chậm.",
                "We are sorry that the result is late.",
            ),
            (
                "Cơ quan đang giữ hồ sơ và thời gian đã giữ ghi ở dưới.".to_owned(),
                "Who holds the dossier, and since when, is shown below.".to_owned(),
            ),
        )],
        // While it is the person's turn to pay, that alone is said.
        Stage::ClockStopped if !d.stage_reason.is_empty() && !pays => {
            let ground = hours::ground(&d.stage_reason, lang).to_owned();
            vec![note(
                "violet",
                ("Đang tạm dừng tính giờ:", "The clock stands still:"),
                (
                    format!("{ground}. Ngày hẹn được tính tiếp khi xong việc này."),
                    format!("{ground}. The date goes on once this is over."),
                ),
            )]
        }
        Stage::Submitted => vec![note(
            "grey",
            ("", ""),
            (
                format!("{desk} sẽ kiểm tra giấy tờ rồi nhắn tin ngày hẹn trả cho bạn."),
                format!(
                    "{} will look at the papers and send you the date.",
                    value(&desk)
                ),
            ),
        )],
        _ => Vec::new(),
    }
}

/// What is asked, until when, and where to bring it.
fn supplement(d: &TrackDossierResponse, desk: &str, lang: Lang) -> (String, String) {
    let by = told(d.answer_by.as_ref(), lang);
    let reason = &d.stage_reason;
    let vi = match by.as_str() {
        "" => format!(
            "Hãy mang các giấy tờ sau đến {desk}, gửi qua bưu chính hoặc gửi trực tuyến ở nút bên dưới."
        ),
        by => format!(
            "Hãy mang các giấy tờ sau đến {desk}, gửi qua bưu chính hoặc gửi trực tuyến ở nút bên dưới, trước {by}."
        ),
    };
    let en = match by.as_str() {
        "" => format!(
            "Please bring these papers to {}, send them by post, or send them online below.",
            value(desk)
        ),
        by => format!(
            "Please bring these papers to {}, send them by post, or send them online below, by {by}.",
            value(desk)
        ),
    };
    (
        format!("{vi} Thời hạn giải quyết tính tiếp khi đã đủ. {reason}"),
        format!(
            "{en} The term goes on once they are complete. {}",
            value(reason)
        ),
    )
}

/// How it stands with what a person has to pay.
pub enum Payment {
    /// Asked for, by the notice of this number.
    Awaited(String),
    /// Recorded as paid or noted as a debt: the number, and when.
    Settled(String, String),
}

impl Payment {
    /// What is to be paid on a route now; else what was settled last.
    pub fn of(route: Option<&GetRouteResponse>, lang: Lang) -> Option<Self> {
        let legs = &route?.legs;
        let awaited = |leg: &&Leg| leg.status() == LegStatus::AwaitingPayment;
        if let Some(leg) = legs.iter().find(awaited) {
            return Some(Self::Awaited(leg.reference.clone()));
        }
        let settled = |leg: &&Leg| leg.task == "pay" && leg.status() == LegStatus::Done;
        let leg = legs.iter().rfind(settled)?;
        let at = format::stamp(leg.done_at.as_ref(), lang);
        Some(Self::Settled(leg.reference.clone(), at))
    }

    /// What it comes to; a payment of old is no news once the dossier is over.
    pub fn note(self, stage: Stage, lang: Lang) -> Option<Note> {
        let over = !matches!(stage, Stage::InProgress | Stage::ClockStopped);
        let (tone, text) = match (self, lang) {
            (Self::Settled(..), _) if over => return None,
            (Self::Awaited(reference), Lang::Vi) => (
                "violet",
                format!(
                    "Bạn cần nộp tiền theo thông báo số {reference}. Hồ sơ đi tiếp khi đã nộp; thời gian chờ này không tính vào thời hạn giải quyết."
                ),
            ),
            (Self::Awaited(reference), Lang::En) => (
                "violet",
                format!(
                    "Please pay by notice no. {reference}. The dossier goes on once paid; this wait is outside the term."
                ),
            ),
            (Self::Settled(reference, at), Lang::Vi) => (
                "green",
                format!("Đã ghi nhận khoản nộp theo thông báo số {reference}, lúc {at}."),
            ),
            (Self::Settled(reference, at), Lang::En) => (
                "green",
                format!("What was due by notice no. {reference} was recorded at {at}."),
            ),
        };
        Some(Note {
            tone,
            lead: String::new(),
            text,
            points: Vec::new(),
        })
    }
}

/// Money that came and goes back.
pub fn money_back(refund: &Refund, whole: bool, lang: Lang) -> Note {
    let (tone, lead) = match refund.returned_at {
        Some(_) => ("grey", ("Đã hoàn trả tiền.", "Money went back.")),
        None => ("amber", ("Có tiền được hoàn trả.", "Money goes back.")),
    };
    Note {
        tone,
        lead: lang.pick(lead.0, lead.1).to_owned(),
        text: refunds::told(refund, whole, lang).join(" "),
        points: Vec::new(),
    }
}

/// What was just done, said once above the page; only what is so, whatever the address says.
pub fn just_done(
    act: &str,
    d: &TrackDossierResponse,
    mine: Option<&GetMineResponse>,
    lang: Lang,
) -> Option<Note> {
    let text = match act {
        "danh-gia" if mine?.rating.is_some() => {
            lang.pick("Cảm ơn ông/bà đã đánh giá.", "Thank you for rating.")
        }
        "nhan-tin" if mine.is_some() => {
            lang.pick("Đã lưu cách nhận tin.", "How you are told was saved.")
        }
        "bo-sung" if mine.is_some() && d.asked.is_empty() => lang.pick(
            "Đã gửi đủ giấy tờ bổ sung; bộ phận một cửa sẽ kiểm tra.",
            "All the papers asked for were sent; the desk will look at them.",
        ),
        "bo-sung" if mine.is_some() => lang.pick(
            "Đã gửi giấy tờ; vẫn còn giấy tờ chưa có.",
            "The papers were sent; some are still missing.",
        ),
        "rut" if d.stage() == Stage::Withdrawn => lang.pick(
            "Hồ sơ đã được rút theo yêu cầu của ông/bà.",
            "The dossier was withdrawn as you asked.",
        ),
        _ => return None,
    };
    Some(Note {
        tone: "green",
        lead: String::new(),
        text: text.to_owned(),
        points: Vec::new(),
    })
}
