//! What is known about the person who asks: the facts the law looks at, and no others.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Refusal;

/// The facts of a case, as declared and then verified. Health is among them, so a case
/// keeps them as [`kernel::Personal`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    pub born: NaiveDate,
    pub household: Household,
    /// Lives in a commune or village listed as specially difficult (xã, thôn vùng đồng bào
    /// dân tộc thiểu số và miền núi đặc biệt khó khăn).
    pub difficult_area: bool,
    /// Has a pension or a monthly social-insurance benefit.
    pub pension: bool,
    /// Has a monthly allowance under another instrument.
    pub other_allowance: bool,
    /// Has a stable monthly income, such as wages.
    pub stable_income: bool,
    /// Already draws this allowance: who turns 16 keeps it only then.
    pub receiving: bool,
    pub circumstances: Vec<Circumstance>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Household {
    /// Hộ nghèo.
    Poor,
    /// Hộ cận nghèo.
    NearPoor,
    Other,
}

/// Why somebody may be owed an allowance. Source: Nghị định 20/2021/NĐ-CP, Điều 5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Circumstance {
    /// Khoản 1 and 2: a child nobody provides for; later, still at school.
    ChildWithoutCarer { studying: bool },
    /// Khoản 3 and 8. Never posted in public.
    LivingWithHiv,
    /// Khoản 4: children under 16, or 16 to 22 and at school.
    SingleParent { children: u8 },
    /// Điểm a khoản 5: nobody who must support them, or only somebody on an allowance.
    ElderlyWithoutCarer,
    /// Điểm b khoản 5.
    ElderlyInDifficultArea,
    /// Điểm c khoản 5.
    ElderlyWithoutPension,
    /// Điểm d khoản 5: fit for a facility, taken in by somebody instead.
    AcceptedForFacility,
    /// Khoản 6.
    VerySevereDisability { certified: NaiveDate },
    /// Khoản 6.
    SevereDisability { certified: NaiveDate },
    /// Khoản 7.
    YoungChildInDifficultArea,
}

impl Circumstance {
    /// A stable word for programs, tables and procedure files.
    pub fn key(self) -> &'static str {
        match self {
            Self::ChildWithoutCarer { .. } => "child-without-carer",
            Self::LivingWithHiv => "living-with-hiv",
            Self::SingleParent { .. } => "single-parent",
            Self::ElderlyWithoutCarer => "elderly-without-carer",
            Self::ElderlyInDifficultArea => "elderly-in-difficult-area",
            Self::ElderlyWithoutPension => "elderly-without-pension",
            Self::AcceptedForFacility => "accepted-for-facility",
            Self::VerySevereDisability { .. } => "very-severe-disability",
            Self::SevereDisability { .. } => "severe-disability",
            Self::YoungChildInDifficultArea => "young-child-in-difficult-area",
        }
    }

    /// False of what the public notice of the result must leave out.
    ///
    /// Source: Nghị định 20/2021/NĐ-CP, điểm b khoản 1 Điều 8.
    pub fn may_be_posted(self) -> bool {
        !matches!(self, Self::LivingWithHiv)
    }

    /// The day the disability was certified, where there is one.
    pub fn certified(self) -> Option<NaiveDate> {
        match self {
            Self::VerySevereDisability { certified } | Self::SevereDisability { certified } => {
                Some(certified)
            }
            _ => None,
        }
    }
}

impl Facts {
    /// # Errors
    /// When the facts cannot be true today, whatever the law says about them.
    pub fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        if self.born > today || today.years_since(self.born).is_none_or(|years| years > 130) {
            return Err(Refusal::BirthDate);
        }
        if self.circumstances.is_empty() {
            return Err(Refusal::NoCircumstance);
        }
        for (i, circumstance) in self.circumstances.iter().enumerate() {
            if self.circumstances[..i]
                .iter()
                .any(|other| other.key() == circumstance.key())
            {
                return Err(Refusal::CircumstanceTwice);
            }
            if circumstance
                .certified()
                .is_some_and(|day| day > today || day < self.born)
            {
                return Err(Refusal::CertificateDate);
            }
            if matches!(
                circumstance,
                Circumstance::SingleParent { children: 0 | 21.. }
            ) {
                return Err(Refusal::Children);
            }
        }
        Ok(())
    }
}
