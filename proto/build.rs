//! Compiles the contract without any tool to install: protox is a protoc in Rust.

use std::{env, error::Error, ffi::OsStr, fs, path::PathBuf};

use prost::Message as _;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=motcua");
    let mut files = Vec::new();
    collect("motcua".into(), &mut files)?;
    files.sort();
    let mut prost = tonic_prost_build::Config::new();
    prost.enable_type_names();
    let contract = protox::compile(files, ["."])?;
    let out = env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?;
    fs::write(
        PathBuf::from(out).join("contract.binpb"),
        contract.encode_to_vec(),
    )?;
    tonic_prost_build::configure().compile_fds_with_config(contract, prost)?;
    Ok(())
}

fn collect(dir: PathBuf, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(path, files)?;
        } else if path.extension() == Some(OsStr::new("proto")) {
            files.push(path);
        }
    }
    Ok(())
}
