//! The province's folder, read the way a service reads it.

use std::path::Path;

use catalogue::{Catalogue, Loaded, SourceFile};

/// Every YAML file of the province, as delivered.
pub fn quang_ngai() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../provinces/quang-ngai");
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    files
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder).expect("the folder is part of the project") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            let inside = path
                .strip_prefix(root)
                .expect("it was found under the root");
            let text = std::fs::read_to_string(&path).expect("the file is text");
            files.push(SourceFile {
                path: inside.display().to_string(),
                text,
            });
        }
    }
}

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
