//! A route of two agencies, and what a reorganisation may make of the first.

use std::sync::{Arc, OnceLock};

use catalogue::{Catalogue, SourceFile};

use super::super::folder;

/// The tax office as the province has it.
const TAX: &str = "{id: org:thue-tinh, name: Thuế tỉnh Quảng Ngãi, kind: co_quan_thue, ";

/// The province with the tax office as the first agency of a monthly allowance.
fn files() -> Vec<SourceFile> {
    let mut files = folder::quang_ngai();
    let allowance = "procedures/1.001776.yaml";
    let file = files
        .iter_mut()
        .find(|file| file.path == allowance)
        .unwrap();
    let first = "by: commune-culture";
    assert!(file.text.contains(first));
    file.text = file.text.replacen(first, "by: tax", 1);
    files
}

/// What the tax office becomes on 1 November 2026, as lines of the units' file.
fn after(successors: &[&str]) -> Catalogue {
    let mut files = files();
    let units = files.iter_mut().find(|file| file.path == "units.yaml");
    let units = units.unwrap();
    assert!(units.text.contains(TAX));
    let ended = format!(
        "{TAX}valid_to: 2026-10-31, successors: [{}], ",
        successors.join(", ")
    );
    let new: Vec<String> = successors
        .iter()
        .map(|id| {
            format!(
                "  - {{id: {id}, name: Thuế mới, kind: co_quan_thue, valid_from: 2026-11-01, \
                 predecessors: [org:thue-tinh], source: unchecked, verified: false}}\n"
            )
        })
        .collect();
    let line = format!("  - {TAX}");
    let replaced = format!("{}  - {ended}", new.concat());
    units.text = units.text.replacen(&line, &replaced, 1);
    let loaded = Catalogue::parse(&files);
    assert_eq!(loaded.problems, []);
    loaded.catalogue
}

/// Before, after a merger into one, and after a split into two.
pub struct Times {
    pub before: Arc<Catalogue>,
    pub merged: Arc<Catalogue>,
    pub split: Arc<Catalogue>,
}

pub fn times() -> &'static Times {
    static ONCE: OnceLock<Times> = OnceLock::new();
    ONCE.get_or_init(|| Times {
        before: Arc::new(Catalogue::parse(&files()).catalogue),
        merged: Arc::new(after(&["org:thue-moi"])),
        split: Arc::new(after(&["org:thue-a", "org:thue-b"])),
    })
}
