//! What a person has to know or do about their dossier, in plain words.

use proto::intake::v1::{Stage, TrackDossierResponse};

use portal_ui::{
    directory::Names,
    format,
    frame::{Lang, Visit},
    lookup::told,
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
    lang: Lang,
) -> Vec<Note> {
    let note = |tone, lead: (&str, &str), text: (String, String)| Note {
        tone,
        lead: lang.pick(lead.0, lead.1).to_owned(),
        text: if lang == Lang::Vi { text.0 } else { text.1 },
        points: Vec::new(),
    };
    let desk = names.unit(&d.receiving_unit);
    let promise = d.appointment.clone().unwrap_or_default();
    let passed = format::moment(promise.due.as_ref()).is_some_and(|due| due < visit.now());
    let settled = format::stamp(d.settled_at.as_ref());
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
                format!("You may file anew at {desk} or online."),
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
        Stage::ClockStopped if !d.stage_reason.is_empty() => {
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
                format!("{desk} will look at the papers and send you the date."),
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
        "" => format!("Hãy mang các giấy tờ sau đến {desk}, hoặc gửi qua bưu chính."),
        by => format!("Hãy mang các giấy tờ sau đến {desk}, hoặc gửi qua bưu chính, trước {by}."),
    };
    let en = match by.as_str() {
        "" => format!("Please bring these papers to {desk}, or send them by post."),
        by => format!("Please bring these papers to {desk}, or send them by post, by {by}."),
    };
    (
        format!("{vi} Thời hạn giải quyết tính tiếp khi đã đủ. {reason}"),
        format!("{en} The term goes on once they are complete. {reason}"),
    )
}
