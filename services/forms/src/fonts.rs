//! The letters papers are written in: built in, so that a paper looks the same everywhere.

use std::path::Path;

use anyhow::Context as _;
use rust_embed::RustEmbed;
use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

#[derive(RustEmbed)]
#[folder = "dist/fonts"]
struct BuiltIn;

/// Families in the order they are asked for: what the office is used to, then what is built in.
const PREFERRED: [&str; 2] = ["Times New Roman", "Tinos"];

#[derive(Debug)]
pub(crate) struct Fonts {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
    families: Vec<&'static str>,
}

impl Fonts {
    /// The built-in fonts and those in `dir`, when it names a folder.
    ///
    /// # Errors
    /// When the folder or a font in it cannot be read.
    pub(crate) fn load(dir: &Path) -> anyhow::Result<Self> {
        let mut fonts = Vec::new();
        for name in BuiltIn::iter() {
            let file = BuiltIn::get(&name).with_context(|| format!("the font {name}"))?;
            fonts.extend(Font::iter(Bytes::new(file.data)));
        }
        if !dir.as_os_str().is_empty() {
            let entries =
                std::fs::read_dir(dir).with_context(|| format!("reading {}", dir.display()))?;
            for entry in entries {
                let path = entry?.path();
                let kind = path.extension().and_then(|kind| kind.to_str());
                if matches!(kind, Some("ttf" | "otf" | "ttc")) {
                    let font = std::fs::read(&path)
                        .with_context(|| format!("reading {}", path.display()))?;
                    fonts.extend(Font::iter(Bytes::new(font)));
                }
            }
        }
        let book = FontBook::from_fonts(&fonts);
        let families = PREFERRED
            .into_iter()
            .filter(|family| book.contains_family(&family.to_lowercase()))
            .collect();
        Ok(Self {
            fonts,
            book: LazyHash::new(book),
            families,
        })
    }

    /// The families a paper asks for, first the one it would rather have.
    pub(crate) fn families(&self) -> &[&'static str] {
        &self.families
    }

    /// True when the letter can be drawn in every weight and slope.
    pub(crate) fn has(&self, letter: char) -> bool {
        self.families.iter().any(|family| {
            self.book
                .select_family(&family.to_lowercase())
                .all(|index| {
                    self.book
                        .info(index)
                        .is_some_and(|font| font.coverage.contains(u32::from(letter)))
                })
        })
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(crate) fn get(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }
}
