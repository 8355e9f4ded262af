//! What a person hands in, and whether it is complete and for this desk.

use std::collections::BTreeMap;

use catalogue::{Catalogue, FieldKind, Given, Procedure};
use chrono::NaiveDate;
use kernel::{CitizenId, DocumentId, PartyId, Personal, Phone, UnitId, line, paragraph};
use serde::{Deserialize, Serialize};

use crate::FilingFault as Fault;

/// How a dossier reached the desk (kênh tiếp nhận).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    Counter,
    Online,
    Post,
}

/// How the person gets the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReturnMethod {
    Counter,
    Post,
    Electronic,
}

/// A person or an organisation that takes part in a dossier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    pub name: Personal<String>,
    #[serde(rename = "citizen_id")]
    pub number: Personal<PartyId>,
    pub phone: Option<Personal<Phone>>,
    pub email: Option<Personal<String>>,
    pub address: Option<Personal<String>>,
}

/// One item of the checklist as handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    pub component: String,
    pub originals: u32,
    pub copies: u32,
    pub electronic: bool,
    /// The files it is handed in as.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentId>,
}

/// An answer to the procedure's form.
pub type Answer = Personal<String>;

/// Everything a person hands in for one procedure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Filing {
    pub procedure: String,
    /// The checklist the papers were checked against, such as `1.013831@2025-07-01`.
    pub checklist: String,
    pub receiving_unit: UnitId,
    /// The commune whose competence the matter falls under.
    pub place: UnitId,
    /// Whose matter it is (chủ hồ sơ).
    pub owner: Person,
    /// Who hands it in, when that is somebody else (người nộp).
    pub submitter: Option<Person>,
    pub papers: Vec<Paper>,
    pub answers: BTreeMap<String, Answer>,
    pub return_method: ReturnMethod,
    pub return_address: Option<Personal<String>>,
}

impl Person {
    /// Whether somebody has to act for it.
    pub fn is_organisation(&self) -> bool {
        self.number.reveal().is_organisation()
    }
}

impl Paper {
    pub(crate) fn is_present(&self) -> bool {
        self.electronic || self.is_on_paper()
    }

    /// Whether somebody holds paper of it.
    pub(crate) fn is_on_paper(&self) -> bool {
        self.originals > 0 || self.copies > 0
    }
}

impl Filing {
    /// Checks the filing against the procedure in force on `day`, everything at once: the
    /// person is told one time, completely (NĐ 61/2018/NĐ-CP Điều 15.3).
    ///
    /// # Errors
    /// Every fault that was found, after those `found` before.
    pub(crate) fn check<'a>(
        &self,
        catalogue: &'a Catalogue,
        channel: Channel,
        day: NaiveDate,
        found: Vec<Fault>,
    ) -> Result<&'a Procedure, Vec<Fault>> {
        let mut faults = found;
        let Some(procedure) = catalogue.procedure(&self.procedure, day) else {
            faults.push(Fault::UnknownProcedure {
                code: self.procedure.clone(),
            });
            return Err(faults);
        };
        if !procedure.channels.contains(&channel.catalogued()) {
            faults.push(Fault::ChannelNotOffered);
        }
        if self.checklist != procedure.checklist_version() {
            faults.push(Fault::OldChecklist {
                given: self.checklist.clone(),
                current: procedure.checklist_version(),
            });
        }
        self.check_units(catalogue, procedure, day, &mut faults);
        self.check_people(channel, &mut faults);
        self.check_papers(procedure, channel, &mut faults);
        self.check_answers(procedure, &mut faults);
        if self.return_method == ReturnMethod::Post && self.return_address.is_none() {
            faults.push(Fault::NoReturnAddress);
        }
        if faults.is_empty() {
            Ok(procedure)
        } else {
            Err(faults)
        }
    }

    /// What conditions of the procedure look at.
    pub(crate) fn given(&self, difficult: bool) -> Given<'_> {
        let answers = self
            .answers
            .iter()
            .map(|(key, answer)| (key.as_str(), answer.reveal().trim()));
        let papers = self.papers.iter().filter(|paper| paper.is_present());
        Given {
            answers: answers.filter(|(_, answer)| !answer.is_empty()).collect(),
            papers: papers.map(|paper| paper.component.as_str()).collect(),
            difficult,
        }
    }

    /// Somebody who hands in for the owner is somebody else; for an organisation a person does.
    pub(crate) fn check_people(&self, channel: Channel, faults: &mut Vec<Fault>) {
        let owner = &self.owner;
        let same = |person: &&Person| {
            person.number == owner.number
                && person.name.reveal().to_lowercase() != owner.name.reveal().to_lowercase()
        };
        match &self.submitter {
            Some(person) if person.is_organisation() => faults.push(Fault::SubmitterNotAPerson),
            Some(person) if same(&person) => faults.push(Fault::SubmitterIsOwner),
            // Nobody stands at the desk who brings a letter.
            None if owner.is_organisation() && channel != Channel::Post => {
                faults.push(Fault::NobodyForOrganisation);
            }
            _ => {}
        }
    }

    /// The desk must be one that receives, and the place a commune there is: who is competent
    /// there is not the person's business (NĐ 118/2025/NĐ-CP).
    fn check_units(
        &self,
        catalogue: &Catalogue,
        procedure: &Procedure,
        day: NaiveDate,
        faults: &mut Vec<Fault>,
    ) {
        if !catalogue.may_receive(procedure, &self.receiving_unit, day) {
            faults.push(Fault::NotReceiving {
                unit: self.receiving_unit.clone(),
            });
        }
        let place = catalogue.unit(&self.place);
        if !place.is_some_and(|unit| unit.is_commune() && unit.in_force(day)) {
            faults.push(Fault::NotACommune);
        }
    }

    /// What is filed online as an electronic copy comes with its file: nobody could examine it
    /// otherwise (NĐ 45/2020/NĐ-CP Điều 9, 12).
    fn check_papers(&self, procedure: &Procedure, channel: Channel, faults: &mut Vec<Fault>) {
        for (n, paper) in self.papers.iter().enumerate() {
            let known = procedure
                .components
                .iter()
                .any(|c| c.key == paper.component);
            let twice = self.papers[..n]
                .iter()
                .any(|other| other.component == paper.component);
            if !known || twice {
                faults.push(Fault::UnknownPaper {
                    index: n,
                    component: paper.component.clone(),
                });
            }
        }
        for component in procedure
            .components
            .iter()
            .filter(|component| component.required)
        {
            let handed_in = self
                .papers
                .iter()
                .any(|p| p.component == component.key && p.is_present());
            let (key, name) = (component.key.clone(), component.name.clone());
            if !handed_in {
                faults.push(Fault::MissingPaper {
                    component: key,
                    name,
                });
            } else if channel == Channel::Online && !self.is_attached(&component.key) {
                faults.push(Fault::NoDocument {
                    component: key,
                    name,
                });
            }
        }
    }

    /// Whether a paper is there as more than a word: with a file, or as paper that will be brought.
    fn is_attached(&self, component: &str) -> bool {
        let mut papers = self.papers.iter();
        papers.any(|paper| {
            paper.component == component && (paper.is_on_paper() || !paper.documents.is_empty())
        })
    }

    fn check_answers(&self, procedure: &Procedure, faults: &mut Vec<Fault>) {
        for key in self.answers.keys() {
            if !procedure.fields.iter().any(|field| field.key == *key) {
                faults.push(Fault::UnknownAnswer { key: key.clone() });
            }
        }
        for field in &procedure.fields {
            let answer = self
                .answers
                .get(&field.key)
                .map(|answer| answer.reveal().trim());
            match answer {
                None | Some("") if field.required => faults.push(Fault::MissingAnswer {
                    key: field.key.clone(),
                    label: field.label.clone(),
                }),
                None | Some("") => {}
                Some(answer) => {
                    if let Err(why) = check_answer(&field.kind, answer) {
                        faults.push(Fault::BadAnswer {
                            key: field.key.clone(),
                            why,
                        });
                    }
                }
            }
        }
    }
}

impl Channel {
    fn catalogued(self) -> catalogue::Channel {
        match self {
            Self::Counter => catalogue::Channel::Counter,
            Self::Online => catalogue::Channel::Online,
            Self::Post => catalogue::Channel::Post,
        }
    }
}

fn check_answer(kind: &FieldKind, answer: &str) -> Result<(), String> {
    match kind {
        FieldKind::Text => line(answer, 200)
            .map(drop)
            .map_err(|error| error.to_string()),
        FieldKind::Paragraph => paragraph(answer, 4000)
            .map(drop)
            .map_err(|error| error.to_string()),
        FieldKind::Date => answer
            .parse::<NaiveDate>()
            .map(drop)
            .map_err(|_| "Hãy ghi ngày theo dạng năm-tháng-ngày, ví dụ 1990-08-21.".to_owned()),
        FieldKind::CitizenId => answer
            .parse::<CitizenId>()
            .map(drop)
            .map_err(|error| error.to_string()),
        FieldKind::PartyId => answer
            .parse::<PartyId>()
            .map(drop)
            .map_err(|error| error.to_string()),
        FieldKind::Phone => answer
            .parse::<Phone>()
            .map(drop)
            .map_err(|error| error.to_string()),
        FieldKind::Choice(options) if options.iter().any(|(value, _)| value == answer) => Ok(()),
        FieldKind::Choice(_) => Err("Hãy chọn một trong các mục có sẵn.".to_owned()),
        FieldKind::Amount => answer
            .parse::<u64>()
            .map(drop)
            .map_err(|_| "Hãy ghi số tiền bằng chữ số, đơn vị đồng, ví dụ 1500000.".to_owned()),
        FieldKind::Area => check_area(answer),
    }
}

/// Square metres with at most one decimal, the way the land register keeps them.
fn check_area(answer: &str) -> Result<(), String> {
    let (whole, tenth) = answer.split_once([',', '.']).unwrap_or((answer, "0"));
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    if digits(whole, 9) && digits(tenth, 1) {
        Ok(())
    } else {
        Err(
            "Hãy ghi diện tích bằng mét vuông, tối đa một chữ số thập phân, ví dụ 123,4."
                .to_owned(),
        )
    }
}
