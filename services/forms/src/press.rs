//! The press: chooses the form, sets it, prints it.

use std::{path::Path, sync::Arc, time::Duration};

use chassis::{Clock, Error, Result};
use chrono::{Datelike as _, FixedOffset, NaiveDate};
use proto::forms::v1::render_request::Paper;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::{
    config::Config,
    data,
    downloads::Downloads,
    draw::{self, Drawn, Problem, Sheet},
    fonts::Fonts,
    index::{Form, Index},
    qr,
    refusal::Refusal,
    store::{NotKept, Store, Version},
    text,
};

/// How large a draft may be; the longest template is a tenth of it.
pub(crate) const LONGEST_SOURCE: usize = 200_000;
/// How large sample data may be.
const LONGEST_SAMPLE: usize = 200_000;
/// Pages of a draft that are shown.
const SHOWN_PAGES: usize = 4;
/// Pixels to the point: an A4 page is 893 wide.
const SHOWN_SCALE: f64 = 1.5;

/// Everything papers are made with. Clones share it.
#[derive(Clone)]
pub struct Press {
    pub(crate) index: Arc<Index>,
    shared: Arc<Vec<(String, String)>>,
    fonts: Arc<Fonts>,
    store: Store,
    pub(crate) downloads: Downloads,
    clock: Clock,
    turns: Arc<Semaphore>,
    patience: Duration,
}

/// One paper, printed.
#[derive(Clone, Debug)]
pub struct Printed {
    pub pdf: Vec<u8>,
    /// What is written on it, a line each.
    pub text: String,
    pub form: Form,
    pub version: Version,
    pub pages: usize,
}

/// A draft, tried.
#[derive(Clone, Debug, Default)]
pub struct Tried {
    /// PNG.
    pub pictures: Vec<Vec<u8>>,
    pub pdf: Vec<u8>,
    pub pages: usize,
    /// What is written on it, a line each.
    pub text: String,
    pub problems: Vec<Problem>,
}

impl Press {
    /// # Errors
    /// When the province's forms or a font cannot be read, or the forms laid beside a procedure do not
    /// agree with their dates.
    pub fn new(config: &Config, clock: Clock) -> anyhow::Result<Self> {
        let index = Index::read(&config.province.dir)?;
        let downloads = Downloads::of(&config.province.dir);
        downloads.check(civil_day(&clock, index.zone))?;
        let at_once = match config.drawing.at_once {
            0 => std::thread::available_parallelism().map_or(1, usize::from),
            given => given,
        };
        Ok(Self {
            shared: Arc::new(index.shared.clone()),
            index: Arc::new(index),
            fonts: Arc::new(Fonts::load(&config.fonts.dir)?),
            store: Store::new(&config.templates.dir),
            downloads,
            clock,
            turns: Arc::new(Semaphore::new(at_once)),
            patience: Duration::from_secs(config.drawing.patience),
        })
    }

    /// Prints a paper as of `on`, the day of the act.
    ///
    /// # Errors
    /// When no form of its kind was in force, there is too much to print, or the template in use
    /// cannot be drawn with it.
    pub async fn print(&self, on: NaiveDate, paper: &Paper) -> Result<Printed> {
        let form = self.index.in_force(data::kind(paper), on);
        let form = form.map_err(Error::refused)?.clone();
        let version = self.in_use(&form)?;
        let said = data::of(paper, self.index.zone)
            .map_err(|(field, remedy)| Error::field(field, remedy))?;
        let sheet = self.sheet(&form, on, version.source.clone(), said);
        let printed = self.in_turn(move || {
            let drawn = draw::draw(sheet)?;
            Ok((drawn.pdf()?, drawn.text(), drawn.pages()))
        });
        let (pdf, text, pages) = printed.await?.map_err(|problems: Vec<Problem>| {
            let key = &form.key;
            Error::fault(anyhow::anyhow!("{key} cannot be drawn: {problems:?}"))
        })?;
        Ok(Printed {
            pdf,
            text,
            form,
            version,
            pages,
        })
    }

    /// Draws a draft with `sample`, or with the invented people of its kind when that is empty.
    ///
    /// # Errors
    /// When there is no such form, or the sample is no JSON.
    pub async fn try_out(&self, key: &str, source: &str, sample: &str) -> Result<Tried> {
        let form = self.form(key)?;
        bounded(source, sample)?;
        let sample = if sample.trim().is_empty() {
            &self.index.samples[&form.kind]
        } else {
            sample
        };
        let said: Value = serde_json::from_str(sample).map_err(|wrong| {
            Error::field(
                "sample",
                format!("Dữ liệu mẫu không phải JSON đúng: dòng {}.", wrong.line()),
            )
        })?;
        let on = sample_day(&form, self.today());
        let sheet = self.sheet(&form, on, source.to_owned(), said);
        let tried = self.in_turn(move || try_out(sheet));
        tried.await?.map_err(Error::Fault)
    }

    /// Keeps a draft as the next version.
    ///
    /// # Errors
    /// When it cannot be drawn, or somebody changed the form since `based_on`.
    pub async fn keep(
        &self,
        key: &str,
        source: &str,
        based_on: u32,
        by: &str,
        note: &str,
    ) -> Result<Version> {
        let form = self.form(key)?;
        let in_use = self.in_use(&form)?;
        if in_use.number != based_on {
            return Err(Error::refused(Refusal::Changed(Box::new(in_use))));
        }
        let tried = self.try_out(key, source, "").await?;
        if let Some(problem) = tried.problems.into_iter().find(|problem| problem.error) {
            return Err(Error::refused(Refusal::NotDrawable(problem)));
        }
        let version = Version {
            number: based_on + 1,
            by: by.to_owned(),
            at: Some(self.clock.now()),
            note: note.to_owned(),
            source: source.to_owned(),
        };
        match self.store.keep(key, &version) {
            Ok(()) => Ok(version),
            Err(NotKept::Taken(there)) => Err(Error::refused(Refusal::Changed(there))),
            Err(NotKept::Fault(error)) => Err(Error::Fault(error)),
        }
    }

    /// Makes an older version the next one.
    ///
    /// # Errors
    /// When there is no such version, or as [`Press::keep`].
    pub async fn restore(&self, key: &str, number: u32, by: &str) -> Result<Version> {
        let form = self.form(key)?;
        let versions = self.versions(&form)?;
        let based_on = versions.last().map_or(1, |newest| newest.number);
        let old = versions
            .into_iter()
            .find(|version| version.number == number);
        let old = old.ok_or_else(|| Error::absent("Không có phiên bản này của biểu mẫu."))?;
        let note = format!("Khôi phục phiên bản {number}");
        self.keep(key, &old.source, based_on, by, &note).await
    }

    /// # Errors
    /// When there is no form of that key.
    pub(crate) fn form(&self, key: &str) -> Result<Form> {
        let form = self.index.form(key).cloned();
        form.ok_or_else(|| Error::absent("Không có biểu mẫu này."))
    }

    /// Every version of a form, oldest first.
    ///
    /// # Errors
    /// When the folder of versions cannot be read.
    pub(crate) fn versions(&self, form: &Form) -> Result<Vec<Version>> {
        let mut versions = vec![self.first(form)];
        versions.extend(self.store.versions(&form.key).map_err(Error::Fault)?);
        Ok(versions)
    }

    /// # Errors
    /// When the folder of versions cannot be read.
    pub(crate) fn in_use(&self, form: &Form) -> Result<Version> {
        let newest = self.store.newest(&form.key).map_err(Error::Fault)?;
        Ok(newest.unwrap_or_else(|| self.first(form)))
    }

    /// The invented people of a form's kind, as JSON.
    pub(crate) fn sample(&self, form: &Form) -> &str {
        &self.index.samples[&form.kind]
    }

    /// The invented people of a form's kind, with a dossier number of their own.
    ///
    /// # Errors
    /// When the sample is no JSON, or the versions cannot be read.
    pub(crate) fn sample_sheet(&self, form: &Form, number: usize) -> anyhow::Result<Sheet> {
        let mut said: Value = serde_json::from_str(self.sample(form))?;
        if said["subject"].is_object() {
            let code = format!("H48.21028-261121-{number:05}");
            said["subject"]["tracking_url"] =
                json!(format!("https://mc.quangngai.example/hs/{code}"));
            said["subject"]["code"] = json!(code);
        }
        let source = self.in_use(form)?.source;
        Ok(self.sheet(form, sample_day(form, self.today()), source, said))
    }

    fn first(&self, form: &Form) -> Version {
        Version {
            number: 1,
            by: String::new(),
            at: None,
            note: String::new(),
            source: self.index.templates[&form.template].clone(),
        }
    }

    pub(crate) fn today(&self) -> NaiveDate {
        civil_day(&self.clock, self.index.zone)
    }

    fn sheet(&self, form: &Form, on: NaiveDate, template: String, said: Value) -> Sheet {
        let qr = qr::svg(data::address(&said));
        let mut said = text::fit(said, &self.fonts);
        said["on"] = json!({"year": on.year(), "month": on.month(), "day": on.day()});
        said["form"] = json!({
            "key": form.key, "number": form.number, "title": form.title, "edition": form.edition,
        });
        said["fonts"] = json!(self.fonts.families());
        said["qr"] = json!(!qr.is_empty());
        Sheet {
            fonts: self.fonts.clone(),
            template,
            shared: self.shared.clone(),
            data: said.to_string(),
            qr,
        }
    }

    /// Draws when a processor is free, beside the threads that answer calls.
    async fn in_turn<T: Send + 'static>(
        &self,
        draw: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        let drawn = async {
            let turn = self.turns.clone().acquire_owned().await?;
            // The turn ends with the drawing, not with the patience of who waits for it.
            let drawn = tokio::task::spawn_blocking(move || {
                let _turn = turn;
                draw()
            });
            anyhow::Ok(drawn.await?)
        };
        match tokio::time::timeout(self.patience, drawn).await {
            Ok(drawn) => drawn.map_err(Error::Fault),
            Err(_) => Err(Error::refused(Refusal::TooSlow(self.patience.as_secs()))),
        }
    }
}

fn civil_day(clock: &Clock, zone: FixedOffset) -> NaiveDate {
    clock.now().with_timezone(&zone).date_naive()
}

/// Old forms are shown on the last day they were in force.
fn sample_day(form: &Form, today: NaiveDate) -> NaiveDate {
    let last = form.valid_to.unwrap_or(today);
    last.min(today)
}

fn bounded(source: &str, sample: &str) -> Result<()> {
    for (field, text, most) in [
        ("source", source, LONGEST_SOURCE),
        ("sample", sample, LONGEST_SAMPLE),
    ] {
        if text.len() > most {
            let remedy = format!("Dài {} byte, tối đa {most} byte. Hãy rút gọn.", text.len());
            return Err(Error::field(field, remedy));
        }
    }
    Ok(())
}

fn try_out(sheet: Sheet) -> anyhow::Result<Tried> {
    let drawn: Drawn = match draw::draw(sheet) {
        Ok(drawn) => drawn,
        Err(problems) => {
            return Ok(Tried {
                problems,
                ..Tried::default()
            });
        }
    };
    let pages = drawn.pages();
    let mut problems = drawn.warnings.clone();
    Ok(match drawn.pdf() {
        Ok(pdf) => Tried {
            pictures: drawn.pictures(SHOWN_SCALE, SHOWN_PAGES)?,
            text: drawn.text(),
            pdf,
            pages,
            problems,
        },
        Err(errors) => {
            problems.splice(..0, errors);
            Tried {
                problems,
                pages,
                ..Tried::default()
            }
        }
    })
}

/// For the measurement and the tests: a press on the province's folder, with versions in `versions`.
///
/// # Errors
/// As [`Press::new`].
pub fn press(province: &Path, versions: &Path, clock: Clock) -> anyhow::Result<Press> {
    let mut config = Config::embedded()?;
    config.province.dir = province.to_owned();
    config.templates.dir = versions.to_owned();
    // Built for tests it draws many times slower.
    config.drawing.patience = 120;
    Press::new(&config, clock)
}
