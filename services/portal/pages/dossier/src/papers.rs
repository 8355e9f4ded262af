//! The papers of a dossier, printed: what the contract of the forms service asks for, gathered from
//! those who keep it. Whoever may not read the file gets no paper either.

use std::sync::Arc;

use crate::signer;
use axum::extract::Path;
use portal_ui::{
    answer::Answer,
    directory::Names,
    failure::Failure,
    format,
    frame::Visit,
    lookup,
    papers::{self, Form},
};
use proto::{
    forms::v1::{self as wire, render_request::Paper},
    intake::v1::{
        Change, Channel, Filing, GetDossierRequest, ListChangesRequest, Person, ReturnMethod,
        SignedApology, Stage, TrackDossierResponse,
    },
    routing::v1::{ControlRow, GetControlSheetRequest, GetProcedureRequest, GetProcedureResponse},
};

/// `GET /ho-so/{code}/giay/{form}`, such as `giay-tiep-nhan.pdf`.
pub async fn one(visit: Visit, Path((code, file)): Path<(String, String)>) -> Answer {
    let form = file
        .strip_suffix(".pdf")
        .and_then(Form::named)
        .ok_or_else(|| {
            let sentence = visit
                .lang
                .pick("Không có mẫu giấy này.", "There is no such form.");
            Failure::Absent(sentence.to_owned())
        })?;
    let told = lookup::dossier(&visit, &format::dossier_code(&code)).await?;
    let gathered = Gathered::of(visit, told, form).await?;
    let (on, paper) = gathered.paper(form).await?;
    let name = format!("{}-{}", form.word(), gathered.d.code);
    papers::print(&gathered.visit, &on, paper, &name).await
}

/// Everything a paper of one dossier is made of.
struct Gathered {
    visit: Visit,
    names: Arc<Names>,
    d: TrackDossierResponse,
    filing: Filing,
    procedure: GetProcedureResponse,
    changes: Vec<Change>,
    /// The last letter of apology, as it was signed.
    apology: Option<SignedApology>,
}

impl Gathered {
    async fn of(visit: Visit, d: TrackDossierResponse, form: Form) -> Result<Self, Failure> {
        let (mut intake, mut counter) = (visit.ask.intake(), visit.ask.counter());
        let mut routing = visit.ask.routing();
        let read = GetDossierRequest {
            dossier_id: d.dossier_id.clone(),
            purpose: format!("In giấy: {}", form.word()),
        };
        let changes = ListChangesRequest {
            dossier_id: d.dossier_id.clone(),
            after_version: 0,
        };
        let procedure = GetProcedureRequest {
            code: d.procedure.clone(),
            version: d.procedure_version.clone(),
        };
        let (read, changes, procedure) = tokio::join!(
            intake.get_dossier(read),
            counter.list_changes(changes),
            routing.get_procedure(procedure),
        );
        let read = read?.into_inner();
        let names = visit.names().await?;
        Ok(Self {
            d: read.dossier.unwrap_or(d),
            filing: read.filing.unwrap_or_default(),
            apology: read.apology,
            procedure: procedure?.into_inner(),
            // Only the desk that received it is told who did what; others sign by hand.
            changes: changes.map_or_else(|_| Vec::new(), |told| told.into_inner().changes),
            visit,
            names,
        })
    }

    /// The paper, and the day of its act.
    async fn paper(&self, form: Form) -> Result<(String, Paper), Failure> {
        if !form.fits(&self.d) {
            let sentence = self.visit.lang.pick(
                "Hồ sơ này không có giấy đó: việc phải lập giấy chưa xảy ra, hoặc đã qua.",
                "This dossier has no such paper: what it is made for has not happened, or is over.",
            );
            return Err(Failure::Absent(sentence.to_owned()));
        }
        let received = || papers::day_of(&self.visit, self.d.received_at.as_ref());
        Ok(match form {
            Form::Receipt => (received(), Paper::Receipt(self.receipt())),
            Form::SupplementRequest => (
                self.day_of(&["SupplementAsked"]),
                Paper::SupplementRequest(self.supplement_request()),
            ),
            Form::Refusal => (
                self.day_of(&["DossierRefused"]),
                Paper::Refusal(self.refusal()),
            ),
            Form::Apology => (self.apologised_on(), Paper::Apology(self.apology().await)),
            Form::StopNotice => (
                self.day_of(&["DossierStopped", "DossierWithdrawn"]),
                Paper::StopNotice(self.stop_notice()),
            ),
            // It goes along with the dossier from its reception.
            Form::ControlSheet => (received(), Paper::ControlSheet(self.control_sheet().await?)),
        })
    }

    fn receipt(&self) -> wire::Receipt {
        let promised = self.d.appointment.clone().unwrap_or_default();
        let terms = &self.procedure.phases;
        let in_phases = promised.phases > 1;
        // In a later phase the first one's date is what was kept of it.
        let later = promised.phase > 1;
        let phase = |at: usize| wire::Phase {
            title: "sau khi thực hiện nghĩa vụ tài chính".to_owned(),
            term: terms
                .get(at)
                .map_or_else(String::new, |term| format::term(term)),
            received_at: promised.counted_from.filter(|_| later),
            due_at: promised.due.filter(|_| later),
        };
        wire::Receipt {
            head: self.head(),
            subject: self.subject(),
            centre: self.centre(),
            papers: self.papers(),
            sets: 1,
            term: match terms.first() {
                Some(first) if in_phases => format::term(first),
                _ => format::term(&promised.term),
            },
            received_at: self.d.received_at,
            due_at: promised.due.filter(|_| !later),
            return_at: self.return_at(),
            fee: self.procedure.fee.clone(),
            officer: self.officer(&["DossierAccepted", "SubmittedAccepted"]),
            hotline: self.visit.portal.config.province.hotline.clone(),
            phases: (1..promised.phases as usize).map(phase).collect(),
            ..wire::Receipt::default()
        }
    }

    fn supplement_request(&self) -> wire::SupplementRequest {
        wire::SupplementRequest {
            head: self.head(),
            subject: self.subject(),
            centre: self.centre(),
            items: lookup::named(&self.d.asked, &self.procedure),
            reason: self.d.stage_reason.clone(),
            answer_by: self.d.answer_by,
            website: self.visit.portal.config.http.public_url.clone(),
            officer: self.officer(&["SupplementAsked"]),
            phone: self.visit.portal.config.province.hotline.clone(),
            ..wire::SupplementRequest::default()
        }
    }

    fn refusal(&self) -> wire::Refusal {
        wire::Refusal {
            head: self.head(),
            subject: self.subject(),
            centre: self.centre(),
            reason: self.d.stage_reason.clone(),
            officer: self.officer(&["DossierRefused"]),
            ..wire::Refusal::default()
        }
    }

    /// As it was signed: whoever was late apologises, and the dates are those of the letter, whatever
    /// came of them since.
    async fn apology(&self) -> wire::Apology {
        let promised = self.d.appointment.clone().unwrap_or_default();
        let Some(signed) = &self.apology else {
            return wire::Apology {
                head: self.head(),
                subject: self.subject(),
                agency: self.centre(),
                received_at: self.d.received_at,
                original_due: promised.original_due,
                new_due: promised.due,
                signer: self.officer(&["AppointmentMoved"]),
                ..wire::Apology::default()
            };
        };
        let signer = signer::of(&self.visit, &self.names, signed).await;
        wire::Apology {
            head: Some(papers::letterhead(&self.visit, &self.names, &signed.unit)),
            subject: self.subject(),
            agency: self.names.unit(&signed.unit),
            received_at: self.d.received_at,
            original_due: signed.previous_due,
            reason: sentence(&signed.reason),
            new_due: signed.due,
            signer_title: signer.title,
            signer: signer.name,
            copies_to: match signed.unit == self.d.receiving_unit {
                true => Vec::new(),
                false => vec![self.centre()],
            },
            ..wire::Apology::default()
        }
    }

    /// The day the apology was signed.
    fn apologised_on(&self) -> String {
        match &self.apology {
            Some(signed) => papers::day_of(&self.visit, signed.at.as_ref()),
            None => self.day_of(&["AppointmentMoved"]),
        }
    }

    fn stop_notice(&self) -> wire::StopNotice {
        let withdrawn = self.d.stage() == Stage::Withdrawn;
        wire::StopNotice {
            head: self.head(),
            subject: self.subject(),
            agency: self.centre(),
            received_at: self.d.received_at.or(self.d.filed_at),
            request: if withdrawn {
                self.d.stage_reason.clone()
            } else {
                String::new()
            },
            reason: if withdrawn {
                "theo đề nghị của người nộp hồ sơ.".to_owned()
            } else {
                self.d.stage_reason.clone()
            },
            ..wire::StopNotice::default()
        }
    }

    async fn control_sheet(&self) -> Result<wire::ControlSheet, Failure> {
        let request = GetControlSheetRequest {
            dossier_id: self.d.dossier_id.clone(),
        };
        let sheet = self.visit.ask.routing().get_control_sheet(request).await?;
        let sheet = sheet.into_inner();
        let mut units = sheet.units.into_iter();
        Ok(wire::ControlSheet {
            head: self.head(),
            subject: self.subject(),
            received_at: sheet.received_at,
            due_at: sheet.due,
            lead_agency: units.next().unwrap_or_default(),
            coordinating: units.collect(),
            hops: sheet.rows.iter().map(hop).collect(),
        })
    }

    fn head(&self) -> Option<wire::Letterhead> {
        let unit = &self.d.receiving_unit;
        Some(papers::letterhead(&self.visit, &self.names, unit))
    }

    fn centre(&self) -> String {
        self.names.unit(&self.d.receiving_unit)
    }

    fn subject(&self) -> Option<wire::Subject> {
        Some(wire::Subject {
            code: self.d.code.clone(),
            tracking_url: papers::tracking_url(&self.visit, &self.d.code),
            matter: self.d.procedure_name.clone(),
            owner: self.filing.owner.as_ref().map(party),
            submitter: self.filing.submitter.as_ref().map(party),
            channel: match self.d.channel() {
                Channel::Unspecified => "",
                Channel::Counter => "nộp trực tiếp tại quầy",
                Channel::Online => "nộp trực tuyến",
                Channel::Post => "nộp qua bưu chính công ích",
            }
            .to_owned(),
        })
    }

    fn papers(&self) -> Vec<wire::HandedIn> {
        let named = |key: &str| {
            let known = self.procedure.components.iter().find(|one| one.key == key);
            known.map_or_else(|| key.to_owned(), |one| one.name.clone())
        };
        let papers = self.filing.papers.iter();
        papers
            .map(|paper| wire::HandedIn {
                name: named(&paper.component),
                originals: paper.originals,
                copies: paper.copies,
                electronic: paper.electronic,
                ..wire::HandedIn::default()
            })
            .collect()
    }

    fn return_at(&self) -> String {
        match self.filing.return_method() {
            ReturnMethod::Post => format!(
                "địa chỉ {} (qua dịch vụ bưu chính công ích)",
                self.filing.return_address
            ),
            ReturnMethod::Electronic => "bản điện tử, qua mã hồ sơ trên cổng".to_owned(),
            ReturnMethod::Unspecified | ReturnMethod::Counter => self.centre(),
        }
    }

    fn last(&self, facts: &[&str]) -> Option<&Change> {
        let mut changes = self.changes.iter().rev();
        changes.find(|change| facts.contains(&change.fact.as_str()))
    }

    /// The day the last of these acts was done.
    fn day_of(&self, facts: &[&str]) -> String {
        let act = self.last(facts);
        papers::day_of(&self.visit, act.and_then(|act| act.at.as_ref()))
    }

    /// The name of who did it, where that is who prints; others write theirs when they sign.
    fn officer(&self, facts: &[&str]) -> String {
        let by = self.last(facts).map(|act| act.by.as_str());
        match &self.visit.account {
            Some(account) if by == Some(self.visit.ask.actor.as_str()) => account.name.clone(),
            _ => String::new(),
        }
    }
}

/// With a full stop, which people leave out of a field.
fn sentence(reason: &str) -> String {
    let reason = reason.trim_end();
    match reason.ends_with(['.', '!', '?', ';', '…']) || reason.is_empty() {
        true => reason.to_owned(),
        false => format!("{reason}."),
    }
}

fn party(person: &Person) -> wire::Party {
    wire::Party {
        name: person.name.clone(),
        citizen_id: person.citizen_id.clone(),
        address: person.address.clone(),
        phone: person.phone.clone(),
        email: person.email.clone(),
    }
}

fn hop(row: &ControlRow) -> wire::Hop {
    let result = match row.outcome.as_str() {
        "early" => wire::Result::Early,
        "on-time" => wire::Result::OnTime,
        "late" => wire::Result::Late,
        _ => wire::Result::Unspecified,
    };
    let note = [row.title.as_str(), row.note.as_str()];
    let note: Vec<&str> = note.into_iter().filter(|part| !part.is_empty()).collect();
    wire::Hop {
        giver: row.from_name.clone(),
        given_at: row.given_at,
        taker: row.to_name.clone(),
        taken_at: row.taken_at,
        result: result.into(),
        note: note.join("; "),
        ..wire::Hop::default()
    }
}
