use kernel::UnitId;

/// An officer of a unit, as the province's list of staff names them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// What acts are recorded under, such as `officer:an@org:vpdkdd`.
    pub account: String,
    pub name: String,
    /// What they are (chức vụ).
    pub title: String,
    /// Leads the unit (lãnh đạo).
    pub head: bool,
    pub unit: UnitId,
    /// The fields (lĩnh vực) they work in; empty: every one.
    pub fields: Vec<String>,
}
