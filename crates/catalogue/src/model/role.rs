use std::fmt;

use chrono::NaiveDate;
use kernel::{Refuse, UnitId};

/// The agency accounts that can hold a leg; a role names one.
pub const HOSTS: [&str; 5] = [
    "intake",
    "citizen",
    "land-records",
    "social-welfare",
    "agency-desk",
];

/// A part an agency plays in routes, such as `land-registry`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleKey(String);

impl RoleKey {
    pub fn new(key: impl Into<String>) -> Self {
        Self(key.into())
    }
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for RoleKey {
    fn from(key: &str) -> Self {
        Self(key.to_owned())
    }
}

impl fmt::Display for RoleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Who plays a part, and whose service holds the dossier meanwhile.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    pub key: RoleKey,
    pub title: String,
    pub unit: UnitRule,
    /// One of [`HOSTS`].
    pub host: String,
    pub source: String,
    pub verified: bool,
}

/// How the competent unit follows from the place the dossier is about (NĐ 118/2025/NĐ-CP:
/// routing is by competence, not by the place of filing).
#[derive(Clone, Debug, PartialEq)]
pub enum UnitRule {
    /// The one-stop centre that received the dossier.
    ReceivingCentre,
    /// Always this unit.
    Fixed(UnitId),
    /// The unit of the commune of the place whose id starts with this prefix, such as `org:kt-`.
    PerCommune(String),
}

/// The unit a role resolves to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Competent {
    pub unit: UnitId,
    pub host: String,
}

/// Why nobody competent can be named: the dossier goes to the coordination queue.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undetermined {
    #[error("Danh mục không có vai trò «{0}». Hãy báo người quản trị danh mục.")]
    UnknownRole(RoleKey),
    #[error("Danh mục không có đơn vị «{0}». Hãy chọn lại đơn vị.")]
    UnknownUnit(UnitId),
    #[error(
        "{name} không phải là xã, phường hoặc đặc khu. Hãy chọn nơi có đất hoặc nơi cư trú ở cấp xã."
    )]
    NotACommune { unit: UnitId, name: String },
    #[error("{name} không hoạt động vào ngày {} và chưa có đơn vị tiếp nhận nhiệm vụ.", on.format("%d/%m/%Y"))]
    NotInForce {
        unit: UnitId,
        name: String,
        on: NaiveDate,
    },
    #[error("{name} đã được sắp xếp vào nhiều đơn vị ({}). Hãy chọn đúng đơn vị hiện nay.", successors.join(", "))]
    Split {
        unit: UnitId,
        name: String,
        successors: Vec<String>,
    },
}

impl Refuse for Undetermined {
    fn reason(&self) -> &'static str {
        match self {
            Self::UnknownRole(_) => "unknown-role",
            Self::UnknownUnit(_) => "unknown-unit",
            Self::NotACommune { .. } => "not-a-commune",
            Self::NotInForce { .. } => "unit-not-in-force",
            Self::Split { .. } => "unit-split",
        }
    }
    fn sentence(&self) -> String {
        self.to_string()
    }
}
