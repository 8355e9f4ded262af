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
    /// The unit of the district of the place whose id starts with this prefix, for dossiers of
    /// before 07/2025 (Luật 72/2025/QH15 ended the districts).
    PerDistrict(String),
}

impl UnitRule {
    /// Whether `unit` can be what the rule leads to, wherever the matter lies.
    pub fn may_lead_to(&self, unit: &UnitId) -> bool {
        match self {
            Self::ReceivingCentre => false,
            Self::Fixed(id) => id == unit,
            Self::PerCommune(prefix) | Self::PerDistrict(prefix) => {
                unit.as_str().starts_with(prefix.as_str())
            }
        }
    }
}

/// What competence depends on: the place, the field, the procedure, and for some parts the centre
/// that received the dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matter<'a> {
    /// The commune the dossier is about.
    pub place: &'a UnitId,
    pub receiving: &'a UnitId,
    /// The key of the field of administration.
    pub field: &'a str,
    /// The code of the procedure.
    pub procedure: &'a str,
}

/// Somebody other than the law's own holder of a part does the work for some matters, for some
/// time (phân cấp, ủy quyền).
#[derive(Clone, Debug, PartialEq)]
pub struct Delegation {
    pub role: RoleKey,
    /// The fields it is for; every field when empty and `procedures` is too.
    pub fields: Vec<String>,
    /// The codes of the procedures it is for, beside the fields.
    pub procedures: Vec<String>,
    /// The communes it is for; every place when empty.
    pub places: Vec<UnitId>,
    /// The first day.
    pub valid_from: NaiveDate,
    /// The last day; none while nobody ended it.
    pub valid_to: Option<NaiveDate>,
    pub unit: UnitRule,
    /// Whose service holds the dossier meanwhile: one of [`HOSTS`].
    pub host: String,
    /// The decision.
    pub source: String,
    pub verified: bool,
}

impl Delegation {
    /// Whether it is in force for a matter on a date.
    pub fn covers(&self, matter: &Matter<'_>, on: NaiveDate) -> bool {
        let named = |all: &[String], one: &str| all.iter().any(|key| key == one);
        let all = self.fields.is_empty() && self.procedures.is_empty();
        self.valid_from <= on
            && self.valid_to.is_none_or(|to| on <= to)
            && (all
                || named(&self.fields, matter.field)
                || named(&self.procedures, matter.procedure))
            && (self.places.is_empty() || self.places.contains(matter.place))
    }
}

/// The unit a role resolves to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Competent {
    pub unit: UnitId,
    pub host: String,
    /// The decision that delegated it; none when the unit is competent of itself.
    pub delegated_by: Option<String>,
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
    #[error("{name} không thuộc huyện, thị xã hoặc thành phố nào vào ngày {}.", on.format("%d/%m/%Y"))]
    NoDistrict {
        unit: UnitId,
        name: String,
        on: NaiveDate,
    },
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
            Self::NoDistrict { .. } => "no-district",
            Self::NotInForce { .. } => "unit-not-in-force",
            Self::Split { .. } => "unit-split",
        }
    }
    fn sentence(&self) -> String {
        self.to_string()
    }
}
