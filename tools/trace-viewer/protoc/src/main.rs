//! As much of `protoc` as a build script asks for, so that nobody has to install one:
//! `protoc -o FILE -I DIR... FILE.proto...` writes the descriptors of the files and all they import.

use std::{env, error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let (mut output, mut includes, mut files) = (None, Vec::new(), Vec::new());
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("-o") => output = arguments.next(),
            Some("-I") => includes.extend(arguments.next()),
            Some("--include_imports" | "--include_source_info") => {}
            Some(other) if other.starts_with('-') => {
                return Err(format!("{other} is not known here").into());
            }
            _ => files.push(argument),
        }
    }
    let descriptors = protox::Compiler::new(includes)?
        .include_imports(true)
        .include_source_info(true)
        .open_files(files)?
        .encode_file_descriptor_set();
    Ok(fs::write(output.ok_or("-o FILE is missing")?, descriptors)?)
}
