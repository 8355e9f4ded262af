//! One act as a page offers it: its form, filled again with what was sent.

use crate::{
    fields::{Choice, Errors, Field, Fields},
    frame::Lang,
    parts::Summary,
    said::Told,
};

/// One act as the page offers it.
#[derive(Clone, Debug, PartialEq, Eq, askama::Template)]
#[template(path = "parts/act.html")]
pub struct ActForm {
    /// The last part of the address it is sent to.
    pub act: &'static str,
    /// The whole address; set by [`placed`].
    pub to: String,
    pub title: String,
    pub button: &'static str,
    pub note: String,
    pub fields: Vec<Field>,
    /// "" for the main act, else secondary or warning.
    pub tone: &'static str,
    /// A second button that only computes, and its act.
    pub preview: Option<(&'static str, &'static str)>,
    /// Laid open in the page; folded away otherwise.
    pub open: bool,
    /// Ctrl+Enter does it.
    pub main: bool,
    /// The page is English; set by [`placed`].
    pub en: bool,
}

impl ActForm {
    pub fn new(act: &'static str, title: &str, button: &'static str, fields: Vec<Field>) -> Self {
        let own = |field: Field| Field {
            id: format!("{act}-{}", field.id),
            ..field
        };
        Self {
            act,
            to: String::new(),
            title: title.to_owned(),
            button,
            note: String::new(),
            fields: fields.into_iter().map(own).collect(),
            tone: "",
            preview: None,
            open: true,
            main: false,
            en: false,
        }
    }
    pub fn note(mut self, note: &str) -> Self {
        note.clone_into(&mut self.note);
        self
    }
    /// Folded away: for what is done seldom.
    pub fn seldom(mut self, tone: &'static str) -> Self {
        (self.tone, self.open) = (tone, false);
        self
    }
    pub fn known(mut self, known: &Fields) -> Self {
        for field in &mut self.fields {
            if field.value.is_empty() {
                known.get(&field.name).clone_into(&mut field.value);
            }
        }
        self
    }
    /// With what was sent, and what was wrong with it.
    pub fn filled(mut self, sent: &Fields, errors: &Errors) -> Self {
        self.fields = self
            .fields
            .into_iter()
            .map(|field| field.filled(sent, errors))
            .collect();
        self.open = true;
        self
    }
    fn said<'a>(&self, text: &'a str) -> Told<'a> {
        Told::said(self.en, text)
    }
    /// The address of the act of the second button.
    pub fn beside(&self, act: &str) -> String {
        self.to
            .replacen(&format!("/{}", self.act), &format!("/{act}"), 1)
    }
}

/// The forms of a page: each with its address, the one that failed filled again, the first laid
/// open as the main act.
pub fn placed(
    forms: Vec<ActForm>,
    address: impl Fn(&str) -> String,
    failed: &str,
    sent: &Fields,
    errors: &Errors,
    lang: Lang,
) -> Vec<ActForm> {
    let mut main = false;
    let place = |form: ActForm| {
        let mut form = if form.act == failed {
            form.filled(sent, errors)
        } else {
            form
        };
        form.to = address(form.act);
        form.main = form.open && form.tone.is_empty() && !std::mem::replace(&mut main, true);
        form.en = lang == Lang::En;
        for field in &mut form.fields {
            field.en = form.en;
        }
        form
    };
    forms.into_iter().map(place).collect()
}

/// What is wrong with the form of `failed`; a sentence links to its input where there is one.
pub fn summary(forms: &[ActForm], failed: &str, errors: &Errors, lang: Lang) -> Summary {
    let form = forms.iter().find(|form| form.act == failed);
    let lines = errors.lines().into_iter().map(|(id, sentence)| {
        let id = format!("{failed}-{id}");
        let input = form.and_then(|form| form.fields.iter().find(|field| field.id == id));
        (input.map_or_else(String::new, |_| id), sentence)
    });
    let mut lines: Vec<_> = lines.collect();
    // Two inputs may be named by one sentence; it is said once for each input, once for none.
    lines.dedup();
    Summary { lines, lang }
}

/// Choices of fixed words.
pub fn choices<const N: usize>(of: [(&str, &str); N]) -> Vec<Choice> {
    of.map(|(value, label)| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
    })
    .into()
}

#[cfg(test)]
mod tests {
    use askama::Template as _;

    use super::*;
    use crate::fields::Kind;

    #[test]
    fn what_failed_comes_back_filled_with_its_summary_linked_to_the_inputs() {
        let form = ActForm::new(
            "rut",
            "Rút hồ sơ",
            "Rút hồ sơ",
            vec![Field::new("reason", "Lý do", Kind::Paragraph)],
        );
        let sent = Fields::from([("reason", "<b>Đổi ý</b>")]);
        let mut errors = Errors::default();
        errors.push("reason", "Hãy ghi rõ hơn.");
        errors.push("elsewhere", "Không được.");
        let forms = placed(
            vec![form.seldom("warning")],
            |act| format!("/ban/ho-so/H48/{act}"),
            "rut",
            &sent,
            &errors,
            Lang::Vi,
        );
        let drawn = forms[0].render().expect("drawn");
        assert!(drawn.contains(r#"action="/ban/ho-so/H48/rut""#));
        assert!(drawn.contains("&#60;b&#62;Đổi ý") && forms[0].open);
        let summary = summary(&forms, "rut", &errors, Lang::Vi);
        assert_eq!(
            summary.lines,
            [
                ("rut-reason".to_owned(), "Hãy ghi rõ hơn.".to_owned()),
                (String::new(), "Không được.".to_owned())
            ]
        );
    }

    #[test]
    fn the_first_open_act_answers_the_keyboard_and_no_other_does() {
        let act = |name| ActForm::new(name, "", "", Vec::new());
        let forms = vec![act("a").seldom("warning"), act("b"), act("c")];
        let none = (Fields::default(), Errors::default());
        let forms = placed(forms, str::to_owned, "", &none.0, &none.1, Lang::Vi);
        let main: Vec<bool> = forms.iter().map(|form| form.main).collect();
        assert_eq!(main, [false, true, false]);
    }

    #[test]
    fn the_second_button_goes_to_its_own_act() {
        let form = ActForm {
            to: "/co-quan/viec/1/tro-cap?noi=x".to_owned(),
            ..ActForm::new("tro-cap", "", "", Vec::new())
        };
        assert_eq!(form.beside("tinh-thu"), "/co-quan/viec/1/tinh-thu?noi=x");
    }
}
