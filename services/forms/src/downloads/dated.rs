//! From when and until when a form laid beside a procedure holds, as `index.yaml` of its folder says.

use std::{fs, io::ErrorKind, path::Path};

use anyhow::{Context as _, bail, ensure};
use chrono::NaiveDate;
use serde::Deserialize;

use super::{Kind, is_key};

/// The file that gives the forms of a folder their dates.
pub(super) const INDEX: &str = "index.yaml";

/// One form in one edition.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Laid {
    /// The key of the procedure's paper.
    pub(super) paper: String,
    /// Beside the index.
    pub(super) file: String,
    /// The form of law it is, in the words of the procedure, such as Mẫu số 18 NĐ 151/2025/NĐ-CP.
    form: String,
    /// Unset: there was none before it.
    #[serde(default)]
    pub(super) valid_from: Option<NaiveDate>,
    /// The last day; unset: still in force.
    #[serde(default)]
    pub(super) valid_to: Option<NaiveDate>,
    source: String,
    /// Somebody compared it with the published one.
    verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    forms: Vec<Laid>,
}

/// What one version of a procedure says about its papers.
#[derive(Deserialize)]
struct Procedure {
    code: String,
    valid_from: NaiveDate,
    #[serde(default)]
    valid_to: Option<NaiveDate>,
    #[serde(default)]
    components: Vec<Component>,
}

#[derive(Deserialize)]
struct Component {
    key: String,
    /// The form of law it follows; empty: none.
    #[serde(default)]
    form: String,
}

impl Laid {
    pub(super) fn holds(&self, on: NaiveDate) -> bool {
        within(self.valid_from, self.valid_to, on)
    }

    fn kind(&self) -> Option<Kind> {
        Kind::of(Path::new(&self.file))
    }
}

fn within(from: Option<NaiveDate>, to: Option<NaiveDate>, on: NaiveDate) -> bool {
    from.is_none_or(|from| from <= on) && to.is_none_or(|to| on <= to)
}

/// What the folder's index says; none where it has none, and its files hold always.
///
/// # Errors
/// When the index cannot be read, or is not what it should be.
pub(super) fn read(dir: &Path) -> anyhow::Result<Option<Vec<Laid>>> {
    let path = dir.join(INDEX);
    let text = match fs::read_to_string(&path) {
        Err(none) if matches!(none.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        text => text.with_context(|| format!("reading {}", path.display()))?,
    };
    let file: File = serde_saphyr::from_str(&text).with_context(|| path.display().to_string())?;
    Ok(Some(file.forms))
}

/// One day has at most one form of a paper and a kind; each entry is a whole one; nothing lies in the
/// folder (`files`) that has no dates.
///
/// # Errors
/// What is wrong, with the files.
pub(super) fn agrees(laid: &[Laid], files: &[String]) -> anyhow::Result<()> {
    for (at, one) in laid.iter().enumerate() {
        let name = &one.file;
        ensure!(
            is_key(name) && one.kind().is_some(),
            "{name:?} is not the name of a .pdf or .docx file"
        );
        ensure!(
            is_key(&one.paper),
            "{:?} is not the key of a paper",
            one.paper
        );
        ensure!(!one.source.trim().is_empty(), "{name} has no source");
        if let (Some(from), Some(to)) = (one.valid_from, one.valid_to) {
            ensure!(
                from <= to,
                "{name} ends on {to}, before it begins on {from}"
            );
        }
        ensure!(files.contains(name), "{name} is missing");
        for other in &laid[at + 1..] {
            let both = [one.valid_from, other.valid_from].into_iter().flatten();
            let first = both.max().unwrap_or(NaiveDate::MIN);
            let same = one.paper == other.paper && one.kind() == other.kind();
            if same && one.holds(first) && other.holds(first) {
                let (paper, other) = (&one.paper, &other.file);
                bail!("{name} and {other} both hold for {paper} {}", since(first));
            }
        }
    }
    let mut forms = files
        .iter()
        .filter(|file| Kind::of(Path::new(file)).is_some());
    if let Some(file) = forms.find(|file| laid.iter().all(|one| one.file != **file)) {
        bail!("{file} is not named in {INDEX}: nobody knows from when it holds");
    }
    Ok(())
}

fn since(first: NaiveDate) -> String {
    if first == NaiveDate::MIN {
        "from the beginning".to_owned()
    } else {
        format!("on {first}")
    }
}

/// Today, each paper with forms laid for it has the one the procedure names. A procedure that is not
/// in force today names none.
///
/// # Errors
/// The paper that has none, or that is no paper of the procedure.
pub(super) fn serves(
    laid: &[Laid],
    code: &str,
    procedures: &Path,
    today: NaiveDate,
) -> anyhow::Result<()> {
    let versions = versions(code, procedures)?;
    ensure!(!versions.is_empty(), "the province has no procedure {code}");
    for one in laid {
        let mut components = versions.iter().flat_map(|version| &version.components);
        let paper = &one.paper;
        ensure!(
            components.any(|component| component.key == *paper),
            "procedure {code} has no paper {paper:?}"
        );
    }
    let running = versions
        .iter()
        .filter(|version| within(Some(version.valid_from), version.valid_to, today));
    for component in running.flat_map(|version| &version.components) {
        let (paper, form) = (&component.key, &component.form);
        let mut own = laid.iter().filter(|one| one.paper == *paper).peekable();
        if form.is_empty() || own.peek().is_none() {
            continue;
        }
        ensure!(
            own.any(|one| one.holds(today) && one.form == *form),
            "no form laid for {paper} is {form:?}, which procedure {code} names, on {today}"
        );
    }
    Ok(())
}

/// Every version of a procedure, in the files that are called after it.
fn versions(code: &str, procedures: &Path) -> anyhow::Result<Vec<Procedure>> {
    let entries =
        fs::read_dir(procedures).with_context(|| format!("reading {}", procedures.display()))?;
    let mut versions = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        if !name.is_some_and(|name| name.starts_with(code) && name.ends_with(".yaml")) {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let version: Procedure =
            serde_saphyr::from_str(&text).with_context(|| path.display().to_string())?;
        if version.code == code {
            versions.push(version);
        }
    }
    Ok(versions)
}

#[cfg(test)]
mod tests;
