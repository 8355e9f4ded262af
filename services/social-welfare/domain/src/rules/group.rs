//! The groups of the law, and what a person must be besides their age to belong to one.

use crate::{Circumstance, Facts, Household};

macro_rules! groups {
    ($($(#[$doc:meta])* $variant:ident = $key:literal, $article:literal, $words:literal;)*) => {
        /// A group with a coefficient of its own. Source: Nghị định 20/2021/NĐ-CP, Điều 5.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Group { $($(#[$doc])* $variant,)* }

        impl Group {
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// A stable word for programs and for rules kept as data.
            pub fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|group| group.key() == key)
            }
            /// What people read.
            pub fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)* }
            }
            /// The provision that describes the group.
            pub fn article(self) -> &'static str {
                match self { $(Self::$variant => concat!("Nghị định 20/2021/NĐ-CP, ", $article),)* }
            }
        }
    };
}

groups! {
    ChildWithoutCarer = "child-without-carer", "khoản 1 Điều 5", "trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng";
    StudentWithoutCarer = "student-without-carer", "khoản 2 Điều 5", "người từ đủ 16 tuổi đến 22 tuổi không có nguồn nuôi dưỡng, đang đi học";
    ChildWithHiv = "child-with-hiv", "khoản 3 Điều 5", "trẻ em nhiễm HIV/AIDS thuộc hộ nghèo";
    SingleParent = "single-parent", "khoản 4 Điều 5", "người đơn thân nghèo đang nuôi con";
    ElderlyWithoutCarer = "elderly-without-carer", "điểm a khoản 5 Điều 5", "người cao tuổi thuộc hộ nghèo, không có người phụng dưỡng";
    ElderlyInDifficultArea = "elderly-in-difficult-area", "điểm b khoản 5 Điều 5", "người từ đủ 75 tuổi đến 80 tuổi thuộc hộ nghèo, hộ cận nghèo ở địa bàn đặc biệt khó khăn";
    ElderlyWithoutPension = "elderly-without-pension", "điểm c khoản 5 Điều 5", "người từ đủ 80 tuổi không có lương hưu, trợ cấp hằng tháng";
    AcceptedForFacility = "accepted-for-facility", "điểm d khoản 5 Điều 5", "người cao tuổi đủ điều kiện vào cơ sở trợ giúp xã hội, được nhận chăm sóc tại cộng đồng";
    VerySevereDisability = "very-severe-disability", "khoản 6 Điều 5", "người khuyết tật đặc biệt nặng";
    SevereDisability = "severe-disability", "khoản 6 Điều 5", "người khuyết tật nặng";
    YoungChildInDifficultArea = "young-child-in-difficult-area", "khoản 7 Điều 5", "trẻ em dưới 3 tuổi thuộc hộ nghèo, hộ cận nghèo ở địa bàn đặc biệt khó khăn";
    AdultWithHiv = "adult-with-hiv", "khoản 8 Điều 5", "người nhiễm HIV/AIDS thuộc hộ nghèo, không có thu nhập ổn định";
}

/// From which month an allowance is owed. Source: Nghị định 20/2021/NĐ-CP, khoản 1 Điều 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// The month the degree of disability was certified.
    Certificate,
    /// The month of the birthday that opens the group.
    Birthday,
    /// The month the decision was signed.
    Decision,
}

impl Group {
    pub fn start(self) -> Start {
        match self {
            Self::VerySevereDisability | Self::SevereDisability => Start::Certificate,
            Self::ElderlyInDifficultArea | Self::ElderlyWithoutPension => Start::Birthday,
            _ => Start::Decision,
        }
    }

    /// Elderly, disabled or HIV: what a poor single parent draws besides.
    ///
    /// Source: Nghị định 20/2021/NĐ-CP, khoản 2 Điều 6 (khoản 5, 6 và 8 Điều 5).
    pub fn adds_to_single_parent(self) -> bool {
        match self {
            Self::ElderlyWithoutCarer
            | Self::ElderlyInDifficultArea
            | Self::ElderlyWithoutPension
            | Self::AcceptedForFacility
            | Self::VerySevereDisability
            | Self::SevereDisability
            | Self::AdultWithHiv => true,
            Self::ChildWithoutCarer
            | Self::StudentWithoutCarer
            | Self::ChildWithHiv
            | Self::SingleParent
            | Self::YoungChildInDifficultArea => false,
        }
    }

    /// The group that a circumstance puts somebody of that age in.
    pub fn of(circumstance: Circumstance, age: u32) -> Self {
        match circumstance {
            Circumstance::ChildWithoutCarer { .. } if age < 16 => Self::ChildWithoutCarer,
            Circumstance::ChildWithoutCarer { .. } => Self::StudentWithoutCarer,
            Circumstance::LivingWithHiv if age < 16 => Self::ChildWithHiv,
            Circumstance::LivingWithHiv => Self::AdultWithHiv,
            Circumstance::SingleParent { .. } => Self::SingleParent,
            Circumstance::ElderlyWithoutCarer => Self::ElderlyWithoutCarer,
            Circumstance::ElderlyInDifficultArea => Self::ElderlyInDifficultArea,
            Circumstance::ElderlyWithoutPension => Self::ElderlyWithoutPension,
            Circumstance::AcceptedForFacility => Self::AcceptedForFacility,
            Circumstance::VerySevereDisability { .. } => Self::VerySevereDisability,
            Circumstance::SevereDisability { .. } => Self::SevereDisability,
            Circumstance::YoungChildInDifficultArea => Self::YoungChildInDifficultArea,
        }
    }

    /// The condition of the law, age apart, that the facts do not meet.
    pub fn unmet(self, circumstance: Circumstance, facts: &Facts) -> Option<&'static str> {
        let poor = facts.household == Household::Poor;
        let nearly = facts.household != Household::Other;
        let conditions: &[(bool, &'static str)] = match self {
            Self::ChildWithoutCarer | Self::VerySevereDisability | Self::SevereDisability => &[],
            Self::StudentWithoutCarer => &[
                (
                    facts.receiving,
                    "không hưởng trợ cấp này trước khi đủ 16 tuổi",
                ),
                (
                    circumstance == (Circumstance::ChildWithoutCarer { studying: true }),
                    "không còn đi học",
                ),
            ],
            Self::ChildWithHiv | Self::ElderlyWithoutCarer | Self::AcceptedForFacility => {
                &[(poor, "không thuộc hộ nghèo")]
            }
            Self::SingleParent => &[(nearly, "không thuộc hộ nghèo, hộ cận nghèo")],
            Self::ElderlyInDifficultArea | Self::YoungChildInDifficultArea => &[
                (nearly, "không thuộc hộ nghèo, hộ cận nghèo"),
                (
                    facts.difficult_area,
                    "không sống ở địa bàn đặc biệt khó khăn",
                ),
            ],
            Self::ElderlyWithoutPension => &[
                (
                    !facts.pension,
                    "đang có lương hưu hoặc trợ cấp bảo hiểm xã hội hằng tháng",
                ),
                (
                    !facts.other_allowance,
                    "đang có trợ cấp xã hội hằng tháng khác",
                ),
            ],
            Self::AdultWithHiv => &[
                (poor, "không thuộc hộ nghèo"),
                (
                    !facts.stable_income && !facts.pension && !facts.other_allowance,
                    "đang có thu nhập ổn định hằng tháng",
                ),
            ],
        };
        conditions
            .iter()
            .find(|(met, _)| !met)
            .map(|(_, reason)| *reason)
    }
}
