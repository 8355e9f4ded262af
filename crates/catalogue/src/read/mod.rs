//! YAML to checked values. Every refusal names its file and line.

mod calendar;
mod condition;
mod counter;
mod notices;
mod procedure;
mod province;
mod roles;
mod route;
mod rules;
mod situations;
mod staff;
mod sums;
mod templates;
mod terms;
mod tiles;
mod units;

use std::collections::BTreeMap;

use chrono::{Offset as _, Utc};
use kernel::working_time::Calendar;
use serde::de::DeserializeOwned;
use serde_saphyr::{Location, Spanned};

use crate::{Catalogue, CodePattern, Loaded, Problem, Province, Rules, SourceFile, TileMap};

pub(crate) fn everything(files: &[SourceFile]) -> Loaded {
    let mut problems = Vec::new();
    // The papers' service reads its own: what it does not understand stops it at its start.
    let ours = |path: &str| path.ends_with(".yaml") && !path.starts_with("forms/");
    let mut files: Vec<_> = files.iter().filter(|f| ours(&f.path)).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut source = Source {
        files,
        problems: &mut problems,
    };

    let (province, rules): (Option<Province>, Rules) = source
        .one("province.yaml", province::read)
        .map_or_else(Default::default, |(province, rules)| {
            (Some(province), rules)
        });
    let zone = province.as_ref().map_or_else(|| Utc.fix(), |p| p.zone);
    let codes: CodePattern = source
        .one("codes.yaml", province::read_codes)
        .unwrap_or_default();
    let (calendar, days) = source
        .one("calendar.yaml", |page| calendar::read(page, zone))
        .unwrap_or_else(|| (Calendar::none(zone), Vec::new()));
    let units = source.one("units.yaml", units::read).unwrap_or_default();
    let fields = province.as_ref().map(|p| p.fields.as_slice());
    let (roles, delegations) = source
        .one("roles.yaml", |page| roles::read(page, &units, fields))
        .unwrap_or_default();
    let notices = source
        .each("notices/", notices::read)
        .into_iter()
        .map(|(_, n)| n)
        .collect();
    let known = route::Known {
        units: &units,
        roles: &roles,
        fields,
        supplement: &rules.supplement,
    };
    let read = source.each("procedures/", |page| procedure::read(page, known));
    let procedures = procedure::without_overlaps(read, source.problems);
    // A province may do without a map.
    let tiles: Option<TileMap> = source
        .each("tiles.yaml", |page| tiles::read(page, &units))
        .into_iter()
        .next()
        .map(|(_, map)| map);
    // A province may do without a list of its staff: who has acted is known all the same.
    let staff = source
        .each("staff.yaml", |page| staff::read(page, &units, fields))
        .into_iter()
        .flat_map(|(_, staff)| staff)
        .collect();
    let situations = source
        .each("situations.yaml", situations::read)
        .into_iter()
        .flat_map(|(_, situations)| situations)
        .collect();
    source.rest_is_unknown();

    problems.sort();
    let catalogue = Catalogue {
        province: province.unwrap_or_default(),
        calendar,
        days,
        codes,
        units,
        roles,
        delegations,
        rules,
        procedures,
        notices,
        situations,
        tiles: tiles.unwrap_or_default(),
        staff,
    };
    Loaded {
        catalogue,
        problems,
    }
}

/// The files not yet read, and what was wrong with those that were.
struct Source<'a> {
    files: Vec<&'a SourceFile>,
    problems: &'a mut Vec<Problem>,
}

impl<'a> Source<'a> {
    fn one<T>(&mut self, path: &str, read: impl FnOnce(&mut Page<'_>) -> Option<T>) -> Option<T> {
        let Some(index) = self.files.iter().position(|f| f.path == path) else {
            let why = format!("the province has no {path}");
            self.problems.push(Problem {
                file: path.to_owned(),
                line: 1,
                why,
            });
            return None;
        };
        let file = self.files.remove(index);
        read(&mut Page {
            file,
            problems: self.problems,
        })
    }

    fn each<T>(
        &mut self,
        folder: &str,
        read: impl Fn(&mut Page<'_>) -> Option<T>,
    ) -> Vec<(&'a SourceFile, T)> {
        let (here, rest) = self.files.iter().partition(|f| f.path.starts_with(folder));
        self.files = rest;
        let here: Vec<&'a SourceFile> = here;
        here.into_iter()
            .filter_map(|file| {
                Some((
                    file,
                    read(&mut Page {
                        file,
                        problems: self.problems,
                    })?,
                ))
            })
            .collect()
    }

    fn rest_is_unknown(&mut self) {
        for file in &self.files {
            let why = "no part of the province is read from a file of this name".to_owned();
            self.problems.push(Problem {
                file: file.path.clone(),
                line: 1,
                why,
            });
        }
    }
}

/// One file while it is read.
struct Page<'a> {
    file: &'a SourceFile,
    problems: &'a mut Vec<Problem>,
}

impl Page<'_> {
    /// The whole file as `T`, or a problem where it stops being one.
    fn parse<T: DeserializeOwned>(&mut self) -> Option<T> {
        match serde_saphyr::from_str(&self.file.text) {
            Ok(value) => Some(value),
            Err(error) => {
                let line = error.location().map_or(1, |at| at.line());
                self.problem_on(line, explain(&error));
                None
            }
        }
    }

    fn problem(&mut self, at: Location, why: impl Into<String>) {
        self.problem_on(at.line(), why);
    }

    fn problem_on(&mut self, line: u64, why: impl Into<String>) {
        let file = self.file.path.clone();
        self.problems.push(Problem {
            file,
            line: line.max(1),
            why: why.into(),
        });
    }

    /// The text of a source that the file names once for many.
    fn source(&mut self, sources: &BTreeMap<String, String>, key: &Spanned<String>) -> String {
        sources.get(&key.value).cloned().unwrap_or_else(|| {
            self.problem(
                key.referenced,
                format!("`{}` is not among the sources", key.value),
            );
            String::new()
        })
    }

    /// Reports the second of two things of one key; true when there was none.
    fn unique<'k>(&mut self, keys: impl Iterator<Item = &'k Spanned<String>>, what: &str) -> bool {
        let mut seen = BTreeMap::new();
        let before = self.problems.len();
        for key in keys {
            if let Some(first) = seen.insert(&key.value, key.referenced.line()) {
                let why = format!("the {what} `{}` is already on line {first}", key.value);
                self.problem(key.referenced, why);
            }
        }
        self.problems.len() == before
    }
}

/// The reader's message without the excerpt of the file and without the place, which the problem
/// has in its own field.
fn explain(error: &serde_saphyr::Error) -> String {
    let message = error.without_snippet().to_string();
    message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(why, _)| why)
        .to_owned()
}
