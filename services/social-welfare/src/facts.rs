//! The facts of a request, read into the words of the rules.

use chassis::{Result, Violations};
use chrono::NaiveDate;
use proto::social_welfare::v1 as proto;
use social_welfare_domain::{Circumstance, Facts, Group, Household, Refusal};

const BORN: &str = "facts.date_of_birth";
const CERTIFIED: &str = "facts.disability_certified_on";
const HOUSEHOLD: &str = "facts.household";
const CIRCUMSTANCES: &str = "facts.circumstances";

/// Nobody fits more groups than the law has.
const MOST: usize = Group::ALL.len();

/// # Errors
/// Every field that is not as it must be on that day, by its path in the request.
pub(crate) fn read(asked: Option<proto::Facts>, today: NaiveDate) -> Result<Facts> {
    let asked = asked.unwrap_or_default();
    let mut wrong = Violations::default();
    let born = wrong.check(BORN, date(&asked.date_of_birth));
    let certified = match asked.disability_certified_on.trim() {
        "" => Certified::Missing,
        raw => wrong
            .check(CERTIFIED, date(raw))
            .map_or(Certified::Unreadable, Certified::On),
    };
    let mut groups = Vec::new();
    let mut circumstances: Vec<Circumstance> = Vec::new();
    for (i, given) in asked.circumstances.iter().take(MOST + 1).enumerate() {
        let at = format!("{CIRCUMSTANCES}[{i}]");
        let Some((group, read)) = circumstance(given, certified, &at, &mut wrong) else {
            continue;
        };
        if circumstances.iter().any(|other| other.key() == read.key()) {
            let twice = Refusal::CircumstanceTwice.to_string();
            wrong.add(format!("{at}.kind"), twice);
        }
        groups.push(group);
        circumstances.push(read);
    }
    if asked.circumstances.is_empty() {
        wrong.add(CIRCUMSTANCES, Refusal::NoCircumstance.to_string());
    }
    let household = household(&asked, &mut wrong);
    wrong.finish()?;
    // Unreadable, it would have ended here.
    let born = born.unwrap_or(today);
    let facts = Facts {
        born,
        household,
        // Whoever chooses one of these groups says where the person lives.
        difficult_area: groups.contains(&Group::ElderlyInDifficultArea)
            || groups.contains(&Group::YoungChildInDifficultArea),
        pension: asked.has_pension,
        other_allowance: false,
        stable_income: false,
        // The group of those who turned sixteen while they drew the allowance.
        receiving: groups.contains(&Group::StudentWithoutCarer),
        circumstances,
    };
    facts.check(today).map_err(|refusal| {
        let field = match refusal {
            Refusal::BirthDate => BORN,
            Refusal::CertificateDate => CERTIFIED,
            _ => CIRCUMSTANCES,
        };
        chassis::Error::field(field, refusal.to_string())
    })?;
    Ok(facts)
}

/// Hộ nghèo, hộ cận nghèo or neither: the groups of the law ask for one or the other.
fn household(asked: &proto::Facts, wrong: &mut Violations) -> Household {
    match (asked.household.trim(), asked.poor_household) {
        ("poor", _) | ("", true) => Household::Poor,
        ("near-poor", false) => Household::NearPoor,
        ("other", false) | ("", false) => Household::Other,
        _ => {
            let remedy = "Hãy chọn một: hộ nghèo, hộ cận nghèo, hoặc không thuộc hai loại này.";
            wrong.add(HOUSEHOLD, remedy);
            Household::Other
        }
    }
}

/// The day of the disability certificate, as far as the request says it.
#[derive(Clone, Copy)]
enum Certified {
    On(NaiveDate),
    Missing,
    /// Already among what is wrong.
    Unreadable,
}

/// The group somebody is said to belong to, and what the rules make of it.
fn circumstance(
    given: &proto::Circumstance,
    certified: Certified,
    at: &str,
    wrong: &mut Violations,
) -> Option<(Group, Circumstance)> {
    let Some(group) = Group::from_key(given.kind.trim()) else {
        wrong.add(
            format!("{at}.kind"),
            "Không có nhóm đối tượng này. Hãy chọn một nhóm theo Điều 5 Nghị định 20/2021/NĐ-CP.",
        );
        return None;
    };
    let read = match group {
        Group::ChildWithoutCarer => Circumstance::ChildWithoutCarer { studying: false },
        Group::StudentWithoutCarer => Circumstance::ChildWithoutCarer { studying: true },
        Group::ChildWithHiv | Group::AdultWithHiv => Circumstance::LivingWithHiv,
        Group::SingleParent => Circumstance::SingleParent {
            children: children(given.children, at, wrong)?,
        },
        Group::ElderlyWithoutCarer => Circumstance::ElderlyWithoutCarer,
        Group::ElderlyInDifficultArea => Circumstance::ElderlyInDifficultArea,
        Group::ElderlyWithoutPension => Circumstance::ElderlyWithoutPension,
        Group::AcceptedForFacility => Circumstance::AcceptedForFacility,
        Group::VerySevereDisability => Circumstance::VerySevereDisability {
            certified: certificate(certified, wrong)?,
        },
        Group::SevereDisability => Circumstance::SevereDisability {
            certified: certificate(certified, wrong)?,
        },
        Group::YoungChildInDifficultArea => Circumstance::YoungChildInDifficultArea,
    };
    Some((group, read))
}

fn children(given: u32, at: &str, wrong: &mut Violations) -> Option<u8> {
    let children = u8::try_from(given).ok().filter(|n| (1..=20).contains(n));
    if children.is_none() {
        wrong.add(format!("{at}.children"), Refusal::Children.to_string());
    }
    children
}

fn certificate(certified: Certified, wrong: &mut Violations) -> Option<NaiveDate> {
    match certified {
        Certified::On(day) => Some(day),
        Certified::Unreadable => None,
        Certified::Missing => {
            let remedy = "Người khuyết tật phải có ngày cấp giấy xác nhận mức độ khuyết tật. Hãy ghi ngày trên giấy.";
            wrong.add(CERTIFIED, remedy);
            None
        }
    }
}

/// # Errors
/// The sentence that says how to write a day.
pub(crate) fn date(raw: &str) -> Result<NaiveDate, &'static str> {
    let raw = raw.trim();
    let day = raw.parse().ok();
    // Chrono alone would also take a day without its zeros, or a year of six digits.
    day.filter(|_| raw.len() == 10)
        .ok_or("Hãy ghi một ngày có thật, dạng năm-tháng-ngày, ví dụ 1990-12-31.")
}
