//! One input of a form: what it asks, what was written into it, what is wrong with that.

use super::{Errors, Fields, id_of};
use crate::frame::Lang;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Digits,
    /// The number of a citizen, an organisation or a passport: [`kernel::PartyId`].
    Party,
    Phone,
    Email,
    Date,
    Paragraph,
    Radios(Vec<Choice>),
    Select(Vec<Choice>),
    Amount,
    Area,
    /// Several of a list; the values are kept a line each.
    Checks(Vec<Choice>),
    /// A day and an hour, as Vietnam counts them.
    Moment,
    /// Carried along unseen.
    Hidden,
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
    /// The words around the input are English.
    pub en: bool,
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
            en: false,
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
    fn lang(&self) -> Lang {
        if self.en { Lang::En } else { Lang::Vi }
    }

    /// With the words around the input in this language.
    pub fn in_lang(mut self, lang: Lang) -> Self {
        self.en = lang == Lang::En;
        self
    }
    pub fn value(mut self, value: &str) -> Self {
        value.clone_into(&mut self.value);
        self
    }

    /// With what was sent, and what was wrong with it.
    pub fn filled(mut self, fields: &Fields, errors: &Errors) -> Self {
        self.value = match self.kind {
            Kind::Checks(_) => fields.all(&self.name).join("\n"),
            _ => fields.get(&self.name).to_owned(),
        };
        errors.of(&self.name).clone_into(&mut self.error);
        self
    }

    pub fn hidden(&self) -> bool {
        self.kind == Kind::Hidden
    }

    /// Whether one of several is ticked.
    pub fn ticked(&self, value: &str) -> bool {
        self.value.lines().any(|one| one == value)
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
            Kind::Date => crate::format::iso_date(&self.value, self.lang()),
            Kind::Area => crate::format::decimal(&self.value.replace(',', "."), self.lang()),
            Kind::Amount => match digits(&self.value).parse::<i64>() {
                Ok(amount) => crate::format::money(amount, self.lang()),
                Err(_) => self.value.clone(),
            },
            _ => self.value.clone(),
        }
    }

    /// What is plainly wrong before anybody is asked: missing, or not of its kind.
    pub fn complaint(&self) -> Option<String> {
        if self.value.is_empty() {
            let label = lower_first(&self.label);
            let chosen = matches!(self.kind, Kind::Radios(_) | Kind::Select(_));
            return self.required.then(|| match (chosen, self.en) {
                (true, false) => format!("Chọn {label}."),
                (false, false) => format!("Nhập {label}."),
                (true, true) => format!("Choose: {label}."),
                (false, true) => format!("Enter: {label}."),
            });
        }
        match &self.kind {
            Kind::Digits => self
                .value
                .parse::<kernel::CitizenId>()
                .err()
                .map(|why| why.to_string()),
            Kind::Party => self
                .value
                .parse::<kernel::PartyId>()
                .err()
                .map(|why| why.to_string()),
            Kind::Phone => self
                .value
                .parse::<kernel::Phone>()
                .err()
                .map(|why| why.to_string()),
            Kind::Amount if digits(&self.value).parse::<i64>().is_err() => {
                let example = crate::format::money(1_250_000, self.lang());
                Some(match self.en {
                    false => format!("{} phải là số tiền, ví dụ {example}.", self.label),
                    true => format!("{}: an amount of money, such as {example}.", self.label),
                })
            }
            _ => None,
        }
    }
}

/// `1.250.000 đồng` and `VND 1,250,000` as `1250000`. A comma that stands before anything but three
/// digits stays: there is no part of a đồng.
pub fn digits(raw: &str) -> String {
    let raw = raw.trim_end_matches("đồng").trim_end_matches('đ');
    let raw = raw
        .trim()
        .trim_start_matches("VND")
        .trim_end_matches("VND")
        .trim();
    let groups = |rest: &str| rest.split(',').all(|group| group.len() == 3);
    let grouped = raw.split_once(',').is_some_and(|(_, rest)| groups(rest));
    raw.chars()
        .filter(|c| match c {
            '.' | ' ' | '\u{a0}' => false,
            ',' => !grouped,
            _ => true,
        })
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
    fn an_amount_is_read_as_either_language_writes_it() {
        for typed in [
            "1250000",
            "1.250.000 đồng",
            "VND 1,250,000",
            "1,250,000 VND",
            "1 250 000đ",
        ] {
            assert_eq!(digits(typed), "1250000", "{typed}");
        }
        let amount = |typed: &str| Field::new("price", "Price", Kind::Amount).value(typed);
        assert_eq!(amount("1.250.000").complaint(), None);
        assert_eq!(
            amount("1.250,5").shown(),
            "1.250,5",
            "no part of a đồng is lost"
        );
        assert!(amount("1.250,5").complaint().is_some());
        let english = amount("much").in_lang(Lang::En);
        let sentence = "Price: an amount of money, such as VND 1,250,000.";
        assert_eq!(english.complaint().as_deref(), Some(sentence));
        assert_eq!(amount("1250000").in_lang(Lang::En).shown(), "VND 1,250,000");
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

    #[test]
    fn several_ticks_are_kept_as_sent() {
        let choice = |value: &str| Choice {
            value: value.to_owned(),
            label: value.to_uppercase(),
        };
        let kind = Kind::Checks(vec![choice("a"), choice("b"), choice("c")]);
        let sent = Fields::from([("papers", "a"), ("papers", "c")]);
        let field = Field::new("papers", "Giấy tờ", kind).filled(&sent, &Errors::default());
        assert!(field.ticked("a") && !field.ticked("b") && field.ticked("c"));
    }
}
