//! What a page tells an officer before anything else: duties, questions, whose time it is.

use chrono::{DateTime, Utc};
use proto::{
    agency::v1::{Case, CaseStage},
    routing::v1::{GetRouteResponse, Leg},
};

use crate::{directory::Names, format, frame::Lang, said::value};

/// A box of advice: a colour, a first sentence that says what it is, and the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    pub tone: &'static str,
    pub lead: String,
    pub text: String,
}

fn advice(tone: &'static str, lead: &str, text: String) -> Advice {
    Advice {
        tone,
        lead: lead.to_owned(),
        text,
    }
}

/// Whether the unit still owes reason, new date or signature.
pub fn owes(case: &Case) -> bool {
    let open = matches!(
        case.stage(),
        CaseStage::Offered | CaseStage::Held | CaseStage::Proposed | CaseStage::Approved
    );
    let unsigned = |owed: &proto::agency::v1::Apology| owed.signed_at.is_none();
    open && case.apology.as_ref().is_some_and(unsigned)
}

/// The apology this case's unit owes, has stated or has signed.
pub fn of_case(case: &Case, now: DateTime<Utc>, lang: Lang) -> Vec<Advice> {
    let Some(owed) = &case.apology else {
        return Vec::new();
    };
    let due = format::stamp(owed.due.as_ref(), lang);
    let by = format::stamp(owed.state_by.as_ref(), lang);
    let missed = format::moment(owed.state_by.as_ref()).is_some_and(|by| by < now);
    let why = match (owed.ground.as_str(), lang) {
        ("impossible", Lang::Vi) => "Định mức của các khâu còn lại không kịp ngày hẹn.",
        ("impossible", Lang::En) => "The norms of the legs left do not fit before the date.",
        (_, Lang::Vi) => "Hồ sơ sắp đến ngày hẹn mà chưa xong.",
        (_, Lang::En) => "The promised date is near and the dossier is not done.",
    };
    let signed = format::moment(owed.signed_at.as_ref());
    let promised = format::moment(owed.due.as_ref());
    if signed.zip(promised).is_some_and(|(at, due)| at > due) {
        let text = match lang {
            Lang::Vi => format!(
                "Ngày hẹn {due} không đổi, đơn vị vẫn bị tính là không xin lỗi đúng hạn. Ký lúc {}. Lý do: {}",
                format::stamp(owed.signed_at.as_ref(), lang),
                owed.reason
            ),
            Lang::En => format!(
                "The promised date {due} stands, and so does the breach. Signed {}. Reason: {}",
                format::stamp(owed.signed_at.as_ref(), lang),
                value(&owed.reason)
            ),
        };
        let lead = lang.pick(
            "Xin lỗi sau ngày hẹn, chỉ được ghi lại.",
            "Apologised after the date: written down, no more.",
        );
        return vec![advice("amber", lead, text)];
    }
    if owed.signed_at.is_some() {
        let text = match lang {
            Lang::Vi => format!(
                "Hẹn lại {} thay cho {due}. Ký lúc {}. Lý do: {}",
                format::stamp(owed.new_due.as_ref(), lang),
                format::stamp(owed.signed_at.as_ref(), lang),
                owed.reason
            ),
            Lang::En => format!(
                "New date {} instead of {due}. Signed {}. Reason: {}",
                format::stamp(owed.new_due.as_ref(), lang),
                format::stamp(owed.signed_at.as_ref(), lang),
                value(&owed.reason)
            ),
        };
        return vec![advice(
            "grey",
            lang.pick("Đã xin lỗi và hẹn lại.", "Apologised, with a new date."),
            text,
        )];
    }
    if !owes(case) {
        return Vec::new();
    }
    let text = match (owed.may_move, lang) {
        (true, Lang::Vi) => format!("Trước {by}. {why} Hẹn trả đã ghi: {due}."),
        (true, Lang::En) => format!("By {by}. {why} Promised: {due}."),
        (false, Lang::Vi) => format!(
            "Ngày hẹn {due} đã lùi đủ số lần cho phép, không hẹn lại được nữa. Hãy hoàn thành ngay và báo Bộ phận Một cửa."
        ),
        (false, Lang::En) => format!(
            "The date {due} was moved as often as the law allows. Complete the case now and tell the one-stop desk."
        ),
    };
    let lead = match (missed, owed.may_move) {
        (true, true) => lang.pick(
            "Đã quá hạn xin lỗi và hẹn lại.",
            "The apology with a new date is overdue.",
        ),
        (_, true) => lang.pick(
            "Phải xin lỗi và hẹn lại ngày trả.",
            "An apology with a new date is owed.",
        ),
        _ => lang.pick("Không kịp ngày hẹn.", "The date will be missed."),
    };
    vec![advice("red", lead, text)]
}

/// Whose time it is while the agency has the leg, and what it was asked.
pub fn of_leg(
    leg: Option<&Leg>,
    route: Option<&GetRouteResponse>,
    names: &Names,
    lang: Lang,
) -> Vec<Advice> {
    let mut told = Vec::new();
    if let Some(leg) = leg.filter(|leg| !leg.question.is_empty()) {
        let lead = match lang {
            Lang::Vi => format!("{} hỏi ý kiến:", names.unit(&leg.asked_by)),
            Lang::En => format!("{} asks:", value(&names.unit(&leg.asked_by))),
        };
        told.push(advice("indigo", &lead, leg.question.clone()));
    }
    let asked = route.is_some_and(|route| route.with_citizen);
    if asked && leg.is_some_and(|leg| leg.done_at.is_none() && leg.opinion_for.is_empty()) {
        told.push(advice(
            "violet",
            lang.pick(
                "Đang chờ người nộp bổ sung.",
                "The applicant is asked for papers.",
            ),
            lang.pick(
                "Thời gian chờ không tính cho đơn vị.",
                "This time is not the unit's.",
            )
            .to_owned(),
        ));
    }
    told
}

#[cfg(test)]
mod tests {
    use proto::agency::v1::Apology;

    use super::*;

    fn at(seconds: i64) -> Option<prost_types::Timestamp> {
        Some(prost_types::Timestamp { seconds, nanos: 0 })
    }
    fn case(apology: Apology) -> Case {
        Case {
            stage: CaseStage::Held.into(),
            apology: Some(apology),
            ..Case::default()
        }
    }
    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).expect("a moment")
    }

    #[test]
    fn a_duty_is_told_until_it_is_signed() {
        let owed = Apology {
            due: at(1_800_090_000),
            state_by: at(1_800_080_000),
            may_move: true,
            ..Apology::default()
        };
        let told = of_case(&case(owed.clone()), now(), Lang::Vi);
        assert_eq!(told[0].lead, "Phải xin lỗi và hẹn lại ngày trả.");
        let missed = Apology {
            state_by: at(1_700_000_000),
            ..owed.clone()
        };
        let told = of_case(&case(missed), now(), Lang::Vi);
        assert_eq!(told[0].lead, "Đã quá hạn xin lỗi và hẹn lại.");
        let signed = case(Apology {
            signed_at: at(1_800_000_000),
            ..owed
        });
        assert!(!owes(&signed));
        assert_eq!(of_case(&signed, now(), Lang::Vi)[0].tone, "grey");
        let late = case(Apology {
            due: at(1_800_000_000),
            signed_at: at(1_800_000_060),
            ..Apology::default()
        });
        let told = of_case(&late, now(), Lang::Vi);
        assert!(told[0].text.contains("không đổi"), "the date does not move");
    }

    #[test]
    fn who_may_not_move_the_date_again_is_told_to_finish() {
        let owed = Apology {
            may_move: false,
            ..Apology::default()
        };
        let told = of_case(&case(owed), now(), Lang::Vi);
        assert!(told[0].text.contains("không hẹn lại được nữa"));
    }
}
