//! The form a dossier is filed by: built from the procedure's data, read back into the contract's message.

use std::sync::Arc;

use proto::{
    intake::v1::{Filing, Paper, Person, ReturnMethod},
    routing::v1::{Component, FormField, GetProcedureResponse, ProcedureSummary},
};

use crate::{
    directory::Names,
    failure::Failure,
    fields::{Choice, Errors, Field, Fields, Kind, digits, id_of},
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

    fn filled<const N: usize>(
        &self,
        all: [Field; N],
        fields: &Fields,
        errors: &Errors,
    ) -> Vec<Field> {
        all.map(|field| field.in_lang(self.lang).filled(fields, errors))
            .into()
    }

    pub fn summary(&self) -> ProcedureSummary {
        self.procedure.summary.clone().unwrap_or_default()
    }

    /// The keys of the checklist, in the order the papers are sent.
    fn paper_keys(&self, fields: &Fields) -> Vec<String> {
        self.papers(fields)
            .into_iter()
            .map(|paper| paper.component)
            .collect()
    }

    /// Where to file and where the matter lies.
    pub fn places(&self, fields: &Fields, errors: &Errors) -> Vec<Field> {
        let choice = |unit: &&proto::routing::v1::Unit| Choice {
            value: unit.id.clone(),
            label: unit.name.clone(),
        };
        let communes = self.names.communes().iter().map(choice).collect();
        let centres = self.names.centres().iter().map(choice).collect();
        let land = self
            .procedure
            .fields
            .iter()
            .any(|field| field.key == "parcel_number");
        let place = if land {
            self.t(
                "Xã, phường có thửa đất",
                "Commune or ward where the land lies",
            )
        } else {
            self.t(
                "Xã, phường nơi chủ hồ sơ thường trú",
                "Commune or ward where the applicant lives",
            )
        };
        let centre = self.t(
            "Trung tâm tiếp nhận hồ sơ",
            "Centre that receives the dossier",
        );
        let fields_of = [
            Field::new("place", place, Kind::Select(communes)).hint(self.t(
                "Nơi này quyết định cơ quan nào giải quyết",
                "It decides which agency handles the matter",
            )),
            Field::new("receiving_unit", centre, Kind::Select(centres)).hint(self.t(
                "Trung tâm nào trong tỉnh cũng được; kết quả trả tại đó",
                "Any centre of the province will do; the result is given there",
            )),
        ];
        self.filled(fields_of, fields, errors)
    }

    /// Whose matter it is (chủ hồ sơ).
    pub fn owner(&self, fields: &Fields, errors: &Errors) -> Vec<Field> {
        // Online nobody can be asked again, and the receipt goes to the telephone.
        let online = |field: Field| {
            if self.means == Means::Online {
                field
            } else {
                field.optional()
            }
        };
        let all = [
            Field::new("owner.name", self.t("Họ và tên", "Full name"), Kind::Text)
                .autocomplete("name"),
            Field::new(
                "owner.citizen_id",
                self.t("Số định danh cá nhân", "Personal identification number"),
                Kind::Digits,
            )
            .hint(self.t(
                "12 chữ số trên thẻ căn cước",
                "12 digits, on the identity card",
            )),
            online(
                Field::new(
                    "owner.phone",
                    self.t("Điện thoại nhận tin nhắn", "Phone for text messages"),
                    Kind::Phone,
                )
                .autocomplete("tel"),
            ),
            Field::new("owner.email", self.t("Thư điện tử", "E-mail"), Kind::Email)
                .optional()
                .autocomplete("email"),
            online(
                Field::new("owner.address", self.t("Địa chỉ", "Address"), Kind::Text)
                    .autocomplete("street-address"),
            ),
        ];
        self.filled(all, fields, errors)
    }

    /// Who hands it in for somebody else (người nộp thay).
    pub fn submitter(&self, fields: &Fields, errors: &Errors) -> Vec<Field> {
        let all = [
            Field::new(
                "submitter.name",
                self.t(
                    "Họ và tên người nộp thay",
                    "Full name of who files for them",
                ),
                Kind::Text,
            )
            .optional(),
            Field::new(
                "submitter.citizen_id",
                self.t(
                    "Số định danh cá nhân người nộp thay",
                    "Their personal identification number",
                ),
                Kind::Digits,
            )
            .optional(),
            Field::new(
                "submitter.phone",
                self.t("Điện thoại người nộp thay", "Their phone"),
                Kind::Phone,
            )
            .optional(),
        ];
        self.filled(all, fields, errors)
    }

    /// What the procedure's own form asks.
    pub fn answers(&self, fields: &Fields, errors: &Errors) -> Vec<Field> {
        self.procedure
            .fields
            .iter()
            .map(|field| answer(field).in_lang(self.lang).filled(fields, errors))
            .collect()
    }

    /// How the result is to be handed over.
    pub fn returning(&self, fields: &Fields, errors: &Errors) -> Vec<Field> {
        let ways = [
            (
                "counter",
                self.t("Tại quầy nơi nộp hồ sơ", "At the desk where it is filed"),
            ),
            (
                "post",
                self.t(
                    "Qua bưu chính công ích, trả cước khi nhận",
                    "By public post, postage paid on delivery",
                ),
            ),
            ("electronic", self.t("Bản điện tử", "Electronically")),
        ];
        let ways = ways.map(|(value, label)| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
        });
        let address = Field::new(
            "return_address",
            self.t("Địa chỉ nhận kết quả", "Address for the result"),
            Kind::Text,
        )
        .hint(self.t(
            "Chỉ điền khi nhận qua bưu chính",
            "Only when it comes by post",
        ))
        .optional();
        let way = self.t("Cách nhận kết quả", "How to receive the result");
        let all = [
            Field::new("return_method", way, Kind::Radios(ways.into())),
            address,
        ];
        self.filled(all, fields, errors)
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

    fn papers(&self, fields: &Fields) -> Vec<Paper> {
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
            let value = if field.kind == "amount" {
                digits(raw)
            } else {
                raw.to_owned()
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

/// The name under which a form carries the documents of a paper, a pair each.
fn documents(component: &Component) -> String {
    format!("documents.{}", component.key)
}

/// The input for one question of a procedure's form.
fn answer(field: &FormField) -> Field {
    let choices = || {
        let choice = |option: &proto::routing::v1::Option| Choice {
            value: option.value.clone(),
            label: option.label.clone(),
        };
        field.options.iter().map(choice).collect::<Vec<_>>()
    };
    let kind = match field.kind.as_str() {
        "paragraph" => Kind::Paragraph,
        "date" => Kind::Date,
        "citizen-id" => Kind::Digits,
        "phone" => Kind::Phone,
        "amount" => Kind::Amount,
        "area" => Kind::Area,
        "choice" if field.options.len() <= 6 => Kind::Radios(choices()),
        "choice" => Kind::Select(choices()),
        _ => Kind::Text,
    };
    let asked = Field::new(&format!("answers.{}", field.key), &field.label, kind).hint(&field.hint);
    if field.required {
        asked
    } else {
        asked.optional()
    }
}

#[cfg(test)]
mod tests;
