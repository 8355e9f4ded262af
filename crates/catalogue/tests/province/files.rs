//! The delivered province, and one with a change.

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

pub fn delivered() -> usize {
    Catalogue::parse(&quang_ngai()).catalogue.procedures().len()
}
