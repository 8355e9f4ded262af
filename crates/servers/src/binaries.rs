//! Where the server binaries are.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The lowest PostgreSQL with an ICU collation for a whole cluster.
const POSTGRES_AT_LEAST: u32 = 15;
/// The lowest NATS that flushes an atomic batch once instead of once a message. Older ones
/// (2.9 among them) take the batch headers and silently ignore them.
const NATS_AT_LEAST: (u32, u32) = (2, 15);

/// What `deploy/local/install` prepares, seen from a directory above us.
const POSTGRES_LINK: &str = ".tools/postgres";
const NATS_BINARY: &str = ".tools/bin/nats-server";

/// The directory with `initdb` and `postgres`, and its major version.
///
/// Looks at `given`, then `.tools/postgres` in a directory above this process or its binary, then
/// the usual places of the distributions, highest version first. With `major` (the version an
/// existing data directory was made by) only that one will do.
pub(crate) fn postgres(given: Option<&Path>, major: Option<u32>) -> Result<PathBuf> {
    let known = |dirs: Vec<PathBuf>| -> Vec<(u32, PathBuf)> {
        dirs.into_iter()
            .filter_map(|dir| Some((postgres_major(&dir)?, dir)))
            .collect()
    };
    let mut found = known(match given {
        Some(dir) => vec![dir.to_owned()],
        None => above(POSTGRES_LINK),
    });
    if given.is_none()
        && !found
            .iter()
            .any(|(version, _)| major.is_none_or(|wanted| wanted == *version))
    {
        found = known(usual_places());
    }
    let good = |(version, _): &&(u32, PathBuf)| {
        *version >= POSTGRES_AT_LEAST && major.is_none_or(|m| m == *version)
    };
    if let Some((_, dir)) = found
        .iter()
        .filter(good)
        .max_by_key(|(version, _)| *version)
    {
        return Ok(dir.clone());
    }
    let seen: Vec<String> = found
        .iter()
        .map(|(version, dir)| format!("{version} in {}", dir.display()))
        .collect();
    let seen = if seen.is_empty() {
        "none found".to_owned()
    } else {
        seen.join(", ")
    };
    match major {
        Some(major) => bail!(
            "the data were made by PostgreSQL {major}, which is not here ({seen}): install it, or set PG_BIN to its bin directory"
        ),
        None => bail!(
            "PostgreSQL {POSTGRES_AT_LEAST} or later is needed ({seen}): run deploy/local/install, or set PG_BIN"
        ),
    }
}

/// The `nats-server` binary, its version checked.
pub(crate) fn nats(given: Option<&Path>) -> Result<PathBuf> {
    let binary = match given {
        Some(path) => path.to_owned(),
        None => above(NATS_BINARY)
            .into_iter()
            .next()
            .unwrap_or_else(|| PathBuf::from("nats-server")),
    };
    let output = Command::new(&binary).arg("--version").output();
    let output = output
        .with_context(|| format!("cannot run {}: run deploy/local/install", binary.display()))?;
    let answer = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    let version = answer.rsplit('v').next().and_then(|version| {
        let mut parts = version.split('.').map(str::parse);
        Some((parts.next()?.ok()?, parts.next()?.ok()?))
    });
    match version {
        Some(version) if version >= NATS_AT_LEAST => Ok(binary),
        _ => bail!(
            "nats-server {}.{} or later is needed, but {} says `{answer}`: run deploy/local/install",
            NATS_AT_LEAST.0,
            NATS_AT_LEAST.1,
            binary.display()
        ),
    }
}

/// `relative` in the working directory, beside this binary, or in a directory above either.
fn above(relative: &str) -> Vec<PathBuf> {
    let starts = [std::env::current_dir().ok(), std::env::current_exe().ok()];
    let candidates = starts
        .iter()
        .flatten()
        .flat_map(|start| start.ancestors())
        .map(|dir| dir.join(relative));
    candidates
        .filter(|path| path.exists())
        .filter_map(|path| path.canonicalize().ok())
        .collect()
}

fn usual_places() -> Vec<PathBuf> {
    let versioned = |parent: &str, prefix: &str| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
        let named = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix));
        named.map(|entry| entry.path().join("bin")).collect()
    };
    // Debian and Ubuntu; Fedora and its kin; Alpine; Arch and from source.
    let mut places = versioned("/usr/lib/postgresql", "");
    places.extend(versioned("/usr", "pgsql-"));
    places.extend(versioned("/usr/libexec", "postgresql"));
    places.extend(["/usr/bin", "/usr/local/pgsql/bin", "/usr/local/bin"].map(PathBuf::from));
    places
}

fn postgres_major(dir: &Path) -> Option<u32> {
    if !dir.join("initdb").exists() {
        return None;
    }
    let output = Command::new(dir.join("postgres"))
        .arg("--version")
        .output()
        .ok()?;
    let answer = String::from_utf8(output.stdout).ok()?;
    let digits: String = answer
        .split(") ")
        .nth(1)?
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}
