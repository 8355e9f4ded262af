//! What a form sent, kept as sent, and the inputs that show it again with what is wrong.

use axum::{
    Form,
    extract::{FromRequest, Request},
};

use crate::failure::{Failure, Violation};

mod input;

pub use input::{Choice, Field, Kind, amount};

/// The pairs of a posted form, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The value of `name` without the blanks around it; empty when it was not sent.
    pub fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.trim())
    }

    pub fn has(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// Every value sent under `name`.
    pub fn all(&self, name: &str) -> Vec<String> {
        let sent = self.0.iter().filter(|(key, _)| key == name);
        sent.map(|(_, value)| value.trim().to_owned())
            .filter(|value| !value.is_empty())
            .collect()
    }

    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|(key, _)| key != name);
        self.0.push((name.to_owned(), value.into()));
    }

    /// One more value under `name`.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.0.push((name.to_owned(), value.into()));
    }

    /// The pairs, to be carried to the next step in hidden inputs.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// A whole number; zero when it is none.
    pub fn count(&self, name: &str) -> u32 {
        self.get(name).parse().unwrap_or_default()
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Fields {
    fn from(pairs: [(&str, &str); N]) -> Self {
        Self(
            pairs
                .iter()
                .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
                .collect(),
        )
    }
}

impl<S: Send + Sync> FromRequest<S> for Fields {
    type Rejection = Failure;
    async fn from_request(request: Request, state: &S) -> Result<Self, Failure> {
        let Form(pairs) = Form::<Vec<(String, String)>>::from_request(request, state)
            .await
            .map_err(|why| {
                Failure::Malformed(vec![Violation {
                    field: String::new(),
                    sentence: format!(
                        "Không đọc được nội dung gửi lên: {why}. Hãy tải lại trang và gửi lại."
                    ),
                }])
            })?;
        Ok(Self(pairs))
    }
}

/// What is wrong with a form, by the name of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(Vec<Violation>);

impl Errors {
    /// The violations of a request, their paths turned into names of inputs:
    /// `filing.papers[2].originals` becomes `papers.contract.originals`.
    pub fn new(violations: Vec<Violation>, papers: &[String]) -> Self {
        let named = violations.into_iter().map(|violation| Violation {
            field: input_name(&violation.field, papers),
            sentence: violation.sentence,
        });
        Self(named.collect())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    pub fn push(&mut self, field: impl Into<String>, sentence: impl Into<String>) {
        self.0.push(Violation {
            field: field.into(),
            sentence: sentence.into(),
        });
    }

    /// Those of inputs that `own` names.
    pub fn only(self, own: impl Fn(&str) -> bool) -> Self {
        Self(self.0.into_iter().filter(|one| own(&one.field)).collect())
    }

    /// With what `others` say of inputs that have no sentence yet.
    pub fn and(mut self, others: Self) -> Self {
        let named: Vec<String> = self.0.iter().map(|own| own.field.clone()).collect();
        let new = others
            .0
            .into_iter()
            .filter(|other| other.field.is_empty() || !named.contains(&other.field));
        self.0.extend(new);
        self
    }

    /// The sentence for an input, if it has one.
    pub fn of(&self, name: &str) -> &str {
        let own = self.0.iter().find(|violation| violation.field == name);
        own.map_or("", |violation| violation.sentence.as_str())
    }

    /// Whether a paper of the checklist, or one of its counts, is wrong.
    pub fn of_paper(&self, component: &str) -> &str {
        let name = format!("papers.{component}");
        let inside = format!("{name}.");
        let own = self
            .0
            .iter()
            .find(|v| v.field == name || v.field.starts_with(&inside));
        own.map_or("", |violation| violation.sentence.as_str())
    }

    /// The inputs, in the order of [`Self::lines`].
    pub fn names(&self) -> Vec<String> {
        self.0.iter().map(|v| v.field.clone()).collect()
    }

    /// For the summary on top: the input's id, empty when the form has none, and the sentence.
    pub fn lines(&self) -> Vec<(String, String)> {
        let line = |v: &Violation| (id_of(&v.field), v.sentence.clone());
        self.0.iter().map(line).collect()
    }
}

fn input_name(path: &str, papers: &[String]) -> String {
    let path = path.strip_prefix("filing.").unwrap_or(path);
    let path = path.replace('[', ".").replace([']', '"'], "");
    let mut parts: Vec<&str> = path.split('.').collect();
    if let ["papers", index, ..] = parts.as_slice()
        && let Some(component) = index.parse::<usize>().ok().and_then(|at| papers.get(at))
    {
        parts[1] = component;
    }
    parts.join(".")
}

/// The id of the input called `name`; dots would need escaping in style sheets and scripts.
pub fn id_of(name: &str) -> String {
    name.replace('.', "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violation(field: &str) -> Violation {
        Violation {
            field: field.to_owned(),
            sentence: "Sửa lại.".to_owned(),
        }
    }

    #[test]
    fn paths_of_the_contract_find_their_inputs() {
        let papers = ["application".to_owned(), "contract".to_owned()];
        let errors = Errors::new(
            vec![
                violation("filing.owner.citizen_id"),
                violation("filing.papers[1].originals"),
                violation("filing.answers[map_sheet]"),
                violation("filing.answers.area"),
                violation("dossier_id"),
            ],
            &papers,
        );
        let ids: Vec<String> = errors.lines().into_iter().map(|(id, _)| id).collect();
        assert_eq!(
            ids,
            [
                "owner-citizen_id",
                "papers-contract-originals",
                "answers-map_sheet",
                "answers-area",
                "dossier_id"
            ]
        );
        assert_eq!(errors.of_paper("contract"), "Sửa lại.");
        assert_eq!(errors.of_paper("application"), "");
        assert_eq!(errors.of("answers.area"), "Sửa lại.");
    }

    #[test]
    fn two_views_of_a_form_say_one_thing_of_each_input() {
        let mut own = Errors::default();
        own.push("owner.name", "Nhập họ và tên.");
        let told = Errors::new(
            vec![violation("filing.owner.name"), violation("filing.place")],
            &[],
        );
        let ids: Vec<String> = own
            .and(told)
            .lines()
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        assert_eq!(ids, ["owner-name", "place"]);
    }
}
