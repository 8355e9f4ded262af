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
            Kind::Amount => match amount(&self.value) {
                Some(amount) => crate::format::money(amount, self.lang()),
                None => self.value.clone(),
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
            Kind::Amount if amount(&self.value).is_none() => {
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

/// An amount of whole đồng as people write it: digits alone, or in groups of three parted by one and
/// the same mark, with or without the currency. `12.5` is none, for nobody knows what was meant.
pub fn amount(raw: &str) -> Option<i64> {
    let raw = raw.trim().trim_end_matches("đồng").trim_end_matches('đ');
    let raw = raw.trim_start_matches("VND").trim_end_matches("VND").trim();
    let digits = match raw.chars().find(|c| !c.is_ascii_digit()) {
        None => raw.to_owned(),
        Some(mark @ ('.' | ',' | ' ' | '\u{a0}')) => {
            let (first, rest) = raw.split_once(mark)?;
            let whole =
                (1..=3).contains(&first.len()) && rest.split(mark).all(|group| group.len() == 3);
            whole.then(|| raw.replace(mark, ""))?
        }
        Some(_) => return None,
    };
    let plain = digits.bytes().all(|digit| digit.is_ascii_digit());
    digits.parse().ok().filter(|_| plain)
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
    fn an_amount_is_shown_as_its_language_writes_it() {
        let price = |typed: &str| Field::new("price", "Price", Kind::Amount).value(typed);
        assert_eq!(price("1.250.000").complaint(), None);
        assert_eq!(
            price("1.250,5").shown(),
            "1.250,5",
            "no part of a đồng is lost"
        );
        assert!(price("1.250,5").complaint().is_some());
        let english = price("much").in_lang(Lang::En);
        let sentence = "Price: an amount of money, such as VND 1,250,000.";
        assert_eq!(english.complaint().as_deref(), Some(sentence));
        assert_eq!(price("1250000").in_lang(Lang::En).shown(), "VND 1,250,000");
    }

    #[test]
    fn an_amount_is_read_with_or_without_marks_and_never_guessed() {
        for (typed, meant) in [
            ("1250000", 1_250_000),
            ("1.250.000", 1_250_000),
            ("1,250,000", 1_250_000),
            ("1 250 000 đồng", 1_250_000),
            ("1.250.000đ", 1_250_000),
            ("VND 1,250,000", 1_250_000),
            ("1,250,000 VND", 1_250_000),
            ("500", 500),
            ("0012", 12),
            ("0", 0),
        ] {
            assert_eq!(amount(typed), Some(meant), "{typed}");
        }
        for typed in [
            "",
            "-5",
            "12.5",
            "1.25",
            "1.250.00",
            "1,250.000",
            ".500",
            "1..000",
            "1e6",
            "năm trăm",
            "１２３",
            "1.250.000,50",
            "99999999999999999999",
            "1234.567",
        ] {
            assert_eq!(amount(typed), None, "{typed}");
        }
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
