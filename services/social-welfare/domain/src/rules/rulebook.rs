//! The numbers of the law as data: amounts and coefficients, each with its dates and source.

use chrono::NaiveDate;

use super::Group;
use crate::{Dong, Factor, Month};

/// Every dated number the assessment needs. A province may add its own standard amounts;
/// nothing else in the rules knows a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleBook {
    pub standards: Vec<Standard>,
    pub coefficients: Vec<Coefficient>,
    pub cautions: Vec<Caution>,
}

/// A standard amount (mức chuẩn trợ giúp xã hội).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    pub amount: Dong,
    /// The first month it is owed for.
    pub since: NaiveDate,
    /// When the instrument came into force: later than `since` when it is back-dated.
    pub in_force: NaiveDate,
    /// A province's own amount, which may be higher but not lower (khoản 3 Điều 4).
    pub provincial: bool,
    pub source: String,
}

/// A coefficient for a group within ages, `from_age` included and `below_age` not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coefficient {
    pub group: Group,
    pub from_age: u32,
    pub below_age: Option<u32>,
    pub factor: Factor,
    pub since: NaiveDate,
    /// The last day it applies.
    pub until: Option<NaiveDate>,
    pub source: String,
}

/// Something whoever signs must check by hand, for decisions from that day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caution {
    pub from: NaiveDate,
    pub text_vi: String,
    pub source: String,
}

/// Year, month, day.
type Ymd = (i32, u32, u32);

const STANDARDS: [(i64, Ymd, Ymd, &str); 3] = [
    (
        360_000,
        (2021, 7, 1),
        (2021, 7, 1),
        "Nghị định 20/2021/NĐ-CP, khoản 2 Điều 4",
    ),
    (
        500_000,
        (2024, 7, 1),
        (2024, 7, 1),
        "Nghị định 76/2024/NĐ-CP",
    ),
    (
        540_000,
        (2026, 7, 1),
        (2026, 10, 5),
        "Nghị định 335/2026/NĐ-CP, Điều 4",
    ),
];

const COEFFICIENTS: [(Group, u32, Option<u32>, u32, &str); 19] = [
    (
        Group::ChildWithoutCarer,
        0,
        Some(4),
        25,
        "điểm a khoản 1 Điều 6",
    ),
    (
        Group::ChildWithoutCarer,
        4,
        Some(16),
        15,
        "điểm a khoản 1 Điều 6",
    ),
    (
        Group::StudentWithoutCarer,
        16,
        Some(22),
        15,
        "điểm b khoản 1 Điều 6",
    ),
    (Group::ChildWithHiv, 0, Some(4), 25, "điểm c khoản 1 Điều 6"),
    (
        Group::ChildWithHiv,
        4,
        Some(16),
        20,
        "điểm c khoản 1 Điều 6",
    ),
    (Group::SingleParent, 0, None, 10, "điểm d khoản 1 Điều 6"),
    (
        Group::ElderlyWithoutCarer,
        60,
        Some(80),
        15,
        "điểm đ khoản 1 Điều 6",
    ),
    (
        Group::ElderlyWithoutCarer,
        80,
        None,
        20,
        "điểm đ khoản 1 Điều 6",
    ),
    (
        Group::ElderlyInDifficultArea,
        75,
        Some(80),
        10,
        "điểm đ khoản 1 Điều 6",
    ),
    (
        Group::ElderlyWithoutPension,
        80,
        None,
        10,
        "điểm đ khoản 1 Điều 6",
    ),
    (
        Group::AcceptedForFacility,
        60,
        None,
        30,
        "điểm đ khoản 1 Điều 6",
    ),
    (
        Group::VerySevereDisability,
        0,
        Some(16),
        25,
        "điểm e khoản 1 Điều 6",
    ),
    (
        Group::VerySevereDisability,
        16,
        Some(60),
        20,
        "điểm e khoản 1 Điều 6",
    ),
    (
        Group::VerySevereDisability,
        60,
        None,
        25,
        "điểm e khoản 1 Điều 6",
    ),
    (
        Group::SevereDisability,
        0,
        Some(16),
        20,
        "điểm e khoản 1 Điều 6",
    ),
    (
        Group::SevereDisability,
        16,
        Some(60),
        15,
        "điểm e khoản 1 Điều 6",
    ),
    (
        Group::SevereDisability,
        60,
        None,
        20,
        "điểm e khoản 1 Điều 6",
    ),
    (
        Group::YoungChildInDifficultArea,
        0,
        Some(3),
        15,
        "điểm g khoản 1 Điều 6",
    ),
    (Group::AdultWithHiv, 16, None, 15, "điểm g khoản 1 Điều 6"),
];

impl RuleBook {
    /// The national rules. The coefficients are those of Nghị định 20/2021/NĐ-CP; the
    /// caution says so from the day Nghị định 335/2026/NĐ-CP replaced it.
    pub fn national() -> Self {
        let day = |(y, m, d): Ymd| NaiveDate::from_ymd_opt(y, m, d).unwrap_or_default();
        let standard = |(amount, since, in_force, source): (i64, _, _, &str)| Standard {
            amount: Dong(amount),
            since: day(since),
            in_force: day(in_force),
            provincial: false,
            source: source.to_owned(),
        };
        let coefficient =
            |(group, from_age, below_age, tenths, article): (_, _, _, _, &str)| Coefficient {
                group,
                from_age,
                below_age,
                factor: Factor(tenths),
                since: day((2021, 7, 1)),
                until: None,
                source: format!("Nghị định 20/2021/NĐ-CP, {article}"),
            };
        Self {
            standards: STANDARDS.into_iter().map(standard).collect(),
            coefficients: COEFFICIENTS.into_iter().map(coefficient).collect(),
            cautions: vec![Caution {
                from: day((2026, 10, 5)),
                text_vi: "Hệ số lấy theo Nghị định 20/2021/NĐ-CP; đối chiếu với Nghị định 335/2026/NĐ-CP trước khi ký."
                    .to_owned(),
                source: "Nghị định 335/2026/NĐ-CP, hiệu lực từ 05/10/2026".to_owned(),
            }],
        }
    }

    /// The standard amount owed for a month, by the instruments in force on `known_on`: the
    /// latest national one, or the latest provincial one where that is higher.
    pub fn standard(&self, month: Month, known_on: NaiveDate) -> Option<&Standard> {
        let latest = |provincial| {
            self.standards
                .iter()
                .filter(|s| s.provincial == provincial)
                .filter(|s| s.since <= month.first_day() && s.in_force <= known_on)
                .max_by_key(|s| (s.since, s.in_force))
        };
        [latest(false), latest(true)]
            .into_iter()
            .flatten()
            .max_by_key(|s| s.amount)
    }

    /// The coefficient of a group for somebody of that age on that day.
    pub fn coefficient(&self, group: Group, age: u32, on: NaiveDate) -> Option<&Coefficient> {
        self.rows(group, on)
            .find(|row| row.from_age <= age && row.below_age.is_none_or(|below| age < below))
    }

    /// The coefficients of a group that apply on that day, whatever the age.
    pub fn rows(&self, group: Group, on: NaiveDate) -> impl Iterator<Item = &Coefficient> {
        self.coefficients.iter().filter(move |row| {
            row.group == group && row.since <= on && row.until.is_none_or(|last| on <= last)
        })
    }
}
