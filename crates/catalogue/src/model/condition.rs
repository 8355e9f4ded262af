use std::collections::{BTreeMap, BTreeSet};

use super::procedure::{FieldKind, Procedure};

/// When a leg is part of a dossier's route, or a term applies to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// The answer to a question of the form is one of these values.
    Answer {
        field: String,
        one_of: Vec<String>,
    },
    /// This paper of the checklist was handed in.
    Paper(String),
    /// The matter lies in a difficult area (địa bàn khó khăn).
    Difficult,
    Not(Box<Self>),
    /// All of them; of none, always.
    All(Vec<Self>),
    /// At least one of them; of none, never.
    Any(Vec<Self>),
}

/// What is known of a dossier when it is received, as far as conditions look at it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given<'a> {
    /// By the key of the question; what was left empty is left out.
    pub answers: BTreeMap<&'a str, &'a str>,
    /// The keys of the papers handed in.
    pub papers: BTreeSet<&'a str>,
    /// Whether the place is a difficult area on the day of reception.
    pub difficult: bool,
}

impl Condition {
    pub fn holds(&self, given: &Given<'_>) -> bool {
        match self {
            Self::Answer { field, one_of } => given
                .answers
                .get(field.as_str())
                .is_some_and(|answer| one_of.iter().any(|value| value == answer)),
            Self::Paper(component) => given.papers.contains(component.as_str()),
            Self::Difficult => given.difficult,
            Self::Not(inner) => !inner.holds(given),
            Self::All(all) => all.iter().all(|inner| inner.holds(given)),
            Self::Any(any) => any.iter().any(|inner| inner.holds(given)),
        }
    }

    /// What a person reads: `«Đo đạc lại thửa đất» là «Có»`, with the labels of `procedure`.
    pub fn sentence(&self, procedure: &Procedure) -> String {
        match self {
            Self::Answer { field, one_of } => {
                let field = procedure.fields.iter().find(|f| f.key == *field);
                let label = field.map_or("?", |f| f.label.as_str());
                let shown = |value: &String| match field.map(|f| &f.kind) {
                    Some(FieldKind::Choice(choices)) => choices
                        .iter()
                        .find(|(kept, _)| kept == value)
                        .map_or_else(|| value.clone(), |(_, label)| label.clone()),
                    _ => value.clone(),
                };
                let values: Vec<_> = one_of.iter().map(|v| format!("«{}»", shown(v))).collect();
                format!("«{label}» là {}", values.join(" hoặc "))
            }
            Self::Paper(key) => {
                let component = procedure.components.iter().find(|c| c.key == *key);
                format!("có nộp «{}»", component.map_or("?", |c| c.name.as_str()))
            }
            Self::Difficult => "địa bàn khó khăn".to_owned(),
            Self::Not(inner) => format!("không phải ({})", inner.sentence(procedure)),
            Self::All(all) => joined(all, " và ", procedure),
            Self::Any(any) => joined(any, " hoặc ", procedure),
        }
    }

    /// Every condition that is no combination of others.
    pub(crate) fn atoms(&self) -> Vec<&Self> {
        match self {
            Self::Answer { .. } | Self::Paper(_) | Self::Difficult => vec![self],
            Self::Not(inner) => inner.atoms(),
            Self::All(inner) | Self::Any(inner) => inner.iter().flat_map(Self::atoms).collect(),
        }
    }
}

fn joined(conditions: &[Condition], by: &str, procedure: &Procedure) -> String {
    let one = |condition: &Condition| match condition {
        Condition::All(_) | Condition::Any(_) => format!("({})", condition.sentence(procedure)),
        simple => simple.sentence(procedure),
    };
    let sentences: Vec<_> = conditions.iter().map(one).collect();
    sentences.join(by)
}
