//! The filter of a page: its period, and the field of administration.

use portal_ui::{directory::Names, fields::Choice, format, frame::Visit};

use super::{Kind, Span, Turn};

/// What the filter of a page shows.
#[derive(Debug)]
pub struct Filter {
    pub path: String,
    pub kinds: Vec<Turn>,
    pub steps: Vec<Turn>,
    pub span: Span,
    pub fields: Vec<Choice>,
}

impl Filter {
    pub fn new(visit: &Visit, names: &Names, span: &Span, path: &str) -> Self {
        let today = format::civil(visit.now()).date_naive();
        let mut fields: Vec<Choice> = Vec::new();
        for procedure in &names.procedures {
            if fields.iter().all(|field| field.value != procedure.field) {
                fields.push(Choice {
                    value: procedure.field.clone(),
                    label: procedure.field_name.clone(),
                });
            }
        }
        Self {
            path: path.to_owned(),
            kinds: span.kinds(path, today, visit.lang),
            steps: span.steps(path, today, visit.lang),
            span: span.clone(),
            fields,
        }
    }

    /// What a form keeps of the period.
    pub fn kept(&self) -> Vec<(&'static str, String)> {
        match self.span.kind {
            Kind::Other => vec![
                ("tu", self.span.from.to_string()),
                ("den", self.span.to.to_string()),
            ],
            kind => vec![
                ("ky", kind.word().to_owned()),
                ("ngay", self.span.from.to_string()),
            ],
        }
    }

    /// The field people chose, in words; empty for every one.
    pub fn field(&self) -> &str {
        let known = self
            .fields
            .iter()
            .find(|field| field.value == self.span.field);
        known.map_or("", |field| field.label.as_str())
    }
}
