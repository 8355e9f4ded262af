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

/// More combinations than this are a mistake, or nobody could check the route by hand.
const MOST: usize = 4096;

impl Procedure {
    /// Every combination of what the conditions of the route and of the terms look at, the plain
    /// one first: each answer they name or none of them, each paper or not, difficult or not. None
    /// when they are too many to look through.
    pub fn situations(&self) -> Option<Vec<Given<'_>>> {
        let of_legs = self.legs.iter().filter_map(|leg| leg.when.as_ref());
        let of_terms = self.variants.iter().map(|variant| &variant.when);
        let mut answers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        let mut papers: BTreeSet<&str> = BTreeSet::new();
        // Legs have their own time in difficult areas, whether or not a condition looks at it.
        let mut difficult = self.legs.iter().any(|leg| leg.difficult.is_some());
        for atom in of_legs.chain(of_terms).flat_map(Condition::atoms) {
            match atom {
                Condition::Answer { field, one_of } => {
                    let values = answers.entry(field).or_default();
                    values.extend(one_of.iter().map(String::as_str));
                }
                Condition::Paper(key) => {
                    papers.insert(key);
                }
                _ => difficult = true,
            }
        }
        let mut all = vec![Given::default()];
        for (field, values) in answers {
            vary(&mut all, values.len(), |given, nth| {
                given
                    .answers
                    .extend(values.iter().nth(nth).map(|value| (field, *value)));
            })?;
        }
        for key in papers {
            vary(&mut all, 1, |given, _| {
                given.papers.insert(key);
            })?;
        }
        if difficult {
            vary(&mut all, 1, |given, _| given.difficult = true)?;
        }
        Some(all)
    }
}

/// Adds `ways` changed copies of each combination there is; none when they become too many.
fn vary<'a>(
    all: &mut Vec<Given<'a>>,
    ways: usize,
    change: impl Fn(&mut Given<'a>, usize),
) -> Option<()> {
    let old = all.clone();
    (old.len().saturating_mul(ways + 1) <= MOST).then_some(())?;
    for nth in 0..ways {
        all.extend(old.iter().cloned().map(|mut given| {
            change(&mut given, nth);
            given
        }));
    }
    Some(())
}

impl Given<'_> {
    /// As an administrator reads it in the file: `when way is left and the area is difficult`.
    pub(crate) fn keys(&self) -> String {
        let answers = self.answers.iter();
        let mut words: Vec<_> = answers
            .map(|(key, value)| format!("{key} is {value}"))
            .collect();
        words.extend(self.papers.iter().map(|key| format!("{key} is handed in")));
        if self.difficult {
            words.push("the area is difficult".to_owned());
        }
        format!("when {}", words.join(" and "))
    }

    /// As people read it, with the labels of `procedure`; empty when nothing is given.
    pub fn sentence(&self, procedure: &Procedure) -> String {
        let answers = self.answers.iter().map(|(field, value)| Condition::Answer {
            field: (*field).to_owned(),
            one_of: vec![(*value).to_owned()],
        });
        let papers = self.papers.iter();
        let papers = papers.map(|key| Condition::Paper((*key).to_owned()));
        let difficult = self.difficult.then_some(Condition::Difficult);
        let all = answers.chain(papers).chain(difficult).collect();
        Condition::All(all).sentence(procedure)
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
