//! The province's own folder, read as it is delivered.

use std::path::Path;

use catalogue::{Catalogue, Loaded, SourceFile};

fn province() -> Loaded {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../provinces/quang-ngai");
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    Catalogue::parse(&files)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|e| e == "yaml") {
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            files.push(SourceFile {
                path: name,
                text: std::fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

#[test]
fn nothing_in_the_province_is_wrong() {
    let problems: Vec<_> = province()
        .problems
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
