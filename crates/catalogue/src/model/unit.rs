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
    /// When it counted as a difficult area (địa bàn khó khăn), if ever.
    pub difficult: Vec<Difficult>,
}

/// A stretch of time in which a place counts as a difficult area: mountains, islands, remote
/// places, for which the law of land gives more time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difficult {
    /// The first day; none when no source says.
    pub from: Option<NaiveDate>,
    /// The last day; none while it goes on.
    pub to: Option<NaiveDate>,
    pub source: String,
    pub verified: bool,
}

/// Who does the work of a unit on a date.
#[derive(Clone, Debug, PartialEq)]
pub enum Succession<'a> {
    /// The unit itself: it is in force.
    Itself,
    /// The one unit that took over, directly or through others.
    One(&'a Unit),
    /// It was divided, and a person must say which.
    Several(Vec<&'a Unit>),
    /// Nobody the data know of.
    Nobody,
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

    /// Whether it is a district-level unit (huyện, thị xã, thành phố), which ended with 30/06/2025.
    pub fn is_district(&self) -> bool {
        self.id.as_str().starts_with("adm:")
            && matches!(
                self.kind.as_str(),
                "huyen" | "thi_xa" | "thanh_pho_thuoc_tinh"
            )
    }

    /// Whether it receives dossiers: a one-stop centre (Trung tâm Phục vụ hành chính công), or
    /// before 07/2025 a one-stop section (Bộ phận Tiếp nhận và Trả kết quả).
    pub fn is_centre(&self) -> bool {
        matches!(
            self.kind.as_str(),
            "ttpvhcc_tinh" | "ttpvhcc_xa" | "mot_cua_huyen" | "mot_cua_xa"
        )
    }

    /// The mark that makes it a difficult area on a date.
    pub fn difficult_on(&self, on: NaiveDate) -> Option<&Difficult> {
        self.difficult.iter().find(|mark| {
            mark.from.is_none_or(|from| from <= on) && mark.to.is_none_or(|to| on <= to)
        })
    }
}
