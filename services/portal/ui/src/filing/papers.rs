//! The checklist of a form, and the papers that came by it.

use proto::{intake::v1::Paper, routing::v1::Component};

use super::{Means, Sheet};
use crate::fields::{Errors, Fields, id_of};

/// One line of the checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperLine {
    pub name: String,
    pub id: String,
    pub title: String,
    pub note: String,
    pub required: bool,
    pub ticked: bool,
    /// Counts as sent, and the usual ones.
    pub originals: u32,
    pub copies: u32,
    pub usual_originals: u32,
    pub usual_copies: u32,
    pub error: String,
}

impl Sheet {
    /// The keys of the checklist, in the order the papers are sent.
    pub(super) fn paper_keys(&self, fields: &Fields) -> Vec<String> {
        self.papers(fields)
            .into_iter()
            .map(|paper| paper.component)
            .collect()
    }

    pub fn checklist(&self, fields: &Fields, errors: &Errors) -> Vec<PaperLine> {
        self.procedure
            .components
            .iter()
            .map(|component| self.line(component, fields, errors))
            .collect()
    }

    fn line(&self, component: &Component, fields: &Fields, errors: &Errors) -> PaperLine {
        let name = format!("papers.{}", component.key);
        let condition = Some(&component.condition)
            .filter(|when| !when.is_empty())
            .map(|when| when.strip_prefix("khi ").unwrap_or(when))
            .map(|when| format!("{} {when}", self.t("Chỉ khi", "Only when")));
        let form = Some(&component.form)
            .filter(|form| !form.is_empty())
            .cloned();
        PaperLine {
            id: id_of(&name),
            title: component.name.clone(),
            note: condition
                .into_iter()
                .chain(form)
                .collect::<Vec<_>>()
                .join(" · "),
            required: component.required,
            ticked: fields.has(&name) || fields.has(&documents(component)),
            originals: fields.count(&format!("{name}.originals")),
            copies: fields.count(&format!("{name}.copies")),
            usual_originals: component.originals,
            usual_copies: component.copies,
            error: errors.of_paper(&component.key).to_owned(),
            name,
        }
    }

    pub(super) fn papers(&self, fields: &Fields) -> Vec<Paper> {
        let lines = self.procedure.components.iter().map(|component| {
            let line = self.line(component, fields, &Errors::default());
            (component, line)
        });
        let handed = lines.filter(|(_, line)| match self.means {
            Means::Online => line.ticked,
            Means::Desk => line.ticked || line.originals + line.copies > 0,
        });
        let paper = |(component, line): (&Component, PaperLine)| match self.means {
            Means::Online => Paper {
                component: component.key.clone(),
                electronic: true,
                documents: fields.all(&documents(component)),
                ..Paper::default()
            },
            // Without script a ticked paper brings no counts: then the usual ones are meant.
            Means::Desk if line.originals + line.copies == 0 => Paper {
                component: component.key.clone(),
                originals: component.originals,
                copies: component.copies,
                documents: fields.all(&documents(component)),
                ..Paper::default()
            },
            Means::Desk => Paper {
                component: component.key.clone(),
                originals: line.originals,
                copies: line.copies,
                documents: fields.all(&documents(component)),
                ..Paper::default()
            },
        };
        handed.map(paper).collect()
    }
}

/// The name under which a form carries the documents of a paper, a pair each.
fn documents(component: &Component) -> String {
    format!("documents.{}", component.key)
}
