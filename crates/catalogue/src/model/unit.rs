use chrono::NaiveDate;
use kernel::UnitId;

/// An administrative unit or an agency, with the dates it existed and what it came from.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    pub id: UnitId,
    /// Its official code (GSO for administrative units, QĐ 20/2020 for agencies), when known.
    pub code: Option<String>,
    pub name: String,
    /// What it is, such as `xa`, `so`, `ttpvhcc_xa`.
    pub kind: String,
    pub parent: Option<UnitId>,
    /// The first day it existed; none when no source says.
    pub valid_from: Option<NaiveDate>,
    /// The last day it existed; none while it does.
    pub valid_to: Option<NaiveDate>,
    /// The units whose work it took over.
    pub predecessors: Vec<UnitId>,
    /// The units that took over its work.
    pub successors: Vec<UnitId>,
    pub source: String,
    pub verified: bool,
    pub note: Option<String>,
    /// What the codes of dossiers it receives begin with, when it has its own.
    pub prefix: Option<String>,
}

impl Unit {
    pub fn in_force(&self, on: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= on) && self.valid_to.is_none_or(|to| on <= to)
    }

    /// Whether it is a commune-level unit (xã, phường, đặc khu; thị trấn before 07/2025).
    pub fn is_commune(&self) -> bool {
        self.id.as_str().starts_with("adm:")
            && matches!(self.kind.as_str(), "xa" | "phuong" | "dac_khu" | "thi_tran")
    }

    /// Whether it is a one-stop centre (Trung tâm Phục vụ hành chính công).
    pub fn is_centre(&self) -> bool {
        matches!(self.kind.as_str(), "ttpvhcc_tinh" | "ttpvhcc_xa")
    }
}
