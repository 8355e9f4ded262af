//! The province's folder, read the way a service reads it. The rules that live by these data
//! include this file in their tests.

use std::path::Path;

use catalogue::SourceFile;

/// Every YAML file of the province, as delivered.
pub fn quang_ngai() -> Vec<SourceFile> {
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let root = above.find_map(|folder| {
        let province = folder.join("provinces/quang-ngai");
        province.is_dir().then_some(province)
    });
    let root = root.expect("the folder is part of the project");
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
