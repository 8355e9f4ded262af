//! One assessment: which groups, which coefficient, how much, from when, and why.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Coefficient, Group, RuleBook, Start};
use crate::{Circumstance, Dong, Factor, Facts, Month, month};

/// The answer with its working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    pub eligible: bool,
    /// The sum of the parts' coefficients; zero when nothing is owed.
    pub coefficient: Factor,
    /// The standard amount it is multiplied by; zero when the rules know none for that month.
    pub standard: Dong,
    /// What is owed each month.
    pub amount: Dong,
    /// The earliest month any part is owed from.
    pub start_month: Option<Month>,
    /// What is drawn: one group, or a single parent's two.
    pub parts: Vec<Part>,
    pub lines: Vec<Line>,
}

/// A group that counts, and from when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    pub group: Group,
    pub factor: Factor,
    pub start: Month,
}

/// One line of the working, and the provision or paper it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub text_vi: String,
    pub source: String,
}

const ONLY_ONE: &str = "Nghị định 20/2021/NĐ-CP, khoản 2 Điều 6";
const START: &str = "Nghị định 20/2021/NĐ-CP, khoản 1 Điều 8";

/// What the law gives somebody with these facts if it is decided on that day.
pub fn assess(facts: &Facts, rules: &RuleBook, on: NaiveDate) -> Assessment {
    let mut lines = Vec::new();
    let Some(age) = month::age(facts.born, on) else {
        return Assessment::nothing(vec![line("Chưa sinh vào ngày xét.", "Hồ sơ của đối tượng")]);
    };
    lines.push(line(
        format!(
            "Ngày xét {}: sinh ngày {}, đủ {age} tuổi.",
            day(on),
            day(facts.born)
        ),
        "Hồ sơ của đối tượng",
    ));
    let met = candidates(facts, rules, age, on, on, &mut lines);
    let standard = rules.standard(Month::of(on), on);
    let (Some(standard), Some(parts)) = (standard, choose(&met)) else {
        lines.push(line(
            "Không đủ điều kiện hưởng trợ cấp xã hội hằng tháng.",
            "Nghị định 20/2021/NĐ-CP, Điều 5",
        ));
        return Assessment::nothing(lines);
    };
    let coefficient = total(&parts);
    let amount = coefficient.times(standard.amount);
    if let [parent, other] = parts.as_slice() {
        let text = format!(
            "Người đơn thân nghèo đang nuôi con đồng thời là {}: hưởng cả hai chế độ, hệ số {} + {} = {coefficient}.",
            other.group.words(),
            parent.factor,
            other.factor
        );
        lines.push(line(text, ONLY_ONE));
    } else if met.len() > 1 {
        lines.push(line(
            format!("Thuộc nhiều diện: chỉ hưởng một mức cao nhất, hệ số {coefficient}."),
            ONLY_ONE,
        ));
    }
    let text = format!(
        "Mức chuẩn trợ giúp xã hội: {}/tháng, áp dụng từ {}.",
        standard.amount,
        day(standard.since)
    );
    lines.push(line(text, &standard.source));
    let text = format!(
        "Mức hưởng: {} × {coefficient} = {amount}/tháng.",
        standard.amount
    );
    lines.push(line(text, "Nghị định 20/2021/NĐ-CP, khoản 1 Điều 6"));
    lines.extend(parts.iter().map(Part::start_line));
    for caution in rules.cautions.iter().filter(|caution| caution.from <= on) {
        lines.push(line(caution.text_vi.clone(), &caution.source));
    }
    Assessment {
        eligible: true,
        coefficient,
        standard: standard.amount,
        amount,
        start_month: parts.iter().map(|part| part.start).min(),
        parts,
        lines,
    }
}

impl Assessment {
    fn nothing(lines: Vec<Line>) -> Self {
        Self {
            eligible: false,
            coefficient: Factor(0),
            standard: Dong(0),
            amount: Dong(0),
            start_month: None,
            parts: vec![],
            lines,
        }
    }
}

/// Every group the facts put somebody in at `at`, were it decided on `decided`; each
/// circumstance leaves one line saying whether it counts.
pub(super) fn candidates(
    facts: &Facts,
    rules: &RuleBook,
    age: u32,
    at: NaiveDate,
    decided: NaiveDate,
    lines: &mut Vec<Line>,
) -> Vec<Part> {
    let mut parts = Vec::new();
    for &circumstance in &facts.circumstances {
        let group = Group::of(circumstance, age);
        let row = rules.coefficient(group, age, at);
        let unmet = group.unmet(circumstance, facts);
        let (Some(row), None) = (row, unmet) else {
            let reason = unmet.map_or_else(
                || format!("{age} tuổi không thuộc độ tuổi của diện này"),
                str::to_owned,
            );
            lines.push(line(
                format!("Không tính diện {}: {reason}.", group.words()),
                group.article(),
            ));
            continue;
        };
        let children = match circumstance {
            Circumstance::SingleParent { children } => u32::from(children),
            _ => 1,
        };
        let factor = Factor(row.factor.0.saturating_mul(children));
        let text = match group {
            Group::SingleParent => format!(
                "Thuộc diện {} ({}): hệ số {} × {children} con = {factor}.",
                group.words(),
                group.article(),
                row.factor
            ),
            _ => format!(
                "Thuộc diện {} ({}): hệ số {factor}.",
                group.words(),
                group.article()
            ),
        };
        lines.push(line(text, &row.source));
        parts.push(Part {
            group,
            factor,
            start: start(circumstance, row, facts, decided),
        });
    }
    parts
}

fn start(
    circumstance: Circumstance,
    row: &Coefficient,
    facts: &Facts,
    decided: NaiveDate,
) -> Month {
    let day = match row.group.start() {
        Start::Certificate => circumstance.certified(),
        Start::Birthday => month::birthday(facts.born, row.from_age),
        Start::Decision => None,
    };
    // Nothing is owed for the time before the rule itself.
    Month::of(day.map_or(decided, |day| day.max(row.since)))
}

/// Khoản 2 Điều 6: the highest alone, or a single parent's together with the highest of
/// those that may be added, whichever is more.
pub(super) fn choose(parts: &[Part]) -> Option<Vec<Part>> {
    let highest = |wanted: fn(Group) -> bool| {
        // Among equals the one owed for longer: the earlier start.
        parts
            .iter()
            .filter(|p| wanted(p.group))
            .max_by_key(|p| (p.factor, std::cmp::Reverse(p.start)))
            .copied()
    };
    let alone = highest(|_| true)?;
    let both = highest(|group| group == Group::SingleParent)
        .zip(highest(Group::adds_to_single_parent))
        .map(|(parent, other)| vec![parent, other]);
    match both {
        Some(both) if total(&both) > alone.factor => Some(both),
        _ => Some(vec![alone]),
    }
}

pub(super) fn total(parts: &[Part]) -> Factor {
    parts.iter().fold(Factor(0), |sum, part| sum + part.factor)
}

impl Part {
    fn start_line(&self) -> Line {
        let why = match self.group.start() {
            Start::Certificate => "tháng được cấp giấy xác nhận mức độ khuyết tật",
            Start::Birthday => "tháng đủ tuổi",
            Start::Decision => "tháng ký quyết định",
        };
        let text = format!(
            "Diện {}: hưởng từ tháng {}, {why}.",
            self.group.words(),
            self.start
        );
        line(text, START)
    }
}

pub(super) fn line(text: impl Into<String>, source: impl Into<String>) -> Line {
    Line {
        text_vi: text.into(),
        source: source.into(),
    }
}

pub(super) fn day(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}
