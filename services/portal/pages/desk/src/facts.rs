//! What the journal of a dossier says, as people read it; and how a conflict is told.

use proto::intake::v1::{ListChangesRequest, TrackDossierResponse};

use portal_ui::{
    failure::Failure,
    format,
    frame::{Lang, Visit},
};

/// What happened while somebody was deciding: when, who, what.
pub type Changed = (String, String, String);

/// Whether an act was refused because somebody else was quicker.
pub fn is_conflict(failure: &Failure) -> bool {
    let Failure::Refused { fields, .. } = failure else {
        return false;
    };
    fields
        .iter()
        .any(|field| field.field.starts_with("changed["))
}

/// What happened to a dossier after the version somebody decided on.
pub async fn since(visit: &Visit, d: &TrackDossierResponse, version: u32) -> Vec<Changed> {
    let request = ListChangesRequest {
        dossier_id: d.dossier_id.clone(),
        after_version: version,
    };
    let told = visit.ask.counter().list_changes(request).await;
    let changes = told.map_or_else(|_| Vec::new(), |told| told.into_inner().changes);
    let line = |change: proto::intake::v1::Change| {
        let what = said(&change.fact, visit.lang).to_owned();
        (
            format::stamp(change.at.as_ref(), visit.lang),
            change.by,
            what,
        )
    };
    changes.into_iter().map(line).collect()
}

/// A fact in words; its own name where there are none.
pub fn said(fact: &str, lang: Lang) -> &str {
    let (vi, en) = match fact {
        "DossierSubmitted" => ("nộp trực tuyến", "filed online"),
        "DossierAccepted" => ("tiếp nhận hồ sơ", "received"),
        "DossierRefused" => ("từ chối tiếp nhận", "declined"),
        "SupplementAsked" => ("yêu cầu bổ sung", "asked for a supplement"),
        "SupplementReceived" => ("nhận giấy tờ bổ sung", "took a supplement in"),
        "SupplementNoted" => (
            "cơ quan giải quyết đề nghị bổ sung",
            "an agency needs a supplement",
        ),
        "SupplementExpired" => ("kết thúc vì quá hạn bổ sung", "ended: not supplied in time"),
        "DossierWithdrawn" => ("rút hồ sơ", "withdrawn"),
        "DossierStopped" => ("dừng giải quyết", "stopped"),
        "AppointmentMoved" => ("xin lỗi, hẹn lại ngày trả", "apologised, with a new date"),
        "AppointmentPaused" => ("tạm dừng tính thời gian", "clock stopped"),
        "AppointmentResumed" => ("tính tiếp thời gian", "clock started"),
        "FinanceChanged" => ("cập nhật nghĩa vụ tài chính", "payment changed"),
        "ResultReady" => ("có kết quả", "result ready"),
        "ResultReturned" => ("trả kết quả", "result handed over"),
        "PapersHandedOver" => ("giao nhận giấy tờ", "papers handed over"),
        "LossReported" => ("báo mất giấy tờ", "papers reported lost"),
        "CorrectionOpened" => ("mở sửa sai sót", "correction opened"),
        "CentreMoved" => ("chuyển trung tâm tiếp nhận", "moved to another centre"),
        other => (other, other),
    };
    lang.pick(vi, en)
}

#[cfg(test)]
mod tests {
    use portal_ui::failure::Violation;

    use super::*;

    #[test]
    fn a_conflict_is_told_apart_from_a_rule() {
        let refused = |field: &str| Failure::Refused {
            sentence: String::new(),
            fields: vec![Violation {
                field: field.to_owned(),
                sentence: String::new(),
            }],
        };
        assert!(is_conflict(&refused("changed[14]")));
        assert!(!is_conflict(&refused("reason")));
        assert!(!is_conflict(&Failure::Unavailable));
    }
}
