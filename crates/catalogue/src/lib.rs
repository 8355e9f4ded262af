//! The province as data: procedures, units, roles, the calendar, codes and notices, each valid in
//! time and each with its source. Texts in, checked values out; reading files is the caller's.

mod competence;
mod model;
mod queries;
mod read;
mod succession;

use std::{collections::BTreeMap, fmt};

use kernel::{UnitId, working_time::Calendar};

pub use model::*;

/// A file of the province's folder, named by its path inside that folder, such as
/// `procedures/1.013831.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    pub path: String,
    pub text: String,
}

impl From<(String, String)> for SourceFile {
    fn from((path, text): (String, String)) -> Self {
        Self { path, text }
    }
}

/// Something in the data that cannot be used. Where it is a procedure's, the whole procedure is
/// left out, and all else is loaded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub file: String,
    /// Counted from 1.
    pub line: u64,
    pub why: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.why)
    }
}

/// What could be loaded, and what could not.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub catalogue: Catalogue,
    /// In the order of files and lines.
    pub problems: Vec<Problem>,
}

/// Everything the province's data says. Immutable: new data is a new catalogue.
#[derive(Clone, Debug)]
pub struct Catalogue {
    pub(crate) province: Province,
    pub(crate) calendar: Calendar,
    pub(crate) days: Vec<CalendarDay>,
    pub(crate) codes: CodePattern,
    pub(crate) units: BTreeMap<UnitId, Unit>,
    pub(crate) roles: BTreeMap<RoleKey, Role>,
    pub(crate) delegations: Vec<Delegation>,
    pub(crate) rules: Rules,
    /// By code, then by version.
    pub(crate) procedures: Vec<Procedure>,
    pub(crate) notices: Vec<NoticeTemplate>,
    pub(crate) situations: Vec<Situation>,
    pub(crate) tiles: TileMap,
    pub(crate) staff: Vec<Staff>,
}

impl Catalogue {
    /// Reads and checks the province's files. Files that are not YAML are left to others.
    pub fn parse(files: &[SourceFile]) -> Loaded {
        read::everything(files)
    }
}
