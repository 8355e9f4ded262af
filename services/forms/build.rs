//! Lays out the fonts that the papers embed, when an input has changed.

use std::process::Command;

const INPUTS: [&str; 5] = [
    "assets",
    "package.json",
    "package-lock.json",
    ".npmrc",
    // Written last by the script: when it is gone, the folder has to be built again.
    "dist/inputs.sha256",
];

fn main() {
    for input in INPUTS {
        println!("cargo:rerun-if-changed={input}");
    }
    // Cargo runs a build script in the crate's own folder.
    match Command::new("bash").arg("assets/build").status() {
        Ok(status) if status.success() => {}
        Ok(status) => panic!(
            "services/forms/assets/build ended with {status}: the lines above say why. \
             It needs npm, and the npm registry the first time."
        ),
        Err(why) => panic!("services/forms/assets/build cannot run, bash is missing: {why}"),
    }
}
