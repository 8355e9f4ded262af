//! Cases and offers in the words of the contract.

mod stage;

use ::proto::{
    agency::v1 as proto,
    routing::v1::{ApologyDue, LegClosed, LegMovedUnit, LegOffered, LegRecalled, LegTimed},
};
use agency_domain::{
    Apology, Case, Command, Conclusion, Duty, Ground, Offer, Opinion, Pause, RefuseReason, Stage,
    Timing,
};
use chassis::{
    Error, Result, Violations,
    wire::{moment, timestamp},
};
use chrono::{NaiveDate, TimeDelta};
use kernel::{CaseId, DossierId, Instant, LegId, Personal, UnitId, working_time::Calendar};

use self::stage::stage;
use crate::Province;

pub use self::stage::stages;

/// # Errors
/// When it is no id.
pub fn case_id(field: &str, raw: &str) -> Result<CaseId> {
    let unreadable = |_| Error::field(field, "Mã việc không đúng định dạng. Hãy tải lại trang.");
    raw.parse().map_err(unreadable)
}

/// # Errors
/// Everything about the fact that is not as it must be.
pub fn offer(fact: LegOffered) -> Result<Offer> {
    let mut wrong = Violations::default();
    let case = wrong.check("leg_id", fact.leg_id.parse());
    let dossier = wrong.check("dossier_id", fact.dossier_id.parse());
    let missing = "Thiếu thời điểm chuyển hoặc thời điểm không hợp lệ.";
    let offered_at = wrong.check("at", moment(fact.at).ok_or(missing));
    let due = moment(fact.due);
    if fact.due.is_some() && due.is_none() {
        wrong.add("due", "Thời điểm không hợp lệ.");
    }
    for (field, text) in [
        ("unit", &fact.unit),
        ("task", &fact.task),
        ("code", &fact.code),
    ] {
        if text.is_empty() {
            wrong.add(field, "Không được để trống.");
        }
    }
    let opinion = match fact.opinion_for.as_str() {
        "" => None,
        raw => wrong
            .check("opinion_for", raw.parse::<LegId>())
            .map(|leg| Opinion {
                leg,
                asked_by: UnitId::new(&fact.asked_by),
            }),
    };
    if opinion.is_some() && fact.asked_by.is_empty() {
        wrong.add("asked_by", "Không được để trống.");
    }
    if fact.attempt == 0 || i32::try_from(fact.attempt).is_err() {
        wrong.add("attempt", "Lần chuyển phải là số từ 1.");
    }
    wrong.finish()?;
    let (Some(case), Some(dossier), Some(offered_at)) = (case, dossier, offered_at) else {
        return Err(Error::field("leg_id", "Không đọc được nội dung chuyển."));
    };
    Ok(Offer {
        case,
        dossier,
        code: fact.code,
        unit: UnitId::new(fact.unit),
        task: fact.task,
        title: fact.title,
        procedure: fact.procedure,
        procedure_version: fact.procedure_version,
        place: UnitId::new(fact.place),
        approval: fact.approval,
        automatic: fact.automatic,
        attempt: fact.attempt,
        offered_at,
        due,
        allotted: fact.allotted_minutes.min(i32::MAX as u32),
        opinion,
    })
}

fn dossier_id(raw: &str) -> Result<DossierId> {
    let unreadable = |_| Error::field("dossier_id", "Mã hồ sơ không đúng định dạng.");
    raw.parse().map_err(unreadable)
}

fn attempt(raw: u32) -> Result<u32> {
    if i32::try_from(raw).is_ok() {
        Ok(raw)
    } else {
        Err(Error::field("attempt", "Lần chuyển quá lớn."))
    }
}

/// # Errors
/// What about the fact is not as it must be.
pub fn recall(fact: &LegRecalled) -> Result<(CaseId, Command)> {
    let case = case_id("leg_id", &fact.leg_id)?;
    let command = Command::Recall {
        case,
        dossier: dossier_id(&fact.dossier_id)?,
        attempt: attempt(fact.attempt)?,
    };
    Ok((case, command))
}

/// # Errors
/// What about the fact is not as it must be.
pub fn close(fact: &LegClosed) -> Result<(CaseId, Command)> {
    let case = case_id("leg_id", &fact.leg_id)?;
    let ground = Ground::from_key(&fact.ground)
        .ok_or_else(|| Error::field("ground", "Không có lý do đóng việc này."))?;
    let command = Command::Close {
        case,
        dossier: dossier_id(&fact.dossier_id)?,
        attempt: attempt(fact.attempt)?,
        ground,
    };
    Ok((case, command))
}

/// # Errors
/// What about the fact is not as it must be.
pub fn move_unit(fact: &LegMovedUnit) -> Result<(CaseId, Command)> {
    let case = case_id("leg_id", &fact.leg_id)?;
    if fact.to_unit.is_empty() {
        return Err(Error::field("to_unit", "Không được để trống."));
    }
    let command = Command::MoveUnit {
        from: UnitId::new(&fact.from_unit),
        to: UnitId::new(&fact.to_unit),
    };
    Ok((case, command))
}

/// # Errors
/// What about the fact is not as it must be.
pub fn time(fact: &LegTimed) -> Result<(CaseId, Command)> {
    let case = case_id("leg_id", &fact.leg_id)?;
    let wrong = |field| Error::field(field, "Thiếu thời điểm hoặc thời điểm không hợp lệ.");
    let at = moment(fact.at).ok_or_else(|| wrong("at"))?;
    let due = moment(fact.due);
    if fact.due.is_some() && due.is_none() {
        return Err(wrong("due"));
    }
    let pause = || Pause {
        since: at,
        ground: fact.ground.clone(),
    };
    let timing = Timing {
        paused: fact.paused.then(pause),
        opinions: fact.opinions.min(i32::MAX as u32),
    };
    Ok((case, Command::Time { timing, due }))
}

/// # Errors
/// What about the fact is not as it must be.
pub fn duty(fact: &ApologyDue) -> Result<(CaseId, Command)> {
    let case = case_id("leg_id", &fact.leg_id)?;
    let missing = |field| Error::field(field, "Thiếu thời điểm hoặc thời điểm không hợp lệ.");
    let duty = Duty {
        due: moment(fact.due).ok_or_else(|| missing("due"))?,
        state_by: moment(fact.state_by).ok_or_else(|| missing("state_by"))?,
        ground: fact.ground.clone(),
        may_move: fact.may_move,
    };
    Ok((case, Command::Owe(duty)))
}

/// What a case is told with besides itself: the province's data, and what is urgent now.
pub(crate) struct Known<'a> {
    province: &'a Province,
    pub bands: Bands,
}

/// Until when a case is late, due today, due soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bands {
    pub now: Instant,
    /// When the office closes today, or on the next day it is open.
    pub today: Instant,
    /// When it closes on the working day after that.
    pub soon: Instant,
}

impl Bands {
    fn at(now: Instant, calendar: &Calendar) -> Self {
        let date = calendar.civil(now).date();
        let open = match calendar.is_working(date) {
            Ok(true) if calendar.closing(date) >= now => date,
            _ => calendar.next_working_day(date).unwrap_or(date),
        };
        let next = calendar.next_working_day(open).unwrap_or(open);
        // What is due at the closing itself is still due that day.
        let end = |date| calendar.closing(date) + TimeDelta::seconds(1);
        Self {
            now,
            today: end(open),
            soon: end(next),
        }
    }

    fn word(&self, case: &Case) -> &'static str {
        match case.urgent() {
            Some(at) if at < self.now => "late",
            Some(at) if at < self.today => "today",
            Some(at) if at < self.soon => "soon",
            Some(_) => "later",
            None if case.timing.paused.is_some() => "paused",
            None => "none",
        }
    }
}

impl<'a> Known<'a> {
    pub fn new(province: &'a Province, now: Instant) -> Self {
        let bands = Bands::at(now, &province.calendar());
        Self { province, bands }
    }

    pub fn case(&self, of: &Case, version: u32) -> proto::Case {
        let procedure = self.province.procedure(&of.offer);
        let spent = of.spent(self.bands.now, &self.province.calendar());
        let open = of.ended_at().is_none();
        let pause = of.timing.paused.as_ref().filter(|_| open);
        let (proposer, approver) = match &of.stage {
            Stage::Proposed { proposer, .. } => (proposer.clone(), String::new()),
            Stage::Approved {
                proposer, approver, ..
            } => (proposer.clone(), approver.clone()),
            _ => Default::default(),
        };
        proto::Case {
            // Beyond the calendar nobody can tell.
            spent_minutes: if open { spent.unwrap_or_default() } else { 0 },
            allotted_minutes: of.offer.allotted,
            paused_at: pause.map(|pause| timestamp(pause.since)),
            paused_for: pause.map(|pause| pause.ground.clone()).unwrap_or_default(),
            opinions_open: if open { of.timing.opinions } else { 0 },
            proposer,
            approver,
            procedure_name: procedure
                .map(|found| found.name.clone())
                .unwrap_or_default(),
            field: procedure
                .map(|found| found.field.clone())
                .unwrap_or_default(),
            urgency: if open {
                self.bands.word(of).to_owned()
            } else {
                String::new()
            },
            urgent: of.urgent().filter(|_| open).map(timestamp),
            ..case(of, version)
        }
    }
}

fn case(case: &Case, version: u32) -> proto::Case {
    let offer = &case.offer;
    let held = case.held();
    let reason = match &case.stage {
        Stage::Refused { reason, .. } => reason.key().to_owned(),
        Stage::Returned { reason, .. } => reason.clone(),
        Stage::Closed { ground, .. } => ground.key().to_owned(),
        // Why it was sent back or handed over, for whoever works on it now.
        _ => case
            .note
            .as_ref()
            .map(|note| note.reveal().clone())
            .unwrap_or_default(),
    };
    let opinion = offer.opinion.as_ref();
    let asked = case.asked.as_ref();
    proto::Case {
        case_id: offer.case.to_string(),
        dossier_id: offer.dossier.to_string(),
        code: offer.code.clone(),
        unit: offer.unit.to_string(),
        task: offer.task.clone(),
        title: offer.title.clone(),
        procedure: offer.procedure.clone(),
        procedure_version: offer.procedure_version.clone(),
        stage: stage(case.stage.name()).into(),
        approval: offer.approval,
        officer: held
            .and_then(|held| held.officer.clone())
            .unwrap_or_default(),
        offered_at: Some(timestamp(offer.offered_at)),
        accepted_at: held.map(|held| timestamp(held.since)),
        ended_at: case.ended_at().map(timestamp),
        due: offer.due.map(timestamp),
        conclusion: case.conclusion().map(conclusion_out),
        reason,
        version,
        place: offer.place.to_string(),
        opinion_for: opinion.map(|o| o.leg.to_string()).unwrap_or_default(),
        asked_by: opinion.map(|o| o.asked_by.to_string()).unwrap_or_default(),
        apology: case.apology.as_ref().map(apology),
        attempt: offer.attempt,
        supplement: asked.map(|a| a.components.clone()).unwrap_or_default(),
        supplement_reason: asked.map(|a| a.reason.clone()).unwrap_or_default(),
        ..Default::default()
    }
}

fn apology(apology: &Apology) -> proto::Apology {
    let Apology {
        duty,
        stated,
        signed,
    } = apology;
    let stated = stated.as_ref();
    let signed = signed.as_ref();
    proto::Apology {
        due: Some(timestamp(duty.due)),
        state_by: Some(timestamp(duty.state_by)),
        ground: duty.ground.clone(),
        may_move: duty.may_move,
        reason: stated.map(|s| s.reason.clone()).unwrap_or_default(),
        new_due: stated.map(|s| timestamp(s.new_due)),
        stated_by: stated.map(|s| s.by.clone()).unwrap_or_default(),
        signed_by: signed.map(|s| s.by.clone()).unwrap_or_default(),
        signed_at: signed.map(|s| timestamp(s.at)),
    }
}

/// A case in custody, as the reconciliation asks for it.
pub fn held_leg(case: &Case) -> proto::HeldLeg {
    proto::HeldLeg {
        leg_id: case.offer.case.to_string(),
        dossier_id: case.offer.dossier.to_string(),
        attempt: case.offer.attempt,
        unit: case.offer.unit.to_string(),
        since: case.held().map(|held| timestamp(held.since)),
    }
}

fn conclusion_out(conclusion: &Conclusion) -> proto::Conclusion {
    let pay_by = conclusion.pay_by.map(|day| day.to_string());
    let reason = conclusion.reason.as_ref().map(|r| r.reveal().clone());
    proto::Conclusion {
        granted: conclusion.granted,
        document: conclusion.document.clone().unwrap_or_default(),
        amount: conclusion.amount,
        pay_by: pay_by.unwrap_or_default(),
        reason: reason.unwrap_or_default(),
    }
}

/// # Errors
/// When the day to pay by is no day.
pub fn conclusion(asked: proto::Conclusion) -> Result<Conclusion> {
    let text = |raw: String| (!raw.trim().is_empty()).then_some(raw);
    let pay_by = text(asked.pay_by).map(|raw| raw.trim().parse::<NaiveDate>());
    let pay_by = pay_by.transpose().map_err(|_| {
        Error::field(
            "conclusion.pay_by",
            "Hạn nộp phải là một ngày, dạng năm-tháng-ngày, ví dụ 2026-12-31.",
        )
    })?;
    Ok(Conclusion {
        granted: asked.granted,
        document: text(asked.document),
        amount: asked.amount,
        pay_by,
        reason: text(asked.reason).map(Personal::new),
        payment_due: false,
    })
}

/// # Errors
/// When it is none of the reasons.
pub fn refuse_reason(raw: &str) -> Result<RefuseReason> {
    RefuseReason::from_key(raw).ok_or_else(|| {
        Error::field(
            "reason",
            "Hãy chọn một lý do từ chối: không thuộc thẩm quyền, sai thành phần hồ sơ, hoặc hồ sơ trùng.",
        )
    })
}
