//! Complaints and proposals: filed by anybody, answered by the unit in charge.

use chassis::{Caller, Error, Order, Result, Violations, execute_one, wire::timestamp};
use intake_domain::{
    About, Complaint, ComplaintCommand, ComplaintRefusal, ComplaintStage, Grievances, Matter,
};
use kernel::{ComplaintId, DossierId, Instant, Personal, Phone, UnitId, line, paragraph};
use proto::intake::v1 as pb;
use tonic::Request;
use uuid::Uuid;

use super::{complaint_id, digits, only_notification, said::email, store, store::Complaints};
use crate::{Intake, store as dossiers};

impl Intake {
    pub(super) fn grievances(&self, now: Instant) -> Grievances {
        Grievances {
            now,
            catalogue: self.catalogue.clone(),
        }
    }

    async fn act_on(
        &self,
        caller: &Caller,
        id: ComplaintId,
        command: ComplaintCommand,
    ) -> Result<Complaint> {
        let now = self.chassis.clock.now();
        let order = Order::new(id, command, &caller.actor, now);
        let mut tx = self.chassis.begin().await?;
        let done = execute_one::<Complaints>(&mut tx, &self.grievances(now), order).await?;
        self.chassis.commit(tx).await?;
        Ok(done.state)
    }

    pub(super) async fn take_complaint(
        &self,
        request: Request<pb::ComplainRequest>,
    ) -> Result<pb::ComplainResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let id = complaint_id(&request.complaint_id)?;
        let about = self.about_dossier(&caller, &request).await?;
        let (dossier, unit, by_owner) = match about {
            Some((dossier, code, unit, owner)) => (Some((dossier, code)), unit, owner),
            None => (None, UnitId::new(request.unit.trim()), false),
        };
        let matter = matter(&request)?;
        let command = ComplaintCommand::File {
            id,
            code: digits::complaint_code()?,
            dossier,
            by_owner,
            unit,
            matter,
        };
        let filed = self.act_on(&caller, id, command).await?;
        Ok(pb::ComplainResponse {
            code: filed.code,
            receive_by: Some(timestamp(filed.receive_by)),
            answer_by: Some(timestamp(filed.answer_by)),
        })
    }

    /// The dossier it is about, its code, who has to answer, and whether its own person speaks.
    async fn about_dossier(
        &self,
        caller: &Caller,
        request: &pb::ComplainRequest,
    ) -> Result<Option<(DossierId, String, UnitId, bool)>> {
        let code = request.dossier_code.trim();
        if code.is_empty() {
            return Ok(None);
        }
        if let Ok(mine) = self.mine(caller, code, &request.proof).await {
            let unit = mine.dossier.receiving_unit().clone();
            return Ok(Some((mine.id, mine.dossier.code, unit, true)));
        }
        let none = "Không có hồ sơ mang mã này. Hãy xem lại mã trên giấy hẹn, hoặc để trống.";
        let code = line(code, 60).map_err(|why| Error::field("dossier_code", why.to_string()))?;
        let found = dossiers::find_by_code(&self.chassis.db, &code).await?;
        let found = found.ok_or_else(|| Error::field("dossier_code", none))?;
        let unit = found.state.receiving_unit().clone();
        Ok(Some((found.id.into(), found.state.code, unit, false)))
    }

    pub(super) async fn show_complaint(
        &self,
        request: Request<pb::TrackComplaintRequest>,
    ) -> Result<pb::TrackComplaintResponse> {
        let code = request.into_inner().code;
        let code = line(&code, 40).map_err(|why| Error::field("code", why.to_string()))?;
        let code = code.to_uppercase();
        let found = store::complaint_by_code(&self.chassis.db, &code).await?;
        let found = found.ok_or_else(|| Error::refused(ComplaintRefusal::Unknown))?;
        let now = self.chassis.clock.now();
        Ok(pb::TrackComplaintResponse {
            complaint: Some(shown(&found, now)),
        })
    }

    /// Those of the caller's unit; somebody without one, who sees the province, sees all.
    pub(super) async fn complaints_of_unit(
        &self,
        request: Request<pb::ListComplaintsRequest>,
    ) -> Result<pb::ListComplaintsResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let asked = Some(request.unit.trim()).filter(|unit| !unit.is_empty());
        let unit = match (caller.unit.as_deref(), asked) {
            (Some(own), None) => Some(own),
            (Some(own), Some(asked)) if own != asked => return Ok(Default::default()),
            (_, asked) => asked,
        };
        let size = match request.page_size {
            0 => 50,
            size => i64::from(size.min(200)),
        };
        let after = match request.page_token.as_str() {
            "" => None,
            token => Some(place(token)?),
        };
        let now = self.chassis.clock.now();
        let wanted = store::Wanted {
            unit,
            open: request.open,
            overdue: request.overdue,
            now,
        };
        let mut found = store::complaints(&self.chassis.db, &wanted, after, size + 1).await?;
        let more = found.len() as i64 > size;
        found.truncate(usize::try_from(size).unwrap_or(50));
        let last = found.last().filter(|_| more);
        let next_page_token = last.map(token).unwrap_or_default();
        let (open, overdue) = store::how_many(&self.chassis.db, unit, now).await?;
        Ok(pb::ListComplaintsResponse {
            complaints: found
                .iter()
                .map(|complaint| whole(complaint, now))
                .collect(),
            next_page_token,
            open,
            overdue,
        })
    }

    /// The complaint's id, when it lies with the caller's unit: somebody else's is as one that is
    /// not there.
    async fn in_charge(&self, caller: &Caller, id: &str) -> Result<ComplaintId> {
        let id = complaint_id(id)?;
        let found = store::complaint(&self.chassis.db, id).await?;
        let theirs = |found: &Complaint| {
            caller
                .unit
                .as_deref()
                .is_none_or(|unit| unit == found.unit.as_str())
        };
        match found {
            Some(found) if theirs(&found) => Ok(id),
            _ => Err(Error::refused(ComplaintRefusal::Unknown)),
        }
    }

    pub(super) async fn take_in_hand(
        &self,
        request: Request<pb::ReceiveComplaintRequest>,
    ) -> Result<pb::ReceiveComplaintResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let id = self
            .in_charge(&caller, &request.into_inner().complaint_id)
            .await?;
        let done = self.act_on(&caller, id, ComplaintCommand::Receive).await?;
        Ok(pb::ReceiveComplaintResponse {
            complaint: Some(whole(&done, self.chassis.clock.now())),
        })
    }

    pub(super) async fn pass_on(
        &self,
        request: Request<pb::ForwardComplaintRequest>,
    ) -> Result<pb::ForwardComplaintResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let id = self.in_charge(&caller, &request.complaint_id).await?;
        let note =
            paragraph(&request.note, 1000).map_err(|why| Error::field("note", why.to_string()))?;
        let to = UnitId::new(request.to_unit.trim());
        let done = self
            .act_on(&caller, id, ComplaintCommand::Forward { to, note })
            .await?;
        Ok(pb::ForwardComplaintResponse {
            complaint: Some(whole(&done, self.chassis.clock.now())),
        })
    }

    pub(super) async fn answer(
        &self,
        request: Request<pb::AnswerComplaintRequest>,
    ) -> Result<pb::AnswerComplaintResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        let request = request.into_inner();
        let id = self.in_charge(&caller, &request.complaint_id).await?;
        let text = paragraph(&request.answer, 4000)
            .map_err(|why| Error::field("answer", why.to_string()))?;
        let upheld = request.upheld;
        let done = self
            .act_on(&caller, id, ComplaintCommand::Answer { text, upheld })
            .await?;
        Ok(pb::AnswerComplaintResponse {
            complaint: Some(whole(&done, self.chassis.clock.now())),
        })
    }

    /// Where a notice about a complaint goes.
    pub(super) async fn complainant(
        &self,
        request: Request<pb::GetComplaintContactRequest>,
    ) -> Result<pb::GetComplaintContactResponse> {
        let caller = Caller::of(&request).map_err(Error::fault)?;
        only_notification(&caller)?;
        let id = complaint_id(&request.into_inner().complaint_id)?;
        let found = store::complaint(&self.chassis.db, id).await?;
        let found = found.ok_or_else(|| Error::refused(ComplaintRefusal::Unknown))?;
        Ok(pb::GetComplaintContactResponse {
            name: found.matter.name.reveal().clone(),
            phone: reveal(found.matter.phone.as_ref()),
            email: reveal(found.matter.email.as_ref()),
            unit: found.unit.to_string(),
            answer_by: Some(timestamp(found.answer_by)),
            code: found.code,
        })
    }
}

fn matter(request: &pb::ComplainRequest) -> Result<Matter> {
    let mut wrong = Violations::default();
    let about = About::of(&request.about);
    if about.is_none() {
        wrong.add("about", "Hãy chọn nội dung góp ý.");
    }
    let text = wrong.check("text", paragraph(&request.text, 4000));
    let name = wrong.check("name", line(&request.name, 120));
    let optional = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let phone =
        optional(&request.phone).and_then(|text| wrong.check("phone", text.parse::<Phone>()));
    let email = optional(&request.email).and_then(|text| email(&mut wrong, &text));
    let address =
        optional(&request.address).and_then(|text| wrong.check("address", line(&text, 200)));
    wrong.finish()?;
    Ok(Matter {
        about: about.unwrap_or(About::Other),
        text: Personal::new(text.unwrap_or_default()),
        name: Personal::new(name.unwrap_or_default()),
        phone: phone.map(|phone| Personal::new(phone.to_string())),
        email,
        address: address.map(Personal::new),
    })
}

/// As whoever has the code may see it: what was said and answered, not who said it.
pub(super) fn shown(complaint: &Complaint, now: Instant) -> pb::Complaint {
    let answer = complaint.answer.as_ref();
    let dossier = complaint.dossier.as_ref();
    let steps = complaint.steps.iter().map(|step| pb::ComplaintStep {
        at: Some(timestamp(step.at)),
        state: state(step.stage).into(),
        unit: step.unit.to_string(),
        note: step.note.clone().unwrap_or_default(),
    });
    pb::Complaint {
        complaint_id: complaint.id.to_string(),
        code: complaint.code.clone(),
        state: state(complaint.stage).into(),
        unit: complaint.unit.to_string(),
        about: complaint.matter.about.word().to_owned(),
        filed_at: Some(timestamp(complaint.filed_at)),
        receive_by: Some(timestamp(complaint.receive_by)),
        answer_by: Some(timestamp(complaint.answer_by)),
        received_at: complaint.received_at.map(timestamp),
        answered_at: answer.map(|answer| timestamp(answer.at)),
        overdue: complaint.is_overdue(now),
        text: complaint.matter.text.reveal().clone(),
        answer: answer.map(|answer| answer.text.clone()).unwrap_or_default(),
        upheld: answer.is_some_and(|answer| answer.upheld),
        steps: steps.collect(),
        dossier_code: dossier.map(|(_, code)| code.clone()).unwrap_or_default(),
        ..Default::default()
    }
}

/// As the unit in charge sees it.
fn whole(complaint: &Complaint, now: Instant) -> pb::Complaint {
    let matter = &complaint.matter;
    pb::Complaint {
        name: matter.name.reveal().clone(),
        phone: reveal(matter.phone.as_ref()),
        email: reveal(matter.email.as_ref()),
        address: reveal(matter.address.as_ref()),
        ..shown(complaint, now)
    }
}

fn reveal(text: Option<&Personal<String>>) -> String {
    text.map(|text| text.reveal().clone()).unwrap_or_default()
}

fn state(stage: ComplaintStage) -> pb::ComplaintState {
    match stage {
        ComplaintStage::Filed => pb::ComplaintState::Filed,
        ComplaintStage::Received => pb::ComplaintState::Received,
        ComplaintStage::Forwarded => pb::ComplaintState::Forwarded,
        ComplaintStage::Answered => pb::ComplaintState::Answered,
        ComplaintStage::Closed => pb::ComplaintState::Closed,
    }
}

fn token(last: &Complaint) -> String {
    format!("{}.{}", last.filed_at.timestamp_micros(), last.id)
}

fn place(token: &str) -> Result<(Instant, Uuid)> {
    let read = || {
        let (micros, id) = token.split_once('.')?;
        let at = Instant::from_timestamp_micros(micros.parse().ok()?)?;
        Some((at, id.parse().ok()?))
    };
    let remedy = "Trang không còn. Hãy mở lại danh sách từ đầu.";
    read().ok_or_else(|| Error::field("page_token", remedy))
}
