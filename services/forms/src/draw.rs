//! One paper: a template and what it says, made into a PDF or into pictures.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use typst::{
    Library, LibraryExt as _, World, WorldExt as _,
    diag::{FileError, FileResult, Severity, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    layout::{Abs, Frame, FrameItem, Point},
    syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_render::RenderOptions;

use crate::fonts::Fonts;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// How many compilations an intermediate result that nobody asks for is kept.
const KEPT: usize = 10;

/// What is wrong with a template, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub error: bool,
    /// The file; empty: the template itself.
    pub file: String,
    /// From 1; 0 when it has no place.
    pub line: u32,
    pub column: u32,
    pub message: String,
    pub hints: Vec<String>,
}

/// What one paper is drawn from.
pub(crate) struct Sheet {
    pub(crate) fonts: Arc<Fonts>,
    /// Typst source.
    pub(crate) template: String,
    /// What templates may import, by name.
    pub(crate) shared: Arc<Vec<(String, String)>>,
    /// What the template reads as `data.json`.
    pub(crate) data: String,
    /// What it shows as `qr.svg`; empty: none.
    pub(crate) qr: String,
}

/// A paper, laid out.
pub(crate) struct Drawn {
    document: PagedDocument,
    desk: Desk,
    pub(crate) warnings: Vec<Problem>,
}

/// Lays a paper out.
///
/// # Errors
/// What is wrong with the template, each fault with its line.
pub(crate) fn draw(sheet: Sheet) -> Result<Drawn, Vec<Problem>> {
    let desk = Desk::new(sheet)?;
    let compiled = typst::compile::<PagedDocument>(&desk);
    // After failures as well: what they leave behind is kept no longer than the rest.
    typst::comemo::evict(KEPT);
    let mut warnings = desk.problems(&compiled.warnings);
    match compiled.output {
        Ok(document) => Ok(Drawn {
            document,
            desk,
            warnings,
        }),
        Err(errors) => {
            let mut problems = desk.problems(&errors);
            problems.append(&mut warnings);
            Err(problems)
        }
    }
}

impl Drawn {
    pub(crate) fn pages(&self) -> usize {
        self.document.pages().len()
    }

    /// What is written on it, a line each, in the order it is drawn.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for page in self.document.pages() {
            let mut last = Abs::zero();
            read(&page.frame, Point::zero(), &mut last, &mut text);
            text.push('\n');
        }
        text
    }

    /// As PDF/A-2a, readable by screen readers (PDF/UA-1). The same paper gives the same bytes.
    ///
    /// # Errors
    /// What the standards forbid in the template.
    pub(crate) fn pdf(&self) -> Result<Vec<u8>, Vec<Problem>> {
        let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .map_err(|error| vec![Problem::everywhere(error.message().to_string())])?;
        let options = PdfOptions {
            creator: Smart::Custom(Some("Một Cửa".to_owned())),
            standards,
            ..PdfOptions::default()
        };
        let pdf = typst_pdf::pdf(&self.document, &options);
        typst::comemo::evict(KEPT);
        pdf.map_err(|errors| self.desk.problems(&errors))
    }

    /// The first pages as PNG pictures, `scale` pixels to the point.
    ///
    /// # Errors
    /// When a picture cannot be encoded.
    pub(crate) fn pictures(&self, scale: f64, at_most: usize) -> anyhow::Result<Vec<Vec<u8>>> {
        let options = RenderOptions {
            pixel_per_pt: scale.into(),
            ..RenderOptions::default()
        };
        let pages = self.document.pages().iter().take(at_most);
        pages
            .map(|page| Ok(typst_render::render(page, &options).encode_png()?))
            .collect()
    }
}

/// Adds what is written in `frame`, which lies at `from`; `last` is the height of the last line.
fn read(frame: &Frame, from: Point, last: &mut Abs, text: &mut String) {
    for (at, item) in frame.items() {
        let at = from + *at;
        match item {
            FrameItem::Group(group) => read(&group.frame, at, last, text),
            FrameItem::Text(run) => {
                if at.y != *last && !text.is_empty() {
                    text.push('\n');
                }
                *last = at.y;
                text.push_str(&run.text);
            }
            _ => {}
        }
    }
}

/// The only files a template can reach.
struct Desk {
    fonts: Arc<Fonts>,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

impl Desk {
    fn new(sheet: Sheet) -> Result<Self, Vec<Problem>> {
        let main = file("/template.typ")?;
        let mut sources = HashMap::from([(main, Source::new(main, sheet.template))]);
        for (name, text) in sheet.shared.iter() {
            let id = file(name)?;
            sources.insert(id, Source::new(id, text.clone()));
        }
        let mut files = HashMap::from([(file("/data.json")?, Bytes::from_string(sheet.data))]);
        if !sheet.qr.is_empty() {
            files.insert(file("/qr.svg")?, Bytes::from_string(sheet.qr));
        }
        Ok(Self {
            fonts: sheet.fonts,
            main,
            sources,
            files,
        })
    }

    fn problems<'a>(&self, found: impl IntoIterator<Item = &'a SourceDiagnostic>) -> Vec<Problem> {
        found.into_iter().map(|found| self.problem(found)).collect()
    }

    fn problem(&self, found: &SourceDiagnostic) -> Problem {
        let (file, line, column) = self.place(found.span);
        Problem {
            error: found.severity == Severity::Error,
            file,
            line,
            column,
            message: found.message.to_string(),
            hints: found.hints.iter().map(|hint| hint.v.to_string()).collect(),
        }
    }

    fn place(&self, span: DiagSpan) -> (String, u32, u32) {
        let Some(id) = span.id() else {
            return (String::new(), 0, 0);
        };
        let name = if id == self.main {
            String::new()
        } else {
            id.vpath().get_without_slash().to_owned()
        };
        let place = self.sources.get(&id).and_then(|source| {
            let start = self.range(span)?.start;
            source.lines().byte_to_line_column(start)
        });
        let counted = |from_zero: usize| u32::try_from(from_zero + 1).unwrap_or(u32::MAX);
        match place {
            Some((line, column)) => (name, counted(line), counted(column)),
            None => (name, 0, 0),
        }
    }
}

fn file(name: &str) -> Result<FileId, Vec<Problem>> {
    let path = VirtualPath::new(name)
        .map_err(|_| vec![Problem::everywhere(format!("{name:?} is not a file name"))])?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl Problem {
    /// One that has no place of its own.
    pub(crate) fn everywhere(message: impl Into<String>) -> Self {
        Self {
            error: true,
            file: String::new(),
            line: 0,
            column: 0,
            message: message.into(),
            hints: Vec::new(),
        }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index)
    }

    /// Papers say the day they are given, not the day they are drawn.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
