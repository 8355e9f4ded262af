//! What a form sent, kept as sent, and the inputs that show it again with what is wrong.

use axum::{
    Form,
    extract::{FromRequest, Request},
};

use crate::failure::{Failure, Violation};

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

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Digits,
    Phone,
    Email,
    Date,
    Paragraph,
    Radios(Vec<Choice>),
    Select(Vec<Choice>),
    Amount,
    Area,
}

/// One input of a form, with its label, its value and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, askama::Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    pub name: String,
    pub id: String,
    pub label: String,
    pub hint: String,
    pub kind: Kind,
    pub value: String,
    pub required: bool,
    pub error: String,
    pub autocomplete: &'static str,
}

impl Field {
    pub fn new(name: &str, label: &str, kind: Kind) -> Self {
        Self {
            name: name.to_owned(),
            id: id_of(name),
            label: label.to_owned(),
            hint: String::new(),
            kind,
            value: String::new(),
            required: true,
            error: String::new(),
            autocomplete: "off",
        }
    }

    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }
    pub fn hint(mut self, hint: &str) -> Self {
        hint.clone_into(&mut self.hint);
        self
    }
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = what;
        self
    }
    pub fn value(mut self, value: &str) -> Self {
        value.clone_into(&mut self.value);
        self
    }

    /// With what was sent, and what was wrong with it.
    pub fn filled(mut self, fields: &Fields, errors: &Errors) -> Self {
        fields.get(&self.name).clone_into(&mut self.value);
        errors.of(&self.name).clone_into(&mut self.error);
        self
    }

    /// The `aria-describedby` of the input; empty when nothing describes it.
    pub fn described_by(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id));
        let error = (!self.error.is_empty()).then(|| format!("{}-error", self.id));
        hint.into_iter().chain(error).collect::<Vec<_>>().join(" ")
    }

    /// The value as a person reads it on the page where the form is checked.
    pub fn shown(&self) -> String {
        match &self.kind {
            Kind::Radios(choices) | Kind::Select(choices) => choices
                .iter()
                .find(|choice| choice.value == self.value)
                .map_or_else(|| self.value.clone(), |choice| choice.label.clone()),
            Kind::Date => crate::format::iso_date(&self.value),
            Kind::Amount => match digits(&self.value).parse::<i64>() {
                Ok(amount) => crate::format::money(amount),
                Err(_) => self.value.clone(),
            },
            _ => self.value.clone(),
        }
    }

    /// What is plainly wrong before anybody is asked: missing, or not of its kind.
    pub fn complaint(&self) -> Option<String> {
        if self.value.is_empty() {
            return self.required.then(|| match &self.kind {
                Kind::Radios(_) | Kind::Select(_) => format!("Chọn {}.", lower_first(&self.label)),
                _ => format!("Nhập {}.", lower_first(&self.label)),
            });
        }
        match &self.kind {
            Kind::Digits => self
                .value
                .parse::<kernel::CitizenId>()
                .err()
                .map(|why| why.to_string()),
            Kind::Phone => self
                .value
                .parse::<kernel::Phone>()
                .err()
                .map(|why| why.to_string()),
            Kind::Amount if digits(&self.value).parse::<i64>().is_err() => {
                Some(format!("{} phải là số đồng, ví dụ 1.250.000.", self.label))
            }
            _ => None,
        }
    }
}

/// `1.250.000 đồng` as `1250000`.
pub fn digits(raw: &str) -> String {
    let raw = raw.trim_end_matches("đồng").trim_end_matches('đ');
    raw.chars()
        .filter(|c| !matches!(c, '.' | ' ' | '\u{a0}'))
        .collect()
}

fn lower_first(label: &str) -> String {
    let mut chars = label.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
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

    #[test]
    fn a_missing_answer_is_asked_for_by_its_label() {
        let field = Field::new("answers.area", "Diện tích (m²)", Kind::Area);
        assert_eq!(field.complaint().as_deref(), Some("Nhập diện tích (m²)."));
        assert_eq!(field.optional().complaint(), None);
    }

    #[test]
    fn a_citizen_id_of_eleven_digits_is_sent_back_with_the_remedy() {
        let field =
            Field::new("owner.citizen_id", "Số định danh", Kind::Digits).value("05108500121");
        assert!(field.complaint().expect("too short").contains("12 chữ số"));
    }

    #[test]
    fn choices_are_shown_by_their_labels() {
        let choices = vec![Choice {
            value: "gift".into(),
            label: "Tặng cho".into(),
        }];
        let field = Field::new("answers.change", "Hình thức", Kind::Radios(choices)).value("gift");
        assert_eq!(field.shown(), "Tặng cho");
    }
}
