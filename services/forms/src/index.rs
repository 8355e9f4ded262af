//! The forms of the province: which there are, and which one the law asks for on a day.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context as _, bail, ensure};
use chrono::{FixedOffset, NaiveDate};
use proto::forms::v1 as wire;
use serde::Deserialize;

/// What a paper is; its number differs between the legal sets, this does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Receipt,
    SupplementRequest,
    Refusal,
    Apology,
    StopNotice,
    ControlSheet,
    Register,
    Board,
    /// Of a procedure, for citizens to fill in.
    Declaration,
    /// Of a week, for those who lead.
    Briefing,
    /// Of a quarter, for those who lead.
    Quarter,
}

/// One form in one legal edition.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Such as `receipt-2025`.
    pub key: String,
    pub kind: Kind,
    /// Its number in that edition; empty where it has none.
    #[serde(default)]
    pub number: String,
    pub title: String,
    pub edition: String,
    /// Unset: there was none before it.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// The last day; unset: still in force.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// a5, a4, a4-landscape, a3.
    pub paper: String,
    /// The file it is drawn by until somebody changes it.
    pub template: String,
    pub source: String,
    pub verified: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    shared: Vec<String>,
    forms: Vec<Form>,
}

#[derive(Deserialize)]
struct Province {
    zone: String,
}

/// Everything the province's folder says about papers.
#[derive(Debug)]
pub struct Index {
    pub forms: Vec<Form>,
    /// Templates by file name, as they came.
    pub(crate) templates: BTreeMap<String, String>,
    /// What templates import, by path.
    pub(crate) shared: Vec<(String, String)>,
    /// What a paper of each kind is given, as JSON, with invented people.
    pub(crate) samples: BTreeMap<Kind, String>,
    /// Civil time.
    pub(crate) zone: FixedOffset,
}

/// No form of this kind was in force on that day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", kernel::Refuse::sentence(self))]
pub struct NotInForce {
    pub title: String,
    pub on: NaiveDate,
    /// The first day there is one.
    pub from: Option<NaiveDate>,
}

impl kernel::Refuse for NotInForce {
    fn reason(&self) -> &'static str {
        "no-form-in-force"
    }

    fn sentence(&self) -> String {
        let on = self.on.format("%d/%m/%Y");
        let from = self
            .from
            .map(|from| format!(" Mẫu này có từ ngày {}.", from.format("%d/%m/%Y")))
            .unwrap_or_default();
        format!("Ngày {on} không có mẫu «{}».{from}", self.title)
    }
}

impl Kind {
    const ALL: [Self; 11] = [
        Self::Receipt,
        Self::SupplementRequest,
        Self::Refusal,
        Self::Apology,
        Self::StopNotice,
        Self::ControlSheet,
        Self::Register,
        Self::Board,
        Self::Declaration,
        Self::Briefing,
        Self::Quarter,
    ];

    /// The word in file names.
    pub fn word(self) -> &'static str {
        match self {
            Self::Receipt => "receipt",
            Self::SupplementRequest => "supplement-request",
            Self::Refusal => "refusal",
            Self::Apology => "apology",
            Self::StopNotice => "stop-notice",
            Self::ControlSheet => "control-sheet",
            Self::Register => "register",
            Self::Board => "board",
            Self::Declaration => "declaration",
            Self::Briefing => "briefing",
            Self::Quarter => "quarter",
        }
    }

    pub fn wire(self) -> wire::Kind {
        match self {
            Self::Receipt => wire::Kind::Receipt,
            Self::SupplementRequest => wire::Kind::SupplementRequest,
            Self::Refusal => wire::Kind::Refusal,
            Self::Apology => wire::Kind::Apology,
            Self::StopNotice => wire::Kind::StopNotice,
            Self::ControlSheet => wire::Kind::ControlSheet,
            Self::Register => wire::Kind::Register,
            Self::Board => wire::Kind::Board,
            Self::Declaration => wire::Kind::Declaration,
            Self::Briefing => wire::Kind::Briefing,
            Self::Quarter => wire::Kind::Quarter,
        }
    }
}

impl Form {
    fn in_force(&self, on: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= on) && self.valid_to.is_none_or(|to| on <= to)
    }
}

impl Index {
    /// Reads `forms/` of a province's folder.
    ///
    /// # Errors
    /// When a file is missing or not what it should be; the message names it.
    pub fn read(province: &Path) -> anyhow::Result<Self> {
        let dir = province.join("forms");
        let zone: Province = serde_saphyr::from_str(&text(&province.join("province.yaml"))?)
            .context("province.yaml")?;
        let zone = zone.zone.parse().context("the zone of province.yaml")?;
        let index: File =
            serde_saphyr::from_str(&text(&dir.join("index.yaml"))?).context("forms/index.yaml")?;
        let mut templates = BTreeMap::new();
        for form in &index.forms {
            if !templates.contains_key(&form.template) {
                templates.insert(form.template.clone(), text(&dir.join(&form.template))?);
            }
        }
        let shared = index.shared.iter();
        let shared = shared.map(|name| Ok((format!("/{name}"), text(&dir.join(name))?)));
        let samples = Kind::ALL.into_iter().map(|kind| {
            let name = format!("samples/{}.json", kind.word());
            Ok((kind, text(&dir.join(name))?))
        });
        let read = Self {
            templates,
            shared: shared.collect::<anyhow::Result<_>>()?,
            samples: samples.collect::<anyhow::Result<_>>()?,
            zone,
            forms: index.forms,
        };
        read.check()?;
        Ok(read)
    }

    /// One key means one form, and one day has at most one form of a kind.
    fn check(&self) -> anyhow::Result<()> {
        for (at, form) in self.forms.iter().enumerate() {
            let key = &form.key;
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            ensure!(
                !key.is_empty() && key.chars().all(plain),
                "{key:?} is not the key of a form"
            );
            for other in &self.forms[at + 1..] {
                ensure!(*key != other.key, "two forms are called {key}");
                let both = [form.valid_from, other.valid_from].into_iter().flatten();
                let first = both.max().unwrap_or(NaiveDate::MIN);
                if form.kind == other.kind && form.in_force(first) && other.in_force(first) {
                    bail!("{key} and {} are both in force on {first}", other.key);
                }
            }
        }
        Ok(())
    }

    pub fn form(&self, key: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.key == key)
    }

    /// The form of a kind that the law asks for on a day.
    ///
    /// # Errors
    /// When there was none.
    pub fn in_force(&self, kind: Kind, on: NaiveDate) -> Result<&Form, NotInForce> {
        let mut of_kind = self.forms.iter().filter(|form| form.kind == kind);
        if let Some(form) = of_kind.clone().find(|form| form.in_force(on)) {
            return Ok(form);
        }
        let later = of_kind.clone().filter_map(|form| form.valid_from);
        Err(NotInForce {
            from: later.filter(|from| *from > on).min(),
            title: of_kind
                .next()
                .map_or_else(|| kind.word().to_owned(), |form| form.title.clone()),
            on,
        })
    }
}

fn text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}
