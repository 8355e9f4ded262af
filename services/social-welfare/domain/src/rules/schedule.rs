//! What is owed month by month, so that a late decision or a back-dated law pays exactly
//! what each month was worth.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Line, RuleBook,
    assess::{candidates, choose, day, line, total},
};
use crate::{Dong, Factor, Facts, Month, month};

/// An amount a month, from that month until the next rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    pub from: Month,
    pub amount: Dong,
}

/// What is owed for one month of an allowance decided on `decided`, by the law as known on
/// `known_on`.
///
/// A change counts from the month it happens in; a loss of the conditions, from the month
/// after (Nghị định 20/2021/NĐ-CP, khoản 1 và khoản 2 Điều 8).
pub fn due(
    facts: &Facts,
    rules: &RuleBook,
    month: Month,
    decided: NaiveDate,
    known_on: NaiveDate,
) -> Dong {
    let Some(standard) = rules.standard(month, known_on) else {
        return Dong(0);
    };
    [month.last_day(), month.first_day()]
        .into_iter()
        .find_map(|at| factor(facts, rules, month, at, decided))
        .map_or(Dong(0), |factor| factor.times(standard.amount))
}

fn factor(
    facts: &Facts,
    rules: &RuleBook,
    month: Month,
    at: NaiveDate,
    decided: NaiveDate,
) -> Option<Factor> {
    let age = month::age(facts.born, at)?;
    let mut started = candidates(facts, rules, age, at, decided, &mut vec![]);
    started.retain(|part| part.start <= month);
    choose(&started).map(|parts| total(&parts))
}

/// The rates from `from` through `to`, one for each change of the amount.
pub fn rates(
    facts: &Facts,
    rules: &RuleBook,
    from: Month,
    to: Month,
    decided: NaiveDate,
    known_on: NaiveDate,
) -> Vec<Rate> {
    let mut rates: Vec<Rate> = Vec::new();
    for month in from.through(to) {
        let amount = due(facts, rules, month, decided, known_on);
        if rates.last().is_none_or(|last| last.amount != amount) {
            rates.push(Rate {
                from: month,
                amount,
            });
        }
    }
    rates
}

/// The least a family is owed for the funeral of somebody who drew the allowance: twenty
/// times the standard amount of the month of death; none when the rules know no amount.
///
/// Source: Nghị định 20/2021/NĐ-CP, khoản 2 Điều 11.
pub fn funeral(
    rules: &RuleBook,
    died: NaiveDate,
    known_on: NaiveDate,
) -> Option<(Dong, Vec<Line>)> {
    let standard = rules.standard(Month::of(died), known_on)?;
    let amount = Factor(200).times(standard.amount);
    let standard_line = format!(
        "Mức chuẩn trợ giúp xã hội: {}/tháng, áp dụng từ {}.",
        standard.amount,
        day(standard.since)
    );
    let text = format!(
        "Hỗ trợ chi phí mai táng: {} × 20 = {amount}.",
        standard.amount
    );
    let lines = vec![
        line(standard_line, &standard.source),
        line(text, "Nghị định 20/2021/NĐ-CP, khoản 2 Điều 11"),
    ];
    Some((amount, lines))
}
