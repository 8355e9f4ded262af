use std::{fmt, str::FromStr};

/// What an official may do (quyền hạn; TT 01/2018/TT-VPCP Điều 8, 15; NĐ 61/2018/NĐ-CP Điều 8–9, 17–19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Receives, asks for supplements, hands results over (cán bộ tiếp nhận).
    DeskOfficer,
    /// Leads the one-stop desk and signs its letters (trưởng Bộ phận Một cửa).
    DeskHead,
    /// Examines cases and drafts results (chuyên viên thụ lý).
    Specialist,
    /// Assigns, sends back, approves (lãnh đạo cơ quan, phòng chuyên môn).
    AgencyHead,
    /// Keeps the catalogue, approves internal processes, reports (đầu mối kiểm soát TTHC).
    ProcedureControl,
    /// Leads the province or a commune (lãnh đạo UBND).
    Leader,
    /// Keeps the system running (quản trị vận hành).
    Operator,
    /// Looks back at who did and read what (thanh tra, kiểm tra).
    Auditor,
}

impl Role {
    pub const ALL: [Self; 8] = [
        Self::DeskOfficer,
        Self::DeskHead,
        Self::Specialist,
        Self::AgencyHead,
        Self::ProcedureControl,
        Self::Leader,
        Self::Operator,
        Self::Auditor,
    ];

    /// Its name between systems, such as `desk-officer`.
    pub fn name(self) -> &'static str {
        match self {
            Self::DeskOfficer => "desk-officer",
            Self::DeskHead => "desk-head",
            Self::Specialist => "specialist",
            Self::AgencyHead => "agency-head",
            Self::ProcedureControl => "procedure-control",
            Self::Leader => "leader",
            Self::Operator => "operator",
            Self::Auditor => "auditor",
        }
    }

    /// Its name among officials.
    pub fn words(self) -> &'static str {
        match self {
            Self::DeskOfficer => "Cán bộ tiếp nhận",
            Self::DeskHead => "Trưởng Bộ phận Một cửa",
            Self::Specialist => "Chuyên viên thụ lý",
            Self::AgencyHead => "Lãnh đạo cơ quan",
            Self::ProcedureControl => "Đầu mối kiểm soát thủ tục hành chính",
            Self::Leader => "Lãnh đạo Ủy ban nhân dân",
            Self::Operator => "Quản trị vận hành",
            Self::Auditor => "Thanh tra, kiểm tra",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A role nobody knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no role")]
pub struct NoRole(pub String);

impl FromStr for Role {
    type Err = NoRole;

    fn from_str(name: &str) -> Result<Self, NoRole> {
        let mut known = Self::ALL.into_iter();
        known
            .find(|role| role.name() == name)
            .ok_or_else(|| NoRole(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_found_by_its_own_name_alone() {
        for role in Role::ALL {
            assert_eq!(role.name().parse(), Ok(role));
        }
        assert_eq!("root".parse::<Role>(), Err(NoRole("root".to_owned())));
        assert_eq!(
            "Operator".parse::<Role>(),
            Err(NoRole("Operator".to_owned()))
        );
    }
}
