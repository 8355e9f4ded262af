//! The forms of law that the province lays beside its procedures
//! (`forms/downloads/<procedure>/<paper>.pdf` or `.docx`), given out as they are. `index.yaml` beside
//! them says from when and until when each holds; without one they hold always. A file that is not what
//! its name says is given to nobody.

mod dated;

use std::{
    fs::{self, File},
    io::{ErrorKind, Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, bail, ensure};
use chrono::NaiveDate;

/// A form is some pages; what is larger is something else.
const LARGEST: u64 = 10 * 1024 * 1024;
/// How much of a file's begin and end says what it is.
const LOOKED_AT: u64 = 64 * 1024;

/// What a form to download is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Pdf,
    Docx,
}

/// One form to download.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The key of the procedure's paper.
    pub(crate) component: String,
    pub(crate) kind: Kind,
    pub(crate) bytes: u64,
    /// Unset: always.
    pub(crate) valid_from: Option<NaiveDate>,
    pub(crate) valid_to: Option<NaiveDate>,
    path: PathBuf,
}

/// The folder of forms to download; it need not be there.
#[derive(Clone, Debug)]
pub(crate) struct Downloads {
    dir: PathBuf,
    procedures: PathBuf,
}

impl Kind {
    const ALL: [Self; 2] = [Self::Pdf, Self::Docx];

    fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
        }
    }

    fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        Self::ALL
            .into_iter()
            .find(|kind| kind.extension() == extension)
    }
}

impl Downloads {
    pub(crate) fn of(province: &Path) -> Self {
        Self {
            dir: province.join("forms/downloads"),
            procedures: province.join("procedures"),
        }
    }

    /// That every folder with dates says them well: one form of a paper on a day, each file there, and
    /// today the form that the procedure names.
    ///
    /// # Errors
    /// What is wrong, with the folder and the file.
    pub(crate) fn check(&self, today: NaiveDate) -> anyhow::Result<()> {
        for dir in folders(&self.dir)? {
            let Some(laid) = dated::read(&dir)? else {
                continue;
            };
            let code = dir.file_name().and_then(|name| name.to_str());
            let code = code.context("a folder that is no procedure's")?;
            let whole = || {
                dated::agrees(&laid, &names(&dir)?)?;
                for one in &laid {
                    self.form(&dir.join(&one.file))
                        .with_context(|| one.file.clone())?;
                }
                dated::serves(&laid, code, &self.procedures, today)
            };
            whole().with_context(|| format!("forms/downloads/{code}/{}", dated::INDEX))?;
        }
        Ok(())
    }

    /// The forms of a procedure that hold on a day, by paper; what is no form is left out and said in
    /// the log.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub(crate) fn list(&self, procedure: &str, on: NaiveDate) -> anyhow::Result<Vec<Found>> {
        if !is_key(procedure) {
            return Ok(Vec::new());
        }
        let dir = self.dir.join(procedure);
        let laid = match dated::read(&dir) {
            Ok(laid) => laid,
            Err(wrong) => {
                tracing::warn!("no form of {procedure} is given out: {wrong:#}");
                return Ok(Vec::new());
            }
        };
        let mut found = Vec::new();
        let mut keep = |name: &str, form: anyhow::Result<Found>| match form {
            Ok(form) => found.push(form),
            Err(wrong) => {
                let file = dir.join(name);
                tracing::warn!(file = %file.display(), "not given out: {wrong:#}");
            }
        };
        match laid {
            None => {
                for name in names(&dir)? {
                    keep(&name, self.form(&dir.join(&name)));
                }
            }
            Some(laid) => {
                for one in laid.iter().filter(|one| one.holds(on)) {
                    // An index that was changed since the start was not checked.
                    let form = if is_key(&one.file) {
                        self.form(&dir.join(&one.file))
                    } else {
                        Err(anyhow::anyhow!("not the name of a file"))
                    };
                    keep(&one.file, form.map(|form| form.of(one)));
                }
            }
        }
        found.sort_by(|a, b| (&a.component, a.kind).cmp(&(&b.component, b.kind)));
        found.dedup_by(|a, b| (&a.component, a.kind) == (&b.component, b.kind));
        Ok(found)
    }

    /// One form that holds on a day, with what is in it; none when it is not there.
    ///
    /// # Errors
    /// When the folder or the file cannot be read.
    pub(crate) fn get(
        &self,
        procedure: &str,
        component: &str,
        kind: Kind,
        on: NaiveDate,
    ) -> anyhow::Result<Option<(Found, Vec<u8>)>> {
        let all = self.list(procedure, on)?;
        let mut own = all.into_iter();
        let Some(found) = own.find(|form| form.component == component && form.kind == kind) else {
            return Ok(None);
        };
        let mut content = Vec::new();
        // It may have grown since it was looked at.
        File::open(&found.path)
            .and_then(|file| file.take(LARGEST + 1).read_to_end(&mut content))
            .with_context(|| format!("reading {}", found.path.display()))?;
        let bytes = content.len() as u64;
        ensure!(bytes <= LARGEST, "{} grew", found.path.display());
        Ok(Some((Found { bytes, ..found }, content)))
    }

    fn form(&self, path: &Path) -> anyhow::Result<Found> {
        let kind = Kind::of(path).context("neither .pdf nor .docx")?;
        let component = path.file_stem().and_then(|name| name.to_str());
        let component = component
            .filter(|name| is_key(name))
            .context("not the key of a paper")?;
        // A link may lead to another place of the folder, as where it is mounted, and nowhere else.
        let (real, home) = (fs::canonicalize(path)?, fs::canonicalize(&self.dir)?);
        ensure!(real.starts_with(&home), "leads out of the folder");
        let mut file = File::open(&real)?;
        let about = file.metadata()?;
        ensure!(about.is_file(), "not a file");
        let bytes = about.len();
        ensure!(
            (1..=LARGEST).contains(&bytes),
            "{bytes} bytes, at most {LARGEST}"
        );
        looked_at(&mut file, kind, bytes)?;
        Ok(Found {
            component: component.to_owned(),
            kind,
            bytes,
            valid_from: None,
            valid_to: None,
            path: real,
        })
    }
}

impl Found {
    /// The same, as the index knows it.
    fn of(self, laid: &dated::Laid) -> Self {
        Self {
            component: laid.paper.clone(),
            valid_from: laid.valid_from,
            valid_to: laid.valid_to,
            ..self
        }
    }
}

/// The folders of procedures; none where the province lays nothing.
fn folders(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut folders = entries(dir)?;
    let hidden = |path: &Path| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_none_or(|name| name.starts_with('.'))
    };
    folders.retain(|path| path.is_dir() && !hidden(path));
    folders.sort();
    Ok(folders)
}

/// The names of what lies in a folder, but for its index and for what is hidden.
fn names(dir: &Path) -> anyhow::Result<Vec<String>> {
    let paths = entries(dir)?;
    let names = paths.iter().filter_map(|path| path.file_name());
    let mut names: Vec<String> = names
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name != dated::INDEX && !name.starts_with('.'))
        .collect();
    names.sort();
    Ok(names)
}

/// What is in a folder; nothing where there is none.
fn entries(dir: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(dir) {
        Err(none) if matches!(none.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        entries => entries.with_context(|| format!("reading {}", dir.display()))?,
    };
    let paths = entries.map(|entry| Ok(entry?.path()));
    paths.collect()
}

/// # Errors
/// When the content is not of the kind the name says.
fn looked_at(file: &mut File, kind: Kind, bytes: u64) -> anyhow::Result<()> {
    let mut head = Vec::new();
    file.take(1024).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(bytes.saturating_sub(LOOKED_AT)))?;
    let mut tail = Vec::new();
    file.take(LOOKED_AT).read_to_end(&mut tail)?;
    match kind {
        Kind::Pdf if !head.starts_with(b"%PDF-") => bail!("not a PDF file"),
        Kind::Pdf if !has(&tail, b"%%EOF") => bail!("a PDF file that was cut off"),
        Kind::Docx if !head.starts_with(b"PK\x03\x04") || !has(&tail, b"word/document.xml") => {
            bail!("not a document of a word processor");
        }
        Kind::Docx if has(&tail, b"vbaProject.bin") => bail!("a document with a programme in it"),
        Kind::Pdf | Kind::Docx => Ok(()),
    }
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// Letters, digits and marks between them: nothing that leads to another folder.
fn is_key(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    (1..=80).contains(&word.len()) && !word.starts_with('.') && word.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Downloads, Kind, LARGEST};

    const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n";
    const DOCX: &[u8] = b"PK\x03\x04....[Content_Types].xml....PK\x01\x02word/document.xml";

    fn on() -> chrono::NaiveDate {
        "2026-11-22".parse().unwrap()
    }

    /// A province with these files under `forms/downloads/1.013831`.
    fn province(files: &[(&str, &[u8])]) -> (tempfile::TempDir, Downloads) {
        let dir = tempfile::tempdir().unwrap();
        let own = dir.path().join("forms/downloads/1.013831");
        fs::create_dir_all(&own).unwrap();
        for (name, content) in files {
            fs::write(own.join(name), content).unwrap();
        }
        let downloads = Downloads::of(dir.path());
        (dir, downloads)
    }

    fn offered(downloads: &Downloads, procedure: &str) -> Vec<(String, Kind)> {
        let found = downloads.list(procedure, on()).unwrap();
        found
            .into_iter()
            .map(|form| (form.component, form.kind))
            .collect()
    }

    #[test]
    fn a_form_is_given_out_byte_for_byte() {
        let (_dir, downloads) = province(&[("application.pdf", PDF), ("contract.docx", DOCX)]);
        assert_eq!(
            offered(&downloads, "1.013831"),
            [
                ("application".to_owned(), Kind::Pdf),
                ("contract".to_owned(), Kind::Docx)
            ]
        );
        let given = downloads
            .get("1.013831", "application", Kind::Pdf, on())
            .unwrap();
        let (form, content) = given.unwrap();
        assert_eq!((form.bytes, content.as_slice()), (PDF.len() as u64, PDF));
        let another = downloads.get("1.013831", "application", Kind::Docx, on());
        assert!(another.unwrap().is_none(), "of its own kind only");
        assert!(offered(&downloads, "1.001776").is_empty());
    }

    #[test]
    fn a_province_without_the_folder_has_none() {
        let dir = tempfile::tempdir().unwrap();
        assert!(
            Downloads::of(dir.path())
                .list("1.013831", on())
                .unwrap()
                .is_empty()
        );
    }

    #[test]
    fn what_is_not_what_its_name_says_is_given_to_nobody() {
        let large = vec![b'x'; LARGEST as usize + 1];
        let (_dir, downloads) = province(&[
            ("empty.pdf", b""),
            ("page.pdf", b"<html><script>alert(1)</script></html>"),
            ("cut-off.pdf", b"%PDF-1.7\n1 0 obj"),
            ("picture.docx", PDF),
            ("archive.docx", b"PK\x03\x04 only some archive"),
            (
                "macro.docx",
                b"PK\x03\x04 word/document.xml word/vbaProject.bin",
            ),
            ("large.pdf", &large),
            ("note.txt", b"hello"),
            (".hidden.pdf", PDF),
            ("Đơn.pdf", PDF),
        ]);
        assert_eq!(offered(&downloads, "1.013831"), []);
    }

    #[test]
    fn nothing_leads_out_of_the_folder() {
        let (dir, downloads) = province(&[]);
        let outside = dir.path().join("secret.pdf");
        fs::write(&outside, PDF).unwrap();
        let own = dir.path().join("forms/downloads/1.013831");
        std::os::unix::fs::symlink(&outside, own.join("application.pdf")).unwrap();
        assert_eq!(offered(&downloads, "1.013831"), [], "by a link");
        for procedure in ["..", "../..", "1.013831/..", "/etc", "", "."] {
            assert_eq!(offered(&downloads, procedure), [], "{procedure:?}");
        }
        let by_name = downloads.get("1.013831", "../../../secret", Kind::Pdf, on());
        assert!(by_name.unwrap().is_none());
        // A folder as it is mounted: the name is a link beside what it leads to.
        fs::write(own.join("..data"), PDF).unwrap();
        fs::remove_file(own.join("application.pdf")).unwrap();
        std::os::unix::fs::symlink(own.join("..data"), own.join("application.pdf")).unwrap();
        assert_eq!(
            offered(&downloads, "1.013831"),
            [("application".to_owned(), Kind::Pdf)]
        );
    }
}
