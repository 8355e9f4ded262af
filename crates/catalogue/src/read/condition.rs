//! Conditions: every question, choice and paper they look at must be there.

use serde::Deserialize;
use serde_saphyr::Spanned;

use super::Page;
use crate::{Component, Condition, FieldKind, FormField};

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawCondition {
    Answer(RawAnswer),
    Paper(Spanned<String>),
    Difficult,
    Not(Box<RawCondition>),
    All(Vec<RawCondition>),
    Any(Vec<RawCondition>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAnswer {
    field: Spanned<String>,
    #[serde(rename = "in")]
    one_of: Vec<Spanned<String>>,
}

/// What conditions may look at.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) fields: &'a [FormField],
    pub(super) components: &'a [Component],
}

impl RawCondition {
    /// The condition; none when something it looks at is not there.
    pub(super) fn read(&self, page: &mut Page<'_>, asked: Asked<'_>) -> Option<Condition> {
        match self {
            Self::Answer(answer) => answer.read(page, asked.fields),
            Self::Paper(key) => {
                if !asked.components.iter().any(|c| c.key == key.value) {
                    let why = format!("the checklist has no paper `{}`", key.value);
                    page.problem(key.referenced, why);
                    return None;
                }
                Some(Condition::Paper(key.value.clone()))
            }
            Self::Difficult => Some(Condition::Difficult),
            Self::Not(inner) => Some(Condition::Not(Box::new(inner.read(page, asked)?))),
            Self::All(all) => list(page, all, asked).map(Condition::All),
            Self::Any(any) => list(page, any, asked).map(Condition::Any),
        }
    }
}

/// Reads all of them, so that every mistake is told.
fn list(page: &mut Page<'_>, raw: &[RawCondition], asked: Asked<'_>) -> Option<Vec<Condition>> {
    let read: Vec<_> = raw.iter().map(|one| one.read(page, asked)).collect();
    read.into_iter().collect()
}

impl RawAnswer {
    fn read(&self, page: &mut Page<'_>, fields: &[FormField]) -> Option<Condition> {
        let key = &self.field.value;
        let Some(field) = fields.iter().find(|field| field.key == *key) else {
            let why = format!("the form asks no question `{key}`");
            page.problem(self.field.referenced, why);
            return None;
        };
        let FieldKind::Choice(choices) = &field.kind else {
            let why = format!("`{key}` is no choice: a route must not hang on what people write");
            page.problem(self.field.referenced, why);
            return None;
        };
        let before = page.problems.len();
        for value in &self.one_of {
            if !choices.iter().any(|(kept, _)| *kept == value.value) {
                let why = format!("`{key}` cannot be answered with `{}`", value.value);
                page.problem(value.referenced, why);
            }
        }
        if self.one_of.is_empty() {
            page.problem(self.field.referenced, "no answer is named");
        }
        (page.problems.len() == before).then(|| Condition::Answer {
            field: key.clone(),
            one_of: self.one_of.iter().map(|v| v.value.clone()).collect(),
        })
    }
}
