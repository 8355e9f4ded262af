//! The delivered province, and one with a change.

use std::sync::OnceLock;

use catalogue::{Catalogue, Loaded, SourceFile};

pub use crate::folder::quang_ngai;

/// The province with one more file, or with a file replaced.
pub fn with(path: &str, text: &str) -> Loaded {
    let mut files = quang_ngai();
    files.retain(|file| file.path != path);
    files.push(SourceFile {
        path: path.to_owned(),
        text: text.to_owned(),
    });
    Catalogue::parse(&files)
}

pub fn lines(loaded: &Loaded) -> String {
    loaded
        .problems
        .iter()
        .map(|problem| format!("{problem}\n"))
        .collect()
}

/// How many procedures the province has.
pub fn delivered() -> usize {
    static ONCE: OnceLock<usize> = OnceLock::new();
    *ONCE.get_or_init(|| Catalogue::parse(&quang_ngai()).catalogue.procedures().len())
}

/// The text of a file of the province.
pub fn text(path: &str) -> String {
    let files = quang_ngai();
    let file = files.into_iter().find(|file| file.path == path);
    file.expect("the province has the file").text
}
