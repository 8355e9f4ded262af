//! The form a dossier is filed by: built from the procedure's data, read back into the contract's message.

mod asked;
mod papers;

use std::sync::Arc;

use proto::{
    intake::v1::{Filing, Person, ReturnMethod},
    routing::v1::{FormField, GetProcedureResponse, ProcedureSummary},
};

pub use asked::person_hint;
pub use papers::PaperLine;

use crate::{
    directory::Names,
    failure::Failure,
    fields::{Errors, Fields, amount},
    frame::{Lang, Visit},
    said::value,
};

/// How the papers come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    /// On paper, counted at the desk.
    Desk,
    /// As electronic copies.
    Online,
}

/// One procedure's form.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub procedure: Arc<GetProcedureResponse>,
    pub names: Arc<Names>,
    pub means: Means,
    pub lang: Lang,
}

impl Sheet {
    /// The form of the procedure in force today.
    ///
    /// # Errors
    /// When there is no such procedure, or routing does not answer.
    pub async fn of(visit: &Visit, code: &str, means: Means) -> Result<Self, Failure> {
        let procedure = visit.portal.directory.procedure(&visit.ask, code).await?;
        Ok(Self {
            procedure,
            names: visit.names().await?,
            means,
            lang: visit.lang,
        })
    }

    /// Words in the visitor's language.
    fn t<'a>(&self, vi: &'a str, en: &'a str) -> &'a str {
        self.lang.pick(vi, en)
    }

    pub fn summary(&self) -> ProcedureSummary {
        self.procedure.summary.clone().unwrap_or_default()
    }

    /// What is plainly missing, before the desk is asked.
    pub fn complaints(&self, fields: &Fields) -> Errors {
        let none = Errors::default();
        let mut asked = self.places(fields, &none);
        asked.extend(self.owner(fields, &none));
        asked.extend(self.submitter(fields, &none));
        asked.extend(self.answers(fields, &none));
        let mut errors = Errors::default();
        for field in &asked {
            if let Some(sentence) = field.complaint() {
                errors.push(&field.name, sentence);
            }
        }
        for line in self.checklist(fields, &none) {
            if line.required && !line.ticked && line.originals + line.copies == 0 {
                let sentence = match (self.means, self.lang) {
                    (Means::Online, Lang::Vi) => {
                        format!("Tải lên tệp của giấy tờ bắt buộc: {}.", line.title)
                    }
                    (Means::Online, Lang::En) => {
                        let title = value(&line.title);
                        format!("Upload a file of the required paper: {title}.")
                    }
                    (_, Lang::Vi) => {
                        format!("Thiếu “{}”. Đánh dấu khi đã có giấy tờ này.", line.title)
                    }
                    (_, Lang::En) => {
                        let title = value(&line.title);
                        format!("“{title}” is missing. Tick it once the paper is there.")
                    }
                };
                errors.push(line.name, sentence);
            }
        }
        for field in self.returning(fields, &none) {
            if let Some(sentence) = field.complaint() {
                errors.push(&field.name, sentence);
            }
        }
        if fields.get("return_method") == "post" && !fields.has("return_address") {
            errors.push(
                "return_address",
                self.t(
                    "Nhập địa chỉ để bưu chính mang kết quả đến.",
                    "Enter the address the post is to bring the result to.",
                ),
            );
        }
        errors
    }

    /// What intake said no with, and everything else that is plainly missing: the person is told
    /// one time, completely (NĐ 61/2018/NĐ-CP Điều 15.3).
    pub fn errors(&self, failure: &Failure, fields: &Fields) -> Errors {
        let told = Errors::new(failure.violations(), &self.paper_keys(fields));
        match failure {
            Failure::Malformed(_) | Failure::Refused { .. } => self.complaints(fields).and(told),
            _ => told,
        }
    }

    /// What was filled in, as the contract wants it.
    pub fn filing(&self, fields: &Fields) -> Filing {
        let summary = self.summary();
        let person = |who: &str| {
            let get = |what: &str| fields.get(&format!("{who}.{what}")).to_owned();
            Person {
                name: get("name"),
                citizen_id: get("citizen_id"),
                phone: get("phone"),
                email: get("email"),
                address: get("address"),
            }
        };
        let given = |field: &FormField| {
            let raw = fields.get(&format!("answers.{}", field.key));
            // What cannot be read goes as it is, for intake to say so.
            let value = match amount(raw).filter(|_| field.kind == "amount") {
                Some(amount) => amount.to_string(),
                None => raw.to_owned(),
            };
            (!value.is_empty()).then(|| (field.key.clone(), value))
        };
        let submitter = person("submitter");
        Filing {
            procedure: summary.code,
            checklist: summary.checklist,
            receiving_unit: fields.get("receiving_unit").to_owned(),
            place: fields.get("place").to_owned(),
            owner: Some(person("owner")),
            submitter: (submitter != Person::default()).then_some(submitter),
            papers: self.papers(fields),
            answers: self.procedure.fields.iter().filter_map(given).collect(),
            return_method: return_method(fields.get("return_method")).into(),
            return_address: fields.get("return_address").to_owned(),
        }
    }
}

pub fn return_method(word: &str) -> ReturnMethod {
    match word {
        "counter" => ReturnMethod::Counter,
        "post" => ReturnMethod::Post,
        "electronic" => ReturnMethod::Electronic,
        _ => ReturnMethod::Unspecified,
    }
}

#[cfg(test)]
mod tests;
