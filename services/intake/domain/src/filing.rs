//! What a person hands in, and whether it is complete and for this desk.

use std::collections::BTreeMap;

use catalogue::{Catalogue, FieldKind, Matter, Procedure};
use chrono::NaiveDate;
use kernel::{CitizenId, Personal, Phone, UnitId, line, paragraph};
use serde::{Deserialize, Serialize};

use crate::{FilingFault as Fault, ProcedureRef};

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

/// Somebody who takes part in a dossier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Person {
    pub name: Personal<String>,
    pub citizen_id: Personal<CitizenId>,
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

impl Paper {
    fn present(&self) -> bool {
        self.electronic || self.originals + self.copies > 0
    }
}

impl Filing {
    /// Checks the filing against the procedure in force on `today`, everything at once: the
    /// person is told one time, completely (NĐ 61/2018/NĐ-CP Điều 15.3).
    ///
    /// # Errors
    /// Every fault that was found.
    pub fn check(
        &self,
        catalogue: &Catalogue,
        channel: Channel,
        today: NaiveDate,
    ) -> Result<ProcedureRef, Vec<Fault>> {
        let Some(procedure) = catalogue.procedure(&self.procedure, today) else {
            return Err(vec![Fault::UnknownProcedure {
                code: self.procedure.clone(),
            }]);
        };
        let mut faults = Vec::new();
        if !procedure.channels.contains(&channel.catalogued()) {
            faults.push(Fault::ChannelNotOffered);
        }
        if self.checklist != procedure.checklist_version() {
            faults.push(Fault::OldChecklist {
                given: self.checklist.clone(),
                current: procedure.checklist_version(),
            });
        }
        self.check_units(catalogue, procedure, today, &mut faults);
        self.check_papers(procedure, &mut faults);
        self.check_answers(procedure, &mut faults);
        if self.return_method == ReturnMethod::Post && self.return_address.is_none() {
            faults.push(Fault::NoReturnAddress);
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(ProcedureRef {
            code: procedure.code.clone(),
            version: procedure.version,
            field: procedure.field.clone(),
        })
    }

    /// The desk must be one that receives, and every leg must have somebody competent:
    /// a dossier that nobody is competent for must not be taken in.
    fn check_units(
        &self,
        catalogue: &Catalogue,
        procedure: &Procedure,
        today: NaiveDate,
        faults: &mut Vec<Fault>,
    ) {
        if !catalogue.may_receive(procedure, &self.receiving_unit, today) {
            faults.push(Fault::NotReceiving {
                unit: self.receiving_unit.clone(),
            });
            return;
        }
        let commune = catalogue
            .unit(&self.place)
            .is_some_and(|unit| unit.is_commune() && unit.in_force(today));
        if !commune {
            let why =
                "Hãy chọn xã, phường hoặc đặc khu hiện nay: nơi có đất hoặc nơi cư trú.".to_owned();
            faults.push(Fault::NotCompetent { why });
            return;
        }
        let matter = Matter {
            place: &self.place,
            receiving: &self.receiving_unit,
            field: &procedure.field,
            procedure: &procedure.code,
        };
        let undetermined = procedure
            .legs
            .iter()
            .find_map(|leg| catalogue.resolve(&leg.by, &matter, today).err());
        if let Some(why) = undetermined {
            faults.push(Fault::NotCompetent {
                why: why.to_string(),
            });
        }
    }

    fn check_papers(&self, procedure: &Procedure, faults: &mut Vec<Fault>) {
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
                .any(|p| p.component == component.key && p.present());
            if !handed_in {
                faults.push(Fault::MissingPaper {
                    component: component.key.clone(),
                    name: component.name.clone(),
                });
            }
        }
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
