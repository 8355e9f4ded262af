//! What an agency concluded, and what the welfare rules come to.

use proto::{
    agency::v1::{Case, CaseStage},
    social_welfare::v1::Assessment,
};

use super::acts::refuse_words;
use portal_ui::{format, frame::Lang, said::within};

/// What the rules come to, with the working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    pub title: String,
    pub rows: Vec<(&'static str, String)>,
    pub working: Vec<String>,
}

impl Allowance {
    pub fn new(title: String, a: Assessment, lang: Lang) -> Self {
        let pick = |vi, en| lang.pick(vi, en);
        let a_month = |amount| {
            format!(
                "{} {}",
                format::money(amount, lang),
                pick("một tháng", "a month")
            )
        };
        let answer = if a.eligible {
            pick("Đủ điều kiện", "Eligible")
        } else {
            pick("Không đủ điều kiện", "Not eligible")
        };
        let mut rows = vec![(pick("Điều kiện", "Eligibility"), answer.to_owned())];
        if a.eligible {
            let coefficient = format!("{}.{:02}", a.coefficient / 100, a.coefficient % 100);
            let coefficient = coefficient.trim_end_matches('0').trim_end_matches('.');
            let coefficient = format::decimal(coefficient, lang);
            rows.push((pick("Mức chuẩn", "Standard amount"), a_month(a.standard)));
            rows.push((pick("Hệ số", "Coefficient"), coefficient.clone()));
            // How the amount comes about, for whoever wants to reckon it again.
            let reckoned = format!(
                "{} × {coefficient} = {}",
                format::money(a.standard, lang),
                a_month(a.amount)
            );
            rows.push((pick("Mức hưởng", "Amount"), reckoned));
            rows.push((pick("Hưởng từ tháng", "From"), month(&a.from_month, lang)));
        }
        Self {
            title,
            rows,
            working: a.working,
        }
    }
}

/// `2026-12` as `12/2026`, `December 2026`.
fn month(iso: &str, lang: Lang) -> String {
    let first = format!("{iso}-01").parse();
    first.map_or_else(|_| iso.to_owned(), |day| format::month_of(day, lang))
}

/// The conclusion of a leg, or why it ended otherwise, by label.
pub fn concluded(case: &Case, lang: Lang) -> Vec<(String, String)> {
    let pick = |vi, en| lang.pick(vi, en);
    let opinion = !case.opinion_for.is_empty();
    let mut rows = Vec::new();
    if let Some(given) = &case.conclusion {
        let words = match (opinion, given.granted) {
            (true, true) => pick("Đồng ý", "Agreed"),
            (true, false) => pick("Không đồng ý", "Not agreed"),
            (false, true) => pick("Đủ điều kiện, giải quyết", "Eligible, granted"),
            (false, false) => pick("Không đủ điều kiện", "Not eligible"),
        };
        rows.push((pick("Kết luận", "Conclusion"), words.to_owned()));
        rows.push((pick("Văn bản", "Paper"), given.document.clone()));
        rows.push((
            pick("Số tiền phải nộp", "Amount to pay"),
            given
                .amount
                .map_or_else(String::new, |of| format::money(of, lang)),
        ));
        rows.push((
            pick("Hạn nộp", "Pay by"),
            format::iso_date(&given.pay_by, lang),
        ));
        rows.push((pick("Lý do, nội dung", "Reason"), given.reason.clone()));
    }
    let label = match case.stage() {
        CaseStage::Held | CaseStage::Proposed | CaseStage::Approved => {
            pick("Ghi chú khi giao, trả sửa", "Note when handed or sent back")
        }
        _ => pick("Vì sao kết thúc", "Why it ended"),
    };
    rows.push((label, ended(case, lang)));
    let filled = rows.into_iter().filter(|(_, value)| !value.is_empty());
    filled
        .map(|(label, value)| (label.to_owned(), value))
        .collect()
}

/// Why a case ended without a conclusion of its own; empty when it did not.
pub fn ended(case: &Case, lang: Lang) -> String {
    let given = refuse_words(&case.reason, lang);
    let because = |vi: &'static str, en: &'static str| match given {
        "" => lang.pick(vi, en).to_owned(),
        given => format!("{}: {}", lang.pick(vi, en), within(lang, given)),
    };
    match case.stage() {
        CaseStage::Refused => because("Từ chối nhận", "Declined"),
        CaseStage::Returned => because("Trả lại nơi chuyển đến", "Given back"),
        CaseStage::Recalled => because(
            "Nơi chuyển thu hồi trước khi nhận",
            "Taken back before it was accepted",
        ),
        CaseStage::Closed => match case.reason.as_str() {
            "" => lang.pick(
                "Hồ sơ đã kết thúc, hoặc việc đã chuyển cho đơn vị khác",
                "The dossier has ended, or the case went to another unit",
            ),
            "route-closed" => lang.pick(
                "Hồ sơ được rút, dừng hoặc không tiếp nhận",
                "The dossier was withdrawn, stopped or refused",
            ),
            "settled" => lang.pick("Hồ sơ đã có kết quả", "The dossier is settled"),
            "moved" => lang.pick(
                "Việc đã chuyển cho đơn vị khác",
                "The case is another unit's now",
            ),
            "not-needed" => lang.pick("Không cần ý kiến nữa", "The opinion is no longer needed"),
            other => other,
        }
        .to_owned(),
        _ => given.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_allowance_shows_its_parts() {
        let shown = Allowance::new(
            String::new(),
            Assessment {
                eligible: true,
                coefficient: 150,
                standard: 500_000,
                amount: 750_000,
                from_month: "2026-12".to_owned(),
                working: Vec::new(),
            },
            Lang::Vi,
        );
        let values: Vec<&str> = shown.rows.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(
            values,
            [
                "Đủ điều kiện",
                "500.000 đồng một tháng",
                "1,5",
                "500.000 đồng × 1,5 = 750.000 đồng một tháng",
                "12/2026"
            ]
        );
    }

    #[test]
    fn an_ended_case_says_why() {
        let told = |stage: CaseStage, reason: &str| {
            let case = Case {
                stage: stage.into(),
                reason: reason.to_owned(),
                ..Case::default()
            };
            ended(&case, Lang::Vi)
        };
        assert_eq!(told(CaseStage::Closed, "settled"), "Hồ sơ đã có kết quả");
        assert!(told(CaseStage::Closed, "").contains("đã kết thúc"));
        assert_eq!(
            told(CaseStage::Refused, "duplicate"),
            "Từ chối nhận: Trùng với việc đã nhận"
        );
        assert_eq!(told(CaseStage::Held, ""), "");
    }
}
