//! What an agency concluded, and what the welfare rules come to.

use proto::{agency::v1::Case, social_welfare::v1::Assessment};

use super::acts::refuse_words;
use crate::format;

/// What the rules come to, with the working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    pub title: String,
    pub rows: Vec<(&'static str, String)>,
    pub working: Vec<String>,
}

impl Allowance {
    pub fn new(title: String, a: Assessment) -> Self {
        let mut rows = vec![(
            "Điều kiện",
            if a.eligible {
                "Đủ điều kiện".to_owned()
            } else {
                "Không đủ điều kiện".to_owned()
            },
        )];
        if a.eligible {
            let coefficient = format!("{},{:02}", a.coefficient / 100, a.coefficient % 100);
            rows.push((
                "Mức chuẩn",
                format!("{} một tháng", format::money(a.standard)),
            ));
            rows.push((
                "Hệ số",
                coefficient
                    .trim_end_matches('0')
                    .trim_end_matches(',')
                    .to_owned(),
            ));
            rows.push((
                "Mức hưởng",
                format!("{} một tháng", format::money(a.amount)),
            ));
            rows.push(("Hưởng từ tháng", month(&a.from_month)));
        }
        Self {
            title,
            rows,
            working: a.working,
        }
    }
}

/// `2026-12` as `12/2026`.
fn month(iso: &str) -> String {
    iso.split_once('-')
        .map_or_else(|| iso.to_owned(), |(year, month)| format!("{month}/{year}"))
}

/// The conclusion of a leg, or why it was given back, by label.
pub fn concluded(case: &Case) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    if let Some(given) = &case.conclusion {
        rows.push((
            "Kết luận",
            if given.granted {
                "Đủ điều kiện, giải quyết"
            } else {
                "Không đủ điều kiện"
            }
            .to_owned(),
        ));
        rows.push(("Văn bản", given.document.clone()));
        rows.push((
            "Số tiền phải nộp",
            given.amount.map_or_else(String::new, format::money),
        ));
        rows.push(("Hạn nộp", format::iso_date(&given.pay_by)));
        rows.push(("Lý do", given.reason.clone()));
    }
    if !case.reason.is_empty() {
        rows.push(("Lý do trả, từ chối", refuse_words(&case.reason).to_owned()));
    }
    let filled = rows.into_iter().filter(|(_, value)| !value.is_empty());
    filled
        .map(|(label, value)| (label.to_owned(), value))
        .collect()
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
        );
        let values: Vec<&str> = shown.rows.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(
            values,
            [
                "Đủ điều kiện",
                "500.000 đồng một tháng",
                "1,5",
                "750.000 đồng một tháng",
                "12/2026"
            ]
        );
    }
}
