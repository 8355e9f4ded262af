//! Cases and offers in the words of the contract.

use ::proto::{agency::v1 as proto, routing::v1::LegOffered};
use agency_domain::{Case, Conclusion, Offer, RefuseReason, Stage};
use chassis::{
    Error, Result, Violations,
    wire::{moment, timestamp},
};
use chrono::NaiveDate;
use kernel::{CaseId, Personal, UnitId};

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
    })
}

pub fn case(case: &Case, version: u32) -> proto::Case {
    let offer = &case.offer;
    let held = case.held();
    let reason = match &case.stage {
        Stage::Refused { reason, .. } => reason.key().to_owned(),
        Stage::Returned { reason, .. } => reason.clone(),
        _ => String::new(),
    };
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
        officer: held.map(|held| held.officer.clone()).unwrap_or_default(),
        offered_at: Some(timestamp(offer.offered_at)),
        accepted_at: held.map(|held| timestamp(held.since)),
        ended_at: case.ended_at().map(timestamp),
        due: offer.due.map(timestamp),
        conclusion: case.conclusion().map(conclusion_out),
        reason,
        version,
        place: offer.place.to_string(),
        ..Default::default()
    }
}

const STAGES: [(&str, proto::CaseStage); 8] = [
    ("offered", proto::CaseStage::Offered),
    ("held", proto::CaseStage::Held),
    ("proposed", proto::CaseStage::Proposed),
    ("approved", proto::CaseStage::Approved),
    ("completed", proto::CaseStage::Completed),
    ("refused", proto::CaseStage::Refused),
    ("returned", proto::CaseStage::Returned),
    ("recalled", proto::CaseStage::Recalled),
];

fn stage(name: &str) -> proto::CaseStage {
    let known = STAGES.iter().find(|(word, _)| *word == name);
    known.map_or(proto::CaseStage::Unspecified, |(_, stage)| *stage)
}

/// The words of the stages asked for; of the open ones when none is.
///
/// # Errors
/// When one of them is no stage.
pub fn stages(asked: &[i32]) -> Result<Vec<String>> {
    if asked.is_empty() {
        return Ok(Stage::OPEN.map(str::to_owned).to_vec());
    }
    let word = |wanted: &i32| {
        let known = STAGES.iter().find(|(_, stage)| *stage as i32 == *wanted);
        known.map(|(word, _)| (*word).to_owned()).ok_or_else(|| {
            Error::field(
                "stages",
                "Không có trạng thái này. Hãy chọn trong danh sách.",
            )
        })
    };
    asked.iter().map(word).collect()
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
