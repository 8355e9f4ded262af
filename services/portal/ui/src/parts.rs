//! Pieces of pages that draw themselves, the same wherever they stand.

use askama::{Template, filters::HtmlSafe};

use crate::{
    fields::{Errors, Field, Kind},
    frame::Lang,
    said::{Told, lang_of},
    view::{badge::Badge, due::Due, form::ActForm, path::Stop},
};

// What these templates write is escaped inside them, so a page may set them in as they are.
impl HtmlSafe for ActForm {}
impl HtmlSafe for Badge {}
impl HtmlSafe for Due {}
impl HtmlSafe for Field {}
impl HtmlSafe for Stops {}
impl HtmlSafe for Summary {}

/// The vertical way of a dossier.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/stops.html")]
pub struct Stops {
    pub stops: Vec<Stop>,
    pub lang: Lang,
}

impl Stops {
    fn vi<'a>(&self, text: &'a str) -> Told<'a> {
        Told::vietnamese(self.lang == Lang::En, text)
    }
}

/// The list of what is wrong with a form, above it; nothing when nothing is.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/summary.html")]
pub struct Summary {
    pub lines: Vec<(String, String)>,
    pub lang: Lang,
}

impl Summary {
    pub fn of(errors: &Errors, lang: Lang) -> Self {
        Self {
            lines: errors.lines(),
            lang,
        }
    }

    fn en(&self) -> bool {
        self.lang == Lang::En
    }

    fn said<'a>(&self, text: &'a str) -> Told<'a> {
        Told::said(self.en(), text)
    }
}

impl Field {
    pub(crate) fn said<'a>(&self, text: &'a str) -> Told<'a> {
        Told::said(self.en, text)
    }
    pub(crate) fn vi<'a>(&self, text: &'a str) -> Told<'a> {
        Told::vietnamese(self.en, text)
    }
    /// The language of an option, which holds no markup.
    pub(crate) fn lang_of(&self, text: &str) -> &'static str {
        lang_of(self.en, text)
    }
    pub fn width(&self) -> &'static str {
        match self.kind {
            Kind::Digits | Kind::Party | Kind::Phone | Kind::Date | Kind::Moment | Kind::Amount => {
                "govuk-input--width-20"
            }
            Kind::Area => "govuk-input--width-10",
            _ => "",
        }
    }
    pub fn input_type(&self) -> &'static str {
        match self.kind {
            Kind::Date => "date",
            Kind::Email => "email",
            Kind::Phone => "tel",
            Kind::Moment => "datetime-local",
            _ => "text",
        }
    }
    pub fn input_mode(&self) -> &'static str {
        match self.kind {
            Kind::Digits | Kind::Amount => "numeric",
            Kind::Area => "decimal",
            Kind::Phone => "tel",
            Kind::Email => "email",
            _ => "text",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields::{Choice, Fields};

    #[test]
    fn what_people_type_is_shown_and_never_run() {
        let value = "<script>alert(1)</script> Nguyễn \"Văn\" Ẩn";
        let drawn = Field::new("owner.name", "Họ và tên", Kind::Text)
            .value(value)
            .render()
            .expect("drawn");
        assert!(!drawn.contains("<script>"));
        assert!(drawn.contains("&#60;script&#62;"));
        assert!(drawn.contains("Văn&#34; Ẩn"));
    }

    #[test]
    fn an_input_in_error_is_described_by_its_sentence() {
        let mut errors = Errors::default();
        errors.push("owner.phone", "Số điện thoại phải có 10 chữ số.");
        let field = Field::new("owner.phone", "Điện thoại", Kind::Phone)
            .hint("Để nhận tin nhắn")
            .filled(&Fields::from([("owner.phone", "12")]), &errors);
        let drawn = field.render().expect("drawn");
        assert!(drawn.contains(r#"aria-describedby="owner-phone-hint owner-phone-error""#));
        assert!(drawn.contains(r#"value="12""#), "what was typed stays");
        let summary = Summary::of(&errors, Lang::Vi).render().expect("drawn");
        assert!(
            summary.contains(r##"<a href="#owner-phone">Số điện thoại phải có 10 chữ số.</a>"##)
        );
    }

    #[test]
    fn the_first_radio_carries_the_id_the_summary_links_to() {
        let choices = vec![
            Choice {
                value: "a".into(),
                label: "Tặng cho".into(),
            },
            Choice {
                value: "b".into(),
                label: "Thừa kế".into(),
            },
        ];
        let drawn = Field::new("answers.change", "Hình thức", Kind::Radios(choices))
            .value("b")
            .render()
            .expect("drawn");
        assert!(drawn.contains(r#"id="answers-change" name="answers.change" value="a""#));
        assert!(drawn.contains(r#"id="answers-change-2" name="answers.change" value="b" checked"#));
    }
}
